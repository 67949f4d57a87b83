"""The child that owns the speaker.

The device opens at the first request and stays open while it may be needed again soon: opening one
can take longer than a key tone may be late. It closes after `IDLE_CLOSE_SECONDS` of silence, which
is longer than most mailboxes let a message be.

Requests: `open`, `play` (path, from_seconds), `ring`, `beep`, `key` (key, pressed_at), `trace`; all
but `trace` carry `device`, the speaker's name or "".
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from simulator.child import Refusal, Request, serve
from simulator.children.mixer import Mixer
from simulator.children.sound_devices import open_device, start_device
from simulator.sound import tones, wav
from simulator.sound.resample import resample

IDLE_CLOSE_SECONDS: Final = 75.0
NEWS_SECONDS: Final = 0.5
"""While it plays, the child shows that often that it lives."""
_WATCH_SECONDS = 0.02
_STALLED_SECONDS = 1.0
"""A speaker that asks for nothing for so long has been unplugged."""
_IDLE_LOOK_SECONDS = 1.0


class Speaker:
    """The playback device, opened on demand, and what is mixed into it."""

    def __init__(self) -> None:
        self.mixer = Mixer()
        self._lock = threading.Lock()
        self._device: Any = None
        self._name = ""
        self._used_at = monotonic()

    def open(self, name: str) -> None:
        """Make sure that the device of that name is open and running.

        Raises:
            Refusal: there is no such device.
        """
        with self._lock:
            self._used_at = monotonic()
            if self._device is not None and (name != self._name or self._is_stalled()):
                self._close()
            if self._device is None:
                device = open_device("speaker", name)
                blocks = self.mixer.blocks()
                next(blocks)
                self.mixer.last_block_at = monotonic()
                start_device("speaker", name, device, blocks)
                self._device, self._name = device, name

    def play(self, samples: NDArray[np.float32], request: Request) -> None:
        """Play to the end or until the request is stopped.

        Raises:
            Refusal: there is no such device, or it disappears while playing.
        """
        self.open(request.params["device"])
        sound = self.mixer.play(samples)
        told_at = monotonic()
        try:
            while not sound.over.wait(_WATCH_SECONDS) and not request.stop.is_set():
                if self._is_stalled():
                    self._lose()
                if monotonic() - told_at > NEWS_SECONDS:
                    told_at = monotonic()
                    request.news(position=sound.position)
        finally:
            self.mixer.stop(sound)
            self._used_at = monotonic()

    def close_when_idle(self) -> None:
        """Close the device when nothing was heard for a while; runs for ever."""
        while not threading.Event().wait(_IDLE_LOOK_SECONDS):
            with self._lock:
                idle_seconds = monotonic() - self._used_at
                if self.mixer.is_idle and idle_seconds > IDLE_CLOSE_SECONDS:
                    self._close()

    def _is_stalled(self) -> bool:
        return monotonic() - self.mixer.last_block_at > _STALLED_SECONDS

    def _lose(self) -> None:
        with self._lock:
            self._close()
        raise Refusal("The speaker has disappeared.")

    def _close(self) -> None:
        device, self._device = self._device, None
        if device is not None:
            # Closing a device that is gone may block; it must not hold up an answer.
            threading.Thread(target=device.close, daemon=True).start()


def _handlers(speaker: Speaker) -> dict[str, Callable[[Request], dict[str, Any] | None]]:
    def play(request: Request) -> None:
        start = round(request.params["from_seconds"] * tones.SAMPLE_RATE_HZ)
        speaker.play(_samples(request.params["path"])[start:], request)

    def key(request: Request) -> None:
        pressed = request.params["key"]
        speaker.open(request.params["device"])
        speaker.mixer.key(pressed, tones.key_tone(pressed), request.params["pressed_at"])

    def trace(_: Request) -> dict[str, Any]:
        return {"keys": [[t.key, t.pressed_at, t.handed_at] for t in speaker.mixer.trace]}

    return {
        "open": lambda request: speaker.open(request.params["device"]),
        "play": play,
        "ring": lambda request: speaker.play(tones.ring(), request),
        "beep": lambda request: speaker.play(tones.beep(), request),
        "key": key,
        "trace": trace,
    }


def _samples(path: str) -> NDArray[np.float32]:
    try:
        samples, rate_hz = wav.decode(Path(path).read_bytes())
    except (OSError, wav.BadWav) as error:
        raise Refusal(f"The sound {path} cannot be played: {error}.") from error
    return resample(samples, rate_hz, tones.SAMPLE_RATE_HZ)


def main() -> None:
    """Serve until the parent is gone."""
    speaker = Speaker()
    threading.Thread(target=speaker.close_when_idle, daemon=True).start()
    serve(_handlers(speaker))


if __name__ == "__main__":
    main()
