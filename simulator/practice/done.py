"""One item of a drill that is done: what its evidence is kept under."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.practice.occasion import Occasion


@dataclass(frozen=True, slots=True)
class Done:
    """One item that is done. `attempt` is its own id, `finished_at` ISO 8601 with the zone."""

    attempt: str
    finished_at: str
    occasion: Occasion
