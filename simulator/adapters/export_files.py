"""Files of exported calls: lines of JSON, or a zip of them with the recordings.

A zip may come from anybody. Its directory is believed in nothing but where the packed bytes lie:
only plain names that we write ourselves are allowed, every recording is unpacked into a file that
is named by us, no further than its line says, and its hash is compared.
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from simulator.scenario.pack_paths import shown
from simulator.session.export_lines import MOST_RECORDING_BYTES
from simulator.session.export_reading import ExportRefused, Source

CALLS: Final = "calls.jsonl"
ABOUT: Final = "README.txt"
LONGEST_LINE_BYTES: Final = 20_000_000
MOST_LINES_BYTES: Final = 4_000_000_000
MOST_ENTRIES: Final = 200_000
RATIO: Final = 200
"""So many times what a file takes in the zip it may unpack to ..."""
RATIO_FROM_BYTES: Final = 5_000_000
"""... where it unpacks to more than this."""
PIECE_BYTES: Final = 64 * 1024
ABOUT_TEXT: Final = """Calls exported by Rolecall.

calls.jsonl    one call a line, as JSON: what was chosen, said and scored, and why
recordings/    what was said, a folder for each call, as WAV files

To take them in elsewhere: rolecall import THIS-FILE.zip
"""
_RECORDING: Final = re.compile(
    r"recordings/([A-Za-z0-9][A-Za-z0-9_-]{0,79})/([A-Za-z0-9][A-Za-z0-9_-]{0,79}\.wav)"
)
_ZIP_MARKS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
_WAYS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
    IndexError,
)
"""What Python's reader raises on damaged or hostile zips."""


@contextmanager
def opened_export(path: Path) -> Iterator[Source]:
    """A file of either kind, by what is in it.

    Raises:
        ExportRefused: it is neither.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        beginning = file.read(4)
        file.seek(0)
        if beginning not in _ZIP_MARKS:
            yield _Lines(file)
            return
        try:
            zipped = zipfile.ZipFile(file)
            entries = _entries(zipped)
        except _BROKEN as error:
            raise ExportRefused(f"{path} is a zip that cannot be read; export it again.") from error
        with zipped:
            yield _Zip(zipped, entries)


class _Lines:
    """Lines of JSON."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def lines(self) -> Iterator[str]:
        """The lines, without their ends."""
        self._file.seek(0)
        yield from _lines(self._file)

    def recording(self, attempt_id: str, file: str) -> Iterator[bytes] | None:  # noqa: ARG002 - Source
        """There are none."""
        return None


class _Zip:
    """A zip whose directory has been looked through."""

    def __init__(self, file: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> None:
        self._file = file
        self._entries = entries

    def lines(self) -> Iterator[str]:
        """The lines, without their ends."""
        info = self._entries.get(CALLS)
        if info is None:
            raise ExportRefused(f"There is no {CALLS} in the zip: it is not an export of Rolecall.")
        try:
            with self._file.open(info) as file:
                yield from _lines(_Bounded(file, info))
        except _BROKEN as error:
            raise ExportRefused(f"{CALLS} in the zip is damaged; export it again.") from error

    def recording(self, attempt_id: str, file: str) -> Iterator[bytes] | None:
        """The pieces of a recording, or None."""
        info = self._entries.get(f"recordings/{attempt_id}/{file}")
        return None if info is None else self._pieces(info)

    def _pieces(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        try:
            with self._file.open(info) as file:
                bounded = _Bounded(file, info)
                while piece := bounded.read(PIECE_BYTES):
                    yield piece
        except _BROKEN as error:
            raise ExportRefused(
                f"{shown(info.filename)} in the zip is damaged; export it again."
            ) from error


class _Readable(Protocol):
    """What can be read in pieces and in lines."""

    def read(self, size: int, /) -> bytes:
        """So many bytes at most."""

    def readline(self, size: int, /) -> bytes:
        """A line, or so many bytes of it."""


class _Bounded:
    """Reads an entry of a zip no further than it can honestly go."""

    def __init__(self, file: _Readable, info: zipfile.ZipInfo) -> None:
        self._file = file
        self._name = info.filename
        self._most = max(RATIO_FROM_BYTES, RATIO * info.compress_size)
        self._read = 0

    def read(self, size: int) -> bytes:
        """So many bytes at most."""
        return self._counted(self._file.read(size))

    def readline(self, size: int) -> bytes:
        """A line, or so many bytes of it."""
        return self._counted(self._file.readline(size))

    def _counted(self, data: bytes) -> bytes:
        self._read += len(data)
        if self._read > self._most:
            raise ExportRefused(
                f"{shown(self._name)} unpacks to more than {RATIO} times its size in the zip, as "
                "only traps do; nothing was taken in."
            )
        return data


def _lines(file: _Readable) -> Iterator[str]:
    total = 0
    number = 0
    while line := file.readline(LONGEST_LINE_BYTES + 1):
        number += 1
        total += len(line)
        if len(line) > LONGEST_LINE_BYTES or total > MOST_LINES_BYTES:
            raise ExportRefused(f"Line {number} is longer than any line that Rolecall writes.")
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            raise ExportRefused(f"Line {number} is not UTF-8 text.") from None
        yield text


def _entries(file: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files of a zip by their names.

    Raises:
        ExportRefused: there is something in it that we do not write.
    """
    found: dict[str, zipfile.ZipInfo] = {}
    infos = file.infolist()
    if len(infos) > MOST_ENTRIES:
        raise ExportRefused(f"There are more than {MOST_ENTRIES:,} files in the zip.")
    for info in infos:
        name = info.orig_filename
        if name.endswith("/") and info.file_size == 0:
            continue  # a folder, which other programs list too
        fault = _fault(name, info, found)
        if fault is not None:
            raise ExportRefused(f"{shown(name)} in the zip: {fault}; nothing was taken in.")
        found[name] = info
    return found


def _fault(name: str, info: zipfile.ZipInfo, found: dict[str, zipfile.ZipInfo]) -> str | None:
    if name not in {CALLS, ABOUT} and _RECORDING.fullmatch(name) is None:
        return "this is nothing that Rolecall exports"
    if name in found:
        return "it is there twice"
    if info.flag_bits & _ENCRYPTED:
        return "it is encrypted"
    if info.compress_type not in _WAYS:
        return "it is packed in a way that is not known"
    mode = info.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        return "it is a link or a special file"
    if name not in {CALLS, ABOUT} and info.file_size > MOST_RECORDING_BYTES:
        return "it is larger than any recording"
    return None
