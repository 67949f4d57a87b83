from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.hearing.growing import HEAD_BYTES, Layout, UnfitRecording, layout
from simulator.sound import wav


def chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def form(channels: int = 1, rate: int = 16_000, bits: int = 16, kind: int = 1) -> bytes:
    return chunk(b"fmt ", struct.pack("<HHIIHH", kind, channels, rate, rate * 2, 2, bits))


def riff(*chunks: bytes) -> bytes:
    return b"RIFF\0\0\0\0WAVE" + b"".join(chunks)


def test_samples_follow_the_header() -> None:
    assert layout(wav.header(1000) + bytes(1000)) == Layout(begins=44, claimed=1000)


def test_chunks_before_the_samples_are_skipped() -> None:
    head = riff(chunk(b"LIST", b"odd"), form(kind=0xFFFE), chunk(b"data", b"12"))

    assert layout(head) == Layout(begins=12 + 12 + 24 + 8, claimed=2)


@pytest.mark.parametrize("there", range(44))
def test_a_header_that_is_still_being_written_needs_more(there: int) -> None:
    assert layout(wav.header(1000)[:there]) is None


@pytest.mark.parametrize("head", [b"ID3\4", b"RIFX", b"RIFF1234AVI LIST", bytes(50), b"hello"])
def test_other_files_are_refused(head: bytes) -> None:
    with pytest.raises(UnfitRecording, match="is not a WAV file"):
        layout(head)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (form(channels=2), r"2 channels, 16000 Hz, 16 bits"),
        (form(rate=8000), r"1 channel, 8000 Hz, 16 bits"),
        (form(bits=24), r"24 bits"),
        (form(kind=3, bits=32), r"32 bits"),
    ],
)
def test_other_kinds_of_sound_are_refused_with_what_they_are(made: bytes, said: str) -> None:
    with pytest.raises(UnfitRecording, match=said):
        layout(riff(made, chunk(b"data", b"")))


def test_samples_without_a_description_are_refused() -> None:
    with pytest.raises(UnfitRecording, match="does not say"):
        layout(riff(chunk(b"data", b"1234")))


def test_a_file_full_of_other_chunks_is_refused() -> None:
    with pytest.raises(UnfitRecording, match="no sound within"):
        layout(riff(form(), chunk(b"LIST", bytes(HEAD_BYTES)))[:HEAD_BYTES])


def test_sound_that_the_header_does_not_count_yet_counts() -> None:
    assert Layout(44, claimed=100).sample_bytes(44 + 500, tail=b"\1\2" * 200) == 500
    assert Layout(44, claimed=0).sample_bytes(44 + 500, tail=bytes(500)) == 500


def test_a_file_that_was_cut_short_has_what_it_has() -> None:
    assert Layout(44, claimed=1000).sample_bytes(44 + 501, tail=b"") == 500
    assert Layout(44, claimed=1000).sample_bytes(10, tail=b"") == 0


def test_chunks_after_the_samples_are_not_sound() -> None:
    tail = chunk(b"LIST", b"by somebody") + chunk(b"id3 ", b"1")

    assert Layout(44, claimed=100).sample_bytes(44 + 100 + len(tail), tail) == 100
    assert Layout(44, claimed=99).sample_bytes(44 + 100 + len(tail), tail) == 98


@pytest.mark.parametrize(
    "tail",
    [b"LIST", b"LIST\xff\0\0\0short", b"\xff\xfe\1\2\4\0\0\0abcd", b"\0\0\0\0\4\0\0\0abcd"],
)
def test_what_only_begins_like_a_chunk_is_sound(tail: bytes) -> None:
    size = 44 + 100 + len(tail)

    assert Layout(44, claimed=100).sample_bytes(size, tail) == (100 + len(tail)) // 2 * 2


@given(head=st.binary(max_size=200))
def test_any_bytes_are_a_layout_or_refused_or_too_few(head: bytes) -> None:
    for made in (head, b"RIFF\0\0\0\0WAVE" + head):
        try:
            found = layout(made)
        except UnfitRecording:
            continue
        assert found is None or found.begins <= len(made)
