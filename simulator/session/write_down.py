"""The rep's own number, cut out of their message as it sounds over the line, to be written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from simulator.grading.language.phone_number import NumberHeard, readings
from simulator.grading.timing import moment_of
from simulator.grading.transcript import Moment, Transcript
from simulator.ports import Attempt, PortError, ScenarioFile, Sound
from simulator.practice.number_written import (
    NumberWritten,
    digits_in,
    verdict_in_words,
    why_in_words,
)
from simulator.session.own_message import OwnMessage, to_hear
from simulator.session.private_files import write_private

if TYPE_CHECKING:
    from simulator.grading.rubric import Bands, Rubric
    from simulator.session.desk import Desk

NUMBER_FILE: Final = "number-over-the-line.wav"
"""Beside the takes, so that it is erased with them."""
LEAD_SECONDS: Final = 0.5
"""Where a word begins and ends is known to about 0.3 s: no digit may be cut."""
LEAST_TAIL_SECONDS: Final = 0.2
CRITERION: Final = "number_pace"
NO_MESSAGE = "No message was left in this call, so there is no number to hear."
TYPED = (
    "You typed this message, so its number was never said. Speak your next one, and see whether it "
    "can be written down."
)
NO_NUMBER = (
    "Your number was not heard in this message, so there is nothing to write down. Say it at the "
    "end, slowly, and once more."
)
NO_TIMES = "It is not known when the number was said in this message, so it cannot be played alone."
GONE = "The recording of this message is gone, so its number cannot be heard."
NOT_CUT = "The number could not be cut out of the recording ({why})."
NO_SCENARIO = "The scenario of this call is no longer here, and with it the number that was right."
NO_SPEAKER = "No speaker was found, so your number cannot be heard: this is a test for the ear."


class NothingToHear(PortError):
    """There is no number that could be written down. The message says why, for the rep."""


@dataclass(frozen=True, slots=True)
class NumberToHear:
    """The number of one call, as it was said, without its words.

    `heard_digits` are those that the recogniser made out. `written` is what was written when it was
    heard for the first time, None until then.
    """

    attempt_id: str
    number: str
    sound: Sound
    digits_per_second: float | None
    heard_digits: str
    written: NumberWritten | None


def number_to_hear(attempt: Attempt, file: ScenarioFile | None, desk: Desk) -> NumberToHear:
    """Cut the number out of the message. Blocks; writes one file beside the take.

    Raises:
        NothingToHear: there is none to be heard; says why.
        PortError: what is kept cannot be read.
    """
    message = desk.message_left(attempt)
    if message is None:
        raise NothingToHear(NO_MESSAGE)
    if message.is_typed:
        raise NothingToHear(TYPED)
    if file is None:
        raise NothingToHear(NO_SCENARIO)
    number = desk.as_it_was_called(attempt, file).rep.number
    reading = _reading(message.transcript, number, desk.rubric)
    moment = moment_of(message.transcript, reading.span)
    if moment is None:
        raise NothingToHear(NO_TIMES)
    seconds = moment.end - moment.start
    return NumberToHear(
        attempt_id=attempt.id,
        number=number,
        sound=_passage(message, _with_room(message.transcript, reading, moment)),
        digits_per_second=len(digits_in(number)) / seconds if seconds > 0 else None,
        heard_digits=reading.digits,
        written=desk.ports.records.number_written(attempt.id),
    )


def keep_written(
    heard: NumberToHear, text: str, desk: Desk, now: datetime | None = None
) -> tuple[NumberWritten, str]:
    """What was written, and a sentence about what did not work, or "". Only the first is kept.

    Blocks.
    """
    moment = now or datetime.now(UTC).astimezone()
    written = NumberWritten(
        heard.attempt_id, moment.isoformat(timespec="seconds"), digits_in(text), heard.number
    )
    try:
        desk.ports.records.keep_number(written)
    except PortError as error:
        return written, str(error)
    return written, ""


def told(heard: NumberToHear, written: NumberWritten, rubric: Rubric) -> tuple[str, ...]:
    """The verdict, and why: sentences for the rep."""
    why = why_in_words(written, heard.digits_per_second, _bands(rubric))
    # A recogniser drops one of three equal digits by itself: only changed ones say something.
    is_whole = len(heard.heard_digits) == len(digits_in(heard.number))
    if not written.is_right and is_whole and written.digits == heard.heard_digits:
        why = f"The recogniser heard what you wrote: the slip may have been in the saying. {why}"
    return tuple(sentence for sentence in (verdict_in_words(written), why.strip()) if sentence)


def _bands(rubric: Rubric) -> Bands | None:
    weighing = rubric.parts.how.criteria.get(CRITERION)
    return None if weighing is None else weighing.bands


def _reading(transcript: Transcript, number: str, rubric: Rubric) -> NumberHeard:
    """The first time that the number was given in full, or else the first time that it was."""
    found = readings(transcript.text, number, rubric.reading.unclear_digits)
    if not found:
        raise NothingToHear(NO_NUMBER)
    return next((one for one in found if one.is_complete), found[0])


def _with_room(transcript: Transcript, reading: NumberHeard, moment: Moment) -> Moment:
    """From just before the first digit to just after the last, and not into what follows."""
    following = (
        word.start
        for word in transcript.words
        if word.span.start >= reading.span.end and word.start is not None
    )
    least, most = moment.end + LEAST_TAIL_SECONDS, moment.end + LEAD_SECONDS
    end = min(most, max(least, next(following, most)))
    return Moment(max(0.0, moment.start - LEAD_SECONDS), end)


def _passage(message: OwnMessage, moment: Moment) -> Sound:
    """The stretch of the message over the line, without captions."""
    from simulator.sound import wav

    path = to_hear(message).path
    if path is None:
        raise NothingToHear(GONE)
    into = path.with_name(NUMBER_FILE)
    try:
        samples, rate = wav.decode(path.read_bytes())
        cut = samples[int(moment.start * rate) : int(moment.end * rate)]
        if not len(cut):
            raise NothingToHear(GONE)
        write_private(into, wav.encode(cut, rate))
    except (OSError, wav.BadWav) as error:
        raise NothingToHear(NOT_CUT.format(why=getattr(error, "strerror", "") or error)) from error
    return Sound(into, len(cut) / rate, ())
