"""A message as a picture: pace, pitch, loudness, pauses and words on one axis of time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from simulator.grading.acoustics.curves import Curves, curves
from simulator.grading.delivery import NO_PAUSES
from simulator.grading.timing import silences, speech_bounds
from simulator.grading.transcript import Moment, Transcript, Word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from simulator.grading.score import SentencePace

LEAST_SENTENCES = 2
"""Of fewer, pace over time is taken in windows: a recogniser may write no full stop at all."""
WINDOW_SECONDS = 5.0
"""About a dozen words: of fewer, the pace jumps with every long word."""
STEP_SECONDS = 2.5
LEAST_WORDS = 5
SECONDS_A_MINUTE = 60
NO_PACE = "There are too few words with a time to tell a pace."


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a stretch of the message was said, pauses in it included."""

    from_seconds: float
    to_seconds: float
    words_per_minute: float


@dataclass(frozen=True, slots=True, eq=False)
class VoicePicture:
    """What is drawn of a message; all times in seconds from the beginning of the take.

    `words` are those of which a time is known, in order of time. `paces` are of the sentences
    without the phone number, as the grade has them, or of windows, in which the number counts.
    `pauses` are the silences of at least `pause_seconds` between two stretches of speech, and None
    where it is not known where there was speech. `curves` are of the sound itself. What is missing
    says why, as a sentence: `no_pace`, `no_pauses`, `no_curves`.
    """

    seconds: float
    words: tuple[Word, ...]
    paces: tuple[Pace, ...]
    paces_of: Literal["sentences", "windows"]
    pauses: tuple[Moment, ...] | None
    pause_seconds: float
    curves: Curves | None
    no_pace: str = ""
    no_pauses: str = ""
    no_curves: str = ""

    def word_at(self, seconds: float) -> int:
        """Which word is said at a moment: the last that has begun, and at first the first."""
        return max(0, bisect_left(self.words, seconds + 1e-6, key=begin) - 1)

    def pace_at(self, seconds: float) -> Pace | None:
        """The pace around a moment; None where none was measured, as in the phone number."""
        return next((p for p in self.paces if p.from_seconds <= seconds <= p.to_seconds), None)


def voice_picture(
    transcript: Transcript,
    sound: NDArray[np.floating] | str,
    paces: Iterable[SentencePace],
    pause_seconds: float,
    is_wanted: Callable[[], bool] = lambda: True,
) -> VoicePicture:
    """Draw a message from its words and its sound.

    `sound` is samples of shape (n,), 16,000 a second, in -1..1, or a sentence that says why there
    is none. `paces` are those of its sentences, as far as they were measured. `is_wanted` is asked
    now and then.

    Raises:
        GivenUp: it was no longer wanted.
    """
    words = tuple(sorted((w for w in transcript.words if _is_timed(w)), key=begin))
    found = tuple(Pace(p.from_seconds, p.to_seconds, p.words_per_minute) for p in paces)
    of_sentences = len(found) >= LEAST_SENTENCES
    if not of_sentences:
        found = tuple(_paces(transcript, words)) or found
    quiet = tuple(m for m in silences(transcript) if m.end - m.start >= pause_seconds)
    drawn = None if isinstance(sound, str) else curves(sound, is_wanted)
    return VoicePicture(
        seconds=max(transcript.seconds or 0.0, ending(words[-1]) if words else 0.0),
        words=words,
        paces=found,
        paces_of="sentences" if of_sentences else "windows",
        pauses=quiet if transcript.speech else None,
        pause_seconds=pause_seconds,
        curves=drawn,
        no_pace="" if found else NO_PACE,
        no_pauses="" if transcript.speech else NO_PAUSES,
        no_curves=sound if isinstance(sound, str) else "",
    )


def begin(word: Word) -> float:
    """When a word of a picture begins, in seconds."""
    return word.start or 0.0


def ending(word: Word) -> float:
    """When a word of a picture ends, in seconds."""
    return word.end or 0.0


def _is_timed(word: Word) -> bool:
    return word.start is not None and word.end is not None


def _paces(transcript: Transcript, words: tuple[Word, ...]) -> Iterator[Pace]:
    """The pace of each step from the first speech to the last, in a window around it."""
    middles = sorted((begin(w) + ending(w)) / 2 for w in words if not w.is_filler)
    bounds = speech_bounds(transcript)
    if bounds is None or len(middles) < LEAST_WORDS or bounds.end - bounds.start < STEP_SECONDS:
        return
    steps = int((bounds.end - bounds.start) / STEP_SECONDS)
    step = (bounds.end - bounds.start) / steps
    for number in range(steps):
        start = bounds.start + number * step
        first = max(bounds.start, start + step / 2 - WINDOW_SECONDS / 2)
        end = min(bounds.end, start + step / 2 + WINDOW_SECONDS / 2)
        count = bisect_left(middles, end) - bisect_left(middles, first)
        yield Pace(start, start + step, count / (end - first) * SECONDS_A_MINUTE)
