"""The figures of how a message was said. What was not measured says why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from simulator.grading.language.phone_number import readings
from simulator.grading.language.restarts import restarts
from simulator.grading.language.syllables import syllables
from simulator.grading.limits import Reading
from simulator.grading.score import Delivery
from simulator.grading.sentence_pace import sentence_paces
from simulator.grading.timing import Outside, joined, longest_silence, moment_of, outside, pauses
from simulator.grading.transcript import Moment, Span, Transcript, Voice

SECONDS_A_MINUTE = 60
FASTEST_WORD_SECONDS = 0.05
"""Nobody says a word in less: the fastest speakers need 0.12 s. Such times are wrong."""
REPEATED_AFTER_WORDS = 4
"""What leads from the number to itself, as "again, that's": said slowly with it, and a recogniser
may give these words no time at all."""
NO_MESSAGE = "No message was left."
TYPED = "A typed message has no sound."
NO_SOUND = "The sound itself was not measured."
NO_BASELINE = (
    "There is no baseline of your voice on this microphone to compare with: "
    "record one with b on the first screen, or with `rolecall baseline`."
)
OTHER_BAND = (
    "Your baseline and this recording do not go together: only one of them has the narrow sound "
    "of a telephone line."
)
TOO_FEW_WORDS = "There were too few words outside the phone number."
NO_NUMBER = "The phone number was not heard."
NO_PAUSES = "It is not known where there was speech in the sound."
OF_SOUND = (
    "energy", "energy_over_baseline", "pitch_semitones_per_second", "intensity_db_per_second",
    "centroid_hz", "syllables_per_second_by_sound", "longest_run_seconds", "level_db",
    "clipped_share",
)  # fmt: skip
NO_FIGURES = frozenset({"not_measured", "warnings", "pace_over_time"})
CLIPPED_FROM = 0.001
"""One sample in a thousand: heard as a crackle."""
CLIPPED = "The recording is too loud: its waves are cut off. Turn the microphone down a little."
QUIET_BELOW_DB = -45.0
QUIET = "The recording is very quiet. Come closer to the microphone, or turn it up."
FLAT_FOR_ANYBODY = -2.5
"""Flatter than any join of bored speech that was measured, whoever spoke."""
VERY_FLAT = (
    "This voice hardly moves, whoever speaks: that can be said even without a baseline of yours."
)
TELEPHONE = (
    "The recording has the narrow sound of a telephone line: its energy compares only with a "
    "baseline of the same sound."
)
PACES_DIFFER_BY = 0.3
"""Counting syllables in the sound errs by a tenth; this much more comes from misheard words."""
FEW_WORDS_SHARE = 0.5
"""Fewer syllables in the words than this share of those in the sound: most was not understood."""
PACES_DIFFER = (
    "The words that were heard and the syllables in the sound do not go together: some words may "
    "be missing, or not be yours."
)


def delivery(transcript: Transcript | None, number: str, reading: Reading) -> Delivery:
    """Measure what can be measured; `number` is the one that the rep should give."""
    if transcript is None or transcript.source == "typed":
        reason = NO_MESSAGE if transcript is None else TYPED
        fields = (f for f in Delivery.model_fields if f not in NO_FIGURES)
        return Delivery(not_measured=dict.fromkeys(fields, reason))
    rest = _outside_number(transcript, number, reading)
    figures: dict[str, float | None] = {
        "words_per_minute": _words_per_minute(rest),
        "syllables_per_second": _syllables_per_second(rest),
        "digits_per_second": _rounded(digits_per_second(transcript, number, reading)),
        "pauses": _pauses(transcript, number, reading),
        "speech_seconds": _rounded(transcript.speech_seconds),
        "fillers_per_minute": _rounded(fillers_per_minute(transcript)),
        "restarts": sum(1 for _ in restarts(transcript.text)),
        **_of_voice(transcript.voice),
    }
    reasons = {
        "words_per_minute": TOO_FEW_WORDS, "syllables_per_second": TOO_FEW_WORDS,
        "digits_per_second": NO_NUMBER, "pauses": NO_PAUSES, "fillers_per_minute": NO_PAUSES,
    } | dict.fromkeys(OF_SOUND, _why_no_voice(transcript.voice))  # fmt: skip
    reasons |= _why_not_compared(transcript.voice)
    missing = {name: reason for name, reason in reasons.items() if figures[name] is None}
    warnings = tuple(_warnings(transcript, figures["syllables_per_second"]))
    paces = sentence_paces(transcript, number_spans(transcript, number, reading))
    return Delivery.model_validate(
        {
            **figures,
            "not_measured": missing,
            "warnings": warnings,
            "pace_over_time": tuple(pace for _, pace in paces),
        }
    )


def _of_voice(voice: Voice | None) -> dict[str, float | None]:
    """The figures of the sound alone; all None where it was not measured."""
    if voice is None:
        return dict.fromkeys((*OF_SOUND, "energy_baseline"))
    parts = voice.parts
    return {
        "energy_baseline": _rounded(voice.baseline.energy if voice.baseline else None),
        "energy_over_baseline": _rounded(energy_over_baseline(voice)),
        "energy": _rounded(voice.energy),
        "pitch_semitones_per_second": _rounded(parts.pitch_semitones_per_second if parts else None),
        "intensity_db_per_second": _rounded(parts.intensity_db_per_second if parts else None),
        "centroid_hz": _rounded(parts.centroid_hz if parts else None),
        "syllables_per_second_by_sound": _rounded(voice.syllables_per_second),
        "longest_run_seconds": _rounded(voice.longest_run_seconds if voice.speech else None),
        "level_db": _rounded(voice.level_db),
        "clipped_share": round(voice.clipped_share, 4),
    }


def energy_over_baseline(voice: Voice) -> float | None:
    """How much livelier than the rep's neutral reading; None where the two do not compare."""
    own = voice.baseline
    if voice.energy is None or own is None or own.is_telephone_band != voice.is_telephone_band:
        return None
    return voice.energy - own.energy


