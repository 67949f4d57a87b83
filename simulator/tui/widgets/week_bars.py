"""A figure week by week, as bars of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.practice.figures import FIGURES
from simulator.report.told import short_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.practice.figures import Figure
    from simulator.practice.trends import Point

EIGHTHS: Final = " ▁▂▃▄▅▆▇█"
NOTHING: Final = "·"
WIDEST: Final = 6
OTHER_ROWS: Final = 3
"""Of the highest figure, of the lowest, and of the dates."""


class WeekBars(Static):
    """Bars as high as there is room; a week in which nothing was measured has a dot."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(markup=False, id=id)
        self._figure: Figure = FIGURES["passed"]
        self._points: Sequence[Point] = ()

    def show(self, figure: Figure, points: Sequence[Point]) -> None:
        """Show this figure in these weeks."""
        self._figure, self._points = figure, points
        self.refresh()

    @override
    def render(self) -> Content:
        size = self.content_size
        if not self._points or size.height <= OTHER_ROWS or size.width < len(self._points):
            return Content("")
        lines = bars(self._figure, self._points, size.width, size.height - OTHER_ROWS)
        return Content("\n").join(lines)


def bars(figure: Figure, points: Sequence[Point], columns: int, rows: int) -> Iterator[Content]:
    """The bars line by line, between the figures at their upper and lower ends."""
    low, high = _ends(figure, [point.mean for point in points if point.mean is not None])
    wide = max(1, min(WIDEST, columns // len(points)))
    yield Content.styled(figure.value(high), "$text-muted")
    for row in reversed(range(rows)):
        cells = (_block(point.mean, low, high, row, rows) for point in points)
        gap = " " if wide > 1 else ""
        yield Content.assemble(
            *((cell * (wide - len(gap)) + gap, "$text-accent") for cell in cells)
        )
    yield Content.styled(f"{figure.value(low)} ".ljust(wide * len(points), "─"), "$text-muted")
    first, last = short_date(points[0].week), short_date(points[-1].week)
    between = max(1, wide * len(points) - len(first) - len(last))
    yield Content.styled(f"{first}{' ' * between}{last}", "$text-muted")


def _ends(figure: Figure, means: Sequence[float]) -> tuple[float, float]:
    """Where bars begin and end; from 0, where a figure cannot be less."""
    if figure.unit == "share":
        return 0.0, 1.0
    if figure.unit == "points":
        return 0.0, 100.0
    low, high = min([0.0, *means]), max([0.0, *means])
    return low, high if high > low else low + 1.0


def _block(mean: float | None, low: float, high: float, row: int, rows: int) -> str:
    if mean is None:
        return " " if row else NOTHING
    eighths = max(1, round((mean - low) / (high - low) * rows * 8))
    return EIGHTHS[min(8, max(0, eighths - 8 * row))]
