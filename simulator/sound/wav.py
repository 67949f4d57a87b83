"""WAV as bytes: mono, 16 bits. Also the header of a file that is still growing."""

from __future__ import annotations

import io
import struct
import wave
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.sound.tones import SAMPLE_RATE_HZ

HEADER_BYTES: Final = 44
BYTES_PER_SAMPLE: Final = 2
_MAX_DATA_BYTES = 0xFFFFFFFF - HEADER_BYTES
_FULL_SCALE = {1: 128, 2: 32768, 3: 1 << 23, 4: 1 << 31}
_UNSIGNED_CENTRE = 128
_BYTES_OF_24_BITS = 3
_LOWEST_HZ = 1000
_HIGHEST_HZ = 384_000


class BadWav(ValueError):
    """Not a WAV that can be read. The message completes «The file ...»."""


def header(data_bytes: int, sample_rate_hz: int = SAMPLE_RATE_HZ) -> bytes:
    """The 44 bytes before so many bytes of mono 16-bit samples."""
    size = min(data_bytes, _MAX_DATA_BYTES)
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF", HEADER_BYTES - 8 + size, b"WAVE",
        b"fmt ", 16, 1, 1, sample_rate_hz, sample_rate_hz * BYTES_PER_SAMPLE, BYTES_PER_SAMPLE, 16,
        b"data", size,
    )  # fmt: skip


def encode(samples: NDArray[np.float32], sample_rate_hz: int = SAMPLE_RATE_HZ) -> bytes:
    """Samples in [-1, 1], shape (n,), as a WAV."""
    pcm = to_pcm(samples).tobytes()
    return header(len(pcm), sample_rate_hz) + pcm


def decode(data: bytes) -> tuple[NDArray[np.float32], int]:
    """Read any uncompressed WAV: float32 mono samples in [-1, 1], shape (n,), and the rate in Hz.

    Several channels are averaged. What is missing at the end of a file cut short is left out.

    Raises:
        BadWav: not a WAV, compressed, or empty.
    """
    try:
        with wave.open(io.BytesIO(data)) as file:
            width, channels, rate = file.getsampwidth(), file.getnchannels(), file.getframerate()
            frames = file.readframes(file.getnframes())
    except (wave.Error, EOFError, struct.error, RuntimeError, ZeroDivisionError) as error:
        raise BadWav(f"is not an uncompressed WAV ({str(error) or 'it ends too early'})") from error
    if width not in _FULL_SCALE or not _LOWEST_HZ <= rate <= _HIGHEST_HZ:
        raise BadWav(f"has {8 * width} bits at {rate} Hz, which is not supported")
    frames = frames[: len(frames) // (width * channels) * width * channels]
    if not frames:
        raise BadWav("holds no sound")
    samples = _integers(frames, width) / np.float32(_FULL_SCALE[width])
    return np.asarray(samples.reshape(-1, channels).mean(axis=1), np.float32), rate


def to_pcm(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    """Samples in [-1, 1] as 16-bit integers, the same shape; louder ones are cut."""
    return np.asarray(np.clip(np.round(samples * 32768.0), -32768, 32767), np.int16)


def from_pcm(pcm: NDArray[np.int16]) -> NDArray[np.float32]:
    """16-bit integers as samples in [-1, 1], the same shape."""
    return np.asarray(pcm / np.float32(32768), np.float32)


def _integers(frames: bytes, width: int) -> NDArray[np.int32]:
    if width == 1:
        return np.frombuffer(frames, np.uint8).astype(np.int32) - _UNSIGNED_CENTRE
    if width == _BYTES_OF_24_BITS:
        raw = np.frombuffer(frames, np.uint8).reshape(-1, 3).astype(np.int32)
        high = raw[:, 2].astype(np.int8).astype(np.int32)
        return np.asarray((high << 16) | (raw[:, 1] << 8) | raw[:, 0], np.int32)
    kind = "<i2" if width == BYTES_PER_SAMPLE else "<i4"
    return np.frombuffer(frames, kind).astype(np.int32)
