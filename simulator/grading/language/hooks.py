"""Find where a message speaks about a fact that was found out about the prospect.

A fact is known by its terms: the words of its text and of its author's phrases that carry content,
without those of the rep's own offer and of the names on the card. A term counts by how rare it is
in voicemails. A place in the message is a hook if it holds all of a phrase or several terms, near
one another, rare enough together, and in a sentence: a list of words is not speech, what "we" did
is not about the prospect, and one word that might be anybody's needs a "you" beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from simulator.grading.check import Subject
from simulator.grading.language.digits import digit_runs
from simulator.grading.language.names import letters, likeness
from simulator.grading.language.rarity import rarity
from simulator.grading.language.words import ContentWord, words
from simulator.grading.transcript import Span
from simulator.scenario.model import Fact, Prospect, Rep

WINDOW_WORDS = 14
"""Terms that are further apart belong to different thoughts."""
AROUND_WORDS = 9
"""So far before and after its terms a hook's sentence is looked at."""
MISHEARD_LETTERS = 5
"""Shorter words are like too many others to be known when misheard."""
MISHEARD_LIKENESS = 0.84
MISHEARD_WORTH = 0.85
"""What a term is worth that was only heard alike."""
PAIR_LETTERS = 6
PHONE_DIGITS = 6
"""So many digits in a row are a phone number, or half of one."""
TO_YOU = frozenset({
    "you", "your", "you're", "you've", "you'd", "yours", "congratulations", "congrats", "kudos",
    "yourself", "youre", "youve",
})  # fmt: skip
OF_US = frozenset({"we", "our", "us", "we've", "we're", "i've", "my", "ours", "weve"})
NOTICED = frozenset({
    "saw", "see", "seen", "read", "noticed", "heard", "hear", "watched", "caught", "loved", "know",
    "looked", "listened", "understand", "gather", "spotted", "found", "came",
})  # fmt: skip
"""After "we saw" or "I've read" comes what the prospect did."""
YOU_BONUS = 0.35
OWN_WORDS = 6
"""A "we" so near before a term is whose it is, unless a "you" stands between."""


@dataclass(frozen=True, slots=True)
class Hook:
    """A place about a fact. `strength` is the rarity of its terms together: see `find_hooks`."""

    fact: str
    span: Span
    strength: float


@dataclass(frozen=True, slots=True)
class _Hit:
    """One term that was heard: its stem, where, and what it is worth."""

    stem: str
    first: int
    last: int
    worth: float


def hooks_in(subject: Subject) -> tuple[Hook, ...]:
    """The hooks of a message that are strong enough for its rubric, in order."""
    reading = subject.reading
    found = find_hooks(
        subject.message.text,
        subject.research,
        subject.rep,
        subject.prospect,
        reading.hook_function_share,
    )
    strong = [h for h in found if h.strength >= reading.hook_strength]
    spans: list[Hook] = []
    for hook in strong:
        if not spans or hook.span.start >= spans[-1].span.end:
            spans.append(hook)
    return tuple(spans)


@lru_cache(maxsize=16)
def find_hooks(
    text: str, facts: tuple[Fact, ...], rep: Rep, prospect: Prospect, min_function_share: float
) -> tuple[Hook, ...]:
    """Every place that is about a fact, in order, however weak.

    Strength is the sum of the rarities of the distinct terms, from 0 (in every voicemail) to 1 (in
    none) each, plus a bonus where "you" stands beside them. `min_function_share` is the share of
    words that carry only grammar, under which words around a place are a list and not speech.
    """
    said = _without_phone_numbers(text)
    known = _known_stems(rep, prospect)
    found = (h for fact in facts for h in _of_fact(said, fact, known, min_function_share))
    return tuple(sorted(found, key=lambda h: (h.span.start, -h.strength)))


def _of_fact(
    said: tuple[ContentWord, ...], fact: Fact, known: frozenset[str], min_function_share: float
) -> Iterator[Hook]:
    terms = {w.stem: w for t in (fact.text, *fact.phrases) for w in words(t) if _is_term(w, known)}
    phrases = [frozenset(w.stem for w in words(p) if _is_term(w, known)) for p in fact.phrases]
    hits = [h for h in _hits(said, terms) if not _is_own(said, h)]
    for group in _groups(hits):
        if _function_share(said, group) < min_function_share:
            continue
        strength = _strength(said, group, phrases)
        if strength:
            span = Span(said[group[0].first].span.start, said[group[-1].last].span.end)
            yield Hook(fact.id, span, round(strength, 3))


