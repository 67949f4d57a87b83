"""The rep's own notes before a call: written in place, and read there when one comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import TextArea
from typing_extensions import override

from simulator.scenario.control import without_control_characters

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

TITLE = "Your notes: a few words to lean on, not a script"
DONE = "esc when you are done"


class NotesText(TextArea):
    """A text of several lines. Letters and enter are typed; escape is the screen's."""

    def __init__(self, text: str) -> None:
        super().__init__(text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")

    def on_paste(self, event: events.Paste) -> None:
        """Take control characters out of what is pasted, before it becomes part of the text."""
        event.text = without_control_characters(event.text)


class NotesEditor(Vertical):
    """Hidden until somebody wants to write."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    @override
    def compose(self) -> ComposeResult:
        yield NotesText(self._text)

    def on_mount(self) -> None:
        """Closed at first."""
        self.border_title = TITLE
        self.border_subtitle = DONE
        self.display = False

    @property
    def is_writing(self) -> bool:
        """Whether letters go into the notes."""
        return self.display and self.screen.focused is self._area

    def open(self) -> None:
        """Write, at the end of what there is."""
        self.display = True
        self._area.move_cursor(self._area.document.end)
        # At once: `focus()` waits, and a quick rep has typed the first letter by then.
        self.screen.set_focus(self._area)

    def close(self) -> None:
        """Put the pen down."""
        self.display = False

    @property
    def _area(self) -> NotesText:
        return self.query_one(NotesText)
