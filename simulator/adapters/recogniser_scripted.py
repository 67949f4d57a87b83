"""A recogniser that hears what it is told: for demonstrations, and for tests without a model."""

from __future__ import annotations

import threading
import wave
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from simulator.grading.transcript import Moment, Transcript, spoken
from simulator.hearing.words import is_filler
from simulator.ports import PortError

SECONDS_PER_WORD: Final = 0.4
"""150 words a minute, where a text has no times."""
_LOOK_SECONDS: Final = 0.05
_BYTES_PER_SECOND: Final = 32_000
_HEADER_BYTES: Final = 44


class ScriptedRecognizer:
    """The Recognizer port, with prepared answers.

    A take's words are looked up by its file name in `said`, else read from the text file beside it
    (`take.wav` -> `take.txt`); a take with neither is silence.
    """

    def __init__(self, said: Mapping[str, str | Transcript] | None = None) -> None:
        self._said = dict(said or {})

    def warm(self) -> None:
        """Nothing to load."""

    def transcribe(
        self, path: Path, complete: threading.Event, stop: threading.Event
    ) -> Transcript:
        """The prepared answer, once the file is complete. A stopped transcription is empty.

        Raises:
            PortError: there is no such file.
        """
        while not complete.wait(_LOOK_SECONDS):
            if stop.is_set():
                return spoken((), 0.0, ())
        if stop.is_set():
            return spoken((), 0.0, ())
        if not path.is_file():
            raise PortError(f"There is no recording at {path}.")
        prepared = self._said.get(path.name)
        if isinstance(prepared, Transcript):
            return prepared
        beside = path.with_suffix(".txt")
        if prepared is None:
            prepared = beside.read_text(encoding="utf-8") if beside.is_file() else ""
        return evenly_spoken(prepared, _seconds(path))


def evenly_spoken(text: str, seconds: float) -> Transcript:
    """A transcript of a text spoken from the beginning of a take, every word equally long."""
    words = text.split()
    each = min(SECONDS_PER_WORD, seconds / len(words)) if words else 0.0
    timed = tuple(
        (word, round(at * each, 3), round((at + 1) * each, 3), 1.0, is_filler(word))
        for at, word in enumerate(words)
    )
    speech = (Moment(0.0, timed[-1][2]),) if timed else ()
    return spoken(timed, seconds, speech)


def _seconds(path: Path) -> float:
    """How long a WAV lasts; one that is damaged is estimated from its size."""
    try:
        with wave.open(str(path)) as file:
            return float(round(file.getnframes() / file.getframerate(), 3))
    except (wave.Error, EOFError, OSError):
        return float(round(max(path.stat().st_size - _HEADER_BYTES, 0) / _BYTES_PER_SECOND, 3))
