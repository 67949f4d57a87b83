"""Where to cut a take into pieces, at its quietest points.

Whisper decodes windows of 30 s, and the prompt that keeps fillers reaches the first window only, so
a take is decoded in shorter pieces. A cut is decided from the samples of its own piece alone, as
soon as enough of them are there: cutting a file that still grows gives the same pieces as cutting
the finished one, and so the same words.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE_HZ = 16_000
"""What Whisper and the voice activity detector were trained on."""
EARLIEST_CUT_SECONDS = 9.0
"""The shortest piece but the last. docs/recognition.md has what other lengths do to the words."""
DECIDED_AFTER_SECONDS = 15.0
"""A piece is cut once this much of it is there, so that little is left when the rep hangs up."""
QUIET_SECONDS = 0.3
"""The stretch whose mean power is compared: longer than the closure of a stop consonant."""
FRAME_SECONDS = 0.01

Samples = NDArray[np.float32]
"""Mono, 16 kHz, from -1 to 1."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the take, in samples: [start, end)."""

    start: int
    end: int

    @property
    def start_seconds(self) -> float:
        """Where the piece begins in the take."""
        return self.start / SAMPLE_RATE_HZ


@dataclass(frozen=True, slots=True)
class CutRule:
    """When a piece is cut, in seconds from its beginning: at the quietest point in between."""

    earliest_seconds: float = EARLIEST_CUT_SECONDS
    decided_after_seconds: float = DECIDED_AFTER_SECONDS


RULE = CutRule()


def next_cut(samples: Samples, rule: CutRule = RULE) -> int | None:
    """Where to end a piece that begins with these samples, or None: more of it is needed.

    The middle of the quietest 0.3 s that the rule allows; the earliest of equals.
    """
    if len(samples) < rule.decided_after_seconds * SAMPLE_RATE_HZ:
        return None
    frame = int(FRAME_SECONDS * SAMPLE_RATE_HZ)
    first = int(rule.earliest_seconds * SAMPLE_RATE_HZ)
    window = samples[first : int(rule.decided_after_seconds * SAMPLE_RATE_HZ)].astype(np.float64)
    power = (window.reshape(-1, frame) ** 2).mean(axis=1)
    width = round(QUIET_SECONDS / FRAME_SECONDS)
    smoothed = np.convolve(power, np.ones(width), mode="valid")
    # Rounded, so that the last bits of a sum do not decide between two equal silences.
    quietest = int(np.argmin(np.round(smoothed, 12)))
    return first + (quietest + width // 2) * frame


def cut(samples: Samples, rule: CutRule = RULE) -> tuple[Piece, ...]:
    """All pieces of a finished take, without gaps; the last is what remains. Empty: none."""
    pieces: list[Piece] = []
    start = 0
    while (length := next_cut(samples[start:], rule)) is not None:
        pieces.append(Piece(start, start + length))
        start += length
    if start < len(samples):
        pieces.append(Piece(start, len(samples)))
    return tuple(pieces)
