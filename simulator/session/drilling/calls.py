"""Whole calls, one after the other: against the clock, or drawn by chance until the rep stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from simulator.practice import calls_summary
from simulator.practice.dealing import reshuffled
from simulator.session.drilling.drills import HOUR_SECONDS
from simulator.session.drilling.run import Run

if TYPE_CHECKING:
    from simulator.ports import Attempt, ScenarioFile
    from simulator.practice.sections import Summary


class Calls(Run):
    """A run of whole calls. Methods that keep something block."""

    @property
    def is_timed(self) -> bool:
        """Whether it runs against the clock, without feedback until the end."""
        return self.drill.kind == "power_hour"

    @property
    def left_seconds(self) -> float | None:
        """How much is left on the clock; None where there is no limit."""
        return max(0.0, HOUR_SECONDS - self.spent_seconds) if self.is_timed else None

    @property
    @override
    def is_over(self) -> bool:
        return self.left_seconds == 0 or super().is_over

    def take(self, attempt: Attempt, file: ScenarioFile | None) -> str:
        """A call of this run was graded; what did not work, or "". Of another run, nothing."""
        if attempt.occasion.series != self.series.id:
            return ""
        practice = self.desk.practice
        evidence = (
            practice.shown_by(attempt) if file is None else practice.evidence_of(attempt, file)
        )
        if evidence is None:
            return ""
        return self.add(evidence, is_kept=True)

    def deal_on(self) -> str:
        """Where all were called and there is no end to it, shuffle them once more."""
        if self.drill.number is not None or self.place is not None or not self.series.items:
            return ""
        again = reshuffled(self.series.items, self.series.seed)
        self.series = self.series.model_copy(update={"items": (*self.series.items, *again)})
        return self._keep_series()

    @override
    def end(self) -> str:
        """Free play is over when it is left; a power hour can be gone on with."""
        if self.drill.number is None and self.series.finished_at is None:
            self._finish()
        return super().end()

    @override
    def summary(self) -> Summary:
        of = None if self.drill.number is None else self.number
        skills, spent = self.desk.practice.skills, self.spent_seconds
        return calls_summary.told(self.done, self.before(), of, spent, skills)
