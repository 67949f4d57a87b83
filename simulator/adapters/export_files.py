"""Files of exported calls: lines of JSON, or a zip of them with the recordings.

A zip may come from anybody. Its directory is believed in nothing but where the packed bytes lie:
only plain names that we write ourselves are allowed, every recording is unpacked into a file that
is named by us, no further than its line says, and its hash is compared.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from simulator.scenario.pack_paths import shown
from simulator.session.export_lines import MOST_RECORDING_BYTES
from simulator.session.export_reading import ExportRefused, Source
from simulator.session.zip_reading import BROKEN, ZIP_MARKS, Bounded, Readable, entry_fault

CALLS: Final = "calls.jsonl"
ABOUT: Final = "README.txt"
LONGEST_LINE_BYTES: Final = 20_000_000
MOST_LINES_BYTES: Final = 4_000_000_000
MOST_ENTRIES: Final = 200_000
PIECE_BYTES: Final = 64 * 1024
ABOUT_TEXT: Final = """Calls exported by Rolecall.

calls.jsonl    one call a line, as JSON: what was chosen, said and scored, and why
recordings/    what was said, a folder for each call, as WAV files

To take them in elsewhere: rolecall import THIS-FILE.zip
"""
_RECORDING: Final = re.compile(
    r"recordings/([A-Za-z0-9][A-Za-z0-9_-]{0,79})/([A-Za-z0-9][A-Za-z0-9_-]{0,79}\.wav)"
)


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
        if beginning not in ZIP_MARKS:
            yield _Lines(file)
            return
        try:
            zipped = zipfile.ZipFile(file)
            entries = _entries(zipped)
        except BROKEN as error:
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
                yield from _lines(Bounded(file, info, ExportRefused))
        except BROKEN as error:
            raise ExportRefused(f"{CALLS} in the zip is damaged; export it again.") from error

    def recording(self, attempt_id: str, file: str) -> Iterator[bytes] | None:
        """The pieces of a recording, or None."""
        info = self._entries.get(f"recordings/{attempt_id}/{file}")
        return None if info is None else self._pieces(info)

    def _pieces(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        try:
            with self._file.open(info) as file:
                bounded = Bounded(file, info, ExportRefused)
                while piece := bounded.read(PIECE_BYTES):
                    yield piece
        except BROKEN as error:
            raise ExportRefused(
                f"{shown(info.filename)} in the zip is damaged; export it again."
            ) from error


def _lines(file: Readable) -> Iterator[str]:
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
    fault = entry_fault(info, found)
    if fault is not None:
        return fault
    if name not in {CALLS, ABOUT} and info.file_size > MOST_RECORDING_BYTES:
        return "it is larger than any recording"
    return None
