"""What stands above, between and below the bands, on the same axis of time: figures and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from textual.content import Content
from textual.widget import Widget
from typing_extensions import override

from simulator.grading.acoustics.picture import begin, ending
from simulator.grading.picture_told import shown, without_marks
from simulator.tui.widgets.time_axis import Line, View, columns_of, labelled
from simulator.tui.widgets.voice_bands import EIGHTHS
from simulator.tui.wording import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.grading.acoustics.picture import VoicePicture
    from simulator.grading.transcript import Word

PAUSE = "‖"
LEVEL_RANGE_DB = 30.0
"""From where a bar of loudness begins up to a little over the usual loudness."""
OVER_USUAL_DB = 9.0
TICK_COLUMNS = 12
STEPS_SECONDS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600)
QUIET, ACCENT, UNSURE = "$foreground 75%", "$accent", "$text-warning"
CURSOR = "reverse bold"


class Lane(Widget):
    """One or more lines on the axis of time. Subclasses say what stands on them."""

    ALLOW_SELECT = False
    label: ClassVar[str] = ""

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self.picture: VoicePicture | None = None
        self.view = View.whole(0.0)
        self.cursor: int | None = None

    def show(self, picture: VoicePicture, view: View, cursor: int | None) -> None:
        """Show a stretch of a picture, with the cursor on a word."""
        self.picture, self.view, self.cursor = picture, view, cursor
        self.refresh()

    @override
    def render(self) -> Content:
        """The lines below one another, the label before the first."""
        if self.picture is None:
            return Content("")
        columns = columns_of(self.size.width)
        rows = self.lines(self.picture, columns, max(1, self.size.height))
        return Content("\n").join(
            Content.assemble((labelled(self.label if number == 0 else ""), QUIET), *row)
            for number, row in enumerate(rows)
        )

    def lines(
        self, picture: VoicePicture, columns: int, rows: int
    ) -> Iterator[list[tuple[str, str]]]:
        """Each line as texts with their styles, `columns` wide."""
        raise NotImplementedError


class PaceFigures(Lane):
    """The pace of each sentence as a number, above its bar, as far as there is room."""

    label = "pace"

    @override
    def lines(
        self, picture: VoicePicture, columns: int, rows: int
    ) -> Iterator[list[tuple[str, str]]]:
        line = Line(columns)
        for pace in picture.paces:
            text = f"{pace.words_per_minute:.0f}"
            start = max(0, self.view.column(pace.from_seconds, columns))
            end = min(columns - 1, self.view.column(pace.to_seconds, columns))
            if start <= end:  # else none of it is in view
                line.place(max(start, (start + end + 1 - len(text)) // 2), text, "bold")
        yield line.runs()


class Loudness(Lane):
    """Bars of loudness."""

    label = "loud"

    @override
    def lines(
        self, picture: VoicePicture, columns: int, rows: int
    ) -> Iterator[list[tuple[str, str]]]:
        curves = picture.curves
        if curves is None or curves.usual_level_db is None:
            return
        _, level = curves.between(self.view.from_seconds, self.view.to_seconds, columns)
        least = curves.usual_level_db + OVER_USUAL_DB - LEVEL_RANGE_DB
        share = np.clip((np.nan_to_num(level, nan=-999.0) - least) / LEVEL_RANGE_DB, 0.0, 1.0)
        eighths = np.round(share * 8 * rows).astype(int)
        for row in reversed(range(rows)):
            here = np.clip(eighths - 8 * row, 0, 8)
            yield [("".join(EIGHTHS[height] for height in here), ACCENT)]


class Words(Lane):
    """Words where they were said, as far as there is room; pauses as ‖, and every filler first."""

    label = "words"

    @override
    def lines(
        self, picture: VoicePicture, columns: int, rows: int
    ) -> Iterator[list[tuple[str, str]]]:
        lines = [Line(columns) for _ in range(rows)]
        if self.cursor is not None:
            self._place_cursor(lines[0], picture.words[self.cursor])
        for pause in picture.pauses or ():
            column = self.view.column((pause.start + pause.end) / 2, columns)
            for line in lines:
                line.place(column, PAUSE, QUIET)
        visible = self._visible(picture)
        for word in (w for w in visible if w.is_filler):
            self._place(lines, word, f"({without_marks(word)})", UNSURE)
        for word in (w for w in visible if not w.is_filler):
            self._place(lines, word, shown(word), "")
        yield from (line.runs() for line in lines)

    def _visible(self, picture: VoicePicture) -> tuple[Word, ...]:
        first = picture.word_at(self.view.from_seconds)
        last = picture.word_at(self.view.to_seconds)
        return picture.words[first : last + 1]

    def _place_cursor(self, line: Line, word: Word) -> None:
        text = f"({without_marks(word)})" if word.is_filler else shown(word)
        column = self.view.column(begin(word), line.columns)
        line.place(max(0, min(column, line.columns - Content(text).cell_length)), text, CURSOR)

    def _place(self, lines: list[Line], word: Word, text: str, style: str) -> None:
        column = self.view.column(begin(word), lines[0].columns)
        # Not twice: the word under the cursor may have moved from its column to be seen whole.
        if self.cursor is not None and self.picture and word is self.picture.words[self.cursor]:
            return
        for line in lines:
            if line.place(column, text, style):
                return


class TimeLine(Lane):
    """Minutes and seconds, and a mark below the cursor."""

    @override
    def lines(
        self, picture: VoicePicture, columns: int, rows: int
    ) -> Iterator[list[tuple[str, str]]]:
        line = Line(columns)
        if self.cursor is not None:
            word = picture.words[self.cursor]
            column = self.view.column((begin(word) + ending(word)) / 2, columns)
            line.place(min(max(column, 0), columns - 1), "▲", ACCENT)
        step = _step(self.view.seconds / columns * TICK_COLUMNS)
        first = int(-(-self.view.from_seconds // step))
        for number in range(first, int(self.view.to_seconds // step) + 1):
            line.place(self.view.column(number * step, columns), clock(number * step), QUIET)
        yield line.runs()


def _step(least_seconds: float) -> int:
    """The next round number of seconds."""
    return next((s for s in STEPS_SECONDS if s >= least_seconds), STEPS_SECONDS[-1])


def around(picture: VoicePicture, cursor: int, columns: int) -> Content:
    """The words around the cursor as running text, within so many columns; pauses as ‖."""
    left, right = Content(""), Content("")
    here = Content.styled(f"«{_told(picture.words[cursor])}»", "bold")
    room = max(0, columns - here.cell_length - 8)
    for index in range(cursor - 1, -1, -1):
        part = Content.assemble(_told(picture.words[index]), _gap(picture, index))
        if left.cell_length + part.cell_length > room // 2:
            left = Content("... ") + left
            break
        left = part + left
    room -= left.cell_length
    for index in range(cursor + 1, len(picture.words)):
        part = Content.assemble(_gap(picture, index - 1), _told(picture.words[index]))
        if right.cell_length + part.cell_length > room:
            right += Content(" ...")
            break
        right += part
    return left + here + right


def _told(word: Word) -> str:
    return f"({without_marks(word)}: filler)" if word.is_filler else shown(word)


def _gap(picture: VoicePicture, index: int) -> str:
    """What stands between a word and the next: a blank, or a pause."""
    after, before = begin(picture.words[index + 1]), begin(picture.words[index])
    for pause in picture.pauses or ():
        if before < (pause.start + pause.end) / 2 < after:
            return f" {PAUSE} {pause.end - pause.start:.1f} s {PAUSE} "
    return " "
