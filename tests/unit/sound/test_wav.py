from __future__ import annotations

import io
import wave

import numpy as np
import pytest

from simulator.sound import wav


def made(width: int, channels: int, frames: bytes, rate: int = 8000) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setsampwidth(width)
        file.setnchannels(channels)
        file.setframerate(rate)
        file.writeframes(frames)
    return out.getvalue()


def test_samples_survive_a_round_trip() -> None:
    samples = np.array([0, 0.5, -0.5, -1.0], np.float32)
    again, rate = wav.decode(wav.encode(samples, 22050))
    assert rate == 22050
    assert np.array_equal(again, samples)


def test_the_standard_library_agrees_with_the_header() -> None:
    with wave.open(io.BytesIO(wav.header(6) + bytes(6))) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (16000, 1, 2)
        assert file.getnframes() == 3


def test_a_header_never_claims_more_than_the_format_can_hold() -> None:
    assert wav.header(2**33)[-4:] == (0xFFFFFFFF - 44).to_bytes(4, "little")


@pytest.mark.parametrize(
    ("width", "frames"),
    [(1, b"\xc0\x40"), (2, b"\x00\x40\x00\xc0"), (3, b"\x00\x00\x40\x00\x00\xc0"),
     (4, b"\x00\x00\x00\x40\x00\x00\x00\xc0")],
)  # fmt: skip
def test_every_width_of_sample_is_read(width: int, frames: bytes) -> None:
    samples, _ = wav.decode(made(width, 1, frames))
    assert samples.tolist() == [0.5, -0.5]


def test_two_channels_are_averaged() -> None:
    samples, _ = wav.decode(made(2, 2, b"\x00\x40\x00\x00"))
    assert samples.tolist() == [0.25]


def test_a_file_cut_short_gives_what_there_is() -> None:
    whole = made(2, 1, b"\x00\x40" * 100)
    samples, _ = wav.decode(whole[:-51])
    assert len(samples) == 74


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"", "uncompressed"), (b"ID3 an mp3", "uncompressed"), (made(2, 1, b""), "no sound"),
     (made(2, 1, b"aa", rate=10), "10 Hz"), (wav.header(100)[:20], "uncompressed")],
)  # fmt: skip
def test_what_is_not_a_sound_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(wav.BadWav, match=why):
        wav.decode(data)


def test_too_loud_samples_are_cut_not_wrapped() -> None:
    assert wav.to_pcm(np.array([1.7, -1.7], np.float32)).tolist() == [32767, -32768]


def test_integers_become_samples() -> None:
    assert wav.from_pcm(np.array([16384], np.int16)).tolist() == [0.5]