def why_no_comparison(voice: Voice | None) -> str:
    """Why energy has no distance from the baseline, as a sentence."""
    if voice is None or voice.energy is None:
        return _why_no_voice(voice)
    return NO_BASELINE if voice.baseline is None else OTHER_BAND


def _why_not_compared(voice: Voice | None) -> dict[str, str]:
    return {
        "energy_over_baseline": why_no_comparison(voice),
        "energy_baseline": NO_SOUND if voice is None else NO_BASELINE,
    }


def _why_no_voice(voice: Voice | None) -> str:
    return NO_SOUND if voice is None else voice.not_measured


def _warnings(transcript: Transcript, by_words: float | None) -> Iterator[str]:
    """What makes figures of a recording doubtful, as sentences."""
    voice = transcript.voice
    if voice is None:
        return
    if voice.clipped_share >= CLIPPED_FROM:
        yield CLIPPED
    if voice.level_db is not None and voice.level_db < QUIET_BELOW_DB:
        yield QUIET
    if voice.is_telephone_band:
        yield TELEPHONE
    elif voice.baseline is None and (voice.energy or 0.0) < FLAT_FOR_ANYBODY:
        yield VERY_FLAT
    if _words_do_not_fit(transcript, voice, by_words):
        yield PACES_DIFFER


def _words_do_not_fit(transcript: Transcript, voice: Voice, by_words: float | None) -> bool:
    """Whether the words have far more, or far fewer, syllables than the sound."""
    by_sound = voice.syllables_per_second
    if not by_sound:
        return False
    if by_words:
        return abs(by_sound / by_words - 1) > PACES_DIFFER_BY
    in_words = sum(syllables(w.text) for w in transcript.words)
    return in_words < by_sound * voice.speech_seconds * FEW_WORDS_SHARE


def fillers_per_minute(transcript: Transcript) -> float | None:
    """Fillers over the speech, pauses left out; None where it is not known how long that is."""
    seconds = transcript.speech_seconds
    if not seconds:
        return None
    return sum(w.is_filler for w in transcript.words) / seconds * SECONDS_A_MINUTE


def words_per_minute(transcript: Transcript, number: str, reading: Reading) -> float | None:
    """Words outside the phone number over the time outside it, pauses included."""
    return _words_per_minute(_outside_number(transcript, number, reading))


def _outside_number(transcript: Transcript, number: str, reading: Reading) -> Outside | None:
    """What pace is measured on; None where that is too little."""
    spans = number_spans(transcript, number, reading)
    passages = joined(transcript, spans, REPEATED_AFTER_WORDS)
    rest = outside(transcript, passages)
    if rest is None:
        return None
    breaths = (_breath(transcript, one, other) for one, other in pairwise(spans))
    rest = replace(rest, seconds=rest.seconds + sum(breaths))
    if len(rest.words) < reading.min_pace_words:
        return None
    if min(rest.seconds, rest.speech_seconds) < len(rest.words) * FASTEST_WORD_SECONDS:
        return None
    return rest


def _breath(transcript: Transcript, one: Span, other: Span) -> float:
    """The pause between two readings in one passage: it is one of the message all the same.

    It is looked for in the sound, from the middle of one reading to the middle of the other: where
    the words of a number begin and end, a recogniser hears differently each time.
    """
    is_one_passage = len(joined(transcript, (one, other), REPEATED_AFTER_WORDS)) == 1
    first, second = moment_of(transcript, one), moment_of(transcript, other)
    if not is_one_passage or first is None or second is None:
        return 0.0
    between = Moment((first.start + first.end) / 2, (second.start + second.end) / 2)
    return longest_silence(transcript, between)


def _words_per_minute(rest: Outside | None) -> float | None:
    return None if rest is None else _rounded(len(rest.words) / rest.seconds * SECONDS_A_MINUTE)


def _syllables_per_second(rest: Outside | None) -> float | None:
    if rest is None:
        return None
    return _rounded(sum(syllables(w.text) for w in rest.words) / rest.speech_seconds)


def digits_per_second(transcript: Transcript, number: str, reading: Reading) -> float | None:
    """Over every time that the number was given; a digit that was not heard was said all the same.

    A recogniser drops one of "555" now and then, in a number that takes its time.
    """
    spans = number_spans(transcript, number, reading)
    moments = [m for span in spans if (m := moment_of(transcript, span))]
    seconds = sum(m.end - m.start for m in moments)
    digits = sum(c.isdecimal() for c in number)
    return digits * len(moments) / seconds if seconds > 0 else None


def _pauses(transcript: Transcript, number: str, reading: Reading) -> int | None:
    spans = number_spans(transcript, number, reading)
    return pauses(transcript, spans, reading.min_pause_seconds)


def number_spans(transcript: Transcript, number: str, reading: Reading) -> tuple[Span, ...]:
    """Where the phone number is given, as far as it can be read."""
    return tuple(h.span for h in readings(transcript.text, number, reading.unclear_digits))


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 2)