def _without_phone_numbers(text: str) -> tuple[ContentWord, ...]:
    """The words of a text but for long runs of digits, which are no figures."""
    runs = [r for r in digit_runs(text) if len(r) >= PHONE_DIGITS]
    spans = [Span(r[0].span.start, r[-1].span.end) for r in runs]
    kept = [w for w in words(text) if not any(s.start <= w.span.start < s.end for s in spans)]
    return tuple(replace(w, index=i) for i, w in enumerate(kept))


def _known_stems(rep: Rep, prospect: Prospect) -> frozenset[str]:
    """What is said in any call of this rep to this prospect, and so proves no research."""
    card = (rep.name, rep.company, rep.offer, prospect.name, prospect.title, prospect.company)
    return frozenset(w.stem for text in (*card, *prospect.also) for w in words(text))


def _is_term(word: ContentWord, known: frozenset[str]) -> bool:
    return not word.is_function_word and len(word.text) > 1 and word.stem not in known


def _hits(said: tuple[ContentWord, ...], terms: dict[str, ContentWord]) -> Iterator[_Hit]:
    for at, word in enumerate(said):
        if word.stem in terms:
            yield _Hit(word.stem, at, at, rarity(word.stem))
        elif not word.is_function_word and not word.is_number:
            yield from _misheard(said, at, terms)


def _misheard(
    said: tuple[ContentWord, ...], at: int, terms: dict[str, ContentWord]
) -> Iterator[_Hit]:
    """A term that is only alike: by itself, or split in two as a recogniser does."""
    alone, pair = said[at].text, ""
    if at + 1 < len(said):
        pair = alone + said[at + 1].text
    for stem, term in terms.items():
        if term.is_number or len(term.text) < MISHEARD_LETTERS:
            continue
        if _alike(alone, term.text):
            yield _Hit(stem, at, at, MISHEARD_WORTH * rarity(stem))
        elif len(term.text) >= PAIR_LETTERS and pair and _alike(pair, term.text):
            yield _Hit(stem, at, at + 1, MISHEARD_WORTH * rarity(stem))


@cache
def _alike(heard: str, term: str) -> bool:
    if letters(heard)[:1] != letters(term)[:1] or abs(len(heard) - len(term)) > 2:
        return False
    return likeness(heard, term) >= MISHEARD_LIKENESS


def _groups(hits: list[_Hit]) -> Iterator[list[_Hit]]:
    """Hits that lie near one another, each in one group."""
    group: list[_Hit] = []
    for hit in hits:
        if group and hit.first - group[0].first > WINDOW_WORDS:
            yield group
            group = []
        group.append(hit)
    if group:
        yield group


def _strength(
    said: tuple[ContentWord, ...], group: list[_Hit], phrases: list[frozenset[str]]
) -> float:
    """The worth of a group's distinct terms; 0 for a single term that is no whole phrase."""
    worth: dict[str, float] = {}
    for hit in group:
        worth[hit.stem] = max(hit.worth, worth.get(hit.stem, 0.0))
    is_phrase = any(phrase and phrase <= set(worth) for phrase in phrases)
    if len(worth) == 1 and not is_phrase:
        return 0.0
    first = max(0, group[0].first - AROUND_WORDS)
    around = {w.text for w in said[first : group[-1].last + 1 + AROUND_WORDS]}
    return sum(worth.values()) + (YOU_BONUS if around & TO_YOU else 0.0)


def _is_own(said: tuple[ContentWord, ...], hit: _Hit) -> bool:
    """Whether what was heard is claimed of the rep's own firm: "we opened in Reno"."""
    before = [w.text for w in said[max(0, hit.first - OWN_WORDS) : hit.first]]
    for at in range(len(before) - 1, -1, -1):
        if before[at] in TO_YOU:
            return False
        if before[at] in OF_US:
            return not NOTICED.intersection(before[at:])
    return False


def _function_share(said: tuple[ContentWord, ...], group: list[_Hit]) -> float:
    """Which part of the words around a group carries grammar only."""
    first, last = max(0, group[0].first - AROUND_WORDS // 2), group[-1].last + AROUND_WORDS // 2
    near = said[first : last + 1]
    return sum(w.is_function_word for w in near) / len(near)
