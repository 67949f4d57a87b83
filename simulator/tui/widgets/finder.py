"""The line above the lists: what is looked for, and how many are shown; else what else waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static
from typing_extensions import override

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from simulator.tui.finding import Search

PLACEHOLDER = "title, company or id"


class SearchLine(Input):
    """One line. Letters are typed into it; enter, escape and arrow down are the screen's."""

    class Left(Message):
        """The rep goes down, into what was found."""

    def __init__(self) -> None:
        super().__init__(placeholder=PLACEHOLDER, compact=True)

    def on_key(self, event: events.Key) -> None:
        """Go down."""
        if event.key == "down":
            event.stop()
            self.post_message(self.Left())


class Finder(Horizontal):
    """The search line, while it is open, and what is shown, in words."""

    def __init__(self) -> None:
        super().__init__()
        self._told = ""
        self._reminder = ""

    @override
    def compose(self) -> ComposeResult:
        yield Static("Search", id="finder-label", markup=False)
        yield SearchLine()
        yield Static(id="finder-words", markup=False)

    def on_mount(self) -> None:
        """Closed at first."""
        self._show(is_open=False)

    @property
    def is_open(self) -> bool:
        """Whether there is a line to type in."""
        return self._line.display

    @property
    def is_typing(self) -> bool:
        """Whether letters go into the line."""
        return self.is_open and self.screen.focused is self._line

    def open(self) -> None:
        """Open the line, and type into it."""
        self._show(is_open=True)
        # At once: `focus()` waits, and a quick rep has typed the first letter by then.
        self.screen.set_focus(self._line)

    def close(self) -> None:
        """Close the line, and forget what was typed."""
        self._show(is_open=False)
        with self.prevent(Input.Changed):
            self._line.value = ""

    @property
    def _line(self) -> SearchLine:
        return self.query_one(SearchLine)

    def _show(self, *, is_open: bool) -> None:
        # Not by a class: a stylesheet takes effect later, and nothing hidden can be typed into.
        self._line.display = self.query_one("#finder-label").display = is_open

    def tell(self, search: Search, shown: int, of_all: int) -> None:
        """Say what is shown, and of how many."""
        words = ""
        if search.words:
            words = f"{shown} of {of_all} shown: {search.words}"
        elif self.is_open:
            words = f"{of_all} calls"
        self._told = words
        self._write()

    def remind(self, sentence: str) -> None:
        """Say this wherever nothing is looked for; "" says nothing."""
        self._reminder = sentence
        self._write()

    def _write(self) -> None:
        words = Content(self._told or self._reminder)
        self.query_one("#finder-words", Static).update(words, layout=False)
