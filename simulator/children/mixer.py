"""Mix one foreground sound with key tones, a block at a time, in the sound device's callback.

The callback only adds arrays that are ready; whoever waits is told by events.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Generator
from dataclasses import dataclass
from time import monotonic
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.sound.tones import SAMPLE_RATE_HZ

TAIL_SECONDS: Final = 0.06
"""Silence asked for after a sound before it counts as heard: what the device still buffers."""
_TRACE_LENGTH = 512


@dataclass(frozen=True, slots=True)
class KeyTrace:
    """When a key was pressed and when its tone reached the device, on the monotonic clock."""

    key: str
    pressed_at: float
    handed_at: float


class Foreground:
    """A sound that fills the foreground until it is over, or another one takes its place."""

    def __init__(self, samples: NDArray[np.float32]) -> None:
        tail = np.zeros(round(TAIL_SECONDS * SAMPLE_RATE_HZ), np.float32)
        self.samples = np.concatenate([samples, tail])
        self.position = 0
        self.over = threading.Event()


@dataclass(slots=True)
class _KeyTone:
    key: str
    pressed_at: float
    samples: NDArray[np.float32]
    position: int = 0


class Mixer:
    """Everything that can be heard at this moment."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._foreground: Foreground | None = None
        self._tones: list[_KeyTone] = []
        self._trace: deque[KeyTrace] = deque(maxlen=_TRACE_LENGTH)
        self.last_block_at = monotonic()

    @property
    def trace(self) -> list[KeyTrace]:
        """The latest key tones, the oldest first."""
        return list(self._trace)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is left to be heard."""
        return self._foreground is None and not self._tones

    def play(self, samples: NDArray[np.float32]) -> Foreground:
        """Begin a foreground sound; the one before it is over."""
        new = Foreground(samples)
        with self._lock:
            old, self._foreground = self._foreground, new
        if old is not None:
            old.over.set()
        return new

    def stop(self, sound: Foreground) -> None:
        """Take a sound from the foreground, if it is still there."""
        with self._lock:
            if self._foreground is sound:
                self._foreground = None
        sound.over.set()

    def key(self, key: str, samples: NDArray[np.float32], pressed_at: float) -> None:
        """Lay a key tone over whatever is playing."""
        with self._lock:
            self._tones.append(_KeyTone(key, pressed_at, samples))

    def blocks(self) -> Generator[NDArray[np.int16], int, None]:
        """What the device asks for: send the number of samples, get them. Prime it with `next`."""
        count = yield np.zeros(0, np.int16)
        while True:
            count = yield self.mix(count)

    def mix(self, count: int) -> NDArray[np.int16]:
        """The next `count` samples, shape (count,)."""
        block = np.zeros(count, np.float32)
        with self._lock:
            self.last_block_at = monotonic()
            self._add_foreground(block)
            for tone in self._tones:
                if tone.position == 0:
                    self._trace.append(KeyTrace(tone.key, tone.pressed_at, self.last_block_at))
                tone.position = _add(block, tone.samples, tone.position)
            self._tones = [t for t in self._tones if t.position < len(t.samples)]
        return np.asarray(np.clip(block, -1, 1) * 32767, np.int16)

    def _add_foreground(self, block: NDArray[np.float32]) -> None:
        sound = self._foreground
        if sound is None:
            return
        sound.position = _add(block, sound.samples, sound.position)
        if sound.position >= len(sound.samples):
            self._foreground = None
            sound.over.set()


def _add(block: NDArray[np.float32], samples: NDArray[np.float32], position: int) -> int:
    piece = samples[position : position + len(block)]
    block[: len(piece)] += piece
    return position + len(piece)
