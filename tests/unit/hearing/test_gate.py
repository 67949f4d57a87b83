from __future__ import annotations

import numpy as np
import pytest

from simulator.grading.transcript import Moment
from simulator.hearing.gate import (
    FRAME_SECONDS,
    beep_end,
    is_worth_decoding,
    joined,
    overlap,
    speech_in,
)
from simulator.hearing.pieces import SAMPLE_RATE_HZ, Samples
from simulator.sound.tones import beep


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE_HZ), np.float32)


def hiss(seconds: float, level: float = 0.001) -> Samples:
    noise = np.random.default_rng(5).standard_normal(round(seconds * SAMPLE_RATE_HZ)) * level
    return noise.astype(np.float32)


def vowel(seconds: float, pitch_hz: float = 125.0) -> Samples:
    """Harmonics with a formant at 1000 Hz, the beep's own frequency."""
    times = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    harmonics = np.arange(1, 25) * pitch_hz
    weights = 1 / (1 + ((harmonics - 1000) / 200) ** 2)
    waves = weights[:, None] * np.sin(2 * np.pi * harmonics[:, None] * times)
    return np.asarray(0.1 * waves.sum(axis=0), np.float32)


def spans(moments: tuple[Moment, ...]) -> list[tuple[int, int]]:
    """In frames."""
    return [(round(m.start / FRAME_SECONDS), round(m.end / FRAME_SECONDS)) for m in moments]


@pytest.mark.parametrize("delay", [0.0, 0.12, 0.4])
def test_our_own_beep_is_found_with_its_end(delay: float) -> None:
    take = np.concatenate([silence(delay), beep(), silence(3)]) + hiss(delay + 0.4 + 3)

    end = beep_end(take.astype(np.float32)) / SAMPLE_RATE_HZ

    assert delay + 0.36 < end < delay + 0.5


def test_the_rest_of_a_beep_that_began_before_the_take_is_found() -> None:
    take = np.concatenate([beep()[-3200:], silence(2)])

    assert 0.18 < beep_end(take) / SAMPLE_RATE_HZ < 0.3


def test_a_take_that_is_only_a_beep_is_all_beep() -> None:
    assert beep_end(beep()) > 0.9 * len(beep())


def test_a_beep_later_in_the_take_is_not_ours() -> None:
    assert beep_end(np.concatenate([hiss(2), beep(), hiss(1)])) == 0


@pytest.mark.parametrize("pitch_hz", [80.0, 125.0, 200.0, 250.0])
def test_a_voice_is_not_taken_for_the_beep(pitch_hz: float) -> None:
    assert beep_end(vowel(1.0, pitch_hz)) == 0


@pytest.mark.parametrize("take", [silence(0), silence(0.01), silence(2), hiss(2, 0.3)])
def test_silence_and_noise_are_no_beep(take: Samples) -> None:
    assert beep_end(take) == 0


def test_speech_lasts_while_the_detector_is_rather_sure() -> None:
    probabilities = [0.2] * 10 + [0.4] + [0.2] * 9 + [0.1] * 10

    assert spans(speech_in(probabilities, 0.0)) == [(10, 20)]


def test_a_breath_between_words_is_part_of_the_speech() -> None:
    assert spans(speech_in([0.9] * 10 + [0.0] * 6 + [0.9] * 10, 0.0)) == [(0, 26)]


def test_a_pause_of_a_quarter_second_parts_speech() -> None:
    assert spans(speech_in([0.9] * 10 + [0.0] * 8 + [0.9] * 10, 0.0)) == [(0, 10), (18, 28)]


def test_a_click_is_no_speech() -> None:
    assert speech_in([0.0] * 5 + [0.9] * 3 + [0.0] * 20, 0.0) == ()


def test_speech_is_placed_in_the_take() -> None:
    (moment,) = speech_in([0.9] * 10, 12.0)

    assert moment.start == 12.0
    assert moment.end == pytest.approx(12.32)


def test_speech_that_a_cut_parted_is_joined() -> None:
    pieces = [Moment(1.0, 11.02), Moment(11.1, 14.0), Moment(15.0, 16.0)]

    assert joined(pieces, 20.0) == (Moment(1.0, 14.0), Moment(15.0, 16.0))


def test_speech_does_not_outlast_the_take() -> None:
    assert joined([Moment(1.0, 2.0161)], 2.0) == (Moment(1.0, 2.0),)


def test_no_speech_stays_none() -> None:
    assert joined([], 3.0) == ()


def test_a_piece_with_hardly_any_speech_is_not_decoded() -> None:
    assert not is_worth_decoding(())
    assert not is_worth_decoding((Moment(3.0, 3.2),))
    assert is_worth_decoding((Moment(3.0, 3.2), Moment(5.0, 5.1)))


def test_overlap_counts_only_what_lies_inside() -> None:
    speech = (Moment(0.0, 2.0), Moment(3.0, 4.0), Moment(9.0, 10.0))

    assert overlap(speech, Moment(1.0, 3.5)) == pytest.approx(1.5)
