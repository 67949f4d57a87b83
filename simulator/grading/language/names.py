"""Find a known name in a text, though it may have been misheard.

A recogniser writes a name that it does not know as words that it does: LoadSync becomes "load
sink", Dana Kim "Data Kim". So one to four neighbouring words, joined, are compared with the name,
by spelling and by sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from simulator.grading.transcript import Span

REMEMBERED = 20_000
"""So many comparisons are remembered: more than a message has, and no more for hundreds of them."""
TOKEN = re.compile(r"\w+(?:['’]\w+)*")
MAX_SPLIT = 1
"""A name is heard as at most one word more than it has, or one fewer."""
LONG_LETTERS = 10
"""A name of so many letters may be heard as two words more: "ledge a hopper"."""
SAME_SOUND = 0.9
"""Likeness of what sounds the same but is spelt otherwise."""
MIN_SPELLING_OF_SAME_SOUND = 0.55
"""Metaphone drops vowels, so that "Dana" and "tiny" sound the same: spelling must agree as well."""
MIN_LENGTH_OF_SAME_SOUND = 0.75
"""Nor is a part of it: "recall" is not Recallio."""
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
MIN_SOUNDS = 3
"""Names with fewer consonants sound like too many words to be known by their sound."""

MIN_LENGTH = 0.8
"""What has fewer letters than this share of the name's is another word: "return" for ReturnKit."""
TOO_SHORT = 0.7
"""The most that such a word can be like the name."""
FUNCTION_WORDS = frozenset({
    "a", "about", "all", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can",
    "do", "for", "from", "get", "got", "had", "has", "have", "he", "her", "him", "his", "how",
    "i", "if", "in", "is", "it", "it's", "its", "just", "me", "my", "no", "not", "now", "of",
    "off", "oh", "on", "one", "or", "our", "out", "she", "so", "some", "than", "that", "that's",
    "the", "their", "them", "then", "there", "they", "this", "to", "up", "us", "was", "we",
    "were", "what", "when", "where", "which", "who", "will", "with", "would", "you", "your",
})  # fmt: skip
"""Words that are never by themselves a misheard name: "one of" is not Onvoy, nor "been" Ben."""

NICKNAMES = (
    ("alexander", "alex"), ("andrew", "andy", "drew"), ("anthony", "tony"), ("benjamin", "ben"),
    ("catherine", "katherine", "kathleen", "cathy", "kathy", "kate", "katie"),
    ("christopher", "christine", "christina", "chris"), ("daniel", "dan", "danny"),
    ("david", "dave"), ("deborah", "debra", "deb", "debbie"), ("edward", "ed", "eddie"),
    ("elizabeth", "liz", "beth", "lizzie"), ("gregory", "greg"), ("james", "jim", "jimmy"),
    ("jennifer", "jen", "jenny"), ("jeffrey", "jeff"), ("joseph", "joe"), ("joshua", "josh"),
    ("kenneth", "ken"), ("lawrence", "larry"), ("margaret", "maggie", "peggy", "meg"),
    ("matthew", "matt"), ("michael", "mike"), ("nicholas", "nicole", "nick"),
    ("patricia", "patrick", "pat", "patty"), ("rebecca", "becky", "becca"),
    ("richard", "rich", "rick", "dick"), ("robert", "rob", "bob", "bobby"), ("ronald", "ron"),
    ("samuel", "samantha", "sam"), ("stephen", "steven", "steve"), ("susan", "sue"),
    ("theodore", "ted"), ("thomas", "tom", "tommy"), ("timothy", "tim"), ("victoria", "vicky"),
    ("william", "will", "bill", "billy", "liam"),
)  # fmt: skip
"""First names that may stand for one another."""

