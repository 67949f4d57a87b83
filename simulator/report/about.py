"""What a report is about: whose progress, what comes next, and the exams that were taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulator.practice.exams_taken import ExamTaken
from simulator.practice.progress import Progress


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
