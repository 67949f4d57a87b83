"""One axis of time for all that is drawn of a voice: which second lies in which column."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

LABEL_COLUMNS = 9
"""Left of the axis: what a band is called, or the figures at its side."""
FRAME_COLUMNS = 1
"""On each side, the frame of a plot; rows without a frame leave the room."""
SHORTEST_SECONDS = 2.0
"""Five words or so: closer, there is nothing more to see."""
ZOOM = 2.0


@dataclass(frozen=True, slots=True)
class View:
    """The stretch of a take that is shown: a part of its `whole_seconds`."""

    from_seconds: float
    to_seconds: float
    whole_seconds: float

    @classmethod
    def whole(cls, seconds: float) -> View:
        """All of a take."""
        long = max(seconds, SHORTEST_SECONDS)
        return cls(0.0, long, long)

    @property
    def seconds(self) -> float:
        """How much is shown."""
        return self.to_seconds - self.from_seconds

    @property
    def is_whole(self) -> bool:
        """Whether all is shown."""
        return self.seconds >= self.whole_seconds

    @property
    def is_closest(self) -> bool:
        """Whether one can come no closer."""
        return self.seconds <= SHORTEST_SECONDS

    def closer(self, around_seconds: float) -> View:
        """Half as much, around a moment."""
        return self._around(around_seconds, self.seconds / ZOOM)

    def wider(self, around_seconds: float) -> View:
        """Twice as much, around a moment."""
        return self._around(around_seconds, self.seconds * ZOOM)

    def with_moment(self, start: float, end: float) -> View:
        """The same length, moved only if that moment cannot be seen."""
        if self.from_seconds <= start and min(end, self.whole_seconds) <= self.to_seconds:
            return self
        return self._around((start + end) / 2, self.seconds)

    def column(self, seconds: float, columns: int) -> int:
        """In which of so many columns a moment lies; outside 0 .. columns - 1, it is not shown."""
        return int((seconds - self.from_seconds) / self.seconds * columns // 1)

    def moment(self, column: int, columns: int) -> float:
        """The second in the middle of a column, within the take."""
        at = self.from_seconds + (column + 0.5) / columns * self.seconds
        return min(max(at, 0.0), self.whole_seconds)

    def _around(self, middle: float, seconds: float) -> View:
        seconds = min(max(seconds, SHORTEST_SECONDS), self.whole_seconds)
        start = min(max(middle - seconds / 2, 0.0), self.whole_seconds - seconds)
        return View(start, start + seconds, self.whole_seconds)


def columns_of(width: int) -> int:
    """How many columns the axis has in a widget of this width."""
    return max(1, width - LABEL_COLUMNS - 2 * FRAME_COLUMNS)


class Line:
    """A line of so many columns, on which texts are placed where there is still room."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self._texts: dict[int, tuple[str, str]] = {}
        self._taken = [False] * columns

    def place(self, column: int, text: str, style: str = "") -> bool:
        """Write a text from a column on, apart from its neighbours; whether there was room."""
        end = column + cell_len(text)
        if not text or column < 0 or end > self.columns:
            return False
        if any(self._taken[max(0, column - 1) : end + 1]):
            return False
        self._texts[column] = (text, style)
        self._taken[column:end] = [True] * (end - column)
        return True

    def runs(self) -> list[tuple[str, str]]:
        """Texts, and the blanks between them, from the first column to the last."""
        found: list[tuple[str, str]] = []
        at = 0
        for column, (text, style) in sorted(self._texts.items()):
            found += [(" " * (column - at), ""), (text, style)]
            at = column + cell_len(text)
        return [*found, (" " * (self.columns - at), "")]


def labelled(label: str) -> str:
    """A label as wide as the room left of the axis."""
    return set_cell_size(f"{label} ".rjust(LABEL_COLUMNS), LABEL_COLUMNS) + " " * FRAME_COLUMNS
