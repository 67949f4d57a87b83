"""Join separately spoken pieces into one greeting whose boundaries are known exactly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.sound.tones import SAMPLE_RATE_HZ, silence

LEAD_SECONDS: Final = 0.15
"""Silence before the first word."""
TRAIL_SECONDS: Final = 0.2
"""Silence after the last word."""
SENTENCE_PAUSE_SECONDS: Final = 0.3
CLAUSE_PAUSE_SECONDS: Final = 0.15

_FRAME = SAMPLE_RATE_HZ // 200
_QUIET_BELOW_PEAK_DB = 38.0
_KEPT_BEFORE = round(0.015 * SAMPLE_RATE_HZ)
_KEPT_AFTER = round(0.035 * SAMPLE_RATE_HZ)
_FADE = round(0.004 * SAMPLE_RATE_HZ)


def trim(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cut the silence at both ends; float32, shape (n,) -> (m,), m <= n.

    A few milliseconds stay, so that soft consonants survive.
    """
    frames = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME)
    power = np.square(frames).mean(axis=1)
    loud = np.flatnonzero(power > power.max(initial=0.0) * 10 ** (-_QUIET_BELOW_PEAK_DB / 10))
    if not len(loud):
        return samples[:0]
    start = max(0, int(loud[0]) * _FRAME - _KEPT_BEFORE)
    return samples[start : (int(loud[-1]) + 1) * _FRAME + _KEPT_AFTER]


def pause_seconds(text: str) -> float:
    """How long a speaker pauses after these words: by their last mark, none in mid-sentence."""
    last = text.rstrip("\"'”’) ")[-1:]
    if last and last in ".!?…":
        return SENTENCE_PAUSE_SECONDS
    return CLAUSE_PAUSE_SECONDS if last and last in ",;:–—" else 0.0


def join(
    pieces: Sequence[NDArray[np.float32]], pauses_seconds: Sequence[float]
) -> tuple[NDArray[np.float32], list[tuple[float, float]]]:
    """One after the other, with a pause after each but the last.

    Args:
        pieces: float32, each of shape (n,), without silence at the ends.
        pauses_seconds: one for each piece.

    Returns:
        The whole, float32, shape (n,), and for each piece its seconds: from the end of the words
        before it to the end of its own. Together they cover the whole.
    """
    parts = [silence(LEAD_SECONDS)]
    spans: list[tuple[float, float]] = []
    length, began = len(parts[0]), 0.0
    for index, (piece, pause) in enumerate(zip(pieces, pauses_seconds, strict=True)):
        is_last = index == len(pieces) - 1
        gap = silence(TRAIL_SECONDS if is_last else pause)
        parts += [_faded(piece), gap]
        length += len(piece)
        ended = (length + (len(gap) if is_last else 0)) / SAMPLE_RATE_HZ
        spans.append((began, ended))
        began = ended
        length += len(gap)
    return np.concatenate(parts), spans


def _faded(piece: NDArray[np.float32]) -> NDArray[np.float32]:
    faded = piece.copy()
    ramp = min(_FADE, len(faded) // 2)
    slope = np.linspace(0, 1, ramp, dtype=np.float32)
    faded[:ramp] *= slope
    faded[len(faded) - ramp :] *= slope[::-1]
    return faded
