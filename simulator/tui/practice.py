"""Reading a message aloud before the call, with a clock: what the clock says. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from simulator.grading.rubric import Rubric

LENGTH: Final = "length"
"""The criterion whose band is the good one."""


@dataclass(frozen=True, slots=True)
class GoodLength:
    """From how many seconds to how many a message has a good length; None: no such edge."""

    from_seconds: float | None = None
    to_seconds: float | None = None

    @classmethod
    def of(cls, rubric: Rubric) -> GoodLength:
        """What a rubric calls good; a rubric may have nothing to say about length."""
        weighing = rubric.weighings.get(LENGTH)
        if weighing is None or weighing.bands is None:
            return cls()
        return cls(weighing.bands.green_from, weighing.bands.green_to)

    @property
    def words(self) -> str:
        """The band in words, or ""."""
        low, high = self.from_seconds, self.to_seconds
        if low is not None and high is not None:
            return f"good: {low:g} to {high:g} s"
        if high is not None:
            return f"good: up to {high:g} s"
        return f"good: from {low:g} s" if low is not None else ""


def under_way(seconds: float, good: GoodLength) -> str:
    """The clock while somebody reads."""
    band = f" ({good.words})" if good.words else ""
    return f"Reading aloud: {_seconds(seconds)}{band}. Press p when you are done."


def read_in(seconds: float, good: GoodLength) -> str:
    """How long the reading took, and what that means."""
    took = f"That took {_seconds(seconds)}"
    # What is shown decides: "30 seconds" must not be too long where 30 is good.
    shown = round(seconds)
    if not good.words:
        return f"{took}."
    if good.from_seconds is not None and shown < good.from_seconds:
        return f"{took}: a little short ({good.words}). There is room for a reason."
    if good.to_seconds is not None and shown > good.to_seconds:
        return f"{took}: too long ({good.words}). What could go?"
    return f"{took}: a good length ({good.words})."


def _seconds(seconds: float) -> str:
    whole = round(seconds)
    return "1 second" if whole == 1 else f"{whole} seconds"
