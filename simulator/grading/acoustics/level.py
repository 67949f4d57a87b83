"""Whether a recording is too loud or too quiet to be judged: a warning, never a grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.grading.acoustics.frames import runs

if TYPE_CHECKING:
    from simulator.grading.acoustics.frames import Samples

FULL_SCALE = 0.995
"""From here on a sample is at the end of the scale, but for rounding."""
CLIPPED_SAMPLES = 3
"""So many neighbours at the end of the scale are a cut wave; one or two are only a loud one."""


def clipped_share(samples: Samples) -> float:
    """Which share of the samples, 0 to 1, lies where the wave was cut off at the scale's end."""
    if len(samples) == 0:
        return 0.0
    at_end = np.abs(samples) >= FULL_SCALE
    cut = sum(end - first for first, end in runs(at_end) if end - first >= CLIPPED_SAMPLES)
    return cut / len(samples)
