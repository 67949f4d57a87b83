"""Where somebody speaks, by level alone.

A frame is speech if it is not much quieter than the loudest, and clearly louder than a steady
noise. On hand-counted clips a threshold 25 dB under the peak errs by 8.6 % of the pace, one of 33
to 40 dB by 1.7 to 2.5 %.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.grading.acoustics.frames import HOP_SECONDS, runs
from simulator.grading.transcript import Moment

if TYPE_CHECKING:
    from numpy.typing import NDArray

PEAK_PERCENTILE = 98.0
"""The loudest speech, without a click or a cough."""
UNDER_PEAK_DB = 35.0
OVER_NOISE_DB = 6.0
NOISE_PERCENTILES = (3.0, 12.0)
NOISE_SPREAD_DB = 2.5
"""Steady noise: the quietest frames are of nearly one level. Speech has no such floor."""
FAINTEST_DB = -70.0
"""Under this there is only the hiss of the converter."""
PAUSE_SECONDS = 0.25
"""A shorter silence belongs to the speech around it: a stop consonant lasts up to 0.2 s."""
SHORTEST_SECONDS = 0.06
"""A shorter burst is a click."""


def threshold_db(levels: NDArray[np.float64]) -> float:
    """From which level on a frame is speech; `levels` in dB as from `intensity`."""
    if len(levels) == 0:
        return FAINTEST_DB
    peak = float(np.percentile(levels, PEAK_PERCENTILE))
    low, high = (float(p) for p in np.percentile(levels, NOISE_PERCENTILES))
    noise = low + OVER_NOISE_DB if high - low < NOISE_SPREAD_DB else FAINTEST_DB
    return max(peak - UNDER_PEAK_DB, noise, FAINTEST_DB)


def active(levels: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which frames are speech, shape (frames,): short silences filled, then clicks removed."""
    mask = levels >= threshold_db(levels)
    for first, end in runs(~mask):
        inside = first > 0 and end < len(mask)
        if inside and (end - first) * HOP_SECONDS < PAUSE_SECONDS:
            mask[first:end] = True
    for first, end in runs(mask):
        if (end - first) * HOP_SECONDS < SHORTEST_SECONDS:
            mask[first:end] = False
    return mask


def speech(levels: NDArray[np.float64]) -> tuple[Moment, ...]:
    """The stretches of speech, in seconds from the beginning."""
    return tuple(
        Moment(round(first * HOP_SECONDS, 2), round(end * HOP_SECONDS, 2))
        for first, end in runs(active(levels))
    )
