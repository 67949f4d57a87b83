"""Pitch and loudness over time, as they are drawn: bounded in size, however long the take is.

A take is worked through in pieces, so that a recording of many minutes fits into memory and can be
given up at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from simulator.grading.acoustics.activity import active
from simulator.grading.acoustics.frames import HOP, HOP_SECONDS
from simulator.grading.acoustics.intensity import intensity
from simulator.grading.acoustics.pitch import pitch
from simulator.grading.acoustics.voice import (
    LEAST_SPEECH_SECONDS,
    LEAST_VOICED_SHARE,
    NO_VOICE,
    TOO_SHORT,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray


PIECE_SECONDS = 30.0
"""So much is worked on at a time: of a message, mostly all of it. It takes 0.8 s at most."""
AROUND_SECONDS = 0.1
"""What a piece sees of its neighbours: longer than any window, so that no seam shows."""
MOST_POINTS = 12_000
"""Two minutes keep a point every 10 ms; of longer takes, neighbours are joined."""
SEMITONES_AN_OCTAVE = 12
WIDTH_PERCENTILES = (5.0, 95.0)
"""How far a voice moves, without single errors of its pitch."""
FEWEST_FRAMES = 30
"""Of less speech, 0.3 s, the beginning and the end do not compare."""


class GivenUp(Exception):
    """Nobody wants the answer any more."""


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """Pitch and loudness, each of shape (n,), one point every `hop_seconds`.

    Point `i` lies around the second (i + 1/2) * `hop_seconds`. `pitch_semitones` is above (or, less
    than 0, below) the speaker's median, `median_hz`, and NaN where there is no voice. `level_db` is
    in decibels below full scale, `usual_level_db` that of all the speech.

    `pitch_width_semitones` and `level_width_db` are how far both move, from the 5th to the 95th
    percentile of what has a pitch: between vowels the level falls in every voice. `fading_db` is
    how much louder the last third of the speech is than the first: below 0 it fades. All are None
    where that was not measured; `no_pitch` says why there is no pitch.
    """

    hop_seconds: float
    pitch_semitones: NDArray[np.float32]
    level_db: NDArray[np.float32]
    median_hz: float | None
    pitch_width_semitones: float | None
    usual_level_db: float | None
    level_width_db: float | None
    fading_db: float | None
    no_pitch: str = ""

    def between(
        self, from_seconds: float, to_seconds: float, points: int
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Pitch and loudness of a stretch, each the mean of what lies around so many points.

        NaN where there is none; shape (points,).
        """
        edges = np.linspace(from_seconds, to_seconds, points + 1) / self.hop_seconds
        return means(self.pitch_semitones, edges), means(self.level_db, edges)

    def of(self, from_seconds: float, to_seconds: float) -> tuple[float, float]:
        """The mean pitch, and the level of the mean power, of a stretch; NaN where there is none.

        A silence at its edge makes a word hardly softer: when words begin is known roughly.
        """
        [pitch], _ = self.between(from_seconds, to_seconds, 1)
        first = max(0, int(from_seconds / self.hop_seconds))
        end = max(first + 1, int(np.ceil(to_seconds / self.hop_seconds)))
        levels = self.level_db[first:end].astype(np.float64)
        return float(pitch), _mean_level(levels) if len(levels) else float("nan")


def curves(samples: NDArray[np.floating], is_wanted: Callable[[], bool] = lambda: True) -> Curves:
    """The curves of a sound: samples of shape (n,), 16,000 a second, in -1..1.

    `is_wanted` is asked before each piece.

    Raises:
        GivenUp: it was no longer wanted.
    """
    parts = list(_pieces(samples, is_wanted)) or [(np.zeros(0), np.zeros(0))]
    levels, hertz = (np.concatenate(part) for part in zip(*parts, strict=True))
    spoken = active(levels)
    voiced = spoken & ~np.isnan(hertz)
    no_pitch = _why_no_pitch(int(spoken.sum()), int(voiced.sum()))
    median = None if no_pitch else float(np.median(hertz[voiced]))
    semitones = np.full(len(hertz), np.nan)
    if median is not None:
        semitones[voiced] = SEMITONES_AN_OCTAVE * np.log2(hertz[voiced] / median)
    count = min(len(levels), MOST_POINTS)
    edges = np.linspace(0, len(levels), count + 1)
    return Curves(
        hop_seconds=HOP_SECONDS * len(levels) / count if count else HOP_SECONDS,
        pitch_semitones=means(semitones, edges).astype(np.float32),
        level_db=means(levels, edges).astype(np.float32),
        median_hz=median,
        pitch_width_semitones=None if no_pitch else _width(semitones[voiced]),
        usual_level_db=_mean_level(levels[spoken]) if spoken.any() else None,
        level_width_db=_width(levels[voiced]) if voiced.any() else None,
        fading_db=_fading(levels[spoken]),
        no_pitch=no_pitch,
    )


def means(values: NDArray[np.floating], edges: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean of the values between each two edges, given in values; NaN where there are none.

    A stretch narrower than one value has the one in which it lies.
    """
    known = ~np.isnan(values)
    sums = np.concatenate(([0.0], np.cumsum(np.where(known, values, 0.0), dtype=np.float64)))
    counts = np.concatenate(([0], np.cumsum(known)))
    first = np.floor(edges[:-1]).astype(np.intp)
    end = np.maximum(np.ceil(edges[1:]).astype(np.intp), first + 1)
    first, end = (np.clip(at, 0, len(values)) for at in (first, end))
    number = counts[end] - counts[first]
    total = sums[end] - sums[first]
    return np.where(number > 0, total / np.maximum(number, 1), np.nan)


def _pieces(
    samples: NDArray[np.floating], is_wanted: Callable[[], bool]
) -> Iterator[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Level and pitch of each piece, the pieces of nearly one length."""
    frames = len(samples) // HOP
    number = int(np.ceil(frames * HOP_SECONDS / PIECE_SECONDS))
    cuts = [round(frames * n / max(number, 1)) for n in range(number + 1)]
    around = round(AROUND_SECONDS / HOP_SECONDS)
    for first, end in pairwise(cuts):
        if not is_wanted():
            raise GivenUp
        start = max(0, first - around)
        piece = np.asarray(samples[start * HOP : (end + around) * HOP], np.float64)
        inside = slice(first - start, end - start)
        yield intensity(piece)[inside], pitch(piece)[inside]


def _why_no_pitch(spoken_frames: int, voiced_frames: int) -> str:
    if spoken_frames * HOP_SECONDS < LEAST_SPEECH_SECONDS:
        return TOO_SHORT
    return NO_VOICE if voiced_frames < LEAST_VOICED_SHARE * spoken_frames else ""


def _width(values: NDArray[np.float64]) -> float:
    low, high = np.percentile(values, WIDTH_PERCENTILES)
    return float(high - low)


def _mean_level(levels: NDArray[np.float64]) -> float:
    """The level of the mean power, in dB."""
    return float(10.0 * np.log10(np.mean(10.0 ** (levels / 10.0))))


def _fading(levels: NDArray[np.float64]) -> float | None:
    if len(levels) < FEWEST_FRAMES:
        return None
    third = len(levels) // 3
    return float(np.median(levels[-third:]) - np.median(levels[:third]))
