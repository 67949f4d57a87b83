from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.sound.level import (
    FRAME_SAMPLES,
    LevelTrack,
    estimate_speech,
    frame_levels_dbfs,
    meter,
)

RATE = 16000


def babble(seconds: float, strength: float = 0.2) -> NDArray[np.float64]:
    """Something that rises and falls like syllables: a buzz, four times a second."""
    times = np.arange(round(RATE * seconds)) / RATE
    return strength * np.sin(np.pi * 4 * times) ** 2 * np.sign(np.sin(2 * np.pi * 150 * times))


def quiet(seconds: float) -> NDArray[np.float64]:
    return np.zeros(round(RATE * seconds))


def hum(length: int, strength: float) -> NDArray[np.float64]:
    return strength * np.sin(2 * np.pi * 60 * np.arange(length) / RATE)


def noise(length: int, strength: float) -> NDArray[np.float64]:
    return strength * np.random.default_rng(3).standard_normal(length)


def pcm(*parts: NDArray[np.float64]) -> NDArray[np.int16]:
    return (np.concatenate(parts) * 32767).astype(np.int16)


def test_a_full_scale_square_wave_is_0_db_and_silence_is_minus_100() -> None:
    square = np.tile(np.array([32767, -32767], np.int16), FRAME_SAMPLES)
    assert frame_levels_dbfs(square).tolist() == pytest.approx([0, 0], abs=0.01)
    assert frame_levels_dbfs(np.zeros(FRAME_SAMPLES, np.int16)).tolist() == [-100]


def test_a_constant_offset_is_silence() -> None:
    assert frame_levels_dbfs(np.full(FRAME_SAMPLES, 5000, np.int16))[0] == -100


@pytest.mark.parametrize(("dbfs", "shown"), [(-100, 0), (-60, 0), (-35, 0.5), (-10, 1), (0, 1)])
def test_the_meter_spans_minus_60_to_minus_10_db(dbfs: float, shown: float) -> None:
    assert meter(dbfs) == shown


def test_speech_is_found_where_it_is() -> None:
    found = estimate_speech(frame_levels_dbfs(pcm(quiet(1), babble(3), quiet(2))))
    assert found.speech_seconds == pytest.approx(3, abs=0.25)
    assert found.first_speech_seconds == pytest.approx(1, abs=0.15)
    assert found.last_speech_seconds == pytest.approx(4, abs=0.15)


@pytest.mark.parametrize("strength", [0.0, 0.002, 0.05])
def test_hum_alone_is_never_speech_however_loud(strength: float) -> None:
    found = estimate_speech(frame_levels_dbfs(pcm(hum(4 * RATE, strength))))
    assert (found.speech_seconds, found.first_speech_seconds) == (0, None)
    assert found.last_speech_seconds is None


@pytest.mark.parametrize("strength", [0.001, 0.05])
def test_steady_noise_alone_is_never_speech_however_loud(strength: float) -> None:
    assert estimate_speech(frame_levels_dbfs(pcm(noise(4 * RATE, strength)))).speech_seconds == 0


def test_noise_is_not_speech_because_the_device_began_with_digital_silence() -> None:
    found = estimate_speech(frame_levels_dbfs(pcm(quiet(0.4), noise(RATE, 0.02))))
    assert found.speech_seconds == 0


def test_speech_over_hum_is_still_found() -> None:
    spoken = np.concatenate([quiet(1), babble(3), quiet(2)])
    found = estimate_speech(frame_levels_dbfs(pcm(spoken + hum(len(spoken), 0.03))))
    assert found.first_speech_seconds == pytest.approx(1, abs=0.2)
    assert found.last_speech_seconds == pytest.approx(4, abs=0.2)


def test_speech_from_the_first_moment_without_a_pause_is_found() -> None:
    assert estimate_speech(frame_levels_dbfs(pcm(babble(4)))).speech_seconds > 3


def test_a_click_is_not_speech() -> None:
    click = quiet(2)
    click[RATE : RATE + 300] = 0.5
    assert estimate_speech(frame_levels_dbfs(pcm(click))).speech_seconds == 0


def test_nothing_recorded_is_no_speech() -> None:
    assert estimate_speech(np.zeros(0, np.float32)).speech_seconds == 0


def test_a_track_fed_in_crumbs_agrees_with_the_whole() -> None:
    whole = pcm(quiet(0.5), babble(2), quiet(0.5))
    track = LevelTrack()
    for start in range(0, len(whole), 177):
        track.add(whole[start : start + 177])
    assert track.estimate() == estimate_speech(frame_levels_dbfs(whole))


def test_the_meter_of_a_track_follows_what_is_said_now() -> None:
    track = LevelTrack()
    assert track.meter == 0
    track.add(pcm(babble(1.1)))
    assert track.meter > 0.5
    track.add(pcm(quiet(0.2)))
    assert track.meter == 0
