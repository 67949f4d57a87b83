"""What: the rep gives the whole number twice."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.grading.check import Check, Found, Subject, Unclear
from simulator.grading.example import Example
from simulator.grading.language.phone_number import readings

HEARD = "Your number was given twice, but not every digit was clear: we heard {digits}."
TWICE = 2


def _find(subject: Subject) -> Iterable[Found]:
    text, allowed = subject.message.text, subject.reading.unclear_digits
    heard = readings(text, subject.rep.number, allowed)
    complete = tuple(h.span for h in heard if h.is_complete)
    if len(complete) >= TWICE:
        return complete
    if len(heard) < TWICE:
        return ()
    digits = " and ".join(h.digits for h in heard)
    likely = sum(not h.breaks_off for h in heard) >= TWICE
    return tuple(Unclear(h.span, HEARD.format(digits=digits), is_likely=likely) for h in heard)


check = Check(
    id="number_repeated",
    title="Gives your number twice",
    rule="SLOW",
    why="The first time they look for a pen, the second time they write.",
    source="consensus of practitioners, with dissent",
    advice="Say the number again at the very end: 'again, that's ...'.",
    praise="You gave them time to write the number down.",
    builds_on="states_callback_number",
    rewrite=lambda subject: f"Again, {subject.rep.number}.",
    find=_find,
    examples=(
        Example(text="Call «617-555-0142». Again, «617-555-0142».", state="yes"),
        Example(
            text="«six one seven five five five oh one four two» that's «617 555 0142»", state="yes"
        ),
        Example(text="«617-555-0142», «617-555-0142».", state="yes", seconds=9),
        Example(text="Call «617-555-0142», so «617-555-01».", state="not_sure"),
        Example(
            text="«617-555-0142», «617-555-0142»", state="not_sure", seconds=3, probability=0.1
        ),
        Example(text="Call 617-555-0142.", state="no"),
        Example(text="Call 617-555-0142, extension 555.", state="no"),
        Example(text="Call me twice.", state="no"),
    ),
)
