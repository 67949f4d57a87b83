"""Where evidence of a drill belongs: which item of which series, and when it was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Done:
    """One item that is done. `attempt` is its own id, `finished_at` ISO 8601 with the zone."""

    attempt: str
    finished_at: str
    series: str
    place: int

    def fields(self) -> dict[str, Any]:
        """The fields of evidence that say where it belongs."""
        return {"series": self.series, "place": self.place}
