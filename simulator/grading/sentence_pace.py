"""Pace over time: how fast each sentence of a message was said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.grading.language.sentences import sentences
from simulator.grading.score import SentencePace
from simulator.grading.timing import moment_of, words_in
from simulator.grading.transcript import Span, Transcript

LEAST_WORDS = 5
"""The pace of fewer words is chance."""
LEAST_SECONDS = 0.5
SECONDS_A_MINUTE = 60


def sentence_paces(
    transcript: Transcript, number: Iterable[Span]
) -> Iterator[tuple[Span, SentencePace]]:
    """The sentences that can be timed, in order, and their pace; `number` is left out.

    A sentence in which the phone number is given has the pace of the words before it.
    """
    spans = tuple(number)
    for sentence in sentences(transcript.text):
        starts = [s.start for s in spans if sentence.start <= s.start < sentence.end]
        part = Span(sentence.start, min(starts, default=sentence.end))
        words = [w for w in words_in(transcript, part) if not w.is_filler]
        moment = moment_of(transcript, part)
        if len(words) < LEAST_WORDS or moment is None or moment.end - moment.start < LEAST_SECONDS:
            continue
        seconds = moment.end - moment.start
        yield (
            part,
            SentencePace(
                text=transcript.text[part.start : part.end].strip(),
                from_seconds=round(moment.start, 2),
                to_seconds=round(moment.end, 2),
                words_per_minute=round(len(words) / seconds * SECONDS_A_MINUTE, 1),
            ),
        )