EVERYDAY_NAMES = frozenset({
    "april", "art", "bill", "chip", "dawn", "dick", "drew", "faith", "frank", "gene", "grace",
    "hope", "jack", "joy", "june", "mark", "may", "pat", "ray", "rich", "rob", "rose", "sue",
    "will",
})  # fmt: skip
"""First names that are words as well: heard by themselves they prove nothing."""
TITLES = frozenset({
    "dr", "doctor", "mr", "mrs", "ms", "miss", "prof", "professor", "sir",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class NameHeard:
    """Words that may be the name, and how like it they are: 0 to 1, and 1 is as it is written."""

    span: Span
    likeness: float


def find_names(text: str, forms: Iterable[str], min_likeness: float) -> tuple[NameHeard, ...]:
    """Where any form of a name is said, in order; of overlapping places the most alike."""
    tokens = tuple(TOKEN.finditer(text))
    found = [
        NameHeard(Span(tokens[at].start(), tokens[at + n - 1].end()), alike)
        for form in forms
        for n in _sizes(form)
        for at in range(len(tokens) - n + 1)
        if (alike := likeness(" ".join(t[0] for t in tokens[at : at + n]), form)) >= min_likeness
    ]
    found.sort(key=_rank)
    chosen: list[NameHeard] = []
    for one in found:
        if all(one.span.end <= c.span.start or c.span.end <= one.span.start for c in chosen):
            chosen.append(one)
    return tuple(sorted(chosen, key=lambda c: c.span.start))


def _rank(found: NameHeard) -> tuple[float, int, int]:
    """The likest first; of equals the longest as written, but the shortest if misheard."""
    length = found.span.end - found.span.start
    return -found.likeness, -length if found.likeness == 1 else length, found.span.start


@lru_cache(maxsize=REMEMBERED)
def likeness(heard: str, name: str) -> float:
    """How alike two names are, 0 to 1, by spelling and sound; spaces and marks do not count."""
    from rapidfuzz.fuzz import ratio

    said, wanted = letters(_in_words(heard, name)), letters(name)
    if not said or not wanted or abs(len(said) - len(wanted)) > max(2, len(wanted) // 2):
        return 0.0
    if said == wanted:
        return 1.0
    if FUNCTION_WORDS.issuperset(heard.casefold().replace("’", "'").split()):
        return 0.0
    spelling = ratio(said, wanted) / 100
    said_sound, wanted_sound = _sound(said), _sound(wanted)
    same_sound = said_sound == wanted_sound and len(wanted_sound) >= MIN_SOUNDS
    long_enough = len(said) > MIN_LENGTH_OF_SAME_SOUND * len(wanted)
    if same_sound and long_enough and spelling >= MIN_SPELLING_OF_SAME_SOUND:
        return max(spelling, SAME_SOUND)
    alike = max(spelling, (spelling + ratio(said_sound, wanted_sound) / 100) / 2)
    return alike if len(said) >= MIN_LENGTH * len(wanted) else min(alike, TOO_SHORT)


def _in_words(heard: str, name: str) -> str:
    """Digits as words, where the name has none: "4 cents" was ForgeSense."""
    if any(c.isdecimal() for c in name):
        return heard
    return re.sub(r"\d", lambda digit: f"{DIGITS[int(digit[0])]} ", heard)


@lru_cache(maxsize=REMEMBERED)
def letters(name: str) -> str:
    """The letters and digits of a name, small and joined; without a possessive 's."""
    plain = re.sub(r"['’]s\b", "", name.casefold()).replace("&", "and")
    return "".join(c for c in plain if c.isalnum())


def first_name(name: str) -> str:
    """The first name of a person, without a title."""
    words = [w for w in name.split() if w.rstrip(".").lower() not in TITLES]
    return words[0] if words else name


def last_name(name: str) -> str:
    """The last name of a person; of a person with one name, that."""
    return name.rsplit(maxsplit=1)[-1]


def nicknames(first: str) -> tuple[str, ...]:
    """Other first names by which the same person may go."""
    name = first.lower()
    return tuple(n for group in NICKNAMES if name in group for n in group if n != name)


def _sizes(form: str) -> range:
    """How many words the form may have been heard as."""
    words = len(TOKEN.findall(form.replace("&", " and ")))
    more = MAX_SPLIT + (len(letters(form)) >= LONG_LETTERS)
    return range(max(1, words - MAX_SPLIT), words + more + 1)


@lru_cache(maxsize=REMEMBERED)
def _sound(name: str) -> str:
    from jellyfish import metaphone

    return str(metaphone(name)).replace(" ", "")
