"""What a recorded greeting says of itself: how long it is, by the header of its file alone.

Nothing is decoded, and nothing of the file is believed that its size contradicts. WAV with plain
samples, FLAC, and OGG with Vorbis or Opus are known; decoding is left to those who play it.
"""

from __future__ import annotations

import struct
from typing import BinaryIO, Final

MOST_BYTES: Final = 24_000_000
"""A minute of stereo at 48 kHz in 32 bits has 23 MB."""
SHORTEST_SECONDS: Final = 1.0
LONGEST_SECONDS: Final = 60.0
LOWEST_HZ: Final = 8_000
HIGHEST_HZ: Final = 96_000
MOST_CHANNELS: Final = 2
PLAIN_SAMPLES: Final = 1
"""The format of a WAV whose samples are plain integers."""

_MOST_PIECES = 20_000
"""Chunks of a WAV, pages of an OGG; a minute has a few hundred."""
_FLAC_INFO_BYTES = 34
_OPUS_HZ = 48_000
_LAST_PAGE = 4

NOT_KNOWN = "is not a WAV, FLAC or OGG file (with Vorbis or Opus)"
CUT_SHORT = "is cut short: it promises more sound than it holds; export it again"
NOT_PLAIN = (
    "is not a WAV file with plain (PCM) samples and a plain header; export it as 16-bit WAV or FLAC"
)


class BadGreeting(ValueError):
    """A sound that cannot be a greeting. The message completes «`hello.flac` ...»."""


def seconds_of(file: BinaryIO, size: int) -> float:
    """How long a greeting lasts, of which so many bytes are there.

    Raises:
        BadGreeting: no sound of a known kind, cut short, or beyond the limits above.
    """
    if size > MOST_BYTES:
        raise BadGreeting(f"has {size:,} bytes; a greeting has {MOST_BYTES:,} at most")
    start = file.read(4)
    readers = {b"RIFF": _wav, b"fLaC": _flac, b"OggS": _ogg}
    if start not in readers:
        raise BadGreeting(NOT_KNOWN)
    try:
        frames, rate_hz, channels = readers[start](file, size)
    except (struct.error, IndexError) as error:
        raise BadGreeting(CUT_SHORT) from error
    return _within_limits(frames, rate_hz, channels)


def _within_limits(frames: int, rate_hz: int, channels: int) -> float:
    if not 1 <= channels <= MOST_CHANNELS:
        raise BadGreeting(f"has {channels} channels; make it mono or stereo")
    if not LOWEST_HZ <= rate_hz <= HIGHEST_HZ:
        raise BadGreeting(
            f"has {rate_hz:,} samples a second; {LOWEST_HZ:,} to {HIGHEST_HZ:,} are allowed"
        )
    if frames <= 0:
        raise BadGreeting("holds no sound")
    seconds = frames / rate_hz
    if not SHORTEST_SECONDS <= seconds <= LONGEST_SECONDS:
        raise BadGreeting(
            f"lasts {seconds:,.1f} s; a greeting lasts {SHORTEST_SECONDS:.0f} to "
            f"{LONGEST_SECONDS:.0f} s"
        )
    return seconds


def _wav(file: BinaryIO, size: int) -> tuple[int, int, int]:
    """The frames, the rate and the channels, as of all kinds below; `RIFF` has been read."""
    if file.read(8)[4:] != b"WAVE":
        raise BadGreeting(NOT_KNOWN)
    form: tuple[int, int, int, int] | None = None
    at = 12
    for _ in range(_MOST_PIECES):
        file.seek(at)
        name, length = struct.unpack("<4sI", file.read(8))
        if name == b"fmt ":
            form = _wav_form(file.read(16))
        if name == b"data":
            break
        at += 8 + length + length % 2
    if name != b"data" or form is None:
        raise BadGreeting(CUT_SHORT if form else NOT_PLAIN)
    if at + 8 + length > size:
        raise BadGreeting(CUT_SHORT)
    kind, channels, rate_hz, frame_bytes = form
    if kind != PLAIN_SAMPLES or not frame_bytes:
        raise BadGreeting(NOT_PLAIN)
    return length // frame_bytes, rate_hz, channels


def _wav_form(data: bytes) -> tuple[int, int, int, int]:
    """The kind of samples, the channels, the rate, and the bytes that a frame takes."""
    kind, channels, rate_hz, _, _, bits = struct.unpack("<HHIIHH", data)
    if bits not in {8, 16, 24, 32}:
        raise BadGreeting(NOT_PLAIN)
    return kind, channels, rate_hz, channels * bits // 8


def _flac(file: BinaryIO, size: int) -> tuple[int, int, int]:
    head = file.read(4 + _FLAC_INFO_BYTES)
    kind, length = head[0] & 0x7F, int.from_bytes(head[1:4], "big")
    if kind != 0 or length != _FLAC_INFO_BYTES:
        raise BadGreeting(NOT_KNOWN)
    least_block, least_frame_bytes = (
        int.from_bytes(head[6:8], "big"),
        int.from_bytes(head[8:11], "big"),
    )
    (packed,) = struct.unpack(">Q", head[14:22])
    frames = packed & (1 << 36) - 1
    whole_blocks = frames // least_block if least_block else 0
    if (whole_blocks - 1) * least_frame_bytes > size:
        raise BadGreeting(CUT_SHORT)
    return frames, packed >> 44, (packed >> 41 & 7) + 1


def _ogg(file: BinaryIO, size: int) -> tuple[int, int, int]:
    """Goes from page to page: how long the sound is, only the last one says."""
    at, kind, frames = 0, (0, 0, 0, 0), 0
    for number in range(_MOST_PIECES):
        file.seek(at)
        magic, version, flags, granule, stream, _, _, segments = struct.unpack(
            "<4sBBqIIIB", file.read(27)
        )
        if magic != b"OggS" or version != 0:
            raise BadGreeting(CUT_SHORT if number else NOT_KNOWN)
        table = file.read(segments)
        body = file.read(sum(table)) if number == 0 else b""
        at += 27 + segments + sum(table)
        if len(table) < segments or at > size:
            raise BadGreeting(CUT_SHORT)
        if number == 0:
            kind = (*_ogg_form(body), stream)
        if stream != kind[3]:
            raise BadGreeting("holds several sounds at once; export one of them")
        frames = max(frames, granule)
        if flags & _LAST_PAGE:
            rate_hz, channels, skipped, _ = kind
            return frames - skipped, rate_hz, channels
    raise BadGreeting(CUT_SHORT)


def _ogg_form(packet: bytes) -> tuple[int, int, int]:
    """The rate, the channels, and the frames at the beginning that are not played."""
    if packet.startswith(b"\x01vorbis"):
        return struct.unpack("<I", packet[12:16])[0], packet[11], 0
    if packet.startswith(b"OpusHead"):
        return _OPUS_HZ, packet[9], struct.unpack("<H", packet[10:12])[0]
    raise BadGreeting(NOT_KNOWN)
