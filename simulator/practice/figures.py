"""The figures of a week by name: what each is called, in which unit, and how one is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from simulator.practice.sections import counted
from simulator.practice.trends import MEASURES, SHARES, Point

Unit = Literal["share", "points", "words a minute", "over baseline", "digits a second", "seconds",
               "Brier score"]  # fmt: skip
PERCENT: Final = 100
NOT_MEASURED: Final = "not measured"
_UNITS: Final[dict[str, Unit]] = {
    "words_per_minute": "words a minute",
    "energy_over_baseline": "over baseline",
    "digits_per_second": "digits a second",
    "seconds": "seconds",
}
_SCORES: Final = {
    "overall": "overall score",
    "where": "where: the right place",
    "what": "what: the words",
    "how": "how: the voice",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a week. `of` is what it is a mean of, one of them."""

    name: str
    title: str
    unit: Unit
    of: str

    def value(self, mean: float | None) -> str:
        """A mean in as few letters as can be, with its unit where that is short."""
        match mean, self.unit:
            case None, _:
                return NOT_MEASURED
            case float(), "share":
                return f"{mean * PERCENT:.0f} %"
            case float(), "points" | "words a minute":
                return f"{mean:.0f}"
            case float(), "Brier score":
                return f"{mean:.2f}"
            case float(), "over baseline":
                return f"{round(mean, 1) + 0.0:+.1f}"  # and no -0.0
            case _:
                return f"{mean:.1f}"

    def told(self, point: Point) -> str:
        """A week's mean in words: `67 % of 12 calls`."""
        value = self.value(point.mean)
        match point.mean, self.unit:
            case None, _:
                return value
            case _, "share":
                return f"{value} of {counted(point.number, self.of)}"
            case _, "points":
                return f"{value} of 100 in {counted(point.number, self.of)}"
            case _, "Brier score":
                return f"{value} in {counted(point.number, self.of)}"
            case _:
                return f"{value} {self.unit} in {counted(point.number, self.of)}"


FIGURES: Final[dict[str, Figure]] = {
    figure.name: figure
    for figure in (
        *(Figure(name, _title, "share", "call") for name, _title in SHARES.items()),
        *(Figure(name, _title, "points", "call") for name, _title in _SCORES.items()),
        *(Figure(name, MEASURES[name][0], unit, "message") for name, unit in _UNITS.items()),
        Figure("brier", "your own answer against the grade", "Brier score", "answer"),
        Figure("predicted", "expected to be known", "share", "review"),
        Figure("recalled", "known", "share", "review"),
    )
}
FIGURES["right"] = Figure("right", SHARES["right"], "share", "decision")
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "Results": ("passed", "right", "overall", "where", "what", "how"),
    "Voice": tuple(_UNITS),
    "Memory and judgement": ("predicted", "recalled", "brier"),
}
"""The figures by what they are about, in the order in which they are shown."""


def title_in_a_line(figure: Figure) -> str:
    """A figure's title as it begins a line."""
    return figure.title[:1].upper() + figure.title[1:]
