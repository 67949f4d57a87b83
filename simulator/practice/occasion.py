"""On which occasion a call is made: by itself, or in a drill or an exam."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Setting = Literal["call", "free_play", "exam", "power_hour", "quick_choice", "one_part"]
WHOLE_CALLS: Final[frozenset[Setting]] = frozenset({"call", "free_play", "exam", "power_hour"})
"""Where a call goes from ring to grade. Other drills show one decision, or a part of a message."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """In which setting a call is made, and as which item of which series.

    `series` is the id of the drill or the exam, "" for a call by itself, and `place` its number in
    there, from 0. `with_hints` says whether any hint was taken. `seed` is the number by which
    chance dealt the call, where it was dealt.

    Raises:
        ValueError: `place` is below 0.
    """

    setting: Setting = "call"
    series: str = ""
    place: int = 0
    with_hints: bool = False
    seed: int | None = None

    def __post_init__(self) -> None:
        if self.place < 0:
            raise ValueError(f"place is {self.place}; it begins at 0")

    @property
    def is_exam(self) -> bool:
        """Whether the call is one of an exam."""
        return self.setting == "exam"


BY_ITSELF: Final = Occasion()
"""A call that somebody chose, without a hint."""
