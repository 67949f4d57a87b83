"""Waits for one key, whatever it does otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

if TYPE_CHECKING:
    from textual import events


class KeyCatcher(Static, can_focus=True):
    """A line that takes the next key for itself while it has the focus."""

    class Caught(Message):
        """A key was pressed; `key` is in Textual's names."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Left(Message):
        """The focus went elsewhere: no key is wanted any more."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.display = False

    def wait(self, sentence: str) -> None:
        """Show what is wanted, and wait."""
        self.update(Content(sentence))
        self.display = True
        self.screen.set_focus(self)

    def leave(self) -> None:
        """Wait no longer."""
        self.display = False

    def on_key(self, event: events.Key) -> None:
        """Take it."""
        event.stop()
        event.prevent_default()
        self.post_message(self.Caught(event.key))

    def on_blur(self) -> None:
        """Somebody clicked elsewhere."""
        self.post_message(self.Left())
