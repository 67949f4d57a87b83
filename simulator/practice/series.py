"""A run of a drill or an exam: what was dealt, and how far it is."""

from __future__ import annotations

from simulator.practice.evidence import Setting
from simulator.scenario.model import Value


class Item(Value):
    """One thing that was dealt. `line` is that of a quick choice: whose greeting is heard."""

    scenario: str
    variant: int = 0
    line: str = ""


class Series(Value):
    """A run. An item is done when evidence with its series and place is kept.

    `part` is that of a one-part drill and `exam` the id of an exam; `spent_seconds` are on the
    clock, pauses left out. Moments are ISO 8601 with the zone.
    """

    id: str
    kind: Setting
    part: str = ""
    exam: str = ""
    seed: int
    started_at: str
    items: tuple[Item, ...]
    spent_seconds: float = 0.0
    finished_at: str | None = None
