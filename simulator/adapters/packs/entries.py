"""What a folder or a zip holds, one entry after the other, before anything of it is read."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from simulator.scenario.pack import Limits, PackRefused
from simulator.scenario.pack_paths import DEEPEST, is_left_out, shown

PIECE_BYTES: Final = 64 * 1024
NO_LINKS: Final = "it is a link; put a copy of the file there instead"
NO_SPECIALS: Final = "it is neither a file nor a folder; take it out"
_REPARSE: Final = getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0x400)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or folder. `path` is as it is written there, with / between, and not to be trusted.

    `pieces` reads a file, in pieces of at most `PIECE_BYTES`; it refuses one that cannot be read.
    `packed_bytes` is what it takes in a zip; None for a file that is not packed.
    """

    path: str
    is_folder: bool
    pieces: Callable[[], Iterator[bytes]]
    packed_bytes: int | None = None


def refused(path: str, fault: str) -> PackRefused:
    """The refusal of a pack because of one of its files."""
    return PackRefused(f"{shown(path)}: {fault}.")


def too_many(limits: Limits) -> PackRefused:
    """The refusal of a pack with too much in it."""
    return PackRefused(f"There are more than {limits.entries:,} files and folders in it.")


def folder_entries(folder: Path, limits: Limits) -> list[Entry]:
    """What lies in a folder, links not followed; what systems leave lying about is left out.

    Raises:
        PackRefused: there are links or special files, or it holds too much.
        OSError: it cannot be listed.
    """
    found: list[Entry] = []
    for entry in _walk(folder, "", 0):
        found.append(entry)
        if len(found) > limits.entries:
            raise too_many(limits)
    return found


def _walk(folder: Path, above: str, depth: int) -> Iterator[Entry]:
    with os.scandir(folder) as listing:
        for item in listing:
            path = f"{above}{item.name}"
            if is_left_out(path):
                continue
            status = item.stat(follow_symlinks=False)
            if is_link(status):
                raise refused(path, NO_LINKS)
            is_folder = stat.S_ISDIR(status.st_mode)
            if not is_folder and not stat.S_ISREG(status.st_mode):
                raise refused(path, NO_SPECIALS)
            here = folder / item.name
            yield Entry(path, is_folder, partial(_pieces, here, path))
            if is_folder and depth < DEEPEST:
                yield from _walk(here, f"{path}/", depth + 1)


def is_link(status: os.stat_result) -> bool:
    """Whether a file is a link of any kind, those of Windows included."""
    attributes = getattr(status, "st_file_attributes", 0)
    return stat.S_ISLNK(status.st_mode) or bool(attributes & _REPARSE)


def _pieces(file: Path, path: str) -> Iterator[bytes]:
    try:
        with opened(file) as stream:
            while piece := stream.read(PIECE_BYTES):
                yield piece
    except OSError as error:
        raise refused(path, f"it cannot be read: {error.strerror or error}") from None


def opened(file: Path) -> BinaryIO:
    """A plain file, opened for reading.

    Raises:
        OSError: it cannot be read, or is a link or no plain file.
    """
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0)
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    number = os.open(file, flags)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError(errno.EINVAL, "it is no plain file")
    return os.fdopen(number, "rb")
