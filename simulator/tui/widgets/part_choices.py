"""The parts of a message, one to a line, to be chosen by key or by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from typing_extensions import override

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from simulator.practice.parts import Part, PartName

KEYS: dict[PartName, str] = {"opening": "1", "number": "2", "sentence": "3"}
TITLES: dict[PartName, str] = {
    "opening": "The opening",
    "number": "The number",
    "sentence": "One sentence",
}
CHOSEN, NOT_CHOSEN = "▸", " "


class PartChoice(Static):
    """One line."""

    ALLOW_SELECT = False

    class Clicked(Message):
        """Somebody chose a part with the mouse."""

        def __init__(self, name: PartName) -> None:
            super().__init__()
            self.part = name

    def __init__(self, name: PartName) -> None:
        super().__init__(markup=False)
        self.part = name

    def on_click(self, event: events.Click) -> None:
        """Choose it."""
        event.stop()
        self.post_message(self.Clicked(self.part))

    def show(self, note: str, *, is_chosen: bool) -> None:
        """Draw it; `note` says more in a few words."""
        mark = CHOSEN if is_chosen else NOT_CHOSEN
        self.update(
            Content.assemble(
                (f"{mark} {KEYS[self.part]}  ", "$accent"),
                (f"{TITLES[self.part]:<14}", "bold" if is_chosen else ""),
                (note, "$foreground 75%"),
            )
        )


class PartChoices(Vertical):
    """All three."""

    @override
    def compose(self) -> ComposeResult:
        for name in KEYS:
            yield PartChoice(name)

    def show(self, chosen: Part, opening: Part, number: Part, sentence: Part) -> None:
        """Which is chosen, and what each would replace."""
        parts: dict[PartName, Part] = {"opening": opening, "number": number, "sentence": sentence}
        for choice in self.query(PartChoice):
            choice.show(note_on(parts[choice.part]), is_chosen=choice.part == chosen.name)


def note_on(part: Part) -> str:
    """What a part is, in a few words."""
    if part.is_added:
        return "not said yet: it is added at the end"
    if part.name == "sentence":
        return f"number {part.sentence} of {part.sentences}; up and down choose another"
    count = part.last - part.first
    return "1 word" if count == 1 else f"{count} words"
