"""Say recordings instead of speaking: for `rolecall call --say`, and for tests. Takes no time."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from simulator.call.events import EndedBy
from simulator.ports import PortError, RecordingLimits, Take
from simulator.sound import wav
from simulator.sound.level import FRAME_SECONDS, estimate_speech, frame_levels_dbfs, meter
from simulator.sound.tones import SAMPLE_RATE_HZ

ReadSound = Callable[[Path], tuple[NDArray[np.int16], float]]
"""Reads a sound file: 16 kHz mono samples, shape (n,), and seconds; raises PortError."""

_LEVEL_EVERY_FRAMES = 5
_JUDGE_EVERY_FRAMES = 5


class FileMicrophone:
    """The Microphone port that replays files, one a recording, in order."""

    def __init__(self, paths: Sequence[Path], read: ReadSound) -> None:
        self._left = list(paths)
        self._read = read

    def record(
        self,
        path: Path,
        limits: RecordingLimits,
        on_level: Callable[[float], None],
        stop: threading.Event,
    ) -> Take:
        """Copy the next file into `path`, ended where the limits would end it.

        A recording that is stopped before it begins is empty, and leaves the file for the next.

        Raises:
            PortError: nothing is left to say, or the file cannot be read.
        """
        if stop.is_set():
            return _write(path, np.zeros(0, np.int16), "rep")
        if not self._left:
            raise PortError("Nothing is left to say: give one sound file for each turn.")
        pcm, seconds = self._read(self._left.pop(0))
        levels = frame_levels_dbfs(pcm)
        for level in levels[::_LEVEL_EVERY_FRAMES].tolist():
            on_level(meter(level))
        kept_seconds, ended_by = _end(levels, seconds, limits)
        return _write(path, pcm[: round(kept_seconds * SAMPLE_RATE_HZ)], ended_by)


def _end(
    levels: NDArray[np.float32], seconds: float, limits: RecordingLimits
) -> tuple[float, EndedBy]:
    """Where a live recording of this would have ended, and why."""
    reach = min(seconds, limits.max_seconds)
    for count in range(_JUDGE_EVERY_FRAMES, round(reach / FRAME_SECONDS), _JUDGE_EVERY_FRAMES):
        now = count * FRAME_SECONDS
        last = estimate_speech(levels[:count]).last_speech_seconds
        silent = now - last if last is not None else now
        allowed = limits.patience_seconds if last is None else limits.max_silence_seconds
        if silent >= allowed:
            return now, "silence"
    return reach, "limit" if seconds > limits.max_seconds else "rep"


def _write(path: Path, pcm: NDArray[np.int16], ended_by: EndedBy) -> Take:
    private = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, private, 0o600), "wb") as file:
            file.write(wav.header(pcm.nbytes) + pcm.tobytes())
    except OSError as error:
        raise PortError(f"The recording {path} cannot be written: {error.strerror}.") from error
    found = estimate_speech(frame_levels_dbfs(pcm))
    return Take(
        path=path,
        text=None,
        seconds=len(pcm) / SAMPLE_RATE_HZ,
        speech_seconds=found.speech_seconds,
        first_speech_seconds=found.first_speech_seconds,
        ended_by=ended_by,
    )
