from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.sound.line import (
    LineName,
    decode_mu_law,
    encode_mu_law,
    line_effect,
    over_the_line,
)

RATE = 16000
LINES: list[LineName] = ["desk", "mobile", "clear"]


def sines(*frequencies_hz: float, seconds: float = 1.0) -> NDArray[np.float32]:
    times = np.arange(round(RATE * seconds)) / RATE
    waves = [0.2 * np.sin(2 * np.pi * hz * times) for hz in frequencies_hz]
    return np.asarray(np.sum(waves, axis=0), np.float32)


def strength_db(samples: NDArray[np.float32], hz: int) -> float:
    """The level of one frequency in a sound of a whole number of seconds (Goertzel's bin)."""
    times = np.arange(len(samples)) / RATE
    bin_ = np.abs(np.sum(samples * np.exp(-2j * np.pi * hz * times))) * 2 / len(samples)
    return float(20 * np.log10(bin_ + 1e-9))


@pytest.mark.parametrize(
    ("pcm", "code"),
    [(0, 0xFF), (32767, 0x80), (-32768, 0x00), (8031, 0xA0), (-8031, 0x20), (1000, 0xCE)],
)
def test_mu_law_codes_are_those_of_g711(pcm: int, code: int) -> None:
    assert encode_mu_law(np.array([pcm], np.int16))[0] == code


def test_every_mu_law_code_survives_a_round_trip() -> None:
    codes = np.arange(256, dtype=np.uint8)
    again = encode_mu_law(decode_mu_law(codes))
    assert np.array_equal(np.delete(again, 0x7F), np.delete(codes, 0x7F))  # 0x7F is minus zero


def test_the_mu_law_error_is_a_thirtieth_of_the_sample_at_most() -> None:
    pcm = np.arange(-32000, 32000, 7, dtype=np.int16)
    error = np.abs(decode_mu_law(encode_mu_law(pcm)).astype(int) - pcm)
    assert (error <= np.abs(pcm.astype(int)) / 30 + 8).all()


@pytest.mark.parametrize("line", ["desk", "mobile"])
def test_a_telephone_passes_300_to_3400_hz_and_nothing_else(line: LineName) -> None:
    heard = over_the_line(sines(100, 1000, 6000), line_effect(line, wide=False))
    assert strength_db(heard, 1000) - strength_db(heard, 100) > 40
    assert strength_db(heard, 1000) - strength_db(heard, 6000) > 40


def test_a_wide_line_keeps_what_makes_a_synthetic_voice_intelligible() -> None:
    heard = over_the_line(sines(1000, 6000), line_effect("desk", wide=True))
    assert strength_db(heard, 1000) - strength_db(heard, 6000) < 1


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("wide", [False, True])
def test_every_line_brings_loud_and_quiet_voices_to_one_level(line: LineName, wide: bool) -> None:
    effect = line_effect(line, wide=wide)
    loud = over_the_line(sines(500, 900), effect)
    quiet = over_the_line(sines(500, 900) * np.float32(0.02), effect)
    assert np.std(loud) == pytest.approx(np.std(quiet), rel=0.02)
    assert 20 * np.log10(np.std(loud)) == pytest.approx(effect.level_dbfs, abs=2)
    assert np.abs(loud).max() <= 1


def test_a_desk_line_hisses_at_50_db_below_full_scale() -> None:
    samples = sines(800)
    samples[: RATE // 2] = 0
    hiss = over_the_line(samples, line_effect("desk", wide=False))[: RATE // 3]
    assert 20 * np.log10(np.std(hiss)) == pytest.approx(-53, abs=3)  # -50 before the band is cut


def test_a_clear_line_is_silent_where_nobody_speaks() -> None:
    assert not over_the_line(np.zeros(RATE, np.float32), line_effect("clear", wide=False)).any()


def test_the_same_voice_sounds_the_same_every_time() -> None:
    effect = line_effect("desk", wide=False)
    assert np.array_equal(over_the_line(sines(700), effect), over_the_line(sines(700), effect))


@pytest.mark.parametrize("length", [0, 1, 777, RATE + 1])
def test_the_line_keeps_every_moment_where_it_was(length: int) -> None:
    samples = np.zeros(length, np.float32)
    if length > 700:
        samples[600:700] = 0.5
    heard = over_the_line(samples, line_effect("mobile", wide=False))
    assert len(heard) == length
    if length > 700:
        assert 550 < int(np.abs(heard).argmax()) < 750
