"""What: the message asks for exactly one thing."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.grading.check import Check, Found, Subject
from simulator.grading.example import Example
from simulator.grading.language.asks import Ask, asks
from simulator.grading.language.rewriting import plain_ask


def _asks(subject: Subject) -> tuple[Ask, ...]:
    return asks(subject.message.text, subject.rep.number, subject.reading.recognised_digits)


def _find(subject: Subject) -> Iterator[Found]:
    found = _asks(subject)
    if len({ask.channel for ask in found}) == 1:
        yield from (ask.span for ask in found)


def _several(subject: Subject) -> Iterator[Found]:
    """The first ask on each channel."""
    first = {ask.channel: ask.span for ask in reversed(_asks(subject))}
    yield from sorted(first.values(), key=lambda span: span.start)


check = Check(
    id="single_ask",
    title="Asks one thing",
    rule="SHORT",
    why="Two things to do are one decision too many; nothing to do is none.",
    source="practitioners agree; leaving the number counts as asking for a call",
    advice="Ask for one thing only, and make it easy: call me, with the number.",
    praise="You asked for one thing.",
    rewrite=plain_ask,
    find=_find,
    missed=_several,
    examples=(
        Example(text="«Call me» at «617-555-0142».", state="yes"),
        Example(text="It's Maya, «617-555-0142».", state="yes"),
        Example(text="Just «send me an email» when you know.", state="yes"),
        Example(text="«Call me» at 617-555-0142 or «send me an email».", state="no"),
        Example(text="«Check out our website» or «call me back» today.", state="no"),
        Example(text="No need to call me back, I only wanted to say thanks.", state="no"),
        Example(text="I'll email you on Friday.", state="no"),
    ),
)
