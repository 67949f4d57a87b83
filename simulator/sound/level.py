"""How loud a recording is, and how much of it is probably speech.

The estimate decides only when a recording ends by itself and whether a message was long enough for
the mailbox. Graders use the recogniser's voice activity instead.

Speech rises and falls by far more than 10 dB many times a second; hum, fans and line noise do not.
So a frame counts as speech where it stands clearly above the recording's own floor, which is the
level that one frame in twenty stays below.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.sound.tones import SAMPLE_RATE_HZ

FRAME_SECONDS: Final = 0.02
FRAME_SAMPLES: Final = round(FRAME_SECONDS * SAMPLE_RATE_HZ)
SILENCE_DBFS: Final = -100.0

_METER_LOW_DBFS = -60.0
_METER_HIGH_DBFS = -10.0
_FLOOR_PERCENTILE = 5
_LOUD_PERCENTILE = 98
_LOWEST_SPEECH_DBFS = -50.0
_ABOVE_FLOOR_DB = 7.0
_FLOOR_BELOW_LOUD_DB = 12.0
_LEAST_RANGE_DB = 8.0
_SHORTEST_SPEECH_FRAMES = round(0.1 / FRAME_SECONDS)
_LONGEST_GAP_FRAMES = round(0.24 / FRAME_SECONDS)


@dataclass(frozen=True, slots=True)
class SpeechEstimate:
    """Where speech was heard, in seconds from the beginning; None where there was none."""

    speech_seconds: float
    first_speech_seconds: float | None
    last_speech_seconds: float | None


def frame_levels_dbfs(pcm: NDArray[np.int16]) -> NDArray[np.float32]:
    """The level of each 20 ms.

    Args:
        pcm: shape (n,), at `SAMPLE_RATE_HZ`.

    Returns:
        dB below full scale (a full-scale square wave is 0), shape (n // 320,). A constant offset
        does not count.
    """
    frames = pcm[: len(pcm) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES) / 32768.0
    power = frames.var(axis=1)
    return np.asarray(10 * np.log10(np.maximum(power, 10 ** (SILENCE_DBFS / 10))), np.float32)


def meter(level_dbfs: float) -> float:
    """A level as a meter shows it: 0 at -60 dB and below, 1 at -10 dB and above."""
    span = _METER_HIGH_DBFS - _METER_LOW_DBFS
    return min(1.0, max(0.0, (level_dbfs - _METER_LOW_DBFS) / span))


def estimate_speech(levels_dbfs: NDArray[np.float32]) -> SpeechEstimate:
    """Which of the 20 ms frames are speech; `levels_dbfs` has shape (frames,)."""
    runs = _speech_runs(levels_dbfs)
    if not runs:
        return SpeechEstimate(0.0, None, None)
    frames = sum(end - start for start, end in runs)
    return SpeechEstimate(
        speech_seconds=round(frames * FRAME_SECONDS, 2),
        first_speech_seconds=round(runs[0][0] * FRAME_SECONDS, 2),
        last_speech_seconds=round(runs[-1][1] * FRAME_SECONDS, 2),
    )


class LevelTrack:
    """The levels of a recording under way; feed it samples as they come."""

    def __init__(self) -> None:
        self._levels: list[float] = []
        self._rest = np.zeros(0, np.int16)

    def add(self, pcm: NDArray[np.int16]) -> None:
        """Take more samples, shape (n,), any n."""
        waiting = np.concatenate([self._rest, pcm])
        whole = len(waiting) // FRAME_SAMPLES * FRAME_SAMPLES
        self._levels.extend(frame_levels_dbfs(waiting[:whole]).tolist())
        self._rest = waiting[whole:]

    @property
    def meter(self) -> float:
        """The loudest of the last 80 ms, 0 to 1."""
        return meter(max(self._levels[-4:], default=SILENCE_DBFS))

    def estimate(self) -> SpeechEstimate:
        """Speech in what was taken so far."""
        return estimate_speech(np.asarray(self._levels, np.float32))


def _speech_runs(levels_dbfs: NDArray[np.float32]) -> list[tuple[int, int]]:
    """Runs of speech frames, [start, end): short dips are bridged, short clicks dropped."""
    # Digital silence says nothing about the room: devices give it while they wake up.
    heard = levels_dbfs[levels_dbfs > SILENCE_DBFS]
    if not len(heard):
        return []
    floor, loud = np.percentile(heard, [_FLOOR_PERCENTILE, _LOUD_PERCENTILE])
    if loud - floor < _LEAST_RANGE_DB:
        return []
    floor = min(floor, loud - _FLOOR_BELOW_LOUD_DB)
    above = levels_dbfs > max(floor + _ABOVE_FLOOR_DB, _LOWEST_SPEECH_DBFS)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], above, [False]]).astype(np.int8)))
    runs: list[tuple[int, int]] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if runs and start - runs[-1][1] <= _LONGEST_GAP_FRAMES:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return [(start, end) for start, end in runs if end - start >= _SHORTEST_SPEECH_FRAMES]
