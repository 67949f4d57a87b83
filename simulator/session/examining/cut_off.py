"""Calls of an exam that were cut off: which they are, and how one is known afterwards."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.ports import Attempt, PortError
from simulator.practice.series import Series
from simulator.session.journal import JOURNAL_NAME, JournalError, read_journal
from simulator.session.recovery import LeftBehind, Unfinished, read_left_behind

if TYPE_CHECKING:
    from simulator.session.desk import Desk


def was_cut_off(attempt: Attempt) -> bool:
    """Whether Rolecall was stopped during a call: its end then stands in no journal on disk."""
    try:
        text = (attempt.folder / JOURNAL_NAME).read_bytes().decode("utf-8", errors="replace")
        _, on_disk = read_journal(text)
        _, kept = read_journal(attempt.journal)
    except (OSError, JournalError):
        return False
    return len(on_disk) < len(kept)


def is_under_way(desk: Desk, unfinished: Unfinished) -> bool:
    """Whether a call that was cut off belongs to an exam that is under way."""
    with suppress(PortError):
        left = read_left_behind(unfinished.folder)
        occasion = left.header.occasion
        run = desk.ports.records.series(occasion.series) if occasion.setting == "exam" else None
        return run is not None and run.finished_at is None
    return False


def left_of(folder: Path, run: Series) -> LeftBehind | None:
    """What lies in the folder of a call of this run that was cut off; None: of another one."""
    try:
        left = read_left_behind(folder)
    except PortError:
        return None
    return left if left.header.occasion.series == run.id else None
