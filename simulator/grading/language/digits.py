"""Read digits out of words, however they were said or written.

"six one seven, triple five, oh one four two", "617-555-0142", "(617) 555 01 forty-two", "+1 617.."
and the odd groups of a recogniser ("1-0001. 90210") all become digits, each with its place in the
text. Words between digits end a run only when there are more than two of them: who looks for a
number that is known cannot be misled by a digit too many, only by one too few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.grading.transcript import Span

MAX_WORDS_BETWEEN = 2
"""More words than this between two digits, and they belong to different runs."""

UNITS = {
    "zero": "0", "oh": "0", "o": "0", "nought": "0", "naught": "0", "one": "1", "two": "2",
    "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "niner": "9",
}  # fmt: skip
TEENS = {
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14",
    "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19",
}  # fmt: skip
TENS = {
    "twenty": "2", "thirty": "3", "forty": "4", "fifty": "5", "sixty": "6",
    "seventy": "7", "eighty": "8", "ninety": "9",
}  # fmt: skip
ZEROS = {"hundred": "00", "thousand": "000"}
TIMES = {"double": 2, "triple": 3, "treble": 3}
SOUND_LIKE = {"to": "2", "too": "2", "for": "4", "fore": "4", "ate": "8", "won": "1", "tree": "3"}
"""Words that a recogniser writes for digits; they count between two digits only."""
BETWEEN = {
    "um", "uh", "er", "erm", "ah", "hmm", "mm", "dash", "hyphen", "minus", "dot", "point", "and",
    "then", "area", "code",
}  # fmt: skip
"""Words inside a spoken number that mean no digit and do not interrupt it."""

TOKEN = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Digit:
    """One digit and the characters it was read from; several may share a word."""

    value: str
    span: Span


Run = tuple[Digit, ...]


def digit_runs(text: str) -> tuple[Run, ...]:
    """The runs of digits in a text, in order."""
    runs: list[list[Digit]] = []
    words_between = MAX_WORDS_BETWEEN + 1
    for piece in _pieces(tuple(TOKEN.finditer(text))):
        if isinstance(piece, str):
            words_between += piece not in BETWEEN
            continue
        if words_between > MAX_WORDS_BETWEEN:
            runs.append([])
        runs[-1].extend(piece)
        words_between = 0
    return tuple(tuple(run) for run in runs)


def _pieces(tokens: tuple[re.Match[str], ...]) -> Iterator[list[Digit] | str]:
    """Digits, or the word that is none, in order."""
    words = tuple(t[0].lower() for t in tokens)
    at = 0
    while at < len(words):
        read, used = _read(words, at)
        if read is None:
            yield words[at]
        elif words[at].isdecimal():
            start = tokens[at].start()
            yield [Digit(d, Span(start + i, start + i + 1)) for i, d in enumerate(read)]
        else:
            span = Span(tokens[at].start(), tokens[at + used - 1].end())
            yield [Digit(d, span) for d in read]
        at += used


def _read(words: tuple[str, ...], at: int) -> tuple[str | None, int]:
    """The digits that begin at a word, and how many words they take; None where there are none."""
    word, following = words[at], words[at + 1] if at + 1 < len(words) else ""
    if word in TIMES and (digit := _one_digit(following)):
        return digit * TIMES[word], 2
    if word in TENS:
        unit = _one_digit(following)
        return (TENS[word] + unit, 2) if unit and unit != "0" else (TENS[word] + "0", 1)
    if word in SOUND_LIKE:
        between = at > 0 and _is_digits(words[at - 1]) and _is_digits(following)
        return (SOUND_LIKE[word], 1) if between else (None, 1)
    digits = word if word.isascii() and word.isdecimal() else UNITS.get(word) or TEENS.get(word)
    if digits and following in ZEROS:
        return _with_zeros(digits, words, at)
    return digits, 1


def _with_zeros(digits: str, words: tuple[str, ...], at: int) -> tuple[str, int]:
    """Read a hundred: "five hundred" is 500, but "five hundred fifty five" is 555."""
    zeros = ZEROS[words[at + 1]]
    after = at + 2 + (words[at + 2 : at + 3] == ("and",))
    if zeros == "00" and after < len(words) and words[after] in TENS | TEENS:
        rest, used = _read(words, after)
        return digits + (rest or ""), after + used - at
    return digits + zeros, 2


def _one_digit(word: str) -> str:
    return UNITS.get(word) or (word if len(word) == 1 and word in "0123456789" else "")


def _is_digits(word: str) -> bool:
    known = (UNITS, TEENS, TENS, TIMES, ZEROS)
    return word.isdecimal() or any(word in words for words in known)
