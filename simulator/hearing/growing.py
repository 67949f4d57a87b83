"""Where the samples lie in a WAV that may still be growing.

While a take is written its header lags behind its data, so the file's real length counts. A
finished file may bring chunks after its data; those are not samples.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from simulator.hearing.pieces import SAMPLE_RATE_HZ

HEAD_BYTES = 4096
"""Enough of a file to find its samples; writers put little before them."""
BYTES_PER_SAMPLE = 2
_PCM_FORMATS = (1, 0xFFFE)
_FORMAT_BYTES = 16
_CHUNK = struct.Struct("<4sI")


class UnfitRecording(ValueError):
    """Not a recording that can be transcribed. The message completes "The recording ..."."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the samples begin, in bytes, and how many bytes of them the header claims."""

    begins: int
    claimed: int

    def sample_bytes(self, file_bytes: int, tail: bytes) -> int:
        """How many bytes of a finished file are samples.

        `tail` is what follows the claimed samples. Whole chunks up to the end of the file are not
        samples; anything else is sound that the header does not count yet.
        """
        there = max(file_bytes - self.begins, 0)
        claimed = self.claimed + self.claimed % 2
        is_counted = 0 < claimed < there and _are_chunks(tail)
        return (self.claimed if is_counted else there) // BYTES_PER_SAMPLE * BYTES_PER_SAMPLE


def layout(head: bytes) -> Layout | None:
    """Where the samples lie, from the first bytes of a file, or None: more bytes are needed.

    Raises:
        UnfitRecording: no WAV, or not mono with 16 bits at 16 kHz.
    """
    if not b"RIFF".startswith(head[:4]) or not b"WAVE".startswith(head[8:12]):
        raise UnfitRecording("is not a WAV file")
    at = 12
    fits = False
    while at + _CHUNK.size <= len(head):
        name, size = _CHUNK.unpack_from(head, at)
        at += _CHUNK.size
        if name == b"data":
            if not fits:
                raise UnfitRecording("does not say how its sound is stored")
            return Layout(at, size)
        if name == b"fmt " and at + _FORMAT_BYTES <= len(head):
            _check_format(head, at)
            fits = True
        at += size + size % 2
    if len(head) >= HEAD_BYTES:
        raise UnfitRecording("holds no sound within its first 4096 bytes")
    return None


def _check_format(head: bytes, at: int) -> None:
    kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", head, at)
    if kind in _PCM_FORMATS and (channels, rate, bits) == (1, SAMPLE_RATE_HZ, 16):
        return
    said = f"{channels} channel{'' if channels == 1 else 's'}, {rate} Hz, {bits} bits"
    raise UnfitRecording(f"is not mono with 16 bits at {SAMPLE_RATE_HZ} Hz (it has {said})")


def _are_chunks(tail: bytes) -> bool:
    """Whether these bytes are RIFF chunks that end where the file ends."""
    at = 0
    while at + _CHUNK.size <= len(tail):
        name, size = _CHUNK.unpack_from(tail, at)
        if not (name.isascii() and name.decode().isprintable()):
            return False
        at += _CHUNK.size + size + size % 2
    return 0 < len(tail) <= at <= len(tail) + 1
