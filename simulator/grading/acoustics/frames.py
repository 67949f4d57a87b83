"""Cutting samples into overlapping frames, one every 10 ms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.float64]

SAMPLE_RATE_HZ = 16_000
HOP_SECONDS = 0.01
"""Each measure has one value every 10 ms; Praat's default for speech of 75 Hz and up."""
BLOCK_FRAMES = 2_000
"""So many frames are worked on at a time, so that long recordings fit into memory."""
HOP = int(HOP_SECONDS * SAMPLE_RATE_HZ)


def frame_count(samples: Samples) -> int:
    """How many frames a sound has: one every 10 ms, the first around its beginning."""
    return len(samples) // HOP


def centred(samples: Samples, window_seconds: float) -> NDArray[np.float64]:
    """The frames of a sound, shape (frames, samples of a window), each around its moment.

    Before the beginning and after the end there is silence. Frame `n` lies around the second
    (n + 1/2) * `HOP_SECONDS`.
    """
    length = round(window_seconds * SAMPLE_RATE_HZ)
    count = frame_count(samples)
    before = length // 2 - HOP // 2
    padded = np.pad(samples, (before, length))
    return np.lib.stride_tricks.sliding_window_view(padded, length)[::HOP][:count]


def smoothed(values: NDArray[np.float64], frames: int) -> NDArray[np.float64]:
    """Each value as the mean of those around it; at the edges, of those there are."""
    if len(values) == 0:
        return values
    kernel = np.ones(frames)
    return (
        np.convolve(values, kernel, "same")[: len(values)]
        / np.convolve(np.ones(len(values)), kernel, "same")[: len(values)]
    )


def runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where a mask is true: [first, end) of every stretch, in frames."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
