"""Change the sample rate, in the frequency domain: exact for sounds of seconds, no SciPy."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray


def resample(samples: NDArray[np.float32], from_hz: int, to_hz: int) -> NDArray[np.float32]:
    """The same sound at another rate.

    Args:
        samples: float32, shape (n,).
        from_hz: the rate they have.
        to_hz: the rate wanted.

    Returns:
        float32, shape (round(n * to_hz / from_hz),). What lies above half of the lower rate is
        removed, so nothing folds back.
    """
    if from_hz == to_hz or not len(samples):
        return samples
    length = round(len(samples) * to_hz / from_hz)
    # Padding to a whole number of periods of both rates keeps the time axis exact.
    period = from_hz // math.gcd(from_hz, to_hz)
    padded = -(-(len(samples) + period) // period) * period
    spectrum = np.fft.rfft(samples, padded)
    wanted = padded * to_hz // from_hz
    resized = np.zeros(wanted // 2 + 1, dtype=complex)
    kept = min(len(spectrum), len(resized))
    resized[:kept] = spectrum[:kept]
    return np.asarray(np.fft.irfft(resized, wanted)[:length] * (to_hz / from_hz), np.float32)
