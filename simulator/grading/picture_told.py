"""A picture of a voice in words: a sentence for each band, so that nobody needs to see it.

Only what was measured is told, and nothing is judged here: how far a pitch moves, for one, is no
measure of boredom (docs/delivery-validity.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan
from typing import TYPE_CHECKING

from simulator.scenario.control import without_control_characters

if TYPE_CHECKING:
    from simulator.grading.acoustics.curves import Curves
    from simulator.grading.acoustics.picture import Pace, VoicePicture
    from simulator.grading.transcript import Word

STEADY_SHARE = 0.1
"""Paces that differ by less from their mean sound alike."""
MOST_FILLERS = 4
WORDS_QUOTED = 2
FADES_FROM_DB = 3.0
"""A change that a listener notices in talk; 1 dB is the least that can be heard at all."""
ALIKE_DB = 2.0
ALIKE_SEMITONES = 0.75
UNIT = "words a minute"
THAN_USUAL = " than usual"


def voice_in_words(picture: VoicePicture, graded_pauses: int | None = None) -> tuple[str, ...]:
    """The picture, a sentence or two for each band.

    `graded_pauses` is how many pauses the grade counts, which leaves out those in the number.
    """
    return (
        f"Pace: {_pace(picture)}",
        *_sound(picture),
        f"Pauses: {_pauses(picture, graded_pauses)}",
        f"Fillers: {_fillers(picture)}",
    )


def word_in_words(picture: VoicePicture, index: int) -> str:
    """One word of the picture: when, how fast its sentence was, how high and how loud it is."""
    word = picture.words[index]
    start, end = word.start or 0.0, word.end or 0.0
    parts = [clock_with_tenths(start)]
    if word.is_filler:
        parts.append("a filler")
    pace = picture.pace_at((start + end) / 2)
    if pace is not None:
        parts.append(f"{pace.words_per_minute:.0f} {UNIT}")
    if picture.curves is not None:
        parts.append(_sound_of_word(picture.curves, start, end))
    return " · ".join(part for part in parts if part)


def shown(word: Word) -> str:
    """A word as it can be shown anywhere."""
    return " ".join(without_control_characters(word.text).split())


def without_marks(word: Word) -> str:
    """The same without the punctuation after it."""
    return shown(word).rstrip(".,;:!?")


def clock_with_tenths(seconds: float) -> str:
    """Seconds as 0:07.2."""
    tenths = max(0, round(seconds * 10))
    return f"{tenths // 600}:{tenths % 600 // 10:02d}.{tenths % 10}"


def _pace(picture: VoicePicture) -> str:
    paces = picture.paces
    if not paces:
        return picture.no_pace
    first = paces[0].words_per_minute
    if len(paces) == 1:
        return f"{first:.0f} {UNIT}."
    mean = sum(p.words_per_minute for p in paces) / len(paces)
    if all(abs(p.words_per_minute - mean) <= STEADY_SHARE * mean for p in paces):
        return f"steady, about {mean:.0f} {UNIT} from beginning to end."
    extremes = [
        f"{way} to {p.words_per_minute:.0f} from {_where(picture, p)}"
        for way, p in (
            ("up", max(paces, key=_words_per_minute)),
            ("down", min(paces, key=_words_per_minute)),
        )
        if p is not paces[0]
    ]
    return f"{first:.0f} {UNIT} at first, {', '.join(extremes)}."


def _words_per_minute(pace: Pace) -> float:
    return pace.words_per_minute


def _where(picture: VoicePicture, pace: Pace) -> str:
    first = picture.word_at(pace.from_seconds)
    quoted = " ".join(shown(w) for w in picture.words[first : first + WORDS_QUOTED])
    at = clock(pace.from_seconds)
    return f"“{quoted}” ({at})" if quoted else at


def clock(seconds: float) -> str:
    """Seconds as 0:07."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _sound(picture: VoicePicture) -> Iterator[str]:
    curves = picture.curves
    if curves is None:
        yield f"Pitch and loudness: {picture.no_curves}"
        return
    yield f"Pitch: {_pitch(curves)}"
    yield f"Loudness: {_loudness(curves)}"


def _pitch(curves: Curves) -> str:
    if curves.pitch_width_semitones is None or curves.median_hz is None:
        return curves.no_pitch
    usual = f"around your usual {curves.median_hz:.0f} Hz"
    semitones = round(curves.pitch_width_semitones)
    if semitones == 0:
        return f"hardly moves, {usual}."
    return f"moves over {_counted(semitones, 'semitone')} {usual}."


def _loudness(curves: Curves) -> str:
    if curves.level_width_db is None:
        return "there is no voice in the sound."
    told = f"moves over {curves.level_width_db:.0f} dB while you speak"
    fading = curves.fading_db
    if fading is None or abs(fading) < FADES_FROM_DB:
        return f"{told}."
    return f"{told}, and the end is {abs(fading):.0f} dB {_louder(fading)} than the beginning."


def _pauses(picture: VoicePicture, graded: int | None) -> str:
    pauses = picture.pauses
    if pauses is None:
        return picture.no_pauses
    least = f"{picture.pause_seconds:g} s or more"
    if not pauses:
        return f"none of {least}."
    longest = max(pauses, key=lambda p: p.end - p.start)
    length = f"{longest.end - longest.start:.1f} s"
    following = [w for w in picture.words if (w.end or 0.0) > (longest.start + longest.end) / 2]
    quoted = " ".join(shown(w) for w in following[:WORDS_QUOTED])
    place = f", before “{quoted}”" if quoted else ""
    lead = f"the longest {length}" if len(pauses) > 1 else length
    counts = ""
    if graded is not None and graded < len(pauses):
        counts = f" {graded or 'None'} of them {'counts' if graded == 1 else 'count'} in the grade:"
        counts += " in your number, pauses are welcome."
    return f"{len(pauses)} of {least}, {lead}{place}.{counts}"


def _fillers(picture: VoicePicture) -> str:
    fillers = [w for w in picture.words if w.is_filler]
    if not fillers:
        return "none."
    told = [f"“{without_marks(w)}” at {clock(w.start or 0.0)}" for w in fillers[:MOST_FILLERS]]
    more = " ..." if len(fillers) > MOST_FILLERS else ""
    return f"{len(fillers)}: {', '.join(told)}{more}."


def _sound_of_word(curves: Curves, start: float, end: float) -> str:
    """How high and how loud, beside what is usual; "" where neither is known."""
    pitch, level = curves.of(start, end)
    said = [] if curves.no_pitch else [_height(pitch)]
    if curves.usual_level_db is not None:
        said.append(_strength(level - curves.usual_level_db))
    if len(said) > 1 and all(part.endswith(THAN_USUAL) for part in said):
        said[0] = said[0].removesuffix(THAN_USUAL)
    return ", ".join(said)


def _height(semitones: float) -> str:
    if isnan(semitones):
        return "no pitch"
    if abs(semitones) < ALIKE_SEMITONES:
        return "usual pitch"
    side = "higher" if semitones > 0 else "lower"
    return f"{_counted(round(abs(semitones)), 'semitone')} {side}{THAN_USUAL}"


def _strength(louder_db: float) -> str:
    if isnan(louder_db):
        return "no sound"
    if abs(louder_db) < ALIKE_DB:
        return "usual loudness"
    return f"{abs(louder_db):.0f} dB {_louder(louder_db)}{THAN_USUAL}"


def _louder(db: float) -> str:
    return "louder" if db > 0 else "softer"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
