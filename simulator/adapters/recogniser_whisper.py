"""Recognise speech with Whisper in a child process that stays warm.

Sound goes through the take's file, so nothing is lost when the child dies: another one begins again
from the file.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, Final

from simulator.child import Child, ChildDied, ChildRefused
from simulator.grading.transcript import Moment, Transcript, spoken
from simulator.ports import PortError

MODULE: Final = "simulator.children.recogniser"
SILENT_SECONDS: Final = 10.0
"""The child gives a sign of life every second, also while it loads; longer silence is a hang."""
ATTEMPTS: Final = 2
_NOTHING: Final = spoken((), 0.0, ())


class WhisperRecognizer:
    """The Recognizer port: faster-whisper through SpeechRecognition."""

    def __init__(
        self, log: Path, folder: Path | None = None, *, silent_seconds: float = SILENT_SECONDS
    ) -> None:
        """`folder` holds a faster-whisper model; None: the one that is installed.

        `silent_seconds` is after how long without a sign of life the child counts as hung.
        """
        self._child = Child(MODULE, log, name="speech recogniser")
        self._folder = "" if folder is None else str(folder)
        self._silent_seconds = silent_seconds

    @property
    def pid(self) -> int | None:
        """The child's process id, or None while there is none."""
        return self._child.pid

    def warm(self) -> None:
        """Start the child and load the model, at a low priority. Does not block."""
        self._child.tell("warm", {"folder": self._folder})

    def transcribe(
        self, path: Path, complete: threading.Event, stop: threading.Event
    ) -> Transcript:
        """Transcribe a mono 16-bit WAV at 16 kHz that may still be growing.

        The same bytes give the same transcript, whether they were there at once or not. Silence
        gives no words and no speech; a stopped transcription is empty.

        Raises:
            PortError: there is no model, the file is no such WAV, or the child died twice.
        """
        for _ in range(ATTEMPTS):
            try:
                answer = self._child.request(
                    "transcribe",
                    {"path": str(path), "folder": self._folder},
                    stop=stop,
                    signals={"complete": complete},
                    silent_seconds=self._silent_seconds,
                )
            except ChildRefused as refusal:
                raise PortError(str(refusal)) from refusal
            except ChildDied:
                continue
            return _NOTHING if "stopped" in answer else _transcript(answer)
        raise PortError(
            f"The speech recogniser stopped twice while it listened to {path.name}. The recording "
            "is kept; you can grade it again later, or type what you said."
        )

    def close(self) -> None:
        """End the child."""
        self._child.close()


def _transcript(answer: dict[str, Any]) -> Transcript:
    words = tuple(
        (str(text), float(start), float(end), float(probability), bool(is_filler))
        for text, start, end, probability, is_filler in answer["words"]
    )
    speech = tuple(Moment(float(start), float(end)) for start, end in answer["speech"])
    return spoken(words, float(answer["seconds"]), speech)
