"""How: how fast the phone number is read out. The prospect is looking for a pen."""

from __future__ import annotations

from simulator.grading.check import Check, Measured, NotMeasured, Subject
from simulator.grading.delivery import NO_NUMBER, TYPED, digits_per_second, number_spans
from simulator.grading.example import Example
from simulator.grading.language.rewriting import spaced_number

NUMBER = "617-555-0142"


def _measure(subject: Subject) -> Measured | NotMeasured:
    message = subject.message
    if message.source == "typed":
        return NotMeasured(TYPED)
    pace = digits_per_second(message, subject.rep.number, subject.reading)
    if pace is None:
        return NotMeasured(NO_NUMBER)
    return Measured(pace, number_spans(message, subject.rep.number, subject.reading))


check = Check(
    id="number_pace",
    title="Number slow enough to write down",
    rule="SLOW",
    why="A number that has to be listened to twice is not called.",
    source="practitioners agree: the number slowly, in groups, and twice",
    advice="Write the number on the desk with your finger while you say it.",
    when_low="A little quicker: the groups should still sound like one number.",
    when_high="Slower, in groups of three and four, with a breath between them.",
    praise="Your number can be written down as you say it.",
    rewrite=spaced_number,
    measure=_measure,
    unit="digits/s",
    examples=(
        Example(text=NUMBER, state="yes", seconds=4),
        Example(text=NUMBER, state="no", seconds=1.5),
        Example(text="Call me back.", state="not_measured", seconds=2),
        Example(text=NUMBER, state="not_measured"),
    ),
)
