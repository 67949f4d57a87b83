"""Sounds of which every figure is known."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.grading.acoustics.frames import SAMPLE_RATE_HZ

Sound = NDArray[np.float64]
HARMONICS = 20


def seconds(length: float) -> Sound:
    """The moments of all samples of a sound."""
    return np.arange(round(length * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ


def silence(length: float) -> Sound:
    return np.zeros(round(length * SAMPLE_RATE_HZ))


def tone(hertz: float, length: float, amplitude: float = 0.5) -> Sound:
    return np.asarray(amplitude * np.sin(2 * np.pi * hertz * seconds(length)))


def noise(length: float, amplitude: float = 0.1, seed: int = 1) -> Sound:
    return np.asarray(np.random.default_rng(seed).normal(0, amplitude, len(seconds(length))))


def voice(
    from_hertz: float, to_hertz: float, length: float, syllables_per_second: float = 0.0
) -> Sound:
    """A hum that glides by so many octaves a second, louder and softer with each syllable."""
    at = seconds(length)
    hertz = from_hertz * (to_hertz / from_hertz) ** (at / length)
    phase = 2 * np.pi * np.cumsum(hertz) / SAMPLE_RATE_HZ
    sound = np.sum([np.sin(k * phase) / k for k in range(1, HARMONICS)], axis=0)
    if syllables_per_second:
        sound *= 0.02 + np.sin(np.pi * syllables_per_second * at) ** 2
    return np.asarray(0.2 * sound)
