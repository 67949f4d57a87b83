"""What: the rep gives the number to call back, with all of its digits."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.grading.check import Check, Found, Subject, Unclear
from simulator.grading.example import Example
from simulator.grading.language.phone_number import readings

HEARD = "Your number was given, but some digits were unclear: we heard {digits}."


def _find(subject: Subject) -> Iterator[Found]:
    text, allowed = subject.message.text, subject.reading.unclear_digits
    for heard in readings(text, subject.rep.number, allowed):
        if heard.is_complete:
            yield heard.span
        else:
            note = HEARD.format(digits=heard.digits)
            yield Unclear(heard.span, note, is_likely=not heard.breaks_off)


check = Check(
    id="states_callback_number",
    title="Gives your number",
    rule="REASON",
    why="Nobody looks a number up to call a stranger back.",
    source="practitioners agree; up to two digits misheard are not held against the rep",
    advice="Give the whole number, area code first, digit by digit.",
    praise="They can reach you without looking anything up.",
    rewrite=lambda subject: f"Call me at {subject.rep.number}.",
    find=_find,
    examples=(
        Example(text="Call me at «617-555-0142».", state="yes"),
        Example(text="Call me at «six one seven, triple five, oh one four two».", state="yes"),
        Example(text="it's «617 uh double five five 01 forty-two» thanks", state="yes"),
        Example(text="That's 1-«617. 5550142». Thanks.", state="yes", seconds=5),
        Example(text="Call «617 555 014» when you can.", state="not_sure"),
        Example(text="Call «617 555 0152» when you can.", state="not_sure"),
        Example(text="Call «617-555-0142».", state="not_sure", seconds=3, probability=0.1),
        Example(text="My number's 617-555.", state="no"),
        Example(text="Call me at 212-555-0199 at 7 or 8.", state="no"),
        Example(text="", state="no"),
    ),
)
