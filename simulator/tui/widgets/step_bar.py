"""The first steps by name, to click; the present one stands out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from typing_extensions import override

if TYPE_CHECKING:
    from textual.app import ComposeResult

NAMES = ("You", "Recordings", "Microphone", "Speaker", "Voices", "First call")


class StepName(Static):
    """One step by its number and name."""

    ALLOW_SELECT = False

    def __init__(self, at: int) -> None:
        super().__init__(Content(f"{at + 1} {NAMES[at]}"), markup=False)
        self.at = at

    def on_click(self) -> None:
        """Go there."""
        self.post_message(StepBar.Clicked(self.at))


class StepBar(Horizontal):
    """All steps in a row."""

    class Clicked(Message):
        """A step was clicked."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    @override
    def compose(self) -> ComposeResult:
        for at in range(len(NAMES)):
            yield StepName(at)

    def show(self, at: int) -> None:
        """This is the present step."""
        for name in self.query(StepName):
            name.set_class(name.at == at, "-here")
            name.set_class(name.at < at, "-past")
