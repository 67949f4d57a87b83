"""What: the rep says their own name. The first name is enough."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.grading.check import Check, Found, Subject, Unclear
from simulator.grading.example import Example
from simulator.grading.language.introduction import introductions
from simulator.grading.language.names import (
    EVERYDAY_NAMES,
    NameHeard,
    find_names,
    first_name,
    nicknames,
)
from simulator.grading.transcript import Span

HEARD = "We heard something like your name. Say it more slowly."


def _find(subject: Subject) -> Iterator[Found]:
    reading = subject.reading
    found = find_names(subject.message.text, (subject.rep.name,), reading.unclear_likeness)
    if not found:
        yield from _first_names(subject)
    for heard in found:
        yield _evidence(heard, reading.sure_likeness)


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
        elif heard.likeness == 1 and unmistakable:
            yield heard.span


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
