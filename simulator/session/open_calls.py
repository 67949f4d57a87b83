"""Which calls were begun and not brought to an end: a mark for each, so that nobody asks them all.

With twenty thousand folders of calls, asking each whether it was finished takes longer than all
else on the first screen. The marks are believed as long as no folder has come or gone since they
were made, by the time that the system keeps for the folder around them: one that came from
elsewhere, out of a copy or by an earlier Rolecall, is found by asking all once more.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

STAMP_NAME = ".asked"
"""Holds the time of the folder of all calls when every one of them had been asked."""


class OpenCalls:
    """Marks beside `root`, in which the folders of calls lie; `is_open` asks one of them."""

    def __init__(self, root: Path, is_open: Callable[[Path], bool]) -> None:
        self._root = root
        self._marks = root.with_name(f"{root.name}.open")
        self._is_open = is_open

    @property
    def are_known(self) -> bool:
        """Whether there is a mark for every call that is open."""
        try:
            return (self._marks / STAMP_NAME).read_text(encoding="ascii") == self._now()
        except (OSError, ValueError):
            return False

    def names(self) -> list[str]:
        """The names of the folders with a mark."""
        if not self.are_known:
            return self._asked()
        return [mark.name for mark in self._marks.iterdir() if mark.name != STAMP_NAME]

    def add(self, name: str, *, were_known: bool) -> None:
        """A call has begun, and its folder was made; `were_known` is `are_known` before that."""
        with suppress(OSError):  # without a mark, all are asked
            self._marks.mkdir(mode=0o700, exist_ok=True)
            # Also where others are not known: another Rolecall may be about to say that all are.
            _write(self._marks / name, "")
            if were_known:
                self._stamp(self._now())

    def remove(self, name: str, *, were_known: bool = False) -> None:
        """A call has ended; with `were_known`, its folder is gone, and others were marked before.

        A mark that stays does no harm: its folder says that it has ended, too.
        """
        with suppress(OSError):
            (self._marks / name).unlink(missing_ok=True)
            if were_known:
                self._stamp(self._now())

    def erase(self) -> None:
        """Erase the marks."""
        shutil.rmtree(self._marks, ignore_errors=True)

    def _asked(self) -> list[str]:
        """Ask every folder, and make the marks."""
        now = self._now()
        names = [f.name for f in self._root.iterdir() if f.is_dir() and self._is_open(f)]
        with suppress(OSError):
            self._marks.mkdir(mode=0o700, exist_ok=True)
            for name in names:
                _write(self._marks / name, "")
            self._stamp(now)
        return names

    def _now(self) -> str:
        return str(self._root.stat().st_mtime_ns)

    def _stamp(self, moment: str) -> None:
        _write(self._marks / STAMP_NAME, moment)


def _write(path: Path, text: str) -> None:
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(number, "w", encoding="ascii") as file:
        file.write(text)
