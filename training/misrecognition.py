"""What a recogniser that errs would have written: one word in ten, at random but seeded.

Of every ten errors about seven are other words that sound alike, two are words left out, and one is
a word too many, which is roughly how our own recogniser errs on the line (docs/recognition.md).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from random import Random

from jellyfish import metaphone
from rapidfuzz.distance import Levenshtein

ERROR_RATE = 0.1
SUBSTITUTED, LEFT_OUT = 0.7, 0.9
"""Cumulated shares of the kinds of error."""


class Misrecognition:
    """Errs with the words of a vocabulary."""

    def __init__(self, texts: Iterable[str]) -> None:
        """`texts` are where the vocabulary comes from: what is heard instead is a word of it."""
        self._words = sorted({w for t in texts for w in t.lower().split() if w.isalpha()})
        self._alike: Mapping[str, Sequence[str]] = _by_sound(self._words)

    def __call__(self, text: str, seed: str) -> str:
        """The text with errors; the same ones for the same seed."""
        chance = Random(hashlib.sha256(seed.encode()).hexdigest())
        heard: list[str] = []
        for word in text.split():
            if chance.random() >= ERROR_RATE:
                heard.append(word)
                continue
            kind = chance.random()
            if kind < SUBSTITUTED:
                heard.append(self._instead(word, chance))
            elif kind >= LEFT_OUT:
                heard += [word, _pick(self._words, chance)]
        return " ".join(heard)

    def _instead(self, word: str, chance: Random) -> str:
        plain = "".join(c for c in word.lower() if c.isalpha())
        if not plain:
            return _pick(self._words, chance)
        near = [w for w in self._alike.get(_sound(plain), ()) if w != plain]
        if not near:
            near = sorted(
                (w for w in self._words if w != plain),
                key=lambda w: (Levenshtein.distance(_sound(w), _sound(plain)), w),
            )[:5]
        return _pick(near, chance)


def _by_sound(words: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in words:
        found[_sound(word)].append(word)
    return found


@cache
def _sound(word: str) -> str:
    return str(metaphone(word))


def _pick(items: Sequence[str], chance: Random) -> str:
    return items[int(chance.random() * len(items))]
