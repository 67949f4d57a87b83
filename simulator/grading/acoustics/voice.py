"""Everything that is measured in the sound of one message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.grading.acoustics.activity import active, speech
from simulator.grading.acoustics.energy import (
    energy,
    intensity_speed,
    pitch_speed,
)
from simulator.grading.acoustics.frames import HOP_SECONDS, SAMPLE_RATE_HZ
from simulator.grading.acoustics.intensity import intensity
from simulator.grading.acoustics.level import clipped_share
from simulator.grading.acoustics.nuclei import syllable_count
from simulator.grading.acoustics.pitch import pitch
from simulator.grading.acoustics.spectrum import centroids, is_telephone_band, power_spectra
from simulator.grading.transcript import EnergyParts, Voice

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from simulator.grading.acoustics.frames import Samples

LEAST_SPEECH_SECONDS = 1.0
"""Of less, a pace is chance."""
LEAST_ENERGY_SECONDS = 1.5
"""Of less speech, the four figures of energy are chance: it was measured on no shorter clips."""
LEAST_VOICED_SHARE = 0.15
"""Of speech, a half or more is voiced. Whispering and noise are not."""
SLOWEST_PITCH_SEMITONES_PER_SECOND = 3.0
SLOWEST_SYLLABLES_PER_SECOND = 1.0
"""What hums more steadily than this is no speech: the most bored of speakers have 15 and 3."""
NOT_A_NUMBER = "The recording holds samples that are no numbers."
TOO_SHORT = "There is too little speech in the sound to measure a voice."
NO_VOICE = "There is hardly any voice in the sound: only whispering, noise or tones."


class NoSound(ValueError):
    """The samples are not those of a sound. The message is a sentence for the rep."""


def measure(samples: Samples) -> Voice:
    """Measure the voice in a sound: samples of shape (n,), 16,000 a second, in -1..1.

    Raises:
        NoSound: there are samples that are no numbers.
    """
    samples = np.asarray(samples, np.float64)
    if not np.isfinite(samples).all():
        raise NoSound(NOT_A_NUMBER)
    levels = intensity(samples)
    spoken = active(levels)
    spectra = power_spectra(samples)
    moments = speech(levels)
    seconds = sum(m.end - m.start for m in moments)
    hertz = pitch(samples) if seconds >= LEAST_SPEECH_SECONDS else np.full(len(levels), np.nan)
    voiced = ~np.isnan(hertz) & spoken
    why = _why_not(seconds, float(voiced.sum()) * HOP_SECONDS)
    rate = parts = None
    if not why:
        rate = syllable_count(spectra, voiced) / seconds
        parts = _parts(np.where(voiced, hertz, np.nan), levels, spoken, spectra, rate)
        rate = rate if parts else None
        why = "" if parts else NO_VOICE
    if parts and seconds < LEAST_ENERGY_SECONDS:
        parts, why = None, TOO_SHORT
    return Voice(
        seconds=round(len(samples) / SAMPLE_RATE_HZ, 3),
        speech=moments,
        level_db=float(np.mean(levels[spoken])) if spoken.any() else None,
        clipped_share=clipped_share(samples),
        is_telephone_band=is_telephone_band(spectra[spoken]),
        syllables_per_second=rate,
        parts=parts,
        energy=energy(parts) if parts else None,
        not_measured=why,
    )


def _why_not(speech_seconds: float, voiced_seconds: float) -> str:
    """Why there is no voice to measure, as a sentence; "" where there is one."""
    if speech_seconds < LEAST_SPEECH_SECONDS:
        return TOO_SHORT
    return NO_VOICE if voiced_seconds < LEAST_VOICED_SHARE * speech_seconds else ""


def _parts(
    hertz: NDArray[np.float64],
    levels: NDArray[np.float64],
    spoken: NDArray[np.bool_],
    spectra: NDArray[np.float64],
    rate: float,
) -> EnergyParts | None:
    """The four figures; None where they are not those of speech."""
    pitch_moves, level_moves = pitch_speed(hertz) or 0.0, intensity_speed(levels, spoken) or 0.0
    hums = pitch_moves < SLOWEST_PITCH_SEMITONES_PER_SECOND
    if hums or rate < SLOWEST_SYLLABLES_PER_SECOND:
        return None
    centre = float(np.nanmedian(centroids(spectra)[~np.isnan(hertz)]))
    return EnergyParts(pitch_moves, level_moves, rate, centre)
