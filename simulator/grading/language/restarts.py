"""Where somebody begins anew: words said twice in a row, or cut off and taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.grading.language.fillers import HESITATIONS
from simulator.grading.transcript import Span

_WORD = re.compile(r"[\w'’]+-?")
LONGEST_WORDS = 4
"""More words than this, said twice, are repeated on purpose."""
ON_PURPOSE = frozenset({
    "very", "really", "bye", "many", "much", "so", "no", "yes", "ha", "that", "had", "more", "long",
    "again", "far", "well", "knock", "hello", "hi", "thank", "thanks", "now", "okay", "ok",
    "pretty", "oh", "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "double", "triple",
})  # fmt: skip
"""Said twice for weight, in grammar ("the fact that that"), or as digits."""


def restarts(text: str) -> Iterator[Span]:
    """Where words are said again at once ("we could, we could", "the the"), in order.

    Hesitations between the two do not count. Digits and what is doubled for weight are no restart;
    a word that is cut off with a hyphen ("the ware- the warehouse") is one.
    """
    said = [
        (m[0].lower().replace("’", "'"), m.start(), m.end())
        for m in _WORD.finditer(text)
        if m[0].lower() not in HESITATIONS
    ]
    at = 0
    while at < len(said):
        length = _said_again(said, at)
        if length:
            yield Span(said[at][1], said[at + 2 * length - 1][2])
            at += length - 1
        elif said[at][0].endswith("-") and _is_cut_off(text, said[at][2]):
            yield Span(said[at][1], said[at][2])
        at += 1


def _said_again(said: list[tuple[str, int, int]], at: int) -> int:
    """How many words from here on are said twice in a row; 0 for none."""
    for length in range(min(LONGEST_WORDS, (len(said) - at) // 2), 0, -1):
        once = [word for word, _, _ in said[at : at + length]]
        again = [word for word, _, _ in said[at + length : at + 2 * length]]
        if once == again and not all(w in ON_PURPOSE or w.isdigit() for w in once):
            return length
    return 0


def _is_cut_off(text: str, end: int) -> bool:
    """Whether nothing follows the hyphen: "ware- the", not "well-known"."""
    return not text[end : end + 1].isalnum()
