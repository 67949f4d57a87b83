"""What: the rep says their own name. The first name is enough."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.grading.check import Check, Found, Subject, Unclear
from simulator.grading.example import Example
from simulator.grading.language.introduction import introductions
from simulator.grading.language.names import (
    EVERYDAY_NAMES,
    FUNCTION_WORDS,
    NameHeard,
    find_names,
    first_name,
    last_name,
    nicknames,
)
from simulator.grading.transcript import Span

LONG_NAME_LETTERS = 5
"""Shorter names are like too many words."""
HEARD = "We heard something like your name. Say it more slowly."


def _find(subject: Subject) -> Iterator[Found]:
    """The full name where it is clear, else the clearest of what else may be it."""
    reading = subject.reading
    full = find_names(subject.message.text, (subject.rep.name,), reading.unclear_likeness)
    found = [_evidence(heard, reading.sure_likeness) for heard in full]
    if not any(isinstance(one, Span) for one in found):
        others = (*_first_names(subject), *_last_names(subject))
        found = [one for one in others if isinstance(one, Span)] or found or list(others)
    return iter(found)


def _first_names(subject: Subject) -> Iterator[Found]:
    """Where the first name stands by itself.

    As it is written it counts anywhere, unless it is also a word, or the prospect's name. Where it
    is only alike it counts where somebody introduces themselves ("this is ..."): nothing else but
    a name stands there, so it may be less alike.
    """
    first, text, reading = first_name(subject.rep.name), subject.message.text, subject.reading
    greeted = first_name(subject.prospect.name).lower()
    unmistakable = first.lower() not in {*EVERYDAY_NAMES, greeted}
    introduced = tuple(introductions(text))
    for heard in find_names(text, (first, *nicknames(first)), reading.introduced_likeness):
        if any(_lies_in(heard.span, name) for name in introduced):
            yield _evidence(heard, reading.unclear_likeness)
            continue
        said = text[heard.span.start : heard.span.end]
        if unmistakable and _is_that_name(said, heard, first, reading.sure_name_likeness):
            yield heard.span


def _is_that_name(said: str, heard: NameHeard, first: str, sure_likeness: float) -> bool:
    """Whether a first name is it, wherever it stands: short ones must be as they are written.

    Nor may they be split: "in May. A bakery" is not Maya.
    """
    if len(first) >= LONG_NAME_LETTERS:
        return heard.likeness >= sure_likeness
    return heard.likeness == 1 and len(said.split()) == 1


def _last_names(subject: Subject) -> Iterator[Found]:
    """The last name as it is written, after a first one that was misheard: "neve prowse"."""
    last, text = last_name(subject.rep.name), subject.message.text
    if len(last) < LONG_NAME_LETTERS or last == last_name(subject.prospect.name):
        return
    for heard in find_names(text, (last,), 1.0):
        before = re.search(r"(\w+)\s+$", text[: heard.span.start])
        if before and before[1].lower() not in FUNCTION_WORDS:
            yield Span(before.start(), heard.span.end)


def _evidence(heard: NameHeard, sure_likeness: float) -> Found:
    return heard.span if heard.likeness >= sure_likeness else Unclear(heard.span, HEARD)


def _lies_in(span: Span, around: Span) -> bool:
    return around.start <= span.start and span.end <= around.end


check = Check(
    id="states_name",
    title="Says your name",
    rule="PERSONAL",
    why="People call people back, not companies.",
    source="practitioners agree; a misheard name counts",
    advice="Say your first and last name, slowly: they know it less well than you do.",
    praise="They know who called.",
    rewrite=lambda subject: f"It's {subject.rep.name}, with {subject.rep.company}.",
    find=_find,
    examples=(
        Example(text="Hi Owen, it's «Maya Lindqvist» at TrailDesk.", state="yes"),
        Example(text="Owen, «Maya Lindqvist», TrailDesk.", state="yes"),
        Example(text="hi owen this is «maya lind quist» from trail desk", state="yes"),
        Example(text="Hi, «Maya» from TrailDesk here.", state="yes"),
        Example(text="hi owen it's uh «maia» from trail desk", state="yes"),
        Example(text="hello this is «myra» from trail desk", state="yes", seconds=4),
        Example(text="my name is «mya» calling about your routes", state="not_sure"),
        Example(text="this is «Maya Lindqvist»", state="not_sure", seconds=2, probability=0.1),
        Example(text="Hi Owen, this is TrailDesk calling about your routes in May.", state="no"),
        Example(text="You may already know that it's about bread.", state="no"),
        Example(text="", state="no"),
    ),
)
