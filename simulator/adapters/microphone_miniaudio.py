"""Record from a microphone. The device and its library live in a child process.

If that child dies, what it had written is made whole and returned as the take.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np

from simulator.call.events import EndedBy
from simulator.child import Child, ChildDied, ChildRefused
from simulator.ports import PortError, RecordingLimits, Take
from simulator.sound import wav
from simulator.sound.level import estimate_speech, frame_levels_dbfs
from simulator.sound.tones import SAMPLE_RATE_HZ

MODULE = "simulator.children.microphone"
_SILENT_SECONDS = 4.0
"""Levels come 12 times a second; a child silent for so long hangs (or waits for the device)."""
_LEAST_SECONDS_KEPT = 0.1


class MiniaudioMicrophone:
    """The Microphone port on a real device. `device` is its name, or "" for the default."""

    def __init__(self, log: Path, device: str = "") -> None:
        self._device = device
        self._child = Child(MODULE, log, name="microphone")

    @property
    def pid(self) -> int | None:
        """The child's process id, or None while there is none."""
        return self._child.pid

    def start(self) -> None:
        """Spawn the child ahead of the first recording; the microphone stays closed."""
        self._child.start()

    def close(self) -> None:
        """End the child."""
        self._child.close()

    def devices(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names of all speakers and of all microphones.

        Raises:
            PortError: the sound library does not work at all.
        """
        try:
            names = self._child.request("devices", {}, silent_seconds=_SILENT_SECONDS)
        except (ChildDied, ChildRefused) as error:
            raise PortError(f"Sound devices cannot be listed: {error}") from error
        return tuple(names["speakers"]), tuple(names["microphones"])

    def record(
        self,
        path: Path,
        limits: RecordingLimits,
        on_level: Callable[[float], None],
        stop: threading.Event,
    ) -> Take:
        """Record into a new file at `path`, which is a valid WAV at every moment.

        Raises:
            PortError: there is no microphone, or the file cannot be created.
        """

        def once() -> Take | None:
            return self._recorded(path, limits, on_level, stop)

        # A child that died before it recorded anything is replaced, and asked once more.
        take = once() or once()
        if take is None:
            raise PortError("Nothing could be recorded: the microphone does not answer.")
        return take

    def _recorded(
        self,
        path: Path,
        limits: RecordingLimits,
        on_level: Callable[[float], None],
        stop: threading.Event,
    ) -> Take | None:
        """What was recorded, by a child that lives or one that died; None: nothing at all."""
        try:
            answer = self._child.request(
                "record",
                {"path": str(path), "device": self._device, **asdict(limits)},
                stop=stop,
                on_news=lambda news: on_level(news["level"]),
                silent_seconds=_SILENT_SECONDS,
            )
        except ChildRefused as refusal:
            raise PortError(str(refusal)) from refusal
        except ChildDied:
            return _saved(path, "device_lost")
        if "ended_by" in answer:
            return Take(path=path, text=None, **answer)
        return _saved(path, "rep")  # the child had to be killed after the stop


def _saved(path: Path, ended_by: EndedBy) -> Take | None:
    """What a dead child had written, with its header made right; None if that is next to nothing.

    A file without sound is removed, so that the next recording can take its place.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return None
    samples = max(0, len(data) - wav.HEADER_BYTES) // wav.BYTES_PER_SAMPLE
    seconds = samples / SAMPLE_RATE_HZ
    if seconds < _LEAST_SECONDS_KEPT:
        path.unlink()
        return None
    with path.open("r+b") as file:
        file.write(wav.header(samples * wav.BYTES_PER_SAMPLE))
    pcm = np.frombuffer(data, np.int16, count=samples, offset=wav.HEADER_BYTES)
    found = estimate_speech(frame_levels_dbfs(pcm))
    return Take(
        path=path,
        text=None,
        seconds=seconds,
        speech_seconds=found.speech_seconds,
        first_speech_seconds=found.first_speech_seconds,
        ended_by=ended_by,
    )
