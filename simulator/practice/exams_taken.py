"""The exams that a rep has taken, and how each went, for whoever looks at progress."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simulator.practice.dates import instant, local_date
from simulator.practice.evidence import Evidence
from simulator.practice.exam import CallMade, Exam, judged, made_so_far
from simulator.practice.series import Series


@dataclass(frozen=True, slots=True)
class ExamTaken:
    """One exam that is over. `date` is that of the wall, when it was ended.

    `calls` says how many were passed, or "". `score` is that of WHERE on average, 0 to 100, or None
    where none was measured. `file` is the name of its sealed result, or "" where that is not known.
    """

    title: str
    date: str
    passed: bool
    score: float | None
    calls: str = ""
    file: str = ""


def exams_taken(
    runs: Iterable[Series], evidence: Iterable[Evidence], exams: Mapping[str, Exam]
) -> tuple[ExamTaken, ...]:
    """Every exam that was ended, in their order, by what is remembered of its calls.

    A run whose calls are not (or no longer) those of an exam is left out: nothing can be said.
    """
    known = [one for one in evidence if one.setting == "exam"]
    ended = [
        (run.finished_at, run)
        for run in runs
        if run.finished_at is not None and run.exam in exams and run.items == exams[run.exam].items
    ]
    ended.sort(key=lambda one: instant(one[0]))
    return tuple(_taken(at, run, known, exams[run.exam]) for at, run in ended)


def _taken(at: str, run: Series, evidence: list[Evidence], exam: Exam) -> ExamTaken:
    made = made_so_far(run, evidence)
    result = judged(exam, [CallMade.shown_by(one) for one in made.values()])
    calls = f"{result.passed_calls} of {result.calls} passed"
    return ExamTaken(exam.title, local_date(at), result.passed, result.where, calls)
