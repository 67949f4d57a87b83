"""The words of a text that carry content, in a form in which they can be compared.

"Centers", "center" and "centre's" are one word here, and so are "30", "thirty" and "thirty".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from simulator.grading.language.names import FUNCTION_WORDS as SHORT_WORDS
from simulator.grading.language.names import REMEMBERED
from simulator.grading.transcript import Span

_TOKEN = re.compile(r"\w+(?:['’]\w+)*(?:[.,]\d+| ,\d{3}\b)*%?")
"""A recogniser also writes "30 ,000"."""
FUNCTION_WORDS = SHORT_WORDS | frozenset({
    "again", "after", "also", "am", "another", "back", "because", "before", "being", "both",
    "could", "couldn't", "did", "didn't", "does", "doesn't", "don't", "down", "during",
    "each", "even", "every", "few", "going", "gonna", "got", "he'd", "he'll", "he's",
    "hello", "here", "hers", "hey", "hi", "i'd", "i'll", "i'm", "i've", "into", "isn't",
    "it'd", "it'll", "its", "itself", "just", "kind", "last", "let's", "like", "lot", "made",
    "make", "many", "may", "maybe", "might", "more", "most", "much", "must", "myself",
    "next", "never", "new", "nor", "okay", "once", "only", "other", "ours", "over", "own",
    "per", "please", "quite", "really", "same", "said", "saw", "say", "says", "see", "seen",
    "shall", "should", "since", "someone", "something", "somewhat", "still", "such", "take",
    "than", "thank", "thanks", "there's", "they'd", "they'll", "they're", "thing", "things",
    "think", "those", "though", "through", "too", "two", "under", "until", "upon", "very",
    "want", "wanted", "was", "wasn't", "way", "we'd", "we'll", "we're", "we've", "well",
    "were", "weren't", "while", "who's", "whom", "whose", "why", "won't", "wouldn't", "yeah",
    "yes", "yet", "you'd", "you'll", "you're", "you've", "yours", "year", "years", "month",
    "months", "week", "weeks", "day", "days", "today", "know", "knew", "call",
    "called", "calling", "number", "phone", "talk", "tell", "told", "look", "looking",
    "give", "given", "gave", "come", "came", "went", "gone", "put", "getting", "using",
    "use", "used", "one", "ones", "first", "second",
})  # fmt: skip
"""Words that carry grammar, or are in every voicemail: they prove nothing about a fact."""

_UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
TEN, HUNDRED = 10, 100
LONGEST_FIGURE = 15
"""Digits; what has more is no figure that anybody says."""
YEARS_FROM, YEARS_TO = 16, 19
"""The centuries of years that are said in two halves: "nineteen seventy four"."""
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_VALUES = {w: i for i, w in enumerate(_UNITS)} | {w: 10 * i for i, w in enumerate(_TENS, 2)}
_SUFFIXES = (
    "ational", "ations", "ation", "ments", "ment", "ings", "ing", "ers", "ies", "ied", "ed", "er",
    "es", "ly", "s", "e", "y", "or", "al",
)  # fmt: skip
_MIN_STEM = 4
"""A stem keeps at least so many letters: "used" is not "us"."""
_BRITISH = (("isation", "ization"), ("ise", "ize"), ("centre", "center"), ("our", "or"))


@dataclass(frozen=True, slots=True)
class ContentWord:
    """A word and its place; `stem` is what is compared, `index` counts words of any kind."""

    text: str
    stem: str
    index: int
    span: Span

    @property
    def is_function_word(self) -> bool:
        """Whether it carries grammar only."""
        return self.text in FUNCTION_WORDS

    @property
    def is_number(self) -> bool:
        """Whether it is a figure."""
        return self.stem.startswith("#")


@lru_cache(maxsize=16)
def words(text: str) -> tuple[ContentWord, ...]:
    """All words of a text in order; figures said in words are one word."""
    matches = tuple(_TOKEN.finditer(text))
    found: list[ContentWord] = []
    at = 0
    while at < len(matches):
        value, used = _figure([m[0].lower() for m in matches[at : at + 8]])
        used = max(used, 1)
        start, end = matches[at].start(), matches[at + used - 1].end()
        plain = re.sub(r"['’]s$|['’]$", "", matches[at][0].lower()).replace("’", "'")
        stemmed = f"#{value}" if value is not None else stem(plain)
        found.append(ContentWord(plain, stemmed, len(found), Span(start, end)))
        at += used
    return tuple(found)


@lru_cache(maxsize=REMEMBERED)
def stem(word: str) -> str:
    """A word without its ending: "merged", "merger" and "merging" are one."""
    for british, american in _BRITISH:
        word = word.replace(british, american)
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _MIN_STEM:
            return word.removesuffix(suffix)
    return word


def _figure(heard: list[str]) -> tuple[int | None, int]:
    """The value of a figure at the beginning of some words, and how many words it takes.

    "forty two hundred" is not read as one figure: two digits that are said one after another, as in
    a phone number, are two words.
    """
    total, current, used, last_scale = 0, -1, 0, 10**12
    for word in heard:
        digits = _digits(word)
        if digits:
            if current >= 0:
                break
            current = int(digits)
        elif word in _SCALES and current >= 0:
            if _SCALES[word] == HUNDRED:
                current *= HUNDRED
            elif _SCALES[word] < last_scale:
                last_scale = _SCALES[word]
                total, current = total + current * last_scale, 0
            else:
                break
        elif word in _VALUES and _fits(current, _VALUES[word]):
            is_year = used == 1 and _is_year(current, _VALUES[word])
            current = max(current, 0) * (HUNDRED if is_year else 1) + _VALUES[word]
        else:
            break
        used += 1
    return (total + max(current, 0), used) if used else (None, 0)


def _digits(word: str) -> str:
    """The digits of a figure that is written with them, else ""."""
    plain = word.rstrip("%").replace(" ", "").replace(",", "")
    return plain if plain.isascii() and plain.isdecimal() and len(plain) <= LONGEST_FIGURE else ""


def _is_year(current: int, value: int) -> bool:
    """Whether a word turns a figure into a year: "nineteen" "seventy"."""
    return YEARS_FROM <= current <= YEARS_TO and value > TEN


def _fits(current: int, value: int) -> bool:
    """Whether a word can go on a figure: "twenty" "two", "hundred" "fifty", nothing else."""
    if current < 0 or current % HUNDRED == 0 or _is_year(current, value):
        return True
    is_unit, is_tens = 0 < value < TEN, current % TEN == 0 and current % HUNDRED != TEN
    return is_unit and is_tens
