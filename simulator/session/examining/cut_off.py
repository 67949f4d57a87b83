"""Calls of an exam that were cut off: which they are, and how one is known afterwards."""

from __future__ import annotations

from pathlib import Path

from simulator.ports import Attempt, PortError, Records
from simulator.practice.series import Series
from simulator.session.journal import JOURNAL_NAME, JournalError, read_journal
from simulator.session.recovery import LeftBehind, Unfinished, read_left_behind


def was_cut_off(attempt: Attempt) -> bool:
    """Whether Rolecall was stopped during a call: its end then stands in no journal on disk."""
    try:
        text = (attempt.folder / JOURNAL_NAME).read_bytes().decode("utf-8", errors="replace")
        _, on_disk = read_journal(text)
        _, kept = read_journal(attempt.journal)
    except (OSError, JournalError):
        return False
    return len(on_disk) < len(kept)


def is_in_exam_under_way(records: Records, attempt: Attempt) -> bool:
    """Whether a call is one of an exam that is not at its end."""
    if not attempt.occasion.is_exam:
        return False
    try:
        run = records.series(attempt.occasion.series)
    except PortError:
        return False
    return run is not None and run.finished_at is None


def hold_to_exams(records: Records, unfinished: Unfinished) -> None:
    """Keep a call from being erased that counts in an exam: else it could be made once more.

    Raises:
        PortError: it belongs to an exam that is under way.
    """
    try:
        occasion = read_left_behind(unfinished.folder).header.occasion
    except PortError:
        return  # nobody can tell any more to what it belongs
    run = records.series(occasion.series) if occasion.is_exam else None
    if run is not None and run.finished_at is None:
        raise PortError(
            "This call belongs to the exam that is under way, in which it counts as far as it "
            "went; so it is not erased. Go on with the exam."
        )


def left_of(folder: Path, run: Series) -> LeftBehind | None:
    """What lies in the folder of a call of this run that was cut off; None: of another one."""
    try:
        left = read_left_behind(folder)
    except PortError:
        return None
    return left if left.header.occasion.series == run.id else None
