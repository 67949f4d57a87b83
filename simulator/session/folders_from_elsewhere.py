"""Folders of calls that are taken in from elsewhere: whole, or gone again after a crash."""

from __future__ import annotations

import shutil
from collections.abc import Container
from contextlib import suppress
from pathlib import Path

from simulator.ports import PortError
from simulator.session.attempt_folders import FINISHED_NAME, AttemptFolders, make_private

IMPORTING_NAME = "importing"
"""Stands in a folder that is being taken in until its result is kept."""
STAGING = ".import-"
"""How the folders begin in which others are unpacked."""


class FoldersFromElsewhere(AttemptFolders):
    """All attempts' folders, and how others come among them."""

    def finished(self) -> list[Path]:
        """The folders of calls that were brought to their end, the oldest first."""
        return [
            mark.parent
            for mark in sorted(self.root.glob(f"*/{FINISHED_NAME}"))
            if not (mark.parent / IMPORTING_NAME).exists() and not mark.parent.is_symlink()
        ]

    def take_in(self, attempt_id: str, source: Path) -> None:
        """Move a folder from elsewhere on this disk into the place of a call that has none.

        Until `taken_in`, it counts as half done.

        Raises:
            PortError: there is a folder of this name already.
            OSError: it cannot be moved.
        """
        place = self.path(attempt_id)
        if place.exists():
            raise PortError(f"There is already a call in {place}; it is left alone.")
        for name in (IMPORTING_NAME, FINISHED_NAME):
            make_private(source / name)
        source.rename(place)

    def taken_in(self, attempt_id: str) -> None:
        """The result of a call from elsewhere is kept."""
        with suppress(OSError):
            (self.path(attempt_id) / IMPORTING_NAME).unlink()

    def undo_half_done(self, kept_ids: Container[str]) -> None:
        """Erase folders that were being taken in when Rolecall died, unless their result is kept.

        To be called by nobody but who takes in others now, one at a time.

        Raises:
            PortError: one cannot be erased.
        """
        for staging in self.root.glob(f"{STAGING}*"):
            shutil.rmtree(staging, ignore_errors=True)
        for mark in self.root.glob(f"*/{IMPORTING_NAME}"):
            if mark.parent.name in kept_ids:
                self.taken_in(mark.parent.name)
            else:
                self.discard(mark.parent)
