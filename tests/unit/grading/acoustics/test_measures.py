"""Each measure of a voice on sounds of which the answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.grading.acoustics.activity import FAINTEST_DB, active, speech, threshold_db
from simulator.grading.acoustics.energy import (
    energy,
    intensity_speed,
    pitch_speed,
)
from simulator.grading.acoustics.frames import centred, frame_count, runs, smoothed
from simulator.grading.acoustics.intensity import SILENCE_DB, intensity
from simulator.grading.acoustics.level import clipped_share
from simulator.grading.acoustics.nuclei import nuclei, syllable_count
from simulator.grading.acoustics.pitch import pitch, track
from simulator.grading.acoustics.spectrum import (
    band_levels,
    centroids,
    frequencies,
    is_telephone_band,
    power_spectra,
)
from simulator.grading.transcript import EnergyParts
from tests.unit.grading.acoustics.sounds import Sound, noise, seconds, silence, tone, voice

EMPTY = np.zeros(0)


def middle(values: Sound) -> Sound:
    """Without the edges, where a frame reaches into silence."""
    return values[10:-10]


def test_there_is_a_frame_every_ten_milliseconds_and_it_lies_around_its_moment() -> None:
    click = silence(1.0)
    click[8000] = 1.0
    frames = centred(click, 0.02)

    assert frames.shape == (frame_count(click), 320) == (100, 320)
    assert [int(f) for f in np.flatnonzero(frames.any(axis=1))] == [49, 50]


def test_smoothing_keeps_the_mean_and_the_length() -> None:
    values = np.array([0.0, 0.0, 3.0, 0.0, 0.0])

    assert list(smoothed(values, 3)) == [0, 1, 1, 1, 0]
    assert list(smoothed(np.ones(2), 5)) == [1, 1]
    assert len(smoothed(EMPTY, 3)) == 0


def test_runs_are_where_a_mask_is_true() -> None:
    assert runs(np.array([True, False, True, True])) == [(0, 1), (2, 4)]
    assert runs(np.zeros(0, bool)) == []


def test_the_level_of_a_tone_is_that_of_its_mean_power() -> None:
    levels = intensity(tone(200, 1.0, amplitude=0.5))

    assert middle(levels) == pytest.approx(10 * np.log10(0.5**2 / 2), abs=0.1)
    assert list(intensity(silence(0.1))) == [SILENCE_DB] * 10


@pytest.mark.parametrize("gain_db", [-12, 12])
def test_a_gain_moves_every_level_by_itself(gain_db: int) -> None:
    sound = voice(120, 180, 1.0, 4)
    louder = intensity(sound * 10 ** (gain_db / 20))

    assert louder - intensity(sound) == pytest.approx(gain_db, abs=1e-6)


def test_speech_is_found_between_silences_and_short_gaps_are_filled() -> None:
    parts = (silence(1.0), voice(120, 120, 1.0), silence(0.15), voice(120, 120, 1.0), silence(1.0),
             voice(120, 120, 0.5), silence(0.5))  # fmt: skip
    found = speech(intensity(np.concatenate(parts)))

    times = [at for m in found for at in (m.start, m.end)]
    assert times == pytest.approx([1.0, 3.15, 4.15, 4.65], abs=0.05)


def test_a_steady_noise_is_no_speech() -> None:
    sound = np.concatenate((silence(1.0), voice(120, 150, 2.0, 4), silence(1.0)))
    loud = float(np.sqrt(np.mean(voice(120, 150, 2.0, 4) ** 2)))
    (found,) = speech(intensity(sound + noise(4.0, loud / 10)))

    assert [found.start, found.end] == pytest.approx([1.0, 3.0], abs=0.1)


def test_a_click_is_no_speech_and_nothing_has_none() -> None:
    levels = np.full(100, -90.0)
    levels[50:53] = -10.0

    assert not active(levels).any()
    assert speech(EMPTY) == ()
    assert threshold_db(EMPTY) == FAINTEST_DB


@pytest.mark.parametrize("hertz", [90, 120, 210, 330, 440])
def test_the_pitch_of_a_hum_is_found(hertz: float) -> None:
    found = middle(pitch(voice(hertz, hertz, 1.0)))

    assert found == pytest.approx(hertz, rel=0.01)


def test_a_glide_is_followed_and_its_speed_is_right() -> None:
    found = pitch(voice(100, 200, 2.0))
    at = middle(np.arange(0.5, len(found)) / 100)

    assert middle(found) == pytest.approx(100 * 2 ** (at / 2), rel=0.02)
    assert pitch_speed(found) == pytest.approx(6.0, rel=0.05)


def test_a_pulse_train_has_the_pitch_of_its_pulses() -> None:
    pulses = silence(1.0)
    pulses[::100] = 1.0

    assert middle(pitch(pulses)) == pytest.approx(160, rel=0.01)


def test_noise_and_silence_have_no_pitch() -> None:
    assert np.isnan(pitch(silence(0.5))).all()
    assert np.isnan(pitch(noise(1.0))).mean() > 0.9
    assert len(pitch(EMPTY)) == 0


def test_a_pitch_outside_the_range_asked_for_is_not_found() -> None:
    found = track(tone(400, 0.5), 75, 300)

    assert not (found > 301).any()


def test_a_voice_that_hardly_sounds_has_no_speed() -> None:
    hertz = np.full(50, np.nan)
    hertz[20:23] = 120

    assert pitch_speed(hertz) is None
    assert intensity_speed(np.zeros(5), np.zeros(5, bool)) is None


def test_the_level_moves_as_fast_within_speech_whatever_the_pauses() -> None:
    levels = np.tile([-20.0, -18.0], 50)
    spoken = np.ones(100, bool)
    paused = np.concatenate((levels, np.full(80, -100.0)))

    assert intensity_speed(levels, spoken) == pytest.approx(200)
    assert intensity_speed(paused, np.arange(180) < 100) == pytest.approx(200)


@pytest.mark.parametrize("rate", [2.5, 4.0, 6.0])
def test_syllables_are_counted(rate: float) -> None:
    sound = voice(110, 150, 4.0, rate)
    voiced = ~np.isnan(pitch(sound))

    assert syllable_count(power_spectra(sound), voiced) == pytest.approx(4 * rate, abs=1)


def test_of_two_tops_without_a_dip_the_higher_is_one_syllable() -> None:
    levels = np.repeat([-40.0, -20.0, -20.3, -19.0, -40.0, -40.0, -15.0, -40.0], 8)
    voiced = np.ones(len(levels), bool)

    assert [int(n) // 8 for n in nuclei(levels, voiced, dip_db=1.0)] == [3, 6]
    assert len(nuclei(levels, ~voiced, dip_db=1.0)) == 0
    assert len(nuclei(EMPTY, np.zeros(0, bool), dip_db=1.0)) == 0


def test_the_centre_of_a_tone_is_its_frequency() -> None:
    centre = middle(centroids(power_spectra(tone(1000, 0.5))))

    assert centre == pytest.approx(1000, rel=0.01)
    assert np.isnan(centroids(power_spectra(silence(0.1)))).all()


def test_a_band_holds_its_own_tone_only() -> None:
    spectra = power_spectra(tone(1000, 0.5))
    inside, outside = band_levels(spectra, 500, 1500), band_levels(spectra, 3000, 5000)

    assert float(np.median(inside - outside)) > 40
    assert frequencies()[-1] == 8000


def test_what_came_through_a_telephone_ends_at_four_kilohertz() -> None:
    wide = voice(120, 140, 1.0, 4) + noise(1.0, 0.01)
    narrow = np.fft.rfft(wide)
    narrow[np.fft.rfftfreq(len(wide), 1 / 16000) > 3400] = 0
    telephone = np.fft.irfft(narrow, len(wide))

    assert not is_telephone_band(power_spectra(wide))
    assert is_telephone_band(power_spectra(telephone))
    assert not is_telephone_band(power_spectra(silence(0.5)))


def test_a_wave_that_was_cut_off_is_seen() -> None:
    loud = np.clip(3 * np.sin(2 * np.pi * 200 * seconds(1.0)), -1, 1)

    assert clipped_share(loud) == pytest.approx(0.78, abs=0.03)
    assert clipped_share(tone(200, 1.0, amplitude=0.99)) == 0
    assert clipped_share(EMPTY) == 0


def test_each_part_of_energy_counts_as_its_formula_says() -> None:
    calm = EnergyParts(25, 150, 5, 450)

    assert energy(calm) == 0
    assert energy(EnergyParts(25 * np.e, 150, 5, 450)) == pytest.approx(2.5)
    assert energy(EnergyParts(25, 180, 5, 450)) == pytest.approx(0.5)
    assert energy(EnergyParts(25, 150, 5.8, 450)) == pytest.approx(0.3)
    assert energy(EnergyParts(25, 150, 5, 450 * np.e)) == pytest.approx(2.0)
