"""How rare a word is in sales voicemails: from 0, in every one, to 1, in none that we know."""

from __future__ import annotations

from math import log

from simulator.grading.language.trained import lexicon


def rarity(stem: str) -> float:
    """The inverse document frequency of a stem in the training sentences, scaled to 0 to 1."""
    known = lexicon()
    return log((known.sentences + 1) / (known.counts.get(stem, 0) + 1)) / log(known.sentences + 1)
