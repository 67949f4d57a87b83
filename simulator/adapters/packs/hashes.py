"""The list of hashes beside an installed pack's files, and what differs from it now."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from simulator.adapters.packs.entries import PIECE_BYTES, is_link, opened
from simulator.scenario.pack import PackRefused
from simulator.scenario.pack_paths import INSTALLED_SUMS, SHIPPED_SUMS, is_left_out
from simulator.scenario.pack_sums import MAX_BYTES, Damage, compared, parse_sums, sums_text
from simulator.scenario.problem import ProblemsFound

NO_HASH = ""
"""Stands for the hash of what is no plain file, or cannot be read: it is like no other."""


def damage_of(folder: Path) -> Damage:
    """What in an installed pack is not as it was installed. Reads every file.

    Without a usable list, the list itself is named, and nothing else can be said.
    """
    try:
        listed = _read_list(folder / INSTALLED_SUMS)
    except FileNotFoundError:
        return Damage(missing=(INSTALLED_SUMS,))
    except (OSError, ProblemsFound):
        return Damage(changed=(INSTALLED_SUMS,))
    try:
        found = dict(_hashed(folder, ""))
    except OSError as error:
        return Damage(missing=(str(error.filename or folder),))
    return compared(listed, found, but={INSTALLED_SUMS})


def write_list(folder: Path, sums: Mapping[str, str]) -> None:
    """Write the list of a pack that is about to be installed.

    Raises:
        OSError: it cannot be written.
    """
    path = folder / INSTALLED_SUMS
    path.unlink(missing_ok=True)
    kept = {file: hash_ for file, hash_ in sums.items() if file != INSTALLED_SUMS}
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8", newline="\n") as file:
        file.write(sums_text(kept))


def hold_to_its_lists(folder: Path, sums: Mapping[str, str]) -> None:
    """Compare an unpacked pack with the lists that it brings.

    Raises:
        PackRefused: it differs from one, which says so with every file.
        ProblemsFound: one is not such a list.
    """
    for name, but in (
        (SHIPPED_SUMS, {SHIPPED_SUMS, INSTALLED_SUMS}),
        (INSTALLED_SUMS, {INSTALLED_SUMS}),
    ):
        if name in sums:
            damage = compared(_read_list(folder / name), sums, but=but)
            if damage:
                raise PackRefused(f"It is not what its {name} lists.", *damage.told())


def _read_list(path: Path) -> dict[str, str]:
    with opened(path) as file:
        data = file.read(MAX_BYTES + 1)
    return parse_sums(data.decode("utf-8", "replace"), path.name)


def _hashed(folder: Path, above: str) -> Iterator[tuple[str, str]]:
    with os.scandir(folder) as listing:
        for item in listing:
            path = f"{above}{item.name}"
            status = item.stat(follow_symlinks=False)
            if is_left_out(path):
                continue
            if stat.S_ISDIR(status.st_mode) and not is_link(status):
                yield from _hashed(folder / item.name, f"{path}/")
            else:
                yield path, _hash(folder / item.name)


def _hash(path: Path) -> str:
    hashed = hashlib.sha256()
    try:
        with opened(path) as file:
            while piece := file.read(PIECE_BYTES):
                hashed.update(piece)
    except OSError:
        return NO_HASH
    return hashed.hexdigest()
