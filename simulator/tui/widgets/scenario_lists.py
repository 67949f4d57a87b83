"""The scenarios, one column a type, each with its stars and the best score reached."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.content import Content, Span
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from typing_extensions import override

from simulator.tui.standing import Standing
from simulator.tui.wording import TYPES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.css.styles import RulesMap
    from textual.strip import Strip

    from simulator.ports import Listing, ScenarioFile
    from simulator.scenario.model import ScenarioType
    from simulator.tui.finding import Search


_MOST_ROWS = 4096
"""A thousand calls are written anew with every letter of a search."""


class ScenarioColumn(OptionList):
    """The scenarios of one type, as far as they are shown."""

    def __init__(self, files: Sequence[ScenarioFile], reached: Mapping[str, Standing]) -> None:
        super().__init__(markup=False)
        self._files = files
        self._reached = reached
        self._written_for = -1

    @override
    def on_mount(self) -> None:
        """Write the rows: there must be some before one can be chosen."""
        self._write()

    def show(self, files: Sequence[ScenarioFile], reached: Mapping[str, Standing]) -> None:
        """Show these, with what has been reached by now."""
        is_same = [f.listing.id for f in files] == [f.listing.id for f in self._files]
        if is_same and reached == self._reached:
            return
        self._files = files
        self._reached = reached
        self._write()

    def on_resize(self, _: events.Resize) -> None:
        """Put the scores at the right edge."""
        self._write_where_needed()

    @override
    def render_line(self, y: int) -> Strip:
        # Resizing is told in messages, which may come before the width is known: what is painted
        # decides. Every line of a picture asks for it, and the first is enough.
        if self._width != self._written_for:
            self.call_later(self._write_where_needed)
        return super().render_line(y)

    def _write_where_needed(self) -> None:
        if self._width != self._written_for:
            self._write()

    def holds(self, scenario_id: str) -> bool:
        """Whether a scenario is shown here."""
        return any(file.listing.id == scenario_id for file in self._files)

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    def _write(self) -> None:
        """Write all rows anew, and keep the chosen one chosen."""
        self._written_for = width = self._width
        option = self.highlighted_option
        chosen = None if option is None else option.id
        with self.prevent(OptionList.OptionHighlighted):
            self.set_options([self._option(listing, width) for listing in self._listings])
            ids = [listing.id for listing in self._listings]
            if chosen in ids:
                self.highlighted = ids.index(chosen)

    @property
    def _listings(self) -> list[Listing]:
        return [file.listing for file in self._files]

    def _option(self, listing: Listing, width: int) -> Option:
        standing = self._reached.get(listing.id, Standing())
        return Option(_row(listing.title, standing, width), id=listing.id)


class _OneLine(Content):
    """A row: whether thousands of them have to be wrapped need not be asked."""

    @override
    def get_height(self, rules: RulesMap, width: int) -> int:
        return 1


@lru_cache(maxsize=_MOST_ROWS)
def _row(title: str, standing: Standing, width: int) -> Content:
    """Stars, title and best score, over the whole width of a column; nothing where it has none."""
    if width <= 0:
        return _NOTHING
    figure, marks = standing.figure, standing.marks
    colour = "$text-success" if standing.passed else "$foreground 75%"
    room = max(1, width - len(marks) - len(figure) - 4)
    shown = _padded(title, room)
    text = f"{marks} {shown} {figure}"
    at_figure = len(text) - len(figure)
    return _OneLine(text, [Span(0, len(marks), colour), Span(at_figure, len(text), colour)])


_NOTHING = _OneLine()


def _padded(title: str, room: int) -> str:
    """A title over so many cells, cut where it is longer."""
    if title.isascii() and len(title) <= room:
        return title.ljust(room)
    return Content(title).truncate(room, ellipsis=True, pad=True).plain


class ScenarioLists(Horizontal):
    """All columns. The one with the focus holds the chosen scenario."""

    class Highlighted(Message):
        """Another scenario is chosen."""

        def __init__(self, file: ScenarioFile) -> None:
            super().__init__()
            self.file = file

    class Opened(Message):
        """A scenario was clicked."""

        def __init__(self, file: ScenarioFile) -> None:
            super().__init__()
            self.file = file

    def __init__(self, files: Sequence[ScenarioFile], reached: Mapping[str, Standing]) -> None:
        super().__init__()
        self._files = tuple(files)
        self._by_id = {file.listing.id: file for file in files}
        self._reached = reached
        self.shown = self._files
        """What fits what is looked for."""

    @override
    def compose(self) -> ComposeResult:
        for kind in TYPES:
            with Vertical(classes="column"):
                yield Static(TYPES[kind], classes="column-title", markup=False)
                yield ScenarioColumn(self._shown_of(kind), self._reached)

    @property
    def columns(self) -> list[ScenarioColumn]:
        """The columns with something in them, from left to right."""
        return [column for column in self.query(ScenarioColumn) if column.option_count]

    @property
    def chosen(self) -> ScenarioFile | None:
        """The highlighted scenario of the column that has the focus."""
        for column in self.columns:
            option = column.highlighted_option
            if self.screen.focused is column and option is not None and option.id is not None:
                return self._by_id[option.id]
        return None

    def choose(self, file: ScenarioFile) -> None:
        """Choose a scenario."""
        for column in self.columns:
            if column.holds(file.listing.id):
                column.highlighted = column.get_option_index(file.listing.id)
                # At once: `focus()` waits, and a quick rep has pressed the next key by then.
                self.screen.set_focus(column)

    def move(self, columns: int) -> None:
        """Go so many columns to the right, keeping the row."""
        if not self.columns:
            return
        at = next((i for i, column in enumerate(self.columns) if self.screen.focused is column), 0)
        row = self.columns[at].highlighted or 0
        to = self.columns[(at + columns) % len(self.columns)]
        to.highlighted = min(row, to.option_count - 1)
        self.screen.set_focus(to)

    def show(self, reached: Mapping[str, Standing], search: Search) -> None:
        """Show what has been reached by now, and only what is looked for."""
        self._reached = reached
        self.shown = tuple(
            file
            for file in self._files
            if search.fits(file.listing, reached.get(file.listing.id, Standing()))
        )
        for kind, column in zip(TYPES, self.query(ScenarioColumn), strict=True):
            column.show(self._shown_of(kind), reached)

    @property
    def first(self) -> ScenarioFile | None:
        """The first that is shown, from the left."""
        return next((file for kind in TYPES for file in self._shown_of(kind)), None)

    def _shown_of(self, kind: ScenarioType) -> list[ScenarioFile]:
        return [file for file in self.shown if file.listing.type == kind]

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The focus went to another column: what is highlighted there is chosen."""
        column = event.widget
        if isinstance(column, ScenarioColumn) and column.option_count:
            if column.highlighted is None:
                column.highlighted = 0
            self._tell(column)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Up or down."""
        event.stop()
        if (
            isinstance(event.option_list, ScenarioColumn)
            and self.screen.focused is event.option_list
        ):
            self._tell(event.option_list)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click."""
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Opened(self._by_id[event.option_id]))

    def _tell(self, column: ScenarioColumn) -> None:
        option = column.highlighted_option
        if option is not None and option.id is not None:
            self.post_message(self.Highlighted(self._by_id[option.id]))
