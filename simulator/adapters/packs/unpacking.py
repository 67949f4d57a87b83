"""Put the files of a pack into a folder of ours, counted and hashed while they are read."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from simulator.adapters.packs.entries import Entry, folder_entries, refused
from simulator.adapters.packs.zip_entries import zip_entries
from simulator.scenario.pack import LIMITS, Limits, PackRefused
from simulator.scenario.pack_paths import Paths


def entries_of(source: Path, limits: Limits = LIMITS) -> list[Entry]:
    """What a folder or a zip holds.

    Raises:
        PackRefused: it is neither, cannot be read, or holds what no pack may hold.
    """
    try:
        if source.is_dir():
            return folder_entries(source, limits)
        return zip_entries(_zip_bytes(source, limits), limits)
    except FileNotFoundError:
        raise PackRefused("There is no such file or folder.") from None
    except OSError as error:
        raise PackRefused(f"It cannot be read: {error.strerror or error}.") from None


def _zip_bytes(source: Path, limits: Limits) -> bytes:
    if not stat.S_ISREG(source.stat().st_mode):
        raise PackRefused("This is neither a folder nor a file.")
    with source.open("rb") as file:
        data = file.read(limits.zip_bytes + 1)
    if len(data) > limits.zip_bytes:
        raise PackRefused(f"The zip is too large: at most {_megabytes(limits.zip_bytes)}.")
    return data


def unpack(entries: Iterable[Entry], to: Path, limits: Limits = LIMITS) -> dict[str, str]:
    """Write the files below `to`, a new and empty folder; returns their SHA-256 by path.

    Raises:
        PackRefused: a path, a kind of file or a size will not do; what was written stays in `to`.
        OSError: `to` cannot be written.
    """
    paths, counted = Paths(), _Counted(limits)
    sums: dict[str, str] = {}
    for entry in entries:
        fault = paths.fault(entry.path, is_folder=entry.is_folder)
        if fault:
            raise refused(entry.path, fault)
        path = to.joinpath(*entry.path.split("/"))
        _make_folders(path if entry.is_folder else path.parent, to)
        if not entry.is_folder:
            sums[entry.path] = counted.copy(entry, path)
    return sums


def _make_folders(folder: Path, to: Path) -> None:
    for above in (*reversed(folder.parents), folder):
        if above.is_relative_to(to):
            above.mkdir(mode=0o700, exist_ok=True)


class _Counted:
    """Copies files, and stops as soon as there is too much."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._total_bytes = 0

    def copy(self, entry: Entry, path: Path) -> str:
        hashed, size = hashlib.sha256(), 0
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
            for piece in entry.pieces():
                size += len(piece)
                self._total_bytes += len(piece)
                self._hold(entry, size)
                hashed.update(piece)
                file.write(piece)
        return hashed.hexdigest()

    def _hold(self, entry: Entry, size: int) -> None:
        limits = self._limits
        if size > limits.file_bytes:
            raise refused(entry.path, f"it is too large: at most {_megabytes(limits.file_bytes)}")
        if self._total_bytes > limits.total_bytes:
            raise PackRefused(
                f"It is too large: at most {_megabytes(limits.total_bytes)} in all, unpacked."
            )
        packed = entry.packed_bytes
        if packed is not None and size > max(limits.ratio_from_bytes, limits.ratio * packed):
            raise refused(
                entry.path,
                f"it unpacks to more than {limits.ratio} times its size in the zip, as only traps "
                "and long silences do; pack it without compression, or give the folder",
            )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:g} MB are allowed"
