"""The n-grams of a text: what the linear models see of it.

A recogniser gives neither capitals nor punctuation, so none of them is looked at. Numbers become
one sign, fillers and stutters are left out, and apostrophes do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.grading.language.fillers import HESITATIONS
from simulator.grading.transcript import Span

NUMBER = "#"
LONGEST_WORDS = 3
"""Word n-grams have one to so many words."""
PREFIX_LETTERS = 5
"""Words share a gram with others that begin with the same letters: save, saves, savings."""
_TOKEN = re.compile(r"\w+(?:['’]\w+)*")
_NUMBER_WORDS = frozenset({
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    "hundred", "thousand", "million", "billion",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One word as the models see it, and where it stands."""

    word: str
    span: Span


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text; neighbouring numbers are one."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        word = match[0].lower().replace("'", "").replace("’", "")
        if word in HESITATIONS:
            continue
        if word[0].isdecimal() or word in _NUMBER_WORDS:
            word = NUMBER
        if found and found[-1].word == word:
            found[-1] = Token(word, Span(found[-1].span.start, match.end()))
        else:
            found.append(Token(word, Span(match.start(), match.end())))
    return tuple(found)


def grams(words: Sequence[str]) -> Iterator[str]:
    """Every n-gram of some words, and the beginnings of long words."""
    return (gram for of_a_kind in grams_by_place(words) for gram in of_a_kind if gram)


def grams_by_place(words: Sequence[str]) -> list[list[str]]:
    """The gram that begins at each word: those of one word, of two, three, and the beginnings.

    Longer ones have no place for the last words; of a short word the beginning is empty.
    """
    by_size = [
        [" ".join(words[at : at + size]) for at in range(len(words) - size + 1)]
        for size in range(1, LONGEST_WORDS + 1)
    ]
    beginnings = [w[:PREFIX_LETTERS] + "*" if len(w) > PREFIX_LETTERS else "" for w in words]
    return [*by_size, beginnings]
