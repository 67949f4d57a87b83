"""Syllables counted from the sound alone: peaks of loudness between dips, where there is voice.

Source: N. de Jong and T. Wempe, "Praat script to detect syllable nuclei and measure speech rate
automatically", Behavior Research Methods 41 (2009). How deep a dip parts two syllables, and in
which band, differs from voice to voice, so that the count is the mean of several. It errs by about
a tenth and compresses (`benchmarks/delivery.py`): a check of what the words say, and the only
measure where there are none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.grading.acoustics.frames import HOP_SECONDS, smoothed
from simulator.grading.acoustics.spectrum import band_levels

if TYPE_CHECKING:
    from numpy.typing import NDArray

SMOOTH_SECONDS = 0.03
DIPS_DB = (0.5, 1.0, 1.5)
UNDER_PEAK_DB = 25.0
PEAK_PERCENTILE = 99.0
BANDS_HZ = ((0.0, 8_000.0), (200.0, 3_300.0))
"""All of it, and what a telephone lets through, in which hissing counts less."""


def syllable_count(spectra: NDArray[np.float64], voiced: NDArray[np.bool_]) -> float:
    """How many syllables there are, as a mean of several counts, so not a whole number.

    `spectra` as from `spectrum.power_spectra`; `voiced`, whether a frame has a pitch, has the shape
    (frames,).
    """
    counts = [
        len(nuclei(band_levels(spectra, low, high), voiced, dip))
        for low, high in BANDS_HZ
        for dip in DIPS_DB
    ]
    return sum(counts) / len(counts)


def nuclei(
    levels: NDArray[np.float64], voiced: NDArray[np.bool_], dip_db: float
) -> NDArray[np.intp]:
    """The frames in which a syllable is loudest, in order; between two lies a dip of `dip_db`.

    `levels` in dB, shape (frames,).
    """
    curve = smoothed(levels, round(SMOOTH_SECONDS / HOP_SECONDS))
    if len(curve) == 0:
        return np.zeros(0, np.intp)
    least = float(np.percentile(curve, PEAK_PERCENTILE)) - UNDER_PEAK_DB
    inner = curve[1:-1]
    tops = 1 + np.flatnonzero((inner > curve[:-2]) & (inner >= curve[2:]) & (inner > least))
    kept: list[int] = []
    for top in (int(t) for t in tops):
        if not kept or _dip(curve, kept[-1], top) >= dip_db:
            kept.append(top)
        elif curve[top] > curve[kept[-1]]:
            kept[-1] = top
    return np.array([top for top in kept if voiced[top - 1 : top + 2].any()], np.intp)


def _dip(curve: NDArray[np.float64], one: int, other: int) -> float:
    """How far the curve falls between two tops, under the lower of them, in dB."""
    return float(min(curve[one], curve[other]) - curve[one : other + 1].min())
