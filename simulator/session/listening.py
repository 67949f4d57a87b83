"""A recogniser that measures the voice as well as hearing the words."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.grading.transcript import Baseline, Transcript, Voice
from simulator.ports import Recognizer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NO_WORD = "Not one word could be made out, so this may be no voice."


class VoiceMeasuring:
    """Hears words through another recogniser, and adds what the sound itself says.

    Only for finished takes: while one grows it waits, as the other does, until it is complete.
    """

    def __init__(
        self, recognizer: Recognizer, baseline: Callable[[], Baseline | None] = lambda: None
    ) -> None:
        """`recognizer` turns takes into words; `baseline` is that of the microphone in use."""
        self._recognizer = recognizer
        self._baseline = baseline

    def transcribe(
        self, path: Path, complete: threading.Event, stop: threading.Event
    ) -> Transcript:
        """The words of a take, with its voice where that could be measured.

        Raises:
            PortError: the words could not be heard.
        """
        transcript = self._recognizer.transcribe(path, complete, stop)
        if stop.is_set():
            return transcript
        voice = voice_in(path)
        if voice is not None:
            voice = replace(
                voice if transcript.words else without_words(voice), baseline=self._baseline()
            )
        return replace(transcript, voice=voice)

    def warm(self) -> None:
        """Load what takes time, ahead of the first take."""
        self._recognizer.warm()


def without_words(voice: Voice) -> Voice:
    """What can be said of a sound in which nobody heard a word: it may be music, or a machine."""
    return replace(
        voice,
        speech=(),
        syllables_per_second=None,
        parts=None,
        energy=None,
        not_measured=voice.not_measured or NO_WORD,
    )


def voice_in(path: Path) -> Voice | None:
    """What is measured in the sound of a take, which is a 16 kHz WAV; None where that is none.

    A recording that can no longer be read has words all the same: the voice is then not measured.
    """
    import numpy as np

    from simulator.grading.acoustics.voice import NoSound, measure
    from simulator.sound.wav import BadWav

    try:
        return measure(own_sound(path).astype(np.float64))
    except (OSError, BadWav, NoSound):
        return None


def own_sound(path: Path) -> NDArray[np.float32]:
    """The samples of a take, 16,000 a second in -1..1, with silence for Rolecall's own beep.

    Raises:
        OSError: there is no such file, or it cannot be read.
        BadWav: it is no WAV of 16 kHz.
    """
    from simulator.hearing.gate import beep_end
    from simulator.sound import wav
    from simulator.sound.tones import SAMPLE_RATE_HZ

    samples, rate = wav.decode(path.read_bytes())
    if rate != SAMPLE_RATE_HZ:
        raise wav.BadWav(f"has {rate} samples a second instead of {SAMPLE_RATE_HZ}")
    own = samples.copy()
    own[: beep_end(own)] = 0
    return own
