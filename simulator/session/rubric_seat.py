"""By which rules calls are graded at a desk."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.grading.registry import installed
from simulator.grading.rubric import Rubric, load_rubric, shipped_ids
from simulator.grading.rules_told import RuleTold, rules_told
from simulator.ports import Ports
from simulator.practice.occasion import Occasion
from simulator.session.seat import Seat
from simulator.settings import Places, Preferences


class RubricSeat(Seat):
    """A seat with a rubric to be graded by, which can be changed for another."""

    def __init__(
        self, ports: Ports, places: Places, preferences: Preferences, rubric: Rubric
    ) -> None:
        """`rubric` grades every call begun here."""
        super().__init__(places, preferences)
        self.ports = ports
        self.rubric = rubric

    def rubric_for(self, occasion: Occasion) -> Rubric:
        """The one by which a call is graded: in an exam the exam's, whatever its rep prefers."""
        run = self.ports.records.series(occasion.series) if occasion.setting == "exam" else None
        if run is None:
            return self.rubric
        from simulator.practice.exam_parse import load_exam

        try:
            name = load_exam(run.exam).exam.rubric
            return self.ports.library.rubrics().get(name) or load_rubric(name)
        except LookupError:
            return self.rubric

    def rules(self) -> Iterator[RuleTold]:
        """The rules by which calls are graded now, in words."""
        return rules_told(self.rubric, installed())

    @property
    def rubric_ids(self) -> tuple[str, ...]:
        """The rubrics to choose from: those that come with Rolecall, then those of packs."""
        return (*shipped_ids(), *self.ports.library.rubrics())

    def prefer_next_rubric(self) -> None:
        """Grade by the next of the rubrics to choose from, in later calls too."""
        ids = self.rubric_ids
        at = ids.index(self.rubric.id) if self.rubric.id in ids else -1
        self.prefer_rubric(ids[(at + 1) % len(ids)])

    def prefer_rubric(self, id_: str) -> None:
        """Grade by one of the rubrics to choose from, in later calls too."""
        self.rubric = self.ports.library.rubrics().get(id_) or load_rubric(id_)
        self.prefer(rubric=id_)
