"""Which files lie in folders, and by what one sees that something in them has changed."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from simulator.adapters.scenario_files.reading import ENDINGS, yaml_files
from simulator.adapters.scenario_files.shelf import Shelf
from simulator.scenario.pack_paths import SOUNDS

Stamps = dict[Path, tuple[int, int]]
"""When each file was written last, and its size: one that changes has another stamp."""


def all_files(folders: Iterable[Path], shelf: Shelf) -> list[Path]:
    """The YAML files of all folders, or files that stand for folders; troubles are told there."""
    found: list[Path] = []
    for folder in folders:
        try:
            found += [folder] if folder.is_file() else yaml_files(folder)
        except OSError as error:
            shelf.unlisted.append(f"The folder {folder} cannot be used: {error.strerror}.")
    return found


def distinct(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Folders, and files that stand for folders, each once, however its path is written."""
    once: dict[Path, Path] = {}
    for folder in folders:
        once.setdefault(folder.resolve(), folder)
    return tuple(
        path
        for resolved, path in once.items()
        if not (resolved.is_file() and resolved.parent in once)
    )


def stamps(folders: Iterable[Path]) -> Stamps:
    """Those of all scenarios, voices and sounds in some folders, or beside files that stand there.

    What cannot be read has none.
    """
    found: Stamps = {}
    for folder in folders:
        alone = folder.is_file()
        with suppress(OSError):
            for path in (folder.parent if alone else folder).iterdir():
                ending = path.suffix.lower()
                if ending in SOUNDS or (path == folder if alone else ending in ENDINGS):
                    with suppress(OSError):  # it went away in between
                        status = path.stat()
                        found[path] = status.st_mtime_ns, status.st_size
    return found
