"""Zips that may come from anybody: what their directory says is believed in next to nothing.

Only the place of the packed bytes is. Names are held to those that we write, entries are read no
further than they can honestly go, and whatever Python's reader raises on damage is caught.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Container
from typing import Final, Protocol

from simulator.scenario.pack_paths import shown

ZIP_MARKS: Final = (b"PK\x03\x04", b"PK\x05\x06")
"""With which a zip begins."""
RATIO: Final = 200
"""So many times what a file takes in the zip it may unpack to ..."""
RATIO_FROM_BYTES: Final = 5_000_000
"""... where it unpacks to more than this."""
BROKEN: Final = (
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
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
_WAYS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Trap(ValueError):
    """An entry unpacks to more than it honestly can. The message says which."""


def entry_fault(info: zipfile.ZipInfo, found: Container[str]) -> str | None:
    """Why an entry cannot be read safely, whatever it is called; `found` are the names before."""
    if info.orig_filename in found:
        return "it is there twice"
    if info.flag_bits & _ENCRYPTED:
        return "it is encrypted"
    if info.compress_type not in _WAYS:
        return "it is packed in a way that is not known"
    mode = info.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        return "it is a link or a special file"
    return None


class Readable(Protocol):
    """What can be read in pieces and in lines."""

    def read(self, size: int, /) -> bytes:
        """So many bytes at most."""

    def readline(self, size: int, /) -> bytes:
        """A line, or so many bytes of it."""


class Bounded:
    """Reads an entry of a zip no further than it can honestly go.

    Its methods raise what `trap` makes of the sentence that says so.
    """

    def __init__(
        self, file: Readable, info: zipfile.ZipInfo, trap: Callable[[str], Exception] = Trap
    ) -> None:
        self._file = file
        self._name = info.filename
        self._most = max(RATIO_FROM_BYTES, RATIO * info.compress_size)
        self._read = 0
        self._trap = trap

    def read(self, size: int) -> bytes:
        """So many bytes at most."""
        return self._counted(self._file.read(size))

    def readline(self, size: int) -> bytes:
        """A line, or so many bytes of it."""
        return self._counted(self._file.readline(size))

    def _counted(self, data: bytes) -> bytes:
        self._read += len(data)
        if self._read > self._most:
            raise self._trap(
                f"{shown(self._name)} unpacks to more than {RATIO} times its size in the zip, as "
                "only traps do; nothing was taken in."
            )
        return data
