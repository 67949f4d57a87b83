"""Find where a message speaks about a fact that was found out about the prospect.

A fact is known by its terms: the words of its text and of its author's phrases that carry content,
without those of the rep's own offer and of the names on the card. A term counts by how rare it is
in voicemails. A place in the message is a hook if it holds all of a phrase or several terms, near
one another, rare enough together, and in a sentence: a list of words is not speech, what "we" did
is not about the prospect, and one word that might be anybody's needs a "you" beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from simulator.grading.check import Subject
from simulator.grading.language.digits import digit_runs
from simulator.grading.language.meaning import places_by_meaning
from simulator.grading.language.names import REMEMBERED, likeness
from simulator.grading.language.people import DID, NOTICED, OF_US, TO_YOU
from simulator.grading.language.rarity import rarity
from simulator.grading.language.words import ContentWord, words
from simulator.grading.transcript import Span
from simulator.scenario.model import Fact, Prospect, Rep

WINDOW_WORDS = 14
"""Terms that are further apart belong to different thoughts."""
AROUND_WORDS = 9
"""So far before and after its terms a hook's sentence is looked at."""
MISHEARD_LETTERS = 6
"""Shorter words are like too many others to be known when misheard."""
MISHEARD_LIKENESS = 0.84
MISHEARD_LONGER = 2
MISHEARD_WORTH = 0.85
"""What a term is worth that was only heard alike."""
READ_ALOUD_WORDS = 6
READ_ALOUD_LIKENESS = 85
STREWN_FACTS = 3
SENTENCE_END = re.compile(r"[.;!?](?=\s)")
FRAGMENT_WORDS = 2
PAIR_LETTERS = 6
PHONE_DIGITS = 6
"""So many digits in a row are a phone number, or half of one."""
YOU_BONUS = 0.35
OWN_WORDS = 14
"""A "we" so near before a term is whose it is, unless a "you" stands between."""


@dataclass(frozen=True, slots=True)
class Hook:
    """A place about a fact.

    `strength` is the rarity of its terms together (see `find_hooks`), or how near it is in meaning.
    """

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
    if not strong and subject.embed is not None:
        places = places_by_meaning(subject, subject.embed)
        strong = [Hook(*place) for place in places if place[2] >= reading.hook_likeness]
    spans: list[Hook] = []
    for hook in strong:
        if not spans or hook.span.start >= spans[-1].span.end:
            spans.append(hook)
    return tuple(spans)


def said_better_unsaid(subject: Subject) -> tuple[Hook, ...]:
    """The places about facts that are better left unsaid, by their words alone, in order."""
    found = find_hooks(
        subject.message.text,
        subject.unsaid,
        subject.rep,
        subject.prospect,
        subject.reading.hook_function_share,
    )
    return tuple(h for h in found if h.strength >= subject.reading.hook_strength)


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
    firm = frozenset(w.text for w in words(rep.company))
    found = [p for fact in facts for p in _of_fact(said, fact, known, firm)]
    strewn = _strewn(found)
    hooks = (
        Hook(p.fact, p.span, round(p.strength, 3))
        for p in found
        if p not in strewn
        and _function_share(said, p) >= min_function_share
        and not _is_fragments(text[p.span.start : p.span.end])
    )
    return tuple(sorted(hooks, key=lambda h: (h.span.start, -h.strength)))


@dataclass(frozen=True, slots=True)
class _Place:
    """Neighbouring terms of one fact, as indices of words, [first, last]."""

    fact: str
    first: int
    last: int
    span: Span
    strength: float


def _of_fact(
    said: tuple[ContentWord, ...], fact: Fact, known: frozenset[str], firm: frozenset[str]
) -> Iterator[_Place]:
    terms = {w.stem: w for t in (fact.text, *fact.phrases) for w in words(t) if _is_term(w, known)}
    phrases = [
        frozenset(terms_of)
        for p in fact.phrases
        if len(terms_of := {w.stem for w in words(p) if _is_term(w, known)}) > 1
        or _is_said_whole(said, words(p))
    ]
    hits = [h for h in _hits(said, terms) if not _is_own(said, h, firm)]
    for group in _groups(hits):
        strength = _strength(said, group, phrases)
        first, last = group[0].first, group[-1].last
        if strength and not _is_read_aloud(said, first, last, fact.text):
            span = Span(said[first].span.start, said[last].span.end)
            yield _Place(fact.id, first, last, span, strength)


def _is_said_whole(said: tuple[ContentWord, ...], phrase: tuple[ContentWord, ...]) -> bool:
    """Whether all words of a phrase are said in its order: "second taproom", not "taproom" alone.

    Of a phrase of which only one word proves anything, the others tell whether it is meant.
    """
    wanted = [w.stem for w in phrase]
    stems = [w.stem for w in said]
    return any(stems[at : at + len(wanted)] == wanted for at in range(len(stems)))


def _is_read_aloud(said: tuple[ContentWord, ...], first: int, last: int, fact: str) -> bool:
    """Whether the notes themselves are read to the prospect, word for word and without a "you"."""
    from rapidfuzz.fuzz import partial_ratio

    near = [w.text for w in said[max(0, first - AROUND_WORDS) : last + 1 + AROUND_WORDS]]
    if TO_YOU.intersection(near) or last - first < READ_ALOUD_WORDS:
        return False
    heard = " ".join(w.text for w in said[first : last + 1])
    return partial_ratio(heard, fact.lower()) >= READ_ALOUD_LIKENESS


def _strewn(places: list[_Place]) -> set[_Place]:
    """Places that are near those of two other facts: nobody says three facts in one breath."""
    return {
        place
        for place in places
        if len({p.fact for p in places if _gap(p, place) <= WINDOW_WORDS}) >= STREWN_FACTS
    }


def _gap(one: _Place, other: _Place) -> int:
    return max(0, one.first - other.last, other.first - one.last)


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


@lru_cache(maxsize=REMEMBERED)
def _alike(heard: str, term: str) -> bool:
    short = min(len(heard), len(term)) < MISHEARD_LETTERS
    if short or heard[0] != term[0] or abs(len(heard) - len(term)) > MISHEARD_LONGER:
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


def _is_own(said: tuple[ContentWord, ...], hit: _Hit, firm: frozenset[str]) -> bool:
    """Whether what was heard is claimed of the rep's own firm: "we opened in Reno"."""
    before = [w.text for w in said[max(0, hit.first - OWN_WORDS) : hit.first]]
    for at in range(len(before) - 1, -1, -1):
        if before[at] in TO_YOU:
            return False
        if before[at] in OF_US:
            return not NOTICED.intersection(before[at:])
        if before[at] in firm and DID.intersection(before[at + 1 : at + 2]):
            return True
    return False


def _is_fragments(text: str) -> bool:
    """Whether nearly every word is a sentence of its own: "Furnace. Third shift. Award."."""
    ends = len(SENTENCE_END.findall(text))
    return bool(ends) and len(text.split()) <= FRAGMENT_WORDS * (ends + 1)


def _function_share(said: tuple[ContentWord, ...], place: _Place) -> float:
    """Which part of the words around a place carries grammar only."""
    first, last = max(0, place.first - AROUND_WORDS // 2), place.last + AROUND_WORDS // 2
    near = said[first : last + 1]
    return sum(w.is_function_word for w in near) / len(near)
