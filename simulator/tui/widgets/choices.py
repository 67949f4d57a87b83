"""A list to choose from: rows of a title and a value, under headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

TITLE_WIDTH = 24


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One row; without an `id` it is a heading, which cannot be chosen."""

    id: str
    title: str
    value: str = ""


class Choices(OptionList):
    """Rows, of which one is chosen. A click chooses and acts; `Highlighted` says which it is."""

    class Highlighted(Message):
        """Another row is chosen."""

        def __init__(self, row: str) -> None:
            super().__init__()
            self.row = row

    class Clicked(Message):
        """A row was clicked."""

        def __init__(self, row: str) -> None:
            super().__init__()
            self.row = row

    def __init__(self, title_width: int = TITLE_WIDTH) -> None:
        super().__init__(markup=False)
        self._title_width = title_width
        self._shown: tuple[ChoiceRow, ...] = ()

    @property
    def chosen(self) -> str:
        """The id of the chosen row; empty where there is none."""
        option = self.highlighted_option
        return (option.id or "") if option is not None else ""

    def give_titles(self, columns: int) -> None:
        """Titles take so many columns from now on."""
        if columns != self._title_width:
            rows, self._shown, self._title_width = self._shown, (), columns
            self.show(rows)

    def show(self, rows: Sequence[ChoiceRow], choose: str = "") -> None:
        """Show these rows; the chosen one stays chosen, or `choose` is."""
        wanted = choose or self.chosen
        if [row.id for row in rows] == [row.id for row in self._shown]:
            for index, row in enumerate(rows):
                if row != self._shown[index]:
                    self.replace_option_prompt_at_index(index, self._prompt(row))
        else:
            self.clear_options()
            self.add_options(
                Option(self._prompt(row), id=row.id or None, disabled=not row.id) for row in rows
            )
        self._shown = tuple(rows)
        at = next((i for i, row in enumerate(rows) if row.id and row.id == wanted), None)
        first = next((i for i, row in enumerate(rows) if row.id), None)
        self.highlighted = first if at is None else at

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Up or down."""
        event.stop()
        if event.option_id:
            self.post_message(self.Highlighted(event.option_id))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click."""
        event.stop()
        if event.option_id:
            self.post_message(self.Clicked(event.option_id))

    def _prompt(self, row: ChoiceRow) -> Content:
        if not row.id:
            return Content(row.title)
        if not row.value:
            return Content(row.title)
        title = Content(row.title).truncate(self._title_width - 1, ellipsis=True)
        gap = " " * (self._title_width - title.cell_length)
        return Content.assemble(title, gap, (row.value, "$text-accent"))
