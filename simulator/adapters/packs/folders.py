"""The folder of all packs: which are installed, and what a crash left half done.

Each pack is a folder by its name. One that is about to come or go has a name that begins with a
point, and is no pack:

- `.new-...` is being filled; left behind, it is erased;
- `.gone-...` is being erased; left behind, it is erased;
- `.old-NAME` makes room for another of its name: left behind, it goes back where there is none.

Whoever makes or erases one of these holds the lock, so what is there while the lock is free was
left behind.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from simulator.scenario.pack import PackRefused
from simulator.session.file_lock import lock

NEW, GONE, OLD = ".new-", ".gone-", ".old-"
LOCK_NAME: Final = ".lock"
BUSY: Final = "Another Rolecall is adding or removing a pack; try again when it has done."


def installed_folders(root: Path) -> tuple[Path, ...]:
    """The folders of the installed packs, by name. What a crash left half done is put right."""
    with suppress(OSError, PackRefused):
        if any(_is_left_behind(path) for path in root.iterdir()):
            with held(root):
                pass
    return packs_in(root)


def packs_in(root: Path) -> tuple[Path, ...]:
    """The folders of the installed packs, by name. Changes nothing."""
    try:
        found = sorted(root.iterdir())
    except OSError:
        return ()
    return tuple(
        path
        for path in found
        if not path.name.startswith(".") and path.is_dir() and not path.is_symlink()
    )


@contextmanager
def held(root: Path) -> Iterator[None]:
    """Keep all other Rolecalls from changing packs; first put right what a crash left half done.

    Raises:
        PackRefused: another one is at it.
        OSError: the folder cannot be made or written.
    """
    for private in (root.parent, root):
        private.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(root / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not lock(file):
            raise PackRefused(BUSY)
        _tidy(root)
        yield
    finally:
        os.close(file)


def _is_left_behind(path: Path) -> bool:
    return path.name.startswith((NEW, GONE, OLD))


def _tidy(root: Path) -> None:
    for path in sorted(root.iterdir()):
        if not _is_left_behind(path):
            continue
        place = root / path.name.removeprefix(OLD)
        if not path.name.startswith(OLD):
            erase(path)
        elif place.exists():
            with suppress(OSError):  # it is held by another program: next time
                put_away(path)
        else:
            path.rename(place)


def put_away(folder: Path) -> None:
    """Take a folder out of its place, whole, and erase it as far as that can be done now.

    What is left of it has a name by which it never comes back.

    Raises:
        OSError: it stays in its place.
    """
    gone = Path(tempfile.mkdtemp(prefix=GONE, dir=folder.parent))
    try:
        folder.rename(gone / folder.name)
    finally:
        erase(gone)


def erase(folder: Path) -> None:
    """Erase a folder with all that is in it; what cannot be erased now is tried again next time."""
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
