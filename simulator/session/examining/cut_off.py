"""Calls of an exam under way: which they are, what is kept from them, and which were cut off."""

from __future__ import annotations

from pathlib import Path

from simulator.ports import Attempt, PortError, Records
from simulator.practice import exam_parse
from simulator.practice.series import Series
from simulator.session.journal import JOURNAL_NAME, JournalError, read_journal
from simulator.session.recovery import LeftBehind, Unfinished, read_left_behind

KEPT_BACK = (
    "The call {id} belongs to an exam that is under way. Its result can be seen, and it can be "
    "changed or erased, once the exam has come to its end: rolecall exam --resume"
)


def was_cut_off(attempt: Attempt) -> bool:
    """Whether Rolecall was stopped during a call: its end then stands in no journal on disk."""
    try:
        text = (attempt.folder / JOURNAL_NAME).read_bytes().decode("utf-8", errors="replace")
        _, on_disk = read_journal(text)
        _, kept = read_journal(attempt.journal)
    except (OSError, JournalError):
        return False
    return len(on_disk) < len(kept)


def is_under_way(run: Series) -> bool:
    """Whether a run is an exam that can be gone on with.

    One of other calls than its exam has now cannot: nothing of it is kept back any more.
    """
    if run.kind != "exam" or run.finished_at is not None:
        return False
    try:
        return run.items == exam_parse.load_exam(run.exam).exam.items
    except LookupError:
        return False


def exams_under_way(records: Records) -> frozenset[str]:
    """The ids of the runs of exams that can be gone on with.

    Raises:
        PortError: the records cannot be read.
    """
    return frozenset(run.id for run in records.all_series() if is_under_way(run))


def is_in_exam_under_way(records: Records, attempt: Attempt) -> bool:
    """Whether a call is one of an exam that is not at its end."""
    if not attempt.occasion.is_exam:
        return False
    try:
        return attempt.occasion.series in exams_under_way(records)
    except PortError:
        return False


def hold_to_exams(records: Records, unfinished: Unfinished) -> None:
    """Keep a call from being erased that counts in an exam: else it could be made once more.

    Raises:
        PortError: it belongs to an exam that is under way.
    """
    try:
        occasion = read_left_behind(unfinished.folder).header.occasion
    except PortError:
        return  # nobody can tell any more to what it belongs
    if occasion.is_exam and occasion.series in exams_under_way(records):
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
