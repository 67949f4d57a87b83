"""How loud each moment is, in decibels below full scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.grading.acoustics.frames import SAMPLE_RATE_HZ, centred

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from simulator.grading.acoustics.frames import Samples

WINDOW_SECONDS = 0.064
"""Longer than two periods of a low voice (75 Hz), so that single periods do not show."""
SILENCE_DB = -120.0
"""What digital silence is given, for its logarithm has no value."""


def intensity(samples: Samples) -> NDArray[np.float64]:
    """The level of each frame in dB of full scale (a full square wave has 0), shape (frames,).

    Frames are weighted by a Hann window. Never under `SILENCE_DB`.
    """
    length = round(WINDOW_SECONDS * SAMPLE_RATE_HZ)
    window = np.hanning(length)
    window /= window.sum()
    power = np.square(centred(np.asarray(samples, np.float64), WINDOW_SECONDS)) @ window
    floor = 10.0 ** (SILENCE_DB / 10)
    return np.asarray(10.0 * np.log10(np.maximum(power, floor)), np.float64)
