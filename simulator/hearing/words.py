"""One heard word, and which words are fillers, loops or echoes of the prompt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

FILLER_PROMPT = "Um, uh, hmm, er, ah."
"""Makes Whisper write fillers down. Longer ones invent text; names in it would bias the grade."""

_FILLER = re.compile(r"u+h*m+|u+h+|e+r+m*|a+h+|h+m+|m{2,}")
_PUNCTUATION = re.compile(r"[^\w']+")
_ECHOED_WORDS = 3
"""Two fillers in a row are said; three in the prompt's order are the prompt."""
_LONGEST_LOOP_WORDS = 12
_REPEATS = {1: 6, 2: 4}
"""So many repeats of one word, or of two, are a loop; of three words and more, three are."""
_REPEATS_OF_PHRASES = 3
_REPEATS_OF_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Heard:
    """One word of one decoding pass; times in seconds of the take, probability 0 to 1."""

    text: str
    start: float
    end: float
    probability: float

    @property
    def key(self) -> str:
        """What is compared between passes: letters and digits only; all fillers are alike."""
        return "<filler>" if self.is_filler else _bare(self.text)

    @property
    def is_filler(self) -> bool:
        """Whether the word is um, uh, er, erm, ah, hmm, mm, however it is spelt."""
        return is_filler(self.text)


def is_filler(text: str) -> bool:
    """Whether a word is one of um, uh, er, erm, ah, hmm, mm, in any spelling and punctuation."""
    return _FILLER.fullmatch(_bare(text)) is not None


def _bare(text: str) -> str:
    return _PUNCTUATION.sub("", text.replace("’", "'")).lower()


def without_loops(words: Sequence[Heard]) -> list[Heard]:
    """Drop repetitions that no speaker makes, all but the first of each.

    Digits may repeat, but no number has the same ones ten times in a row.
    """
    kept: list[Heard] = []
    at = 0
    while at < len(words):
        length, repeats = _loop_at(words, at)
        kept.extend(words[at : at + max(length, 1)])
        at += max(length * repeats, 1)
    return kept


def _loop_at(words: Sequence[Heard], at: int) -> tuple[int, int]:
    """The shortest phrase that loops from here, in words, and how often; (0, 0) if none does."""
    keys = [w.key for w in words[at:]]
    for length in range(1, min(_LONGEST_LOOP_WORDS, len(keys) // 2) + 1):
        phrase = keys[:length]
        repeats = 1
        while keys[repeats * length : (repeats + 1) * length] == phrase:
            repeats += 1
        enough = _REPEATS.get(length, _REPEATS_OF_PHRASES)
        if all(k.isdigit() for k in phrase):
            enough = _REPEATS_OF_DIGITS
        if repeats >= enough:
            return length, repeats
    return 0, 0


def without_prompt(words: Sequence[Heard]) -> list[Heard]:
    """Drop the prompt where the recogniser repeats it: three of its words or more, in its order."""
    prompt = [_bare(w) for w in FILLER_PROMPT.split()]
    kept: list[Heard] = []
    at = 0
    while at < len(words):
        echoed = _echo_at([_bare(w.text) for w in words[at : at + len(prompt)]], prompt)
        if not echoed:
            kept.append(words[at])
        at += max(echoed, 1)
    return kept


def _echo_at(keys: list[str], prompt: list[str]) -> int:
    """How many words from here repeat a stretch of the prompt; 0 if fewer than three do."""
    for first in range(len(prompt) - _ECHOED_WORDS + 1):
        pairs = zip(keys, prompt[first:], strict=False)
        length = next((i for i, (a, b) in enumerate(pairs) if a != b), None)
        length = min(len(keys), len(prompt) - first) if length is None else length
        if length >= _ECHOED_WORDS:
            return length
    return 0
