"""A new take in the place of an old one, on sounds whose every sample is known."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.sound.splicing import (
    FADE_SECONDS,
    LEAST_PAUSE_SECONDS,
    MOST_GAIN_DB,
    MOST_PAUSE_SECONDS,
    Gap,
    NothingToSplice,
    Spliced,
    speech_rms,
    splice,
)

RATE = 16_000
Samples = NDArray[np.float32]


def voice(seconds: float, strength: float = 0.2, hertz: float = 180.0) -> Samples:
    """Syllables: a tone with harmonics that swells four times a second, as speech does."""
    at = np.arange(round(seconds * RATE)) / RATE
    waves = sum(np.sin(2 * np.pi * hertz * n * at) / n for n in (1, 2, 3))
    swell = 0.55 - 0.45 * np.cos(2 * np.pi * 4 * at)
    return np.asarray(strength * swell * waves, np.float32)


def room(seconds: float, strength: float = 0.0005, seed: int = 1) -> Samples:
    chance = np.random.default_rng(seed)
    return np.asarray(chance.normal(0, strength, round(seconds * RATE)), np.float32)


def silent(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)


def in_room(*pieces: Samples) -> Samples:
    whole = np.concatenate(pieces)
    return whole + room(len(whole) / RATE)


def three(pause: float = 0.3) -> tuple[Samples, Gap, Gap]:
    """Half a second of room, then three sentences of 2 s, 1 s and 2 s; the gaps of the middle."""
    quiet, edge = silent(pause), silent(0.5)
    old = in_room(edge, voice(2), quiet, voice(1, hertz=150), quiet, voice(2), edge)
    return old, Gap(2.5, 2.5 + pause), Gap(3.5 + pause, 3.5 + 2 * pause)


def take(seconds: float = 1.5, strength: float = 0.05) -> Samples:
    """A quieter take, with a second of silence before it and after it."""
    return in_room(silent(1), voice(seconds, strength, 220.0), silent(1))


def pauses(samples: Samples, least_seconds: float = 0.1) -> list[float]:
    """How long every quiet between two sounds lasts."""
    frames = samples[: len(samples) // 80 * 80].reshape(-1, 80)
    loud = np.flatnonzero(np.square(frames).mean(axis=1) > 1e-5)
    gaps = np.diff(loud) * 80 / RATE
    return [float(gap) for gap in gaps if gap >= least_seconds]


def outside(old: Samples, spliced: Spliced) -> tuple[Samples, Samples]:
    """What is the same before and after, without the fades: of the new whole."""
    fade = round(FADE_SECONDS * RATE)
    return (
        spliced.samples[: round(spliced.kept_until_seconds * RATE) - fade],
        spliced.samples[-(len(old) - round(spliced.goes_on_seconds * RATE) - fade) :],
    )


def test_nothing_outside_the_part_changes_by_one_bit() -> None:
    old, before, after = three()
    spliced = splice(old, before, after, take())
    head, tail = outside(old, spliced)
    assert len(head) > 2.4 * RATE
    assert len(tail) > 2.3 * RATE
    assert np.array_equal(head, old[: len(head)])
    assert np.array_equal(tail, old[-len(tail) :])


def test_the_cuts_lie_in_the_quiet_between_the_words() -> None:
    old, before, after = three()
    spliced = splice(old, before, after, take())
    assert before.from_seconds < spliced.kept_until_seconds <= before.to_seconds
    assert after.from_seconds <= spliced.goes_on_seconds < after.to_seconds


@pytest.mark.parametrize("error", [-0.1, 0.1])
def test_word_times_that_are_a_tenth_of_a_second_off_do_not_cost_a_syllable(error: float) -> None:
    old, before, after = three()
    early = Gap(before.from_seconds + error, before.to_seconds + error)
    late = Gap(after.from_seconds + error, after.to_seconds + error)
    spliced = splice(old, early, late, take())
    assert before.from_seconds <= spliced.kept_until_seconds <= before.to_seconds
    assert after.from_seconds <= spliced.goes_on_seconds <= after.to_seconds


@pytest.mark.parametrize("error", [-0.2, 0.2])
def test_a_short_pause_is_found_beside_where_the_recogniser_has_it(error: float) -> None:
    old, before, after = three(0.15)
    early = Gap(before.from_seconds + error, before.to_seconds + error)
    late = Gap(after.from_seconds + error, after.to_seconds + error)
    spliced = splice(old, early, late, take())
    assert before.from_seconds <= spliced.kept_until_seconds <= before.to_seconds
    assert after.from_seconds <= spliced.goes_on_seconds <= after.to_seconds


def test_it_is_as_long_as_what_is_in_it() -> None:
    old, before, after = three()
    spliced = splice(old, before, after, take(1.5))
    gained = len(spliced.samples) / RATE - len(old) / RATE
    assert spliced.later_seconds == pytest.approx(gained)
    assert gained == pytest.approx(0.5, abs=0.15)  # 1.5 s of voice in the place of 1 s
    assert spliced.to_seconds - spliced.from_seconds == pytest.approx(1.6, abs=0.1)


def test_the_new_words_lie_where_it_says() -> None:
    old, before, after = three()
    spliced = splice(old, before, after, take())
    begins = spliced.take_later_seconds + 1.0  # the take's voice begins after a second
    window = spliced.samples[round((begins - 0.03) * RATE) : round((begins + 0.3) * RATE)]
    same = 10 ** (spliced.gain_db / 20) * take()[round(0.97 * RATE) :]
    assert np.allclose(window, same[: len(window)], atol=1e-3)
    assert 2.5 < begins < 2.9


@pytest.mark.parametrize("pause", [0.0, 0.08, 0.3, 2.0])
def test_a_natural_pause_is_kept_before_and_after(pause: float) -> None:
    old, before, after = three(pause)
    found = pauses(splice(old, before, after, take()).samples)
    assert len(found) == 2
    for seconds in found:
        assert LEAST_PAUSE_SECONDS - 0.03 <= seconds <= MOST_PAUSE_SECONDS + 0.2


def test_a_pause_that_has_to_be_made_is_no_hole_in_the_room() -> None:
    old, before, after = three(0.0)
    old = old + room(len(old) / RATE, 0.003, seed=5)
    samples = splice(old, before, after, take()).samples
    frames = samples[: len(samples) // 160 * 160].reshape(-1, 160)
    levels = np.sqrt(np.square(frames).mean(axis=1))
    assert levels.min() > 0.0015


@pytest.mark.parametrize("pause", [0.0, 0.3])
def test_no_seam_clicks(pause: float) -> None:
    old, before, after = three(pause)
    spliced = splice(old, before, after, take())
    steps = np.abs(np.diff(spliced.samples))
    inside = np.abs(np.diff(old)).max()
    for at in (spliced.from_seconds, spliced.take_later_seconds + 1.0, spliced.to_seconds):
        middle = round(at * RATE)
        assert steps[max(0, middle - 800) : middle + 800].max() <= inside


def test_even_words_that_run_into_one_another_are_parted_without_a_click() -> None:
    steady = np.asarray(0.3 * np.sin(np.arange(5 * RATE) / 5), np.float32)
    spliced = splice(steady, Gap(1.99, 2.0), Gap(3.0, 3.01), take(strength=0.1))
    steps = np.abs(np.diff(spliced.samples))
    for at in (spliced.from_seconds, spliced.to_seconds):
        middle = round(at * RATE)
        assert steps[middle - 800 : middle + 800].max() <= 1.02 * np.abs(np.diff(steady)).max()


@pytest.mark.parametrize("strength", [0.03, 0.1, 0.4])
def test_it_is_as_loud_as_what_stands_around_it_within_a_decibel(strength: float) -> None:
    old, before, after = three()
    spliced = splice(old, before, after, take(strength=strength))
    new = spliced.samples[round(spliced.from_seconds * RATE) : round(spliced.to_seconds * RATE)]
    neighbours = np.concatenate(outside(old, spliced))
    assert abs(20 * np.log10(speech_rms(new) / speech_rms(neighbours))) < 1.0


def test_a_whisper_is_not_raised_without_end_and_nothing_is_cut_off() -> None:
    old, before, after = three()
    whispered = splice(old, before, after, np.asarray(take() * 0.1, np.float32))
    assert whispered.gain_db <= MOST_GAIN_DB + 1e-6
    loud = splice(np.clip(old * 5, -1, 1), before, after, take(strength=0.3))
    part = loud.samples[round(loud.from_seconds * RATE) : round(loud.to_seconds * RATE)]
    assert np.abs(part).max() < 0.999


def test_a_click_of_the_key_is_no_speech_and_stays_out() -> None:
    old, before, after = three()
    clicked = take()
    clicked[1600:1650] = 0.8
    spliced = splice(old, before, after, clicked)
    part = spliced.samples[round(spliced.from_seconds * RATE) : round(spliced.to_seconds * RATE)]
    assert len(part) / RATE < 1.75


def test_the_beginning_is_spliced_with_its_silence_as_it_was() -> None:
    old, *_ = three()
    spliced = splice(old, Gap(0.0, 0.5), Gap(2.5, 2.8), take())
    head, tail = outside(old, spliced)
    assert np.array_equal(head, old[: len(head)])
    assert 0.4 < len(head) / RATE < 0.5
    assert np.array_equal(tail, old[-len(tail) :])


def test_the_end_is_spliced_with_its_silence_as_it_was() -> None:
    old, *_ = three()
    seconds = len(old) / RATE
    spliced = splice(old, Gap(3.8, 4.1), Gap(seconds - 0.5, seconds), take())
    head, _ = outside(old, spliced)
    assert np.array_equal(head, old[: len(head)])
    after_voice = len(spliced.samples) / RATE - (spliced.take_later_seconds + 1.0 + 1.5)
    assert after_voice == pytest.approx(0.5, abs=0.15)


def test_what_is_missing_is_added_behind_the_last_word() -> None:
    old, *_ = three()
    seconds = len(old) / RATE
    spliced = splice(old, Gap(seconds - 0.5, seconds), Gap(seconds, seconds), take())
    head, _ = outside(old, spliced)
    assert len(head) / RATE > seconds - 0.5
    assert spliced.kept_until_seconds <= spliced.goes_on_seconds, "no moment is heard twice"
    assert np.array_equal(head, old[: len(head)])
    (*_, last) = pauses(spliced.samples)
    assert LEAST_PAUSE_SECONDS <= last <= MOST_PAUSE_SECONDS + 0.1


def test_a_message_that_is_all_one_part_is_replaced_as_loud_as_it_was() -> None:
    old = in_room(silent(0.5), voice(3), silent(0.5))
    spliced = splice(old, Gap(0.0, 0.5), Gap(3.5, 4.0), take())
    assert abs(20 * np.log10(speech_rms(spliced.samples) / speech_rms(old))) < 1.0


@pytest.mark.parametrize("nothing", [np.zeros(0), np.zeros(RATE), room(2.0)])
def test_a_take_without_speech_is_refused(nothing: Samples) -> None:
    old, before, after = three()
    with pytest.raises(NothingToSplice):
        splice(old, before, after, np.asarray(nothing, np.float32))


def test_gaps_beyond_the_recording_are_held_to_it() -> None:
    old, *_ = three()
    spliced = splice(old, Gap(90.0, 91.0), Gap(95.0, 96.0), take())
    assert np.isfinite(spliced.samples).all()
    assert spliced.kept_until_seconds <= len(old) / RATE


@pytest.mark.parametrize("samples", [0, 10, 400])
def test_beside_next_to_nothing_the_take_stays_as_loud_as_it_is(samples: int) -> None:
    end = Gap(samples / RATE, samples / RATE)
    spliced = splice(np.zeros(samples, np.float32), Gap(0.0, 0.0), end, take())
    assert spliced.gain_db == pytest.approx(0.0)
    assert len(spliced.samples) / RATE == pytest.approx(1.6, abs=0.15)
