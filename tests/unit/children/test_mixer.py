from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.children.mixer import TAIL_SECONDS, Mixer
from simulator.sound.tones import SAMPLE_RATE_HZ

TAIL = round(TAIL_SECONDS * SAMPLE_RATE_HZ)


def steady(length: int, value: float) -> NDArray[np.float32]:
    return np.full(length, value, np.float32)


def test_silence_is_handed_over_when_nothing_plays() -> None:
    mixer = Mixer()
    assert mixer.mix(160).tolist() == [0] * 160
    assert mixer.is_idle


def test_a_sound_is_handed_over_block_by_block_and_then_a_tail_of_silence() -> None:
    mixer = Mixer()
    sound = mixer.play(steady(250, 0.5))

    heard = np.concatenate([mixer.mix(100) for _ in range(3)])

    assert heard.tolist() == [16383] * 250 + [0] * 50
    assert not sound.over.is_set()
    mixer.mix(TAIL)
    assert sound.over.is_set()
    assert mixer.is_idle


def test_the_generator_hands_over_what_it_is_asked_for() -> None:
    mixer = Mixer()
    mixer.play(steady(1000, 0.25))
    blocks = mixer.blocks()
    assert len(next(blocks)) == 0
    assert [len(blocks.send(count)) for count in (160, 441, 1)] == [160, 441, 1]


def test_a_key_is_laid_over_the_sound() -> None:
    mixer = Mixer()
    mixer.play(steady(300, 0.25))
    mixer.mix(100)
    mixer.key("5", steady(50, 0.5), pressed_at=1.0)

    heard = mixer.mix(100)

    assert heard[:50].tolist() == [24575] * 50
    assert heard[50:].tolist() == [8191] * 50


def test_too_much_at_once_is_cut_and_not_wrapped() -> None:
    mixer = Mixer()
    for _ in range(3):
        mixer.key("1", steady(10, 0.9), pressed_at=0.0)
    assert mixer.mix(10).tolist() == [32767] * 10


def test_a_new_sound_takes_the_place_of_the_one_before() -> None:
    mixer = Mixer()
    first = mixer.play(steady(500, 0.5))
    mixer.mix(100)

    second = mixer.play(steady(500, 0.25))

    assert first.over.is_set()
    assert mixer.mix(10).tolist() == [8191] * 10
    mixer.stop(first)
    assert not second.over.is_set()


def test_a_stopped_sound_is_silent_at_once() -> None:
    mixer = Mixer()
    sound = mixer.play(steady(500, 0.5))
    mixer.mix(10)

    mixer.stop(sound)

    assert mixer.mix(10).tolist() == [0] * 10
    assert sound.over.is_set()


def test_the_trace_says_when_a_tone_was_pressed_and_when_its_first_sample_left() -> None:
    mixer = Mixer()
    mixer.key("1", steady(300, 0.1), pressed_at=12.5)
    assert mixer.trace == []
    mixer.mix(100)
    first_block_at = mixer.last_block_at
    mixer.mix(100)

    (trace,) = mixer.trace
    assert (trace.key, trace.pressed_at, trace.handed_at) == ("1", 12.5, first_block_at)
