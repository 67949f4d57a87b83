"""How lively a voice is: one figure from four, on a scale on which 1 is a clear difference.

    E = ln(v / 25) / 0.40 + 0.5 (i - 150) / 30 + 0.3 (a - 5) / 0.8 + 0.7 ln(c / 450) / 0.35

`v` is how fast the pitch moves (semitones a second), `i` how fast the loudness moves (dB a second),
`a` syllables a second of speech, `c` the median centre of the spectrum where there is voice (Hz).
The formula was made on other corpora and is not fitted here; `benchmarks/delivery.py` has how well
it orders acted speech that it was not made on. It is arousal, not warmth: anger scores like joy.

What does not work is how widely the pitch moves, the usual measure: bored speakers glide slowly and
widely. Absolute cuts do not carry over from voice to voice and from microphone to microphone, so a
voice is compared with its own baseline.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import numpy as np

from simulator.grading.acoustics.frames import HOP_SECONDS, runs, smoothed
from simulator.grading.transcript import EnergyParts

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEMITONES_AN_OCTAVE = 12
PITCH_SMOOTH_SECONDS = 0.05
SHORTEST_VOICED_SECONDS = 0.06
"""A shorter voiced stretch has no slope that could be told from the errors of its pitch."""


def energy(parts: EnergyParts) -> float:
    """The energy of a voice; about 0 for calm speech over a good microphone."""
    return (
        log(parts.pitch_semitones_per_second / 25) / 0.40
        + 0.5 * (parts.intensity_db_per_second - 150) / 30
        + 0.3 * (parts.syllables_per_second - 5) / 0.8
        + 0.7 * log(parts.centroid_hz / 450) / 0.35
    )


def pitch_speed(hertz: NDArray[np.float64]) -> float | None:
    """The mean absolute slope of a pitch track in semitones a second; None without enough voice.

    `hertz` has shape (frames,) and NaN where there is no voice.
    """
    frames = round(PITCH_SMOOTH_SECONDS / HOP_SECONDS)
    least = round(SHORTEST_VOICED_SECONDS / HOP_SECONDS)
    slopes = [
        np.abs(np.diff(smoothed(SEMITONES_AN_OCTAVE * np.log2(hertz[first:end]), frames)))
        for first, end in runs(~np.isnan(hertz))
        if end - first >= least
    ]
    if not slopes:
        return None
    return float(np.concatenate(slopes).mean()) / HOP_SECONDS


def intensity_speed(levels: NDArray[np.float64], active: NDArray[np.bool_]) -> float | None:
    """The mean absolute change of the level in dB a second, within speech; None without any.

    Both of shape (frames,). With pauses counted, the figure would move with their length.
    """
    within = active[1:] & active[:-1]
    if not within.any():
        return None
    return float(np.abs(np.diff(levels))[within].mean()) / HOP_SECONDS
