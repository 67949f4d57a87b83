"""Words from one ear, and the voice measured in the same recording."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np

from simulator.grading.transcript import Transcript
from simulator.session.listening import NO_WORD, VoiceMeasuring
from simulator.sound import wav
from tests.unit.grading.acoustics.test_voice import CALM
from tests.unit.grading.played import said

HEARD = said("You moved your bread routes to the night in May", 6.0)


class Ears:
    """Hears the same words in every take."""

    def __init__(self, heard: Transcript = HEARD) -> None:
        self.is_warm = False
        self._heard = heard

    def transcribe(
        self, path: Path, complete: threading.Event, stop: threading.Event
    ) -> Transcript:
        return self._heard

    def warm(self) -> None:
        self.is_warm = True


def listened(path: Path, *, stopped: bool = False, heard: Transcript = HEARD) -> Transcript:
    complete, stop = threading.Event(), threading.Event()
    complete.set()
    if stopped:
        stop.set()
    return VoiceMeasuring(Ears(heard)).transcribe(path, complete, stop)


def take(folder: Path, samples: np.ndarray, rate: int = 16_000) -> Path:
    path = folder / "take-1.wav"
    path.write_bytes(wav.encode(samples.astype(np.float32), rate))
    return path


def test_the_voice_of_a_take_stands_beside_its_words(tmp_path: Path) -> None:
    heard = listened(take(tmp_path, CALM))

    assert heard.text == HEARD.text
    assert heard.voice is not None
    assert heard.voice.energy is not None


def test_our_own_beep_is_no_voice(tmp_path: Path) -> None:
    beep = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(6400) / 16_000)
    with_beep = CALM.copy()
    with_beep[: len(beep)] = beep
    plain, beeped = listened(take(tmp_path, CALM)), listened(take(tmp_path, with_beep))

    assert plain.voice is not None
    assert beeped.voice is not None
    assert beeped.voice.speech == plain.voice.speech


def test_words_are_kept_where_there_is_no_sound_to_measure(tmp_path: Path) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_text("no sound")

    assert listened(tmp_path / "gone.wav") == HEARD
    assert listened(broken) == HEARD
    assert listened(take(tmp_path, CALM, rate=8_000)) == HEARD
    assert listened(take(tmp_path, CALM), stopped=True) == HEARD


def test_a_sound_in_which_no_word_was_heard_has_no_figures_of_a_voice(tmp_path: Path) -> None:
    voice = listened(take(tmp_path, CALM), heard=said("", 6.0)).voice

    assert voice is not None
    assert (voice.energy, voice.syllables_per_second, voice.speech) == (None, None, ())
    assert voice.not_measured == NO_WORD
    assert voice.level_db is not None


def test_it_is_warmed_like_the_one_it_stands_before() -> None:
    ears = Ears()
    VoiceMeasuring(ears).warm()

    assert ears.is_warm
