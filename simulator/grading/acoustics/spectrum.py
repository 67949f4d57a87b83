"""How bright a voice is, and how much of the spectrum a recording has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.grading.acoustics.frames import BLOCK_FRAMES, SAMPLE_RATE_HZ, centred

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from simulator.grading.acoustics.frames import Samples

WINDOW_SECONDS = 0.032
SILENCE = 1e-12
"""What the power of digital silence is given, for its logarithm has no value."""
TELEPHONE_HZ = 4_000.0
"""A telephone line ends at 3,400 Hz (ITU-T G.712); nothing sampled at 8 kHz goes over 4,000."""
TELEPHONE_SHARE = 1e-4
"""Over 4 kHz a wideband recording of speech is less than 40 dB under the whole."""


def power_spectra(samples: Samples) -> NDArray[np.float64]:
    """Power of each frame by frequency, shape (frames, bins); see `frequencies`."""
    frames = centred(np.asarray(samples, np.float64), WINDOW_SECONDS)
    window = np.hanning(frames.shape[1])
    found = np.zeros((len(frames), len(window) // 2 + 1))
    for at in range(0, len(frames), BLOCK_FRAMES):
        spectra = np.fft.rfft(frames[at : at + BLOCK_FRAMES] * window, axis=1)
        found[at : at + BLOCK_FRAMES] = spectra.real**2 + spectra.imag**2
    return found


def frequencies() -> NDArray[np.float64]:
    """The frequency of each bin of `power_spectra` in Hz."""
    length = round(WINDOW_SECONDS * SAMPLE_RATE_HZ)
    return np.asarray(np.fft.rfftfreq(length, 1 / SAMPLE_RATE_HZ), np.float64)


def band_levels(spectra: NDArray[np.float64], low_hz: float, high_hz: float) -> NDArray[np.float64]:
    """The level of each frame between two frequencies in dB, shape (frames,)."""
    hertz = frequencies()
    power = spectra[:, (hertz >= low_hz) & (hertz <= high_hz)].sum(axis=1)
    return np.asarray(10.0 * np.log10(np.maximum(power, SILENCE)))


def centroids(spectra: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean frequency of each frame, weighted by power, in Hz; NaN in silence."""
    total = spectra.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(total > 0, spectra @ frequencies() / total, np.nan)


def is_telephone_band(spectra: NDArray[np.float64]) -> bool:
    """Whether a recording ends where a telephone line ends; `spectra` of its speech frames."""
    power = spectra.sum(axis=0)
    total = float(power.sum())
    over = float(power[frequencies() > TELEPHONE_HZ].sum())
    return total > 0 and over / total < TELEPHONE_SHARE
