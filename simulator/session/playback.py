"""Playing one sound to listen to it closely: pause, go on, jump. The player itself only starts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from time import monotonic

from simulator.ports import Player, PortError, Sound

ENDS_SECONDS = 0.05
"""So close to the end there is nothing left to hear: playing begins again from the start."""
JUST_BEGUN_SECONDS = 0.8
"""Back, soon after a sentence has begun, means the one before it, as on every music player."""


class Playback:
    """One sound through one player. All methods return at once and belong to one thread.

    Where the player fails, the position moves on all the same, so that captions can be followed;
    `trouble` then says why nothing is heard.
    """

    def __init__(
        self, player: Player, sound: Sound, now_seconds: Callable[[], float] = monotonic
    ) -> None:
        """At the beginning, and silent."""
        self._player = player
        self.sound = sound
        self._now_seconds = now_seconds
        self._position_seconds = 0.0
        self._began: float | None = None
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.trouble = ""

    @property
    def is_playing(self) -> bool:
        """Whether it can be heard now."""
        return self._began is not None and self.position_seconds < self.sound.seconds

    @property
    def is_over(self) -> bool:
        """Whether it was played to its end."""
        return self.position_seconds >= self.sound.seconds - ENDS_SECONDS

    @property
    def position_seconds(self) -> float:
        """How far it is."""
        if self._began is None:
            return self._position_seconds
        heard_seconds = self._now_seconds() - self._began
        return min(self._position_seconds + max(0.0, heard_seconds), self.sound.seconds)

    def play(self) -> None:
        """Go on, or begin again once it is over."""
        if not self.is_playing:
            self._start(0.0 if self.is_over else self.position_seconds)

    def pause(self) -> None:
        """Fall silent, and stay where it is."""
        self._position_seconds = self.position_seconds
        self._silence()

    def toggle(self) -> None:
        """Pause, or go on."""
        if self.is_playing:
            self.pause()
        else:
            self.play()

    def jump(self, seconds: float) -> None:
        """Go to a moment; it goes on playing, or stays silent, as it was."""
        was_playing = self.is_playing
        self._silence()
        self._position_seconds = min(max(0.0, seconds), self.sound.seconds)
        if was_playing and not self.is_over:
            self._start(self._position_seconds)

    def jump_over(self, starts_seconds: Sequence[float], steps: int) -> None:
        """Go so many starts (of sentences, in order) on, or back where `steps` is negative."""
        at = self.position_seconds
        begun = [start for start in starts_seconds if start <= at]
        is_within = bool(begun) and at - begun[-1] > JUST_BEGUN_SECONDS
        index = len(begun) - 1 + steps + (1 if steps < 0 and is_within else 0)
        if index >= len(starts_seconds):
            self.jump(self.sound.seconds)
        else:
            self.jump(starts_seconds[max(0, index)] if starts_seconds else 0.0)

    def close(self) -> None:
        """Fall silent for good."""
        self.pause()

    def _start(self, seconds: float) -> None:
        self._silence()
        start = self.sound.segment_start_seconds(seconds)
        self._position_seconds = start
        self._began = self._now_seconds()
        stop, before = threading.Event(), self._thread
        self._stop = stop
        self._thread = threading.Thread(
            target=self._play, args=(start, stop, before), name="playback", daemon=True
        )
        self._thread.start()

    def _silence(self) -> None:
        self._began = None
        self._stop.set()

    def _play(self, start: float, stop: threading.Event, before: threading.Thread | None) -> None:
        if before is not None:
            before.join()  # two at once would be heard over one another
        if stop.is_set():
            return
        try:
            self._player.play(self.sound, start, stop)
        except PortError as error:
            self.trouble = str(error)
