"""The first few of a run against its last few: did haste, or weariness, change how it was done?

"We're too focused on getting to the next call", says the founding text. What was measured in none
of the first, or in none of the last, is not compared: it says so, and is never a zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from simulator.practice.evidence import Evidence
from simulator.practice.sections import NOT_MEASURED, Section, Table, listed, mean_of

FIVE: Final = 5
FEWEST: Final = 2
"""Of fewer than two and two nothing is said."""
NUMBERS: Final = {2: "two", 3: "three", 4: "four", 5: "five"}
HASTE: Final = (
    "At the end you were {how} than at the start: so it sounds when one is focused on getting to "
    "the next call. Take the last ones like the first."
)
OTHERWISE: Final = "At the end you were {how} than at the start."
STEADY: Final = "{what} held from the first to the last."


@dataclass(frozen=True, slots=True)
class Figure:
    """Something that is measured; a change from `matters` on is told as one.

    `more` and `less` are what a change is called.
    """

    name: str
    title: str
    unit: str
    more: str
    less: str
    matters: float
    decimals: int = 0


PACE: Final = Figure("words_per_minute", "Pace", " words a minute", "faster", "slower", 8.0)
ENERGY: Final = Figure(
    "energy_over_baseline", "Energy", " over your baseline", "livelier", "flatter", 0.3, 1
)
LENGTH: Final = Figure("seconds", "Length", " seconds", "longer", "shorter", 3.0)
NUMBER: Final = Figure(
    "digits_per_second", "The number", " digits a second", "faster", "slower", 0.3, 1
)
OF_CALLS: Final = (PACE, ENERGY, LENGTH)


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure in the first and in the last items; None where it was not measured."""

    figure: Figure
    first: float | None
    last: float | None

    @property
    def change(self) -> float | None:
        """By how much the last differ from the first; None where either was not measured."""
        return None if self.first is None or self.last is None else self.last - self.first

    @property
    def matters(self) -> bool:
        """Whether the change is large enough to be spoken of."""
        return self.change is not None and abs(self.change) >= self.figure.matters

    @property
    def direction(self) -> str:
        """What the change is called; "" where it is too small to be spoken of."""
        if self.change is None or not self.matters:
            return ""
        return self.figure.more if self.change > 0 else self.figure.less


@dataclass(frozen=True, slots=True)
class FirstAndLast:
    """The first and the last items of a run, so many of each: at most five, never the same ones."""

    first: tuple[Evidence, ...]
    last: tuple[Evidence, ...]

    @property
    def number(self) -> int:
        """How many there are of each."""
        return len(self.first)

    def compared(self, figure: Figure) -> Compared:
        """One figure, in the first and in the last."""
        first, last = (
            mean_of(one.measures.get(figure.name) for one in few) for few in (self.first, self.last)
        )
        return Compared(figure, first, last)


def first_and_last(run: Sequence[Evidence]) -> FirstAndLast | None:
    """The ends of a run, in its order; None where there are too few to compare."""
    number = min(FIVE, len(run) // 2)
    if number < FEWEST:
        return None
    return FirstAndLast(tuple(run[:number]), tuple(run[-number:]))


def section(
    ends: FirstAndLast | None,
    figures: Sequence[Figure],
    right: Callable[[Sequence[Evidence]], tuple[int, int]] | None = None,
) -> Section:
    """What changed from the first to the last, in a table and in sentences.

    `right` counts what was right among some items, and of how many.
    """
    title = "First five against last five"
    if ends is None:
        return Section(title, ("Too few to compare: it takes four at least.",))
    if ends.number < FIVE:
        few = NUMBERS[ends.number]
        title = f"First {few} against last {few}"
    compared = [ends.compared(figure) for figure in figures]
    rows = [_row(one) for one in compared]
    if right is not None:
        shares = (_share(*right(few)) for few in (ends.first, ends.last))
        rows.append(("Right choices", *shares, ""))
    return Section(
        title,
        tuple(_sentences(compared, ends, right)),
        Table(("", "first", "last", "change"), tuple(rows)),
    )


def right_decisions(some: Sequence[Evidence]) -> tuple[int, int]:
    """How many decisions were right among some calls, and of how many."""
    every = [decided.is_right for one in some for decided in one.decided]
    return sum(every), len(every)


def _row(one: Compared) -> tuple[str, ...]:
    return one.figure.title, _told(one.first, one.figure), _told(one.last, one.figure), _by(one)


def _told(value: float | None, figure: Figure) -> str:
    return NOT_MEASURED if value is None else f"{value:.{figure.decimals}f}{figure.unit}"


def _by(one: Compared) -> str:
    if one.change is None:
        return ""
    if not one.matters:
        return "about the same"
    return f"{abs(one.change):.{one.figure.decimals}f} {one.direction}"


def _share(right: int, of: int) -> str:
    return f"{right} of {of}" if of else NOT_MEASURED


def _sentences(
    compared: Sequence[Compared],
    ends: FirstAndLast,
    right: Callable[[Sequence[Evidence]], tuple[int, int]] | None,
) -> Iterator[str]:
    measured = [one for one in compared if one.figure in {PACE, ENERGY} and one.change is not None]
    changed = [one.direction for one in measured if one.matters]
    hasty = [how for how in changed if how in {PACE.more, ENERGY.less}]
    others = [how for how in changed if how not in hasty]
    held = [one.figure.title.lower() for one in measured if not one.matters]
    if hasty:
        yield HASTE.format(how=listed(hasty))
    if others:
        yield OTHERWISE.format(how=listed(others))
    if held:
        yield STEADY.format(what=listed(held).capitalize())
    if right is not None:
        yield from _choices(right(ends.first), right(ends.last))
    missing = [one.figure.title.lower() for one in compared if one.change is None]
    if missing:
        yield f"Not measured at both ends: {listed(missing)}."


def _choices(first: tuple[int, int], last: tuple[int, int]) -> Iterator[str]:
    if not first[1] or not last[1]:
        return
    before, after = first[0] / first[1], last[0] / last[1]
    if after < before:
        yield f"Your choices slipped: {_share(*first)} right at first, {_share(*last)} at the end."
    elif after > before:
        yield f"Your choices got better: {_share(*first)} right at first, {_share(*last)} later."
    elif after == 1:
        yield "Every choice was right, at both ends."
    else:
        yield f"Your choices held: {_share(*last)} right at both ends."
