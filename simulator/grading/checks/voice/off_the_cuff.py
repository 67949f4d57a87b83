"""How: signs that a message was made up while it was said. Restarts, and stalls in mid-sentence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from simulator.grading.check import Check, Measured, NotMeasured, Subject
from simulator.grading.delivery import TOO_FEW_WORDS, TYPED, number_spans
from simulator.grading.example import Example
from simulator.grading.language.restarts import restarts
from simulator.grading.timing import words_in
from simulator.grading.transcript import Span, Transcript

MESSAGE = "Owen, it's Maya at TrailDesk about the night routes that you began to drive in May"
STALL_SECONDS = 1.2
"""A silence so long inside a sentence is a search for words. Comma pauses last up to a second, and
times of words are exact to 0.3 s."""
SECONDS_A_MINUTE = 60
ENDS = tuple(".!?:;,")


def _measure(subject: Subject) -> Measured | NotMeasured:
    message = subject.message
    if message.source == "typed":
        return NotMeasured(TYPED)
    seconds = message.speech_seconds
    if not seconds or len(message.words) < subject.reading.min_pace_words:
        return NotMeasured(TOO_FEW_WORDS)
    number = number_spans(message, subject.rep.number, subject.reading)
    signs = sorted({*restarts(message.text), *_stalls(message, number)}, key=lambda s: s.start)
    return Measured(len(signs) / seconds * SECONDS_A_MINUTE, tuple(signs))


def _stalls(message: Transcript, number: tuple[Span, ...]) -> Iterator[Span]:
    """Words between which the rep stood still, though the sentence had not ended."""
    in_number = {w.span for span in number for w in words_in(message, span)}
    for one, other in pairwise(message.words):
        if one.end is None or other.start is None or other.start - one.end < STALL_SECONDS:
            continue
        if not one.text.endswith(ENDS) and not {one.span, other.span} & in_number:
            yield Span(one.span.start, other.span.end)


check = Check(
    id="off_the_cuff",
    title="Signs of speaking off the cuff",
    rule="PRACTISED",
    why="You can be off the cuff, but you are seldom at your best then.",
    source="the founding text; graded by restarts and stalls only, which are signs and no proof",
    advice="Say it twice aloud before you dial: the first sentence, the reason, the number.",
    praise="You knew what you were going to say.",
    measure=_measure,
    unit="signs a minute",
    examples=(
        Example(text=MESSAGE, state="yes", seconds=7),
        Example(
            text="Owen, «it's it's» Maya at TrailDesk and «we could, we could» drive «the ware-» "
            "the routes «in in» May",
            state="no",
            seconds=12,
        ),
        Example(text="Hi Owen.", state="not_measured", seconds=1),
        Example(text=MESSAGE, state="not_measured"),
    ),
)
