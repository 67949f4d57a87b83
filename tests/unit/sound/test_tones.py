from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.sound import tones

RATE = tones.SAMPLE_RATE_HZ


def strongest_hz(samples: NDArray[np.float32], how_many: int) -> list[int]:
    """The frequencies of the highest peaks, to the nearest Hz that the length resolves."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), RATE))
    found: list[int] = []
    for _ in range(how_many):
        peak = int(spectrum.argmax())
        found.append(peak)
        spectrum[max(0, peak - 15) : peak + 15] = 0
    return sorted(found)


def test_the_ring_is_440_and_480_hz_for_two_seconds_then_silence() -> None:
    ring = tones.ring()
    assert len(ring) == 3.5 * RATE
    assert strongest_hz(ring[: 2 * RATE], 2) == [440, 480]
    assert not ring[2 * RATE :].any()


def test_the_beep_is_1000_hz_for_four_tenths_of_a_second() -> None:
    beep = tones.beep()
    assert len(beep) == 0.4 * RATE
    assert strongest_hz(beep, 1) == [1000]


@pytest.mark.parametrize(
    ("key", "pair"),
    [("1", (697, 1209)), ("5", (770, 1336)), ("9", (852, 1477)), ("0", (941, 1336)),
     ("*", (941, 1209)), ("#", (941, 1477)), ("D", (941, 1633))],
)  # fmt: skip
def test_a_key_sounds_with_its_two_frequencies(key: str, pair: tuple[int, int]) -> None:
    measured = strongest_hz(tones.key_tone(key), 2)
    assert measured == pytest.approx(pair, rel=0.018)  # what a receiver must accept (ITU-T Q.24)


def test_all_sixteen_keys_differ() -> None:
    assert len(set(tones.KEY_HZ.values())) == 16


def test_what_is_not_a_key_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="«X»"):
        tones.key_tone("X")


@pytest.mark.parametrize("sound", [tones.ring(), tones.beep(), tones.key_tone("8")])
def test_a_tone_begins_and_ends_without_a_click_and_leaves_headroom(
    sound: NDArray[np.float32],
) -> None:
    assert sound.dtype == np.float32
    assert sound[0] == sound[-1] == 0
    assert np.abs(np.diff(sound)).max() < 0.2
    assert np.abs(sound).max() < 0.5
