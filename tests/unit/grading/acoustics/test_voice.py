"""Everything that is measured in one sound, and what is not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulator.grading.acoustics.voice import NO_VOICE, TOO_SHORT, NoSound, measure
from simulator.grading.transcript import Voice
from tests.unit.grading.acoustics.sounds import Sound, noise, silence, tone, voice


def speaking(slow: float, fast: float, rate: float = 4.0) -> Sound:
    """A voice that rises and falls, in three sentences."""
    rise, fall = voice(slow, fast, 1.2, rate), voice(fast, slow, 1.2, rate)
    return np.concatenate((silence(0.5), rise, fall, silence(0.5), fall, silence(0.5), rise, fall))


CALM, LIVELY = speaking(110, 165), speaking(110, 240, 6.0)


def test_a_voice_is_measured() -> None:
    found = measure(CALM)

    assert found.not_measured == ""
    assert found.seconds == pytest.approx(7.5)
    assert found.speech_seconds == pytest.approx(6.0, abs=0.2)
    assert found.longest_run_seconds == pytest.approx(2.4, abs=0.1)
    assert found.syllables_per_second == pytest.approx(4.0, rel=0.15)
    assert found.parts is not None
    assert found.energy is not None


def test_a_second_of_speech_has_a_pace_and_no_energy() -> None:
    found = measure(voice(110, 150, 1.2, 4))

    assert found.syllables_per_second == pytest.approx(4, rel=0.25)
    assert (found.energy, found.not_measured) == (None, TOO_SHORT)


def test_who_moves_pitch_and_loudness_faster_has_more_energy() -> None:
    calm, lively = measure(CALM).energy, measure(LIVELY).energy

    assert calm is not None
    assert lively is not None
    assert lively > calm + 0.8


@pytest.mark.parametrize("gain_db", [-12, 6])
def test_gain_changes_the_level_and_nothing_else(gain_db: int) -> None:
    quiet, loud = measure(CALM), measure(CALM * 10 ** (gain_db / 20))

    assert loud.level_db == pytest.approx((quiet.level_db or 0) + gain_db, abs=0.01)
    assert loud.energy == pytest.approx(quiet.energy, abs=0.02)
    assert replace(loud, level_db=None, energy=None, parts=None, clipped_share=0.0) == replace(
        quiet, level_db=None, energy=None, parts=None, clipped_share=0.0
    )


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_second_of_silence_at_either_end_changes_no_figure(where: str) -> None:
    quiet = silence(1.0)
    longer = np.concatenate((quiet, CALM) if where == "before" else (CALM, quiet))

    assert measure(longer).energy == pytest.approx(measure(CALM).energy, abs=0.05)
    assert measure(longer).speech_seconds == pytest.approx(measure(CALM).speech_seconds, abs=0.05)


def test_the_same_sound_gives_the_same_figures() -> None:
    assert measure(LIVELY) == measure(LIVELY.copy())


@pytest.mark.parametrize(
    ("sound", "why"),
    [
        (np.zeros(0), TOO_SHORT),
        (silence(30.0), TOO_SHORT),
        (voice(110, 150, 0.5, 4), TOO_SHORT),
        (np.concatenate((silence(1.0), noise(4.0), silence(1.0))), NO_VOICE),
        (np.concatenate((silence(1.0), tone(150, 4.0), silence(1.0))), NO_VOICE),
    ],
    ids=["nothing", "silence", "half a second", "whispering", "hum"],
)
def test_what_holds_no_voice_gets_no_figure_but_a_reason(sound: Sound, why: str) -> None:
    found = measure(sound)

    assert (found.energy, found.parts, found.syllables_per_second) == (None, None, None)
    assert found.not_measured == why


def test_samples_that_are_no_numbers_are_refused_with_a_sentence() -> None:
    broken = CALM.copy()
    broken[5] = np.nan

    with pytest.raises(NoSound, match="no numbers"):
        measure(broken)


def test_nothing_spoken_has_no_longest_run() -> None:
    silent: Voice = measure(silence(3.0))

    assert (silent.longest_run_seconds, silent.speech_seconds, silent.level_db) == (0, 0, None)
