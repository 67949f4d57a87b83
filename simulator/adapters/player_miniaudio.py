"""Play through a speaker. The device and its library live in a child process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic
from typing import Any

from simulator.child import Child, ChildDied, ChildRefused
from simulator.ports import PortError, Sound
from simulator.sound import tones

MODULE = "simulator.children.player"
_SILENT_SECONDS = 4.0
"""A child that shows no sign of life for so long hangs: it has news twice a second while playing,
and some devices take a second or two to open."""


class MiniaudioPlayer:
    """The Player port on a real device. `device` is a speaker's name, or "" for the default."""

    def __init__(self, log: Path, device: str = "") -> None:
        self._device = device
        self._child = Child(MODULE, log, name="player")

    @property
    def pid(self) -> int | None:
        """The child's process id, or None while there is none."""
        return self._child.pid

    def start(self) -> None:
        """Spawn the child and open the speaker ahead of the first sound. Does not block."""
        self._child.tell("open", {"device": self._device})

    def close(self) -> None:
        """End the child."""
        self._child.close()

    def play(self, sound: Sound, from_seconds: float, stop: threading.Event) -> None:
        """Play to the end, or until `stop`; starts at the beginning of the caption's segment.

        Raises:
            PortError: there is no speaker, or it is gone.
        """
        start = sound.segment_start_seconds(from_seconds)
        if sound.path is None:
            stop.wait(max(0.0, sound.seconds - start))
            return
        params = {"path": str(sound.path), "from_seconds": start}
        self._ask("play", params, stop)

    def ring(self, stop: threading.Event) -> None:
        """Play one ring: 2 s of tone and the pause that follows."""
        self._ask("ring", {}, stop)

    def beep(self, stop: threading.Event) -> None:
        """Play the beep."""
        self._ask("beep", {}, stop)

    def key(self, key: str) -> None:
        """Start a key's tone over whatever is playing; without a speaker nothing is heard."""
        params = {"key": key, "pressed_at": monotonic(), "device": self._device}
        if key in tones.KEY_HZ:
            self._child.tell("key", params)

    def key_latencies_seconds(self) -> list[float]:
        """From each `key()` call to its first sample reaching the device; the latest 512."""
        traced = self._ask("trace", {}, None)["keys"]
        return [handed_at - pressed_at for _, pressed_at, handed_at in traced]

    def _ask(
        self, do: str, params: Mapping[str, object], stop: threading.Event | None
    ) -> dict[str, Any]:
        def once() -> dict[str, Any]:
            return self._child.request(
                do,
                {**params, "device": self._device},
                stop=stop,
                silent_seconds=_SILENT_SECONDS,
            )

        return _twice(once)


def _twice(once: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """A child that died is replaced, and asked once more."""
    try:
        try:
            return once()
        except ChildDied:
            return once()
    except (ChildDied, ChildRefused) as error:
        raise PortError(str(error)) from error
