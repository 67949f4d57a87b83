"""Times of a message: how long it is, and what of it lies outside the phone number.

All in seconds from the beginning of the take. A typed message has no times.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from simulator.grading.transcript import Moment, Span, Transcript, Word


@dataclass(frozen=True, slots=True)
class Outside:
    """The message without the phone number, which is said slowly on purpose.

    `seconds` counts pauses, `speech_seconds` does not. `words` leaves fillers out.
    """

    words: tuple[Word, ...]
    seconds: float
    speech_seconds: float


def speech_bounds(transcript: Transcript) -> Moment | None:
    """From the first speech to the last: by voice activity, or by words where there is none."""
    if transcript.speech:
        return Moment(transcript.speech[0].start, transcript.speech[-1].end)
    moments = [m for w in transcript.words if (m := _moment(w))]
    return Moment(moments[0].start, moments[-1].end) if moments else None


def moment_of(transcript: Transcript, span: Span) -> Moment | None:
    """When the words of a span were said."""
    moments = [m for w in words_in(transcript, span) if (m := _moment(w))]
    return Moment(moments[0].start, moments[-1].end) if moments else None


def seconds_into_speech(transcript: Transcript, span: Span) -> float | None:
    """How long after the first speech the words of a span begin; None where there are no times."""
    bounds, moment = speech_bounds(transcript), moment_of(transcript, span)
    return None if bounds is None or moment is None else max(0.0, moment.start - bounds.start)


def words_before(transcript: Transcript, span: Span) -> int:
    """How many words stand before a span."""
    return bisect_right(transcript.words, span.start, key=_end)


def words_in(transcript: Transcript, span: Span) -> tuple[Word, ...]:
    """The words of which at least one character lies in a span."""
    words = transcript.words
    return words[
        bisect_right(words, span.start, key=_end) : bisect_left(words, span.end, key=_start)
    ]


def joined(
    transcript: Transcript, spans: Iterable[Span], max_words_between: int
) -> tuple[Span, ...]:
    """Spans in order of the text, those as one between which no more words stand than this."""
    passages: list[Span] = []
    for span in spans:
        between = Span(passages[-1].end, span.start) if passages else span
        if passages and len(words_in(transcript, between)) <= max_words_between:
            passages[-1] = Span(passages[-1].start, span.end)
        else:
            passages.append(span)
    return tuple(passages)


def outside(transcript: Transcript, spans: Iterable[Span]) -> Outside | None:
    """What remains of a spoken message without some spans; None where there are no times."""
    bounds = speech_bounds(transcript)
    if bounds is None:
        return None
    spans = tuple(spans)
    inside = {w.span for span in spans for w in words_in(transcript, span)}
    cut = tuple(m for span in spans if (m := moment_of(transcript, span)))
    speech = transcript.speech or (bounds,)
    return Outside(
        tuple(w for w in transcript.words if w.span not in inside and _is_word(w)),
        _length(bounds) - sum(_overlap(bounds, m) for m in cut),
        sum(_length(s) - sum(_overlap(s, m) for m in cut) for s in speech),
    )


def longest_silence(transcript: Transcript, within: Moment) -> float:
    """The longest time between two stretches of speech that lies within a moment; 0 if none."""
    return max((_overlap(gap, within) for gap in silences(transcript)), default=0.0)


def pauses(transcript: Transcript, spans: Iterable[Span], min_seconds: float) -> int | None:
    """How many silences lie between stretches of speech, outside some spans; None if unknown."""
    if not transcript.speech:
        return None
    cut = tuple(m for span in spans if (m := moment_of(transcript, span)))
    return sum(
        _length(gap) - sum(_overlap(gap, m) for m in cut) >= min_seconds
        for gap in silences(transcript)
    )


def silences(transcript: Transcript) -> Iterator[Moment]:
    """What lies between one stretch of speech and the next, in order of time."""
    for one, other in pairwise(transcript.speech):
        yield Moment(one.end, other.start)


def _start(word: Word) -> int:
    return word.span.start


def _end(word: Word) -> int:
    return word.span.end


def _moment(word: Word) -> Moment | None:
    if word.start is None or word.end is None:
        return None
    return Moment(word.start, word.end)


def _is_word(word: Word) -> bool:
    return not word.is_filler and any(c.isalnum() for c in word.text)


def _length(moment: Moment) -> float:
    return moment.end - moment.start


def _overlap(one: Moment, other: Moment) -> float:
    return max(0.0, min(one.end, other.end) - max(one.start, other.start))
