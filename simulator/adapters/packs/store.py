"""Add, list, verify and remove packs."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from simulator.adapters.packs.entries import opened
from simulator.adapters.packs.folders import (
    NEW,
    OLD,
    erase,
    held,
    installed_folders,
    packs_in,
    put_away,
)
from simulator.adapters.packs.hashes import damage_of, hold_to_its_lists, write_list
from simulator.adapters.packs.unpacking import entries_of, unpack
from simulator.scenario.marked_yaml import MAX_BYTES
from simulator.scenario.pack import (
    LIMITS,
    Limits,
    Manifest,
    PackRefused,
    parse_manifest,
    replacing_fault,
)
from simulator.scenario.pack_paths import MANIFEST, YAML
from simulator.scenario.pack_sums import Damage
from simulator.scenario.problem import ProblemsFound, did_you_mean, listed

Check = Callable[[Path, Manifest], None]
"""Looks at an unpacked pack, and raises ProblemsFound or PackRefused where it will not do."""


@dataclass(frozen=True, slots=True)
class InstalledPack:
    """A pack as it lies there; `manifest` is None where that cannot be read any more."""

    name: str
    folder: Path
    manifest: Manifest | None

    def count(self, kind: str) -> int:
        """How many YAML files lie in one of its folders."""
        try:
            names = [path.name for path in (self.folder / kind).iterdir()]
        except OSError:
            return 0
        return sum(name.lower().endswith(YAML) and not name.startswith(".") for name in names)

    def damage(self) -> Damage:
        """What is not as it was installed. Reads every file."""
        return damage_of(self.folder)


@dataclass(frozen=True, slots=True)
class Added:
    """A pack that was installed, and the one whose place it took."""

    pack: InstalledPack
    manifest: Manifest
    replaced: InstalledPack | None


class PackStore:
    """The packs below one folder."""

    def __init__(self, root: Path, limits: Limits = LIMITS) -> None:
        self._root = root
        self._limits = limits

    def installed(self) -> tuple[InstalledPack, ...]:
        """All packs, by name."""
        return tuple(_pack_in(folder) for folder in installed_folders(self._root))

    def find(self, name: str) -> InstalledPack:
        """The pack of a name.

        Raises:
            PackRefused: there is none.
        """
        return _the_one(name, installed_folders(self._root))

    def add(self, source: Path, check: Check, *, replace: bool = False) -> Added:
        """Install a pack from a folder or a zip, after everything in it has been checked.

        Raises:
            PackRefused: it will not do; nothing is changed.
            ProblemsFound: the same, for what is wrong inside its files.
            OSError: it cannot be written; nothing is changed.
        """
        entries = entries_of(source, self._limits)
        with held(self._root):
            fresh = Path(tempfile.mkdtemp(prefix=NEW, dir=self._root))
            try:
                sums = unpack(entries, fresh, self._limits)
                manifest = _manifest_in(fresh)
                replaced = self._room_for(manifest, replace=replace)
                hold_to_its_lists(fresh, sums)
                check(fresh, manifest)
                write_list(fresh, sums)
                self._put_into_place(fresh, manifest.name)
            finally:
                erase(fresh)
        pack = InstalledPack(manifest.name, self._root / manifest.name, manifest)
        return Added(pack, manifest, replaced)

    def remove(self, name: str) -> InstalledPack:
        """Erase a pack.

        Raises:
            PackRefused: there is none of this name.
            OSError: it cannot be erased.
        """
        with held(self._root):
            pack = _the_one(name, packs_in(self._root))
            put_away(pack.folder)
        return pack

    def _room_for(self, manifest: Manifest, *, replace: bool) -> InstalledPack | None:
        there = [_pack_in(p) for p in packs_in(self._root) if p.name == manifest.name]
        if not there:
            return None
        fault = replacing_fault(manifest, there[0].manifest, replace=replace)
        if fault:
            raise PackRefused(fault)
        return there[0]

    def _put_into_place(self, fresh: Path, name: str) -> None:
        place, old = self._root / name, self._root / f"{OLD}{name}"
        if place.exists():
            place.rename(old)
        try:
            fresh.rename(place)
        except OSError:
            if old.exists():
                old.rename(place)
            raise
        if old.exists():
            with suppress(OSError):  # it is tried again next time; the new one is in its place
                put_away(old)


def _the_one(name: str, folders: Iterable[Path]) -> InstalledPack:
    by_name = {folder.name: folder for folder in folders}
    if name not in by_name:
        there = f"There is {listed(by_name)}." if by_name else "No pack is installed."
        raise PackRefused(f"There is no pack `{name}`{did_you_mean(name, by_name)}. {there}")
    return _pack_in(by_name[name])


def _pack_in(folder: Path) -> InstalledPack:
    manifest = None
    with suppress(PackRefused, ProblemsFound, OSError):
        manifest = _manifest_in(folder)
    return InstalledPack(folder.name, folder, manifest)


def _manifest_in(folder: Path) -> Manifest:
    try:
        with opened(folder / MANIFEST) as file:
            text = file.read(MAX_BYTES + 1).decode("utf-8")
    except FileNotFoundError:
        raise PackRefused(
            f"There is no {MANIFEST} at its top, which says the pack's name, version, author, "
            "licence and description."
        ) from None
    except UnicodeDecodeError:
        raise PackRefused(f"{MANIFEST}: this is not UTF-8 text; save the file as UTF-8.") from None
    return parse_manifest(text)
