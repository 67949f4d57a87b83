"""How: the pace of the words. The phone number is said slowly on purpose and does not count."""

from __future__ import annotations

from simulator.grading.check import Check, Measured, NotMeasured, Subject
from simulator.grading.delivery import TOO_FEW_WORDS, TYPED, number_spans, words_per_minute
from simulator.grading.example import Example
from simulator.grading.sentence_pace import sentence_paces

MESSAGE = (
    "Owen, it's Maya Lindqvist at TrailDesk. You moved your bread routes to the night in May, and "
    "a bakery in Leeds that did so saved two vans. I'll tell you how they did it if you call me."
)
MIN_SENTENCES = 2
"""Of one sentence, none is faster than the rest."""


def _measure(subject: Subject) -> Measured | NotMeasured:
    if subject.message.source == "typed":
        return NotMeasured(TYPED)
    pace = words_per_minute(subject.message, subject.rep.number, subject.reading)
    return NotMeasured(TOO_FEW_WORDS) if pace is None else _with_the_fastest(subject, pace)


def _with_the_fastest(subject: Subject, pace: float) -> Measured:
    """The pace, and the sentence that was rushed most."""
    number = number_spans(subject.message, subject.rep.number, subject.reading)
    timed = list(sentence_paces(subject.message, number))
    if len(timed) < MIN_SENTENCES:
        return Measured(pace)
    span, fastest = max(timed, key=lambda one: one[1].words_per_minute)
    return Measured(pace, (span,), f"Fastest, at {fastest.words_per_minute:.0f}: the one quoted.")


check = Check(
    id="pace",
    title="Calm pace",
    rule="SLOW",
    why="Who hurries sounds as if the next call mattered more than this one.",
    source="the founding text (slow down); 3,000 recorded pitches: 100-120 words a minute did best",
    advice="Breathe at the end of each sentence.",
    when_low="A little more flow: say each sentence in one breath.",
    when_high="Slow down. If you think that you talk too slowly, it is just right.",
    praise="A pace that can be followed.",
    measure=_measure,
    unit="words/min",
    examples=(
        Example(text=MESSAGE, state="yes", seconds=17),
        Example(text=MESSAGE + " 617-555-0142.", state="yes", seconds=17),
        Example(text=MESSAGE, state="no", seconds=10),
        Example(text=MESSAGE, state="no", seconds=30),
        Example(text="Hi, it's Maya.", state="not_measured", seconds=1),
        Example(state="not_measured", seconds=3),
        Example(text=MESSAGE, state="not_measured"),
    ),
)
