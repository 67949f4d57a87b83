"""What a report is about: whose progress, what comes next, and the exams that were taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulator.practice.progress import Progress


@dataclass(frozen=True, slots=True)
class ExamTaken:
    """One exam. `date` is that of the wall, `score` 0 to 100 or None where none was measured.

    `file` is the name of its sealed result file, "" where there is none.
    """

    title: str
    date: str
    passed: bool
    score: float | None
    file: str = ""


@dataclass(frozen=True, slots=True)
class Reported:
    """A rep's progress and what it does not hold itself.

    `name` is the rep's, or "". `next_title` is the title of the scenario that is next, or "" where
    there is none. `exams` are in the order in which they were taken.
    """

    progress: Progress
    name: str = ""
    next_title: str = ""
    exams: tuple[ExamTaken, ...] = ()

    @staticmethod
    def of(
        progress: Progress,
        title_of: Callable[[str], str],
        name: str = "",
        exams: tuple[ExamTaken, ...] = (),
    ) -> Reported:
        """A report of some progress; `title_of` gives the title of a scenario by its id."""
        drawn = progress.next_call
        title = "" if drawn is None else title_of(drawn.scenario)
        return Reported(progress, name, title, exams)
