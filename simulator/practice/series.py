"""A run of a drill or of an exam: what was dealt for it, and how much of the clock is spent.

Which items are done is not told here. An item is done when its evidence is kept: so a run that was
cut off at any moment goes on where it really was.
"""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from simulator.practice.evidence import MOST, Evidence, Moment
from simulator.practice.occasion import Setting
from simulator.scenario.model import Value


class Item(Value):
    """One item: a scenario in one of its variants, and of a quick choice the line to be heard."""

    scenario: str
    variant: int = Field(default=0, ge=0, le=MOST)
    line: str = ""


class Series(Value):
    """A run. `part` is that of a drill of one part, `exam` the id of an exam.

    `spent_seconds` are those on its clock, pauses left out; `finished_at` is None while it can be
    gone on with.
    """

    id: str
    kind: Setting
    part: str = ""
    exam: str = ""
    seed: int
    started_at: Moment
    items: tuple[Item, ...]
    spent_seconds: float = Field(default=0.0, ge=0)
    finished_at: Moment | None = None

    def places_left(self, done: Iterable[Evidence]) -> tuple[int, ...]:
        """The places of the items for which there is no evidence yet, in their order."""
        places = {one.place for one in done if one.series == self.id}
        return tuple(place for place in range(len(self.items)) if place not in places)
