"""A sealed exam out of a file that anybody may have made. What is no sealed exam is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from simulator.scenario.pack_paths import path_fault, shown
from simulator.session.examining import sealed as form
from simulator.session.examining.sealed import Manifest
from simulator.session.export_lines import MOST_RECORDING_BYTES, LineRefused
from simulator.session.export_reading import read_line
from simulator.session.zip_reading import BROKEN, Bounded, entry_fault

MOST_ENTRIES: Final = 2_000
MOST_TEXT_BYTES: Final = 4_000_000
"""The longest journal or scorecard; ours have less than a tenth of it."""
MOST_FILE_BYTES: Final = 1_500_000_000
PIECE_BYTES: Final = 256 * 1024


class NoSealedExam(Exception):
    """A file is no sealed exam that can be verified. The message is a sentence."""


class SealedFile:
    """A sealed exam that is open: its manifest, and its files by name.

    `strange` are the names of files that Rolecall does not seal.
    """

    def __init__(self, zipped: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> None:
        """Reads the manifest.

        Raises:
            NoSealedExam: there is none that can be read.
        """
        self._zipped, self._entries = zipped, entries
        if form.MANIFEST not in entries:
            raise NoSealedExam(
                f"There is no {form.MANIFEST} in it: it is not a sealed exam of Rolecall."
            )
        self.manifest_bytes = self.read(form.MANIFEST)
        self.manifest = read_manifest(self.manifest_bytes)

    @property
    def names(self) -> frozenset[str]:
        """The names of all files in it."""
        return frozenset(self._entries)

    def read(self, name: str) -> bytes:
        """One file.

        Raises:
            KeyError: there is none of that name.
            NoSealedExam: it is damaged, or too large.
        """
        info = self._entries[name]
        most = MOST_RECORDING_BYTES if name.endswith(".wav") else MOST_TEXT_BYTES
        content = io.BytesIO()
        try:
            with self._zipped.open(info) as file:
                bounded = Bounded(file, info, NoSealedExam)
                while piece := bounded.read(PIECE_BYTES):
                    content.write(piece)
                    if content.tell() > most:
                        raise NoSealedExam(f"{shown(name)} is larger than anything that is sealed.")
        except BROKEN as error:
            raise NoSealedExam(
                f"{shown(name)} is damaged: the file was cut short or changed on its way. Ask for "
                "it once more."
            ) from error
        return content.getvalue()


@contextmanager
def opened_exam(path: Path) -> Iterator[SealedFile]:
    """A sealed exam.

    Raises:
        NoSealedExam: the file is none, or cannot be read safely.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(0)
        if size == 0:
            raise NoSealedExam("The file is empty.")
        if size > MOST_FILE_BYTES:
            raise NoSealedExam("The file is larger than any sealed exam.")
        try:
            zipped = zipfile.ZipFile(file)
        except BROKEN as error:
            raise NoSealedExam(
                "It is not a sealed exam, or was cut short on its way: it cannot be opened."
            ) from error
        with zipped:
            yield SealedFile(zipped, _entries(zipped))


def read_manifest(content: bytes) -> Manifest:
    """The manifest of a sealed exam.

    Raises:
        NoSealedExam: it is none, or that of a newer Rolecall.
    """
    try:
        text = content.decode("utf-8")
        number = read_line(text).get("rolecall_exam")
    except UnicodeDecodeError:
        raise NoSealedExam(f"{form.MANIFEST} is not UTF-8 text.") from None
    except LineRefused as error:
        raise NoSealedExam(f"{form.MANIFEST} cannot be read: {error}.") from error
    if type(number) is not int or number < 1:
        raise NoSealedExam(f"{form.MANIFEST} is not that of a sealed exam.")
    if number > form.FORMAT:
        raise NoSealedExam(
            f"A newer Rolecall sealed it (format {number}; this one reads up to {form.FORMAT}). "
            "Upgrade Rolecall to verify it."
        )
    try:
        return Manifest.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "it"
        message = f"{first['msg'][:1].lower()}{first['msg'][1:]}"
        raise NoSealedExam(f"{form.MANIFEST} cannot be read: {shown(where)}: {message}.") from None


def _entries(zipped: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files of a zip by their names; one with a strange name is kept, if it is harmless."""
    found: dict[str, zipfile.ZipInfo] = {}
    infos = zipped.infolist()
    if len(infos) > MOST_ENTRIES:
        raise NoSealedExam(f"There are more than {MOST_ENTRIES:,} files in it.")
    for info in infos:
        name = info.orig_filename
        if name.endswith("/") and info.file_size == 0 and path_fault(name[:-1]) is None:
            continue  # a folder, which other programs list too
        fault = entry_fault(info, found) or path_fault(name)
        if fault is not None:
            raise NoSealedExam(f"{shown(name)} in it: {fault.partition(';')[0]}.")
        found[name] = info
    return found
