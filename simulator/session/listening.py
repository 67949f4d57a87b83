"""A recogniser that measures the voice as well as hearing the words."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

from simulator.grading.transcript import Transcript
from simulator.ports import Recognizer


class VoiceMeasuring:
    """Hears words through another recogniser, and adds what the sound itself says.

    Only for finished takes: while one grows it waits, as the other does, until it is complete.
    """

    def __init__(self, recognizer: Recognizer) -> None:
        """`recognizer` turns takes into words."""
        self._recognizer = recognizer

    def transcribe(
        self, path: Path, complete: threading.Event, stop: threading.Event
    ) -> Transcript:
        """The words of a take, with its voice where that could be measured.

        Raises:
            PortError: the words could not be heard.
        """
        transcript = self._recognizer.transcribe(path, complete, stop)
        return transcript if stop.is_set() else with_voice(transcript, path)

    def warm(self) -> None:
        """Load what takes time, ahead of the first take."""
        self._recognizer.warm()


def with_voice(transcript: Transcript, path: Path) -> Transcript:
    """The transcript with what is measured in its recording; unchanged where there is no sound.

    A recording that can no longer be read has words all the same: the voice is then not measured.
    """
    import numpy as np

    from simulator.grading.acoustics.voice import NoSound, measure
    from simulator.hearing.gate import beep_end
    from simulator.sound import wav
    from simulator.sound.tones import SAMPLE_RATE_HZ

    try:
        samples, rate = wav.decode(path.read_bytes())
        if rate != SAMPLE_RATE_HZ:
            return transcript
        own = samples.copy()
        own[: beep_end(own)] = 0
        return replace(transcript, voice=measure(own.astype(np.float64)))
    except (OSError, ValueError, NoSound):
        return transcript
