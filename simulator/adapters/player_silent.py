"""Play nothing, for as long as it would have lasted: captions keep their pace without a speaker."""

from __future__ import annotations

import threading

from simulator.ports import Player, Sound
from simulator.sound import tones


class SilentPlayer:
    """The Player port without a speaker.

    `pace` is how long a second lasts: 1 is real time, 0 does not wait at all.
    """

    def __init__(self, pace: float = 1.0) -> None:
        self._pace = pace

    def play(self, sound: Sound, from_seconds: float, stop: threading.Event) -> None:
        """Wait as long as the sound would last from the beginning of that caption's segment."""
        self._wait(sound.seconds - sound.segment_start_seconds(from_seconds), stop)

    def ring(self, stop: threading.Event) -> None:
        """Wait for one ring."""
        self._wait(tones.RING_TONE_SECONDS + tones.RING_PAUSE_SECONDS, stop)

    def beep(self, stop: threading.Event) -> None:
        """Wait for the beep."""
        self._wait(tones.BEEP_SECONDS, stop)

    def key(self, key: str) -> None:
        """Nothing to hear."""

    def _wait(self, seconds: float, stop: threading.Event) -> None:
        stop.wait(max(0.0, seconds) * self._pace)


def is_silent(player: Player) -> bool:
    """Whether there is no speaker behind it: what has to be heard cannot be."""
    return isinstance(player, SilentPlayer)
