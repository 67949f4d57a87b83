from __future__ import annotations

import numpy as np
import pytest

from simulator.sound.resample import resample


def sine(hz: float, rate: int, seconds: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.sin(2 * np.pi * hz * np.arange(round(rate * seconds)) / rate).astype(np.float32)


@pytest.mark.parametrize(("from_hz", "to_hz"), [(22050, 16000), (8000, 16000), (28224, 16000)])
def test_a_tone_keeps_its_pitch_its_length_and_its_strength(from_hz: int, to_hz: int) -> None:
    got = resample(sine(700, from_hz, 0.7), from_hz, to_hz)
    assert len(got) == round(0.7 * to_hz)
    middle = slice(to_hz // 10, -to_hz // 10)
    assert np.abs(got[middle] - sine(700, to_hz, 0.7)[middle]).max() < 0.01


def test_what_the_lower_rate_cannot_carry_is_removed_instead_of_folded() -> None:
    got = resample(sine(6000, 16000, 0.5), 16000, 8000)
    assert np.abs(got[400:-400]).max() < 0.01


def test_the_same_rate_changes_nothing() -> None:
    samples = sine(300, 16000, 0.1)
    assert resample(samples, 16000, 16000) is samples


def test_nothing_stays_nothing() -> None:
    assert len(resample(np.zeros(0, np.float32), 8000, 16000)) == 0
