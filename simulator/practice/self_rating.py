"""Would you call you back? A rep's own answer, before any score, and how far it is from the grade.

Asked before feedback, and answered with how sure one is, because a self-rating without the right
answer beside it makes judgement worse (the learning rules of the doctrine).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from simulator.grading.score import Scorecard

LEAST_SURE_PERCENT: Final = 50
MOST_SURE_PERCENT: Final = 100
SURE_STEP_PERCENT: Final = 10
FIRST_SURE_PERCENT: Final = 70
"""Where the question begins: surer than a coin, not yet certain."""

Agreement = Literal["agree", "too kind", "too hard"]


@dataclass(frozen=True, slots=True)
class SelfRating:
    """A rep's answer: whether they would call back, and how sure they are, 50 to 100 percent.

    `deleted_at_seconds` is where in the message they would have deleted it, None where nowhere.

    Raises:
        ValueError: a figure outside its range.
    """

    would_call_back: bool
    sure_percent: int
    deleted_at_seconds: float | None = None

    def __post_init__(self) -> None:
        if not LEAST_SURE_PERCENT <= self.sure_percent <= MOST_SURE_PERCENT:
            raise ValueError(f"sure_percent is {self.sure_percent}; it goes from 50 to 100")
        if self.deleted_at_seconds is not None and not self.deleted_at_seconds >= 0:
            raise ValueError(f"deleted_at_seconds is {self.deleted_at_seconds}; it begins at 0")

    @property
    def call_back_percent(self) -> int:
        """How likely a call back is by the rep's own answer, 0 to 100."""
        return self.sure_percent if self.would_call_back else 100 - self.sure_percent


def surer(percent: int, steps: int) -> int:
    """So many steps surer, or less sure where `steps` is negative; it stays in its range."""
    moved = percent + steps * SURE_STEP_PERCENT
    return min(max(moved, LEAST_SURE_PERCENT), MOST_SURE_PERCENT)


def agreement(rating: SelfRating, scorecard: Scorecard) -> Agreement | None:
    """How the answer stands to the grade; None where the grade does not say, or says perhaps."""
    graded = scorecard.score.would_call_back
    if graded is None or graded == "maybe":
        return None
    if rating.would_call_back == (graded == "yes"):
        return "agree"
    return "too kind" if rating.would_call_back else "too hard"
