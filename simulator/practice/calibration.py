"""How well a rep's own answer fits the grade: would you call you back, and how sure are you?

The Brier score (Brier 1950, "Verification of forecasts expressed in terms of probability") is the
mean squared distance between the percent that was given and what came out, 0 to 1: 0 is perfect,
and who always says 50 % gets 0.25. Calls that were graded "maybe" are left out, since they came out
neither way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from simulator.practice.standing import Share, Standing

PERCENT: Final = 100
EVENS: Final = 50
ENOUGH: Final = 10
"""Of fewer answers nothing is said; a share of five is no calibration."""
CLOSE: Final = 0.1
"""Nearer than this to the truth is well calibrated, as far as anyone can tell by some dozens."""


@dataclass(frozen=True, slots=True)
class Belief:
    """All answers of one percent: how many, and the share that was graded as called back."""

    percent: int
    number: int
    called_back: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """All answers together.

    `brier` is None without any. `sure` is how sure the rep was on average and `right` how often the
    answer was right, both 0 to 1. `kind` is how much likelier a call back was thought than it was:
    above 0 is too kind, below too hard.
    """

    number: int
    brier: float | None
    sure: float | None
    right: float | None
    kind: float | None
    beliefs: tuple[Belief, ...]

    @property
    def in_words(self) -> str:
        """What it comes to, in a sentence or two; never a figure of nothing."""
        if self.brier is None or self.sure is None or self.right is None or self.kind is None:
            return "Not measured: you have not yet said whether you would call yourself back."
        if self.number < ENOUGH:
            return f"{self.number} of {ENOUGH} answers: too few to say how well you judge yourself."
        figures = (
            f"You were {self.sure * PERCENT:.0f} % sure on average, and right in "
            f"{self.right * PERCENT:.0f} % of {self.number} calls (Brier score {self.brier:.2f})."
        )
        return f"{figures} {_advice(self.sure - self.right, self.kind)}"


def calibration(standing: Standing) -> Calibration:
    """How the answers of a rep stand to the grades."""
    beliefs = standing.beliefs
    number = sum(of for _, of in beliefs.values())
    if not number:
        return Calibration(0, None, None, None, None, ())
    back = sum(yes for yes, _ in beliefs.values())
    said = sum(percent * of for percent, (_, of) in beliefs.items()) / PERCENT
    return Calibration(
        number,
        sum(_squares(percent, share) for percent, share in beliefs.items()) / number,
        sum(max(p, PERCENT - p) * of for p, (_, of) in beliefs.items()) / PERCENT / number,
        _right(beliefs) / number,
        (said - back) / number,
        tuple(Belief(p, of, yes / of) for p, (yes, of) in sorted(beliefs.items())),
    )


def _squares(percent: int, share: Share) -> float:
    yes, of = share
    odds = percent / PERCENT
    return yes * (1 - odds) ** 2 + (of - yes) * odds**2


def _right(beliefs: Mapping[int, Share]) -> float:
    """How many answers were right; who is no surer than a coin is right half of the time."""
    right = 0.0
    for percent, (yes, of) in beliefs.items():
        right += yes if percent > EVENS else of - yes if percent < EVENS else of / 2
    return right


def _advice(too_sure: float, kind: float) -> str:
    if too_sure > CLOSE:
        way = " You think better of your messages than they are." if kind > CLOSE else ""
        way = " You think worse of your messages than they are." if kind < -CLOSE else way
        return f"That is surer than you can be.{way}"
    if too_sure < -CLOSE:
        return "You know better than you think."
    return "You judge yourself well."
