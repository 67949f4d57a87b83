"""The child that owns the microphone.

The device is open only while something is recorded, never ahead of it: the system's sign that the
microphone is in use then tells the truth. Opening takes 10 to 20 ms here, less than the pause that
anybody makes after a beep.

The device's callback only hands bytes over; the request's own thread writes, measures and decides.

Requests: `record` (path, device, max_seconds, max_silence_seconds, patience_seconds) with news
`{"level"}` at most 15 times a second, and `devices`.
"""

from __future__ import annotations

import queue
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, Final

import numpy as np

from simulator.child import Refusal, Request, serve
from simulator.children.sound_devices import device_names, open_device, start_device
from simulator.children.take_writer import TakeWriter
from simulator.sound.level import LevelTrack
from simulator.sound.tones import SAMPLE_RATE_HZ

LEVELS_PER_SECOND: Final = 12
LOST_SECONDS: Final = 1.0
"""A microphone that gives nothing for so long has been unplugged."""
FIRST_SOUND_SECONDS: Final = 4.0
"""A headset that has to be woken over the air may take so long until it gives anything."""
_LOOK_SECONDS = 0.05
_JUDGE_SECONDS = 0.1
_LOST = b""
"""Handed over instead of samples when the device says that it stopped."""


@dataclass(frozen=True, slots=True)
class Limits:
    """When a recording ends by itself (see `ports.RecordingLimits`)."""

    max_seconds: float
    max_silence_seconds: float
    patience_seconds: float


class Recording:
    """One take under way: what was heard so far, and whether it is time to end."""

    def __init__(self, writer: TakeWriter, limits: Limits) -> None:
        self._writer = writer
        self._limits = limits
        self._track = LevelTrack()
        self._judged_at_seconds = 0.0

    @property
    def level(self) -> float:
        """The meter, 0 to 1."""
        return self._track.meter

    @property
    def seconds(self) -> float:
        """How much is on disk."""
        return self._writer.samples / SAMPLE_RATE_HZ

    def add(self, pcm: bytes) -> str | None:
        """Take samples; what ends the recording now, or None."""
        room = round(self._limits.max_seconds * SAMPLE_RATE_HZ) - self._writer.samples
        kept = pcm[: room * 2]
        if not self._writer.add(kept):
            return "disk_full"
        self._track.add(np.frombuffer(kept, np.int16))
        if len(kept) < len(pcm) or len(kept) == room * 2:
            return "limit"
        if self.seconds - self._judged_at_seconds < _JUDGE_SECONDS:
            return None
        self._judged_at_seconds = self.seconds
        return "silence" if self._is_silent_for_long() else None

    def close(self, ended_by: str) -> dict[str, Any]:
        """The take, as the parent wants it."""
        self._writer.close()
        found = self._track.estimate()
        return {
            "seconds": self.seconds,
            "speech_seconds": found.speech_seconds,
            "first_speech_seconds": found.first_speech_seconds,
            "ended_by": ended_by,
        }

    def _is_silent_for_long(self) -> bool:
        last = self._track.estimate().last_speech_seconds
        if last is None:
            return self.seconds >= self._limits.patience_seconds
        return self.seconds - last >= self._limits.max_silence_seconds


def record(request: Request) -> dict[str, Any]:
    """Record until the limits, a stop, or the loss of the device or of the disk's last space."""
    params = request.params
    chunks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    device = open_device("microphone", params["device"])
    path = Path(params["path"])
    try:
        writer = TakeWriter(path)
    except OSError as error:
        device.close()
        raise Refusal(f"The recording {path} cannot be written: {error.strerror}.") from error
    names = ("max_seconds", "max_silence_seconds", "patience_seconds")
    recording = Recording(writer, Limits(**{name: params[name] for name in names}))
    device.stop_callback = lambda: chunks.put(_LOST)
    callback = hand_over(chunks)
    next(callback)
    try:
        start_device("microphone", params["device"], device, callback)
    except Refusal:
        recording.close("device_lost")
        path.unlink()
        raise
    try:
        ended_by = listen(request, recording, chunks)
    finally:
        device.stop_callback = None
    answer = recording.close(ended_by)
    if ended_by != "device_lost":
        device.close()
    return answer


def hand_over(chunks: queue.SimpleQueue[bytes]) -> Generator[None, bytearray, None]:
    """The device's callback: a generator into which it sends samples. Prime it with `next`."""
    while True:
        chunk = yield
        chunks.put(bytes(chunk))


def listen(request: Request, recording: Recording, chunks: queue.SimpleQueue[bytes]) -> str:
    """Move samples from the device to the recording; returns what ended it."""
    heard_at = told_at = monotonic()
    patience = FIRST_SOUND_SECONDS
    while not request.stop.is_set():
        try:
            chunk = chunks.get(timeout=_LOOK_SECONDS)
        except queue.Empty:
            if monotonic() - heard_at > patience:
                return "device_lost"
            if monotonic() - told_at > LOST_SECONDS:
                told_at = monotonic()
                request.news(level=0.0)  # the device is silent, and this child lives
            continue
        if chunk == _LOST:
            return "device_lost"
        heard_at, patience = monotonic(), LOST_SECONDS
        ended_by = recording.add(chunk)
        if ended_by is not None:
            return ended_by
        if heard_at - told_at >= 1 / LEVELS_PER_SECOND:
            told_at = heard_at
            request.news(level=recording.level)
    _drain(recording, chunks)
    return "rep"


def _drain(recording: Recording, chunks: queue.SimpleQueue[bytes]) -> None:
    """What was spoken before the stop belongs to the take."""
    while not chunks.empty():
        if recording.add(chunks.get()) is not None:
            return


def main() -> None:
    """Serve until the parent is gone."""
    serve({"record": record, "devices": lambda _: device_names()})


if __name__ == "__main__":
    main()
