"""A pane over the screen for what somebody asked to see: help, the arithmetic, a model message.

It is a part of the screen and never a modal, so that all keys go on working.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from typing_extensions import override

from simulator.tui.keys import in_words
from simulator.tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.app import ComposeResult

    from simulator.tui.commands import Command

KEY_WIDTH = 10


class Pane(VerticalScroll, can_focus=True):
    """Hidden until something is shown in it; the same topic once more hides it."""

    def __init__(self) -> None:
        super().__init__()
        self.topic = ""

    @override
    def compose(self) -> ComposeResult:
        yield Rows(lead_width=KEY_WIDTH)

    def toggle(self, topic: str, rows: Iterable[Row]) -> None:
        """Show the rows under their topic, or hide them if they are shown."""
        if self.topic == topic:
            self.hide()
            return
        self.topic = topic
        self.border_title = Content(topic)
        self.query_one(Rows).show(rows)
        self.add_class("-shown")
        self.scroll_home(animate=False)

    def hide(self) -> None:
        """Give the room back."""
        self.topic = ""
        self.remove_class("-shown")


def help_rows(commands: Iterable[Command], sentence: str, keys: Mapping[str, str]) -> Iterable[Row]:
    """What this screen is for, and its commands with their keys; `keys` are those changed."""
    yield Row(Content(sentence))
    apart = True
    for command in commands:
        if command.is_in_help:
            yield Row(
                Content(command.help), Content.styled(in_words(command, keys), "$accent"), apart
            )
            apart = False
