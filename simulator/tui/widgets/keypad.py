"""The keys of a phone, to click. They light up when pressed, whoever pressed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Grid
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from typing_extensions import override

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.timer import Timer

ROWS = ("123", "456", "789", "*0#")
LIT_SECONDS = 0.25


class PhoneKey(Static):
    """One key."""

    ALLOW_SELECT = False

    class Clicked(Message):
        """The mouse went down on a key."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, key: str) -> None:
        super().__init__(Content(key), markup=False)
        self.key = key
        self._goes_dark: Timer | None = None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A key acts when it goes down, as on a phone."""
        event.stop()
        self.post_message(self.Clicked(self.key))

    def light(self) -> None:
        """Light up for a moment."""
        if self._goes_dark is not None:
            self._goes_dark.stop()
        self.add_class("-lit")
        self._goes_dark = self.set_timer(LIT_SECONDS, lambda: self.remove_class("-lit"))


class Keypad(Grid):
    """Twelve keys."""

    @override
    def compose(self) -> ComposeResult:
        for row in ROWS:
            for key in row:
                yield PhoneKey(key)

    def light(self, key: str) -> None:
        """Light one key up."""
        for phone_key in self.query(PhoneKey):
            if phone_key.key == key:
                phone_key.light()
