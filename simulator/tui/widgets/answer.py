"""Where the rep types what others would say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.widgets import TextArea

from simulator.scenario.control import without_control_characters

if TYPE_CHECKING:
    from textual import events


class Answer(TextArea):
    """A text that wraps. Enter sends it; digits, # and spaces are just typed."""

    class Sent(Message):
        """The rep is done."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self) -> None:
        super().__init__(soft_wrap=True, show_line_numbers=False, tab_behavior="focus")

    def on_paste(self, event: events.Paste) -> None:
        """Take control characters out of what is pasted, before it becomes part of the text."""
        event.text = without_control_characters(event.text)

    async def on_key(self, event: events.Key) -> None:
        """Send on Enter."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Sent(self.text))
