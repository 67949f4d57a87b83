"""The figures of how a message was said. What was not measured says why."""

from __future__ import annotations

from simulator.grading.language.phone_number import readings
from simulator.grading.language.syllables import syllables
from simulator.grading.limits import Reading
from simulator.grading.score import Delivery
from simulator.grading.timing import Outside, moment_of, outside, pauses
from simulator.grading.transcript import Span, Transcript

SECONDS_A_MINUTE = 60
FASTEST_WORD_SECONDS = 0.05
"""Nobody says a word in less: the fastest speakers need 0.12 s. Such times are wrong."""
NO_MESSAGE = "No message was left."
TYPED = "A typed message has no sound."
NOT_YET = "Rolecall does not measure this yet."
TOO_FEW_WORDS = "There were too few words outside the phone number."
NO_NUMBER = "The phone number was not heard complete."
NO_PAUSES = "It is not known where there was speech in the sound."
LATER = ("energy", "energy_baseline", "fillers_per_minute")


def delivery(transcript: Transcript | None, number: str, reading: Reading) -> Delivery:
    """Measure what can be measured; `number` is the one that the rep should give."""
    if transcript is None or transcript.source == "typed":
        reason = NO_MESSAGE if transcript is None else TYPED
        fields = (f for f in Delivery.model_fields if f != "not_measured")
        return Delivery(not_measured=dict.fromkeys(fields, reason))
    rest = _outside_number(transcript, number, reading)
    figures = {
        "words_per_minute": _words_per_minute(rest),
        "syllables_per_second": _syllables_per_second(rest),
        "digits_per_second": _digits_per_second(transcript, number),
        "pauses": _pauses(transcript, number, reading),
        "speech_seconds": _rounded(transcript.speech_seconds),
    }
    reasons = {
        "words_per_minute": TOO_FEW_WORDS, "syllables_per_second": TOO_FEW_WORDS,
        "digits_per_second": NO_NUMBER, "pauses": NO_PAUSES,
    }  # fmt: skip
    missing = {name: reason for name, reason in reasons.items() if figures[name] is None}
    return Delivery.model_validate(
        {**figures, "not_measured": missing | dict.fromkeys(LATER, NOT_YET)}
    )


def words_per_minute(transcript: Transcript, number: str, reading: Reading) -> float | None:
    """Words outside the phone number over the time outside it, pauses included."""
    return _words_per_minute(_outside_number(transcript, number, reading))


def _outside_number(transcript: Transcript, number: str, reading: Reading) -> Outside | None:
    """What pace is measured on; None where that is too little."""
    rest = outside(transcript, _number_spans(transcript, number, reading))
    if rest is None or len(rest.words) < reading.min_pace_words:
        return None
    if min(rest.seconds, rest.speech_seconds) < len(rest.words) * FASTEST_WORD_SECONDS:
        return None
    return rest


def _words_per_minute(rest: Outside | None) -> float | None:
    return None if rest is None else _rounded(len(rest.words) / rest.seconds * SECONDS_A_MINUTE)


def _syllables_per_second(rest: Outside | None) -> float | None:
    if rest is None:
        return None
    return _rounded(sum(syllables(w.text) for w in rest.words) / rest.speech_seconds)


def _digits_per_second(transcript: Transcript, number: str) -> float | None:
    """Over every time that the number was given complete."""
    heard = readings(transcript.text, number, 0)
    moments = [m for h in heard if (m := moment_of(transcript, h.span))]
    seconds = sum(m.end - m.start for m in moments)
    return _rounded(sum(len(h.digits) for h in heard) / seconds) if seconds > 0 else None


def _pauses(transcript: Transcript, number: str, reading: Reading) -> int | None:
    spans = _number_spans(transcript, number, reading)
    return pauses(transcript, spans, reading.min_pause_seconds)


def _number_spans(transcript: Transcript, number: str, reading: Reading) -> tuple[Span, ...]:
    return tuple(h.span for h in readings(transcript.text, number, reading.unclear_digits))


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 2)
