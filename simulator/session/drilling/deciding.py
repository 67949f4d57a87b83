"""A greeting that is being heard, and the seconds since it began: also after its end."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Event as Signal
from time import monotonic

from simulator.ports import Player, PortError, Sound
from simulator.practice.quick_choice import LATE_SECONDS
from simulator.session.playback import Playback


def ring(player: Player, stop: Signal) -> None:
    """One ring: time to read whom one calls. Blocks; where it cannot be heard, it is left out."""
    with suppress(PortError):
        player.ring(stop)


class Deciding:
    """One greeting through one player. All methods return at once and belong to one thread."""

    def __init__(
        self, player: Player, sound: Sound, now_seconds: Callable[[], float] = monotonic
    ) -> None:
        """Begins to play."""
        self.sound = sound
        self._now_seconds = now_seconds
        self._playback = Playback(player, sound, now_seconds)
        self._playback.play()
        self._began = now_seconds()

    @property
    def seconds(self) -> float:
        """The seconds since it began."""
        return max(0.0, self._now_seconds() - self._began)

    @property
    def left_seconds(self) -> float:
        """How long there is still time to decide; 0 once it is too late."""
        return max(0.0, self.sound.seconds + LATE_SECONDS - self.seconds)

    @property
    def is_late(self) -> bool:
        """Whether nothing can be decided any more."""
        return self.left_seconds <= 0

    @property
    def trouble(self) -> str:
        """Why nothing is heard, as a sentence; "" where it can be."""
        return self._playback.trouble

    def close(self) -> None:
        """Fall silent."""
        self._playback.close()
