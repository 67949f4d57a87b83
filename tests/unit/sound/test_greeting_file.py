"""How long a greeting is, and what is no greeting: found in its header, never believed blindly."""

from __future__ import annotations

import io
import struct
from contextlib import suppress
from random import Random

import numpy as np
import pytest
import soundfile
from typing_extensions import override

from simulator.sound.greeting_file import MOST_BYTES, BadGreeting, seconds_of

KINDS = {
    "plain WAV": ("WAV", "PCM_16"),
    "24-bit WAV": ("WAV", "PCM_24"),
    "8-bit WAV": ("WAV", "PCM_U8"),
    "FLAC": ("FLAC", "PCM_16"),
    "Vorbis": ("OGG", "VORBIS"),
    "Opus": ("OGG", "OPUS"),
}


def sound(
    kind: str = "plain WAV", seconds: float = 3.0, rate_hz: int = 16_000, channels: int = 1
) -> bytes:
    """A hum, as the file that another program would have written."""
    form, inside = KINDS[kind]
    times = np.arange(round(seconds * rate_hz)) / rate_hz
    hum = np.repeat(0.3 * np.sin(2 * np.pi * 220 * times)[:, None], channels, axis=1)
    into = io.BytesIO()
    soundfile.write(into, hum, rate_hz, format=form, subtype=inside)
    return into.getvalue()


def seconds(data: bytes) -> float:
    return seconds_of(io.BytesIO(data), len(data))


def refused(data: bytes) -> str:
    with pytest.raises(BadGreeting) as caught:
        seconds(data)
    return str(caught.value)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("channels", [1, 2])
def test_the_header_says_how_long_a_greeting_is(kind: str, channels: int) -> None:
    rate_hz = 48_000 if kind == "Opus" else 22_050
    assert seconds(sound(kind, 2.5, rate_hz, channels)) == pytest.approx(2.5, abs=0.03)


@pytest.mark.parametrize("kind", KINDS)
def test_a_greeting_that_is_cut_short_is_refused(kind: str) -> None:
    whole = sound(kind)
    for part in (0.1, 0.5):
        assert refused(whole[: int(len(whole) * part)]).startswith("is cut short")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (sound(seconds=0.5), "lasts 0.5 s; a greeting lasts 1 to 60 s"),
        (sound("Vorbis", seconds=61), "lasts 61.0 s; a greeting lasts 1 to 60 s"),
        (sound("FLAC", seconds=61), "lasts 61.0 s; a greeting lasts 1 to 60 s"),
        (sound(rate_hz=7999), "has 7,999 samples a second; 8,000 to 96,000 are allowed"),
        (sound("FLAC", rate_hz=192_000), "has 192,000 samples a second"),
        (sound(channels=3), "has 3 channels; make it mono or stereo"),
        (sound("FLAC", channels=4), "has 4 channels; make it mono or stereo"),
        (sound(seconds=0), "holds no sound"),
        (b"", "is not a WAV, FLAC or OGG file (with Vorbis or Opus)"),
        (b"ID3\x04 a song", "is not a WAV, FLAC or OGG file (with Vorbis or Opus)"),
        (b"RIFF\0\0\0\0AVI ", "is not a WAV, FLAC or OGG file (with Vorbis or Opus)"),
        (sound().replace(b"\x10\0\0\0\x01\0", b"\x10\0\0\0\x03\0"), "is not a WAV file with plain"),
    ],
)
def test_what_is_no_greeting_is_refused_with_a_reason(data: bytes, why: str) -> None:
    assert refused(data).startswith(why)


def test_a_file_of_many_megabytes_is_refused_before_it_is_read() -> None:
    class Unreadable(io.BytesIO):
        @override
        def read(self, _: int | None = -1) -> bytes:
            raise AssertionError("it was read")

    with pytest.raises(BadGreeting, match=r"has 24,000,001 bytes; a greeting has 24,000,000"):
        seconds_of(Unreadable(), MOST_BYTES + 1)


@pytest.mark.parametrize("promised", [0xFFFFFFFF, 0x7FFFFFFF, 1_000_000])
def test_a_wav_that_promises_more_than_it_holds_is_refused(promised: int) -> None:
    data = sound()
    at = data.index(b"data") + 4
    lying = data[:at] + struct.pack("<I", promised) + data[at + 4 :]
    assert refused(lying).startswith("is cut short")


def test_a_flac_that_claims_to_last_for_days_is_refused() -> None:
    data = bytearray(sound("FLAC"))
    data[21:26] = bytes([data[21] | 0x0F]) + b"\xff" * 4
    assert refused(bytes(data)).startswith(("lasts", "is cut short"))


def test_very_many_empty_pieces_are_given_up_on() -> None:
    assert refused(b"RIFF\0\0\0\0WAVE" + b"junk\0\0\0\0" * 100_000)


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_happens_to_a_file_it_has_a_length_or_is_refused(kind: str) -> None:
    whole, rng = sound(kind, 1.5), Random(kind)
    for _ in range(400):
        spoiled = bytearray(whole)
        for _n in range(rng.choice([1, 1, 4, 30])):
            near = rng.choice([40, 200, len(whole)])  # headers lie at the beginning
            spoiled[rng.randrange(near)] = rng.randrange(256)
        cut = rng.choice([len(whole), len(whole), rng.randrange(len(whole)), rng.randrange(80)])
        with suppress(BadGreeting):
            assert 1 <= seconds(bytes(spoiled[:cut])) <= 60
