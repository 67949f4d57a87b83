"""Which calls were begun and not brought to an end: a mark for each, so that nobody looks at all.

With twenty thousand folders of calls, asking each whether it was finished takes longer than all
else on the first screen. Where there are no marks yet, the folders are asked once.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

OPEN_NAME = ".open"


class OpenCalls:
    """Marks beside the folders below `root`; `is_open` asks a folder that has none."""

    def __init__(self, root: Path, is_open: Callable[[Path], bool]) -> None:
        self._root = root
        self._marks = root / OPEN_NAME
        self._is_open = is_open

    def names(self) -> list[str]:
        """The names of the folders with a mark."""
        if not self._marks.is_dir():
            return self._looked_up()
        return [mark.name for mark in self._marks.iterdir()]

    def add(self, name: str) -> None:
        """A call has begun; its folder is there already.

        Raises:
            OSError: the mark cannot be made.
        """
        if not self._marks.is_dir():
            self._looked_up()
        _touch(self._marks / name)

    def remove(self, name: str) -> None:
        """A call has ended. A mark that stays does no harm: its folder says so, too."""
        with suppress(OSError):
            (self._marks / name).unlink()

    def _looked_up(self) -> list[str]:
        """Ask every folder, and make the marks, all at once."""
        names = [f.name for f in self._root.iterdir() if f.is_dir() and self._is_open(f)]
        with suppress(OSError):
            fresh = Path(tempfile.mkdtemp(prefix=f"{OPEN_NAME}-", dir=self._root))
            try:
                for name in names:
                    _touch(fresh / name)
                fresh.rename(self._marks)  # fails where another Rolecall was faster
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
        return names


def _touch(mark: Path) -> None:
    os.close(os.open(mark, os.O_WRONLY | os.O_CREAT, 0o600))
