"""Rows of text with a narrow column before them, so that long texts hang beside their label."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, repeat, zip_longest
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.tui.harmless import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.geometry import Size

_EMPTY = Content("")


@dataclass(frozen=True, slots=True)
class Row:
    """One row. Without a `lead` the text takes the whole width; `apart` leaves a line above it."""

    text: Content
    lead: Content | None = None
    apart: bool = False


class Rows(Static):
    """Rows, one below the other; `lead_width` in characters.

    A `title` stands to the left of the first row, in a column of `title_width` characters.

    One widget, whatever the number of rows: each widget more takes a millisecond to lay out, and a
    result has seventy rows. `airy` leaves a line below paragraphs where the screen is high.
    """

    def __init__(
        self, rows: Iterable[Row] = (), lead_width: int = 13, *, airy: bool = False,
        title: Content = _EMPTY, title_width: int = 0, id: str | None = None,  # noqa: A002
    ) -> None:  # fmt: skip
        self._rows = tuple(map(_shown, rows))
        self._lead_width = lead_width
        self._airy = airy
        self._title = title
        self._title_width = title_width
        self._laid_out: tuple[object, list[Content]] = (None, [])
        super().__init__(self._together(), markup=False, id=id)

    def show(self, rows: Iterable[Row], lead_width: int | None = None) -> None:
        """Show these in place of those before, in the same widget: a new one takes longer."""
        self._lead_width = self._lead_width if lead_width is None else lead_width
        self._rows = tuple(map(_shown, rows))
        self._laid_out = (None, [])
        self.update(self._together())

    @override
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    @override
    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))

    def _together(self) -> Content:
        texts = map(_flat, self._rows)
        return Content("\n").join([self._title, *texts] if self._title else texts)

    def _lines(self, width: int) -> list[Content]:
        is_airy = self._airy and self.screen.has_class("-high")
        if self._laid_out[0] != (width, is_airy):
            room = width - self._title_width
            lines = [line for row in self._rows for line in self._row(row, room, is_airy=is_airy)]
            self._laid_out = ((width, is_airy), list(self._titled(lines)))
        return self._laid_out[1]

    def _titled(self, lines: Iterable[Content]) -> Iterable[Content]:
        if not self._title_width:
            return lines
        titles = chain([self._title], repeat(_EMPTY))
        return (
            title.pad_right(self._title_width - title.cell_length) + line
            for title, line in zip(titles, lines, strict=False)
        )

    def _row(self, row: Row, width: int, *, is_airy: bool) -> Iterator[Content]:
        if row.apart:
            yield _EMPTY
        if row.lead is None:
            yield from row.text.wrap(max(1, width))
            if is_airy:
                yield _EMPTY
            return
        beside = min(self._lead_width, max(0, width - 1))
        leads = row.lead.wrap(max(1, beside - 1))
        texts = row.text.wrap(max(1, width - beside))
        for lead, text in zip_longest(leads, texts, fillvalue=_EMPTY):
            yield lead.pad_right(max(0, beside - lead.cell_length)) + text


def _shown(row: Row) -> Row:
    lead = None if row.lead is None else harmless(row.lead)
    return Row(harmless(row.text), lead, row.apart)


def _flat(row: Row) -> Content:
    return row.text if row.lead is None else Content.assemble(row.lead, " ", row.text)
