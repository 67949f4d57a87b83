"""Where the rep stands, in three lines with bars, or in one line where there is little room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.widgets import Static

from simulator.tui.widgets.share_bar import BAR_WIDTH, share_bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from simulator.tui.overview import Sum

QUIET: Final = "$foreground 75%"
NAME_WIDTH: Final = 6
GAP: Final = 2


class Sums(Static):
    """The sums of where, what and how. The words carry the figures; the bars repeat them."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._sums: tuple[Sum, ...] = ()
        self._is_compact = False

    def show(self, sums: Sequence[Sum]) -> None:
        """Show other sums."""
        self._sums = tuple(sums)
        self._write()

    def be_compact(self, *, compact: bool) -> None:
        """Take one line, or one for each part."""
        if compact != self._is_compact:
            self._is_compact = compact
            self._write()

    def on_resize(self, _: events.Resize) -> None:
        """There may be room for bars now, or none."""
        self._write()

    def _write(self) -> None:
        if self._is_compact:
            parts = (Content.assemble((s.part, QUIET), f" {s.short}") for s in self._sums)
            self.update(Content.styled(" · ", QUIET).join(parts))
            return
        room = self.container_size.width - NAME_WIDTH - self.gutter.width
        with_bars = all(
            len(s.words) + BAR_WIDTH + GAP <= room for s in self._sums if s.share is not None
        )
        self.update(Content("\n").join(_line(s, with_bar=with_bars) for s in self._sums))


def _line(part: Sum, *, with_bar: bool) -> Content:
    name = Content.styled(part.part.ljust(NAME_WIDTH), QUIET)
    if part.share is None or not with_bar:
        return Content.assemble(name, part.words)
    return Content.assemble(name, share_bar(part.share), " " * GAP, part.words)
