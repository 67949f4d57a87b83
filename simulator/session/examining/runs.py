"""Beginning an exam, and going on with it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from simulator.ports import PortError
from simulator.practice import exam_parse
from simulator.practice.exam_parse import ExamFile
from simulator.practice.series import Series
from simulator.session.examining.examination import Examination

if TYPE_CHECKING:
    from simulator.session.desk import Desk

SEED: Final = 0
"""Nothing in an exam is left to chance: every run of it has the same calls in the same words."""
CERTIFICATION: Final = "certification"


class NoExam(PortError):
    """There is no such exam to begin or to go on with. Who asked for it is to blame."""


def begin(desk: Desk, exam_id: str = CERTIFICATION) -> Examination:
    """Begin an exam anew.

    Raises:
        NoExam: there is none of that name, or one of it is under way.
        PortError: something that it needs is not here, or nothing can be kept.
    """
    if under_way(desk, exam_id) is not None:
        raise NoExam(
            "This exam is under way. Go on with it: an exam is taken to its end before another one "
            "is begun."
        )
    examination = looked_at(desk, exam_id)
    examination.hold_to_library()
    desk.ports.records.keep_series(examination.run)
    return examination


def looked_at(desk: Desk, exam_id: str = CERTIFICATION) -> Examination:
    """An exam as it would be begun now; nothing is kept of it.

    Raises:
        NoExam: there is none of that name.
    """
    exam = _exam(exam_id)
    now = desk.practice.clock()
    run = Series(
        id=f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}",
        kind="exam",
        exam=exam.exam.id,
        seed=SEED,
        started_at=desk.practice.now(),
        items=exam.exam.items,
    )
    return Examination(desk, exam, run)


def resume(desk: Desk, exam_id: str = CERTIFICATION) -> Examination:
    """Go on with the exam that is under way, or look at the last one that has ended.

    Raises:
        NoExam: there is none of that name, or none was ever begun.
        PortError: something that it needs is not here.
    """
    exam = _exam(exam_id)
    run = under_way(desk, exam_id) or last_ended(desk, exam_id)
    if run is None:
        raise NoExam(f"No exam “{exam.exam.title}” has been begun yet.")
    examination = Examination(desk, exam, run)
    if run.finished_at is None:
        examination.hold_to_library()
    return examination


def under_way(desk: Desk, exam_id: str = CERTIFICATION) -> Series | None:
    """The run of an exam that is not at its end; one of other calls than it has now is none."""
    items = _exam(exam_id).exam.items
    return next(
        (run for run in _runs(desk, exam_id) if run.finished_at is None and run.items == items),
        None,
    )


def last_ended(desk: Desk, exam_id: str = CERTIFICATION) -> Series | None:
    """The last run of an exam that came to its end."""
    return next((run for run in _runs(desk, exam_id) if run.finished_at is not None), None)


def _exam(exam_id: str) -> ExamFile:
    try:
        return exam_parse.load_exam(exam_id)
    except LookupError as error:
        raise NoExam(str(error)) from error


def _runs(desk: Desk, exam_id: str) -> Iterator[Series]:
    for run in desk.ports.records.all_series():
        if run.kind == "exam" and run.exam == exam_id:
            yield run
