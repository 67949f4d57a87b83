"""Days of practice in a row, by the dates on the wall where the rep was.

A streak lasts as long as the day after its last day is not over. A clock that was put back must not
break one: days that lie after today were practised all the same, so a run of them counts as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from simulator.practice.dates import days_after


@dataclass(frozen=True, slots=True)
class Streak:
    """Days in a row until today or yesterday, the longest run ever, and all days of practice."""

    days: int
    longest: int
    practised: int
    is_practised_today: bool

    @property
    def in_words(self) -> str:
        """The streak in a sentence."""
        if not self.days:
            return "No streak: one call begins one."
        run = "1 day" if self.days == 1 else f"{self.days} days in a row"
        return f"{run}." if self.is_practised_today else f"{run}, and today is still open."


def streak(dates: Iterable[str], today: str) -> Streak:
    """The streak on a date, from dates in any order (all YYYY-MM-DD)."""
    days = sorted(set(dates))
    runs = _runs(days)
    lasting = [run for run in runs if run[-1] >= days_after(today, -1)]
    return Streak(
        max(map(len, lasting), default=0),
        max(map(len, runs), default=0),
        len(days),
        today in days,
    )


def _runs(days: list[str]) -> list[list[str]]:
    """The days in runs without a gap."""
    runs: list[list[str]] = []
    for day in days:
        if runs and days_after(runs[-1][-1], 1) == day:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs
