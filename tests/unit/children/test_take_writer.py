from __future__ import annotations

import errno
import os
import stat
import wave
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from simulator.children import take_writer
from simulator.children.take_writer import TakeWriter


def frames(path: Path) -> int:
    with wave.open(str(path)) as file:
        count: int = file.getnframes()
        return count


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[TakeWriter]:
    made = TakeWriter(tmp_path / "take.wav")
    yield made
    with suppress(ValueError):  # closed by the test
        made.close()


def test_a_take_is_a_wav_from_its_first_moment(writer: TakeWriter, tmp_path: Path) -> None:
    assert frames(tmp_path / "take.wav") == 0


def test_the_header_keeps_up_with_the_sound(
    writer: TakeWriter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = monotonic()
    monkeypatch.setattr(take_writer, "monotonic", lambda: now)
    assert writer.add(b"ab" * 100)
    assert frames(tmp_path / "take.wav") == 0
    now += 0.6
    assert writer.add(b"cd" * 100)
    assert frames(tmp_path / "take.wav") == 200


def test_a_closed_take_has_its_whole_length(writer: TakeWriter, tmp_path: Path) -> None:
    writer.add(b"ab" * 321)
    writer.close()
    assert frames(tmp_path / "take.wav") == writer.samples == 321


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_a_take_is_readable_by_its_owner_only(writer: TakeWriter, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "take.wav").stat().st_mode) == 0o600


def test_a_take_is_never_written_over_another(tmp_path: Path) -> None:
    (tmp_path / "take.wav").write_bytes(b"something said before")
    with pytest.raises(FileExistsError):
        TakeWriter(tmp_path / "take.wav")
    assert (tmp_path / "take.wav").read_bytes() == b"something said before"


class FullDisk:
    """A file on a disk with room for some bytes only; overwriting needs none.

    With `appended` that is how far the file may grow, and `room` is for overwriting only.
    """

    def __init__(self, file: Any, room: int, appended: int = 0) -> None:
        self._file = file
        self._room = room
        self._appended = appended

    def write(self, data: bytes) -> int:
        position = self._file.tell()
        room = self._room if position == 0 else max(self._room, self._appended)
        taken = data[: max(0, room - position)]
        if not taken:
            raise OSError(errno.ENOSPC, "No space left on device")
        return int(self._file.write(taken))

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)


def test_a_full_disk_keeps_what_it_took(
    writer: TakeWriter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_file", FullDisk(writer._file, room=44 + 301))

    assert writer.add(b"ab" * 100)
    assert not writer.add(b"cd" * 100)
    assert not writer.add(b"ef" * 100)
    writer.close()

    assert frames(tmp_path / "take.wav") == 150


def test_a_header_that_cannot_be_rewritten_loses_nothing(
    writer: TakeWriter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = monotonic()
    monkeypatch.setattr(take_writer, "monotonic", lambda: now)
    writer.add(b"ab" * 100)
    # A file system that copies on writing: on a full disk not even the header can be written.
    monkeypatch.setattr(writer, "_file", FullDisk(writer._file, room=0, appended=44 + 400))
    now += 0.6

    assert writer.add(b"cd" * 100)
    assert not writer.add(b"ef" * 100)
    writer.close()

    assert writer.samples == 200
    assert (tmp_path / "take.wav").read_bytes()[44:] == b"ab" * 100 + b"cd" * 100
