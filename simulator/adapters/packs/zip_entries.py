"""What a zip holds. Nothing that its directory says is believed but where the packed bytes lie.

Sizes are counted by whoever reads. Python's own reader never takes more packed bytes than an entry
has, unpacks in small pieces, and compares checksums at the end.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from typing import Final

from simulator.adapters.packs.entries import (
    NO_LINKS,
    NO_SPECIALS,
    PIECE_BYTES,
    Entry,
    refused,
    too_many,
)
from simulator.scenario.pack import Limits, PackRefused
from simulator.scenario.pack_paths import MANIFEST, is_left_out, path_fault

_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
"""Flags of an encrypted file, of strong encryption, and of a masked directory."""
_REPARSE: Final = 0x400
_ENTRY_MARK: Final = b"PK\x01\x02"
_PACKED_IN_WAYS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
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
    OSError,
)
"""What Python's reader raises on damaged or hostile zips; all bytes are in memory, so no disk."""
NO_ZIP: Final = "This is neither a folder nor a zip that can be read."


def zip_entries(data: bytes, limits: Limits) -> list[Entry]:
    """What a zip holds; a single folder around all of it is taken off.

    Raises:
        PackRefused: it is no zip, is encrypted, holds links, special files or bad paths, or too
            much.
    """
    # Before the directory is read: each entry in it begins with this mark.
    if data.count(_ENTRY_MARK) > 2 * limits.entries:
        raise too_many(limits)
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
        found = file.infolist()
    except _BROKEN:
        raise PackRefused(NO_ZIP) from None
    if len(found) > limits.entries:
        raise too_many(limits)
    kept = [info for info in found if not is_left_out(info.orig_filename)]
    outer = _outer_folder([info.orig_filename for info in kept])
    fault = path_fault(outer.removesuffix("/")) if outer else None
    if fault:
        raise refused(outer, fault)
    return [_entry(file, info, outer) for info in kept if info.orig_filename != outer]


def _entry(file: zipfile.ZipFile, info: zipfile.ZipInfo, outer: str) -> Entry:
    # What Python makes of a name (cut at a NUL, say) is not what another program would.
    written = info.orig_filename
    is_folder = written.endswith("/")
    path = (written[:-1] if is_folder else written).removeprefix(outer)
    fault = path_fault(path) or _fault(info)
    if fault is None and info.filename != written:
        fault = "its name is written in two ways in the zip; pack it anew"
    if fault:
        raise refused(path, fault)

    pieces = partial(_pieces, file, info, path)
    return Entry(path, is_folder, pieces, packed_bytes=info.compress_size)


def _pieces(file: zipfile.ZipFile, info: zipfile.ZipInfo, path: str) -> Iterator[bytes]:
    size = 0
    try:
        with file.open(info) as stream:
            while piece := stream.read(PIECE_BYTES):
                size += len(piece)
                yield piece
    except _BROKEN:
        size = -1
    if size != info.file_size:
        damaged = "it is damaged, or the zip says something untrue about it; pack it anew"
        raise refused(path, damaged)


def _fault(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & _ENCRYPTED:
        return "it is encrypted; pack it without a password"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if stat.S_ISLNK(kind) or info.external_attr & _REPARSE:
        return NO_LINKS
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return NO_SPECIALS
    if info.compress_type not in _PACKED_IN_WAYS:
        return "it is packed in an unusual way; pack it as plain zip (deflate)"
    return None


def _outer_folder(names: list[str]) -> str:
    """The pack's folder with its slash, where the zip holds that and not the files in it.

    That is how most systems pack a folder. Empty where there is none.
    """
    outer = {name.split("/")[0] for name in names}
    if len(outer) != 1:
        return ""
    folder = f"{outer.pop()}/"
    return folder if f"{folder}{MANIFEST}" in names else ""
