"""What: the message is short, but long enough to say something."""

from __future__ import annotations

from simulator.grading.check import Check, Measured, NotMeasured, Subject
from simulator.grading.example import Example
from simulator.grading.timing import speech_bounds
from simulator.grading.transcript import Moment

MESSAGE = (
    "Owen, it's Maya Lindqvist at TrailDesk. You moved your bread routes to the night in May, and "
    "a bakery in Leeds that did so saved two vans. I'll tell you how. 617-555-0142. Again, "
    "617-555-0142."
)


def _measure(subject: Subject) -> Measured | NotMeasured:
    if subject.message.source == "typed":
        return NotMeasured("A typed message has no length in seconds.")
    bounds = speech_bounds(subject.message) or Moment(0.0, 0.0)
    return Measured(bounds.end - bounds.start, (bounds,))


check = Check(
    id="length",
    title="Short, but long enough",
    rule="SHORT",
    why="A prospect decides within seconds whether to go on listening.",
    source="the founding text (keep it short); published advice runs from 8 to 90 s, mostly 15-30",
    advice="Aim for 15 to 30 seconds: who you are, why them, one reason, your number twice.",
    when_low="There was room for more: say why you call them, and give your number twice.",
    when_high="Cut it to one reason to call back. Say your number twice, and stop.",
    praise="Short enough to be heard to the end.",
    measure=_measure,
    unit="s",
    examples=(
        Example(text=MESSAGE, state="yes", seconds=22),
        Example(text=MESSAGE, state="yes", seconds=31),
        Example(text=MESSAGE, state="no", seconds=52),
        Example(text="Hi, it's Maya. Call me back.", state="no", seconds=2.5),
        Example(state="no", seconds=0),
        Example(text=MESSAGE, state="not_measured"),
    ),
)
