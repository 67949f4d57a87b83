"""On which occasion a call is made: by itself, in a drill, in an exam."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.practice.evidence import Setting


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where a call belongs: which series and which place in it; `seed` is what dealt it."""

    setting: Setting = "call"
    series: str = ""
    place: int = 0
    with_hints: bool = False
    seed: int | None = None
