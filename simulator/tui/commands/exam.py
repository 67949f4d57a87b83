"""What can be done in an exam, between its calls."""

from __future__ import annotations

from typing import Final

from simulator.tui.commands.command import Command

EXAM: Final[tuple[Command, ...]] = (
    Command("exam", "begin", "enter", "begin", "Begin the exam",
            "Begins the exam. From then on every call counts.", "begin", first=True),
    Command("exam", "dial", "enter", "dial", "Dial", "Places the next call of the exam.", "dial",
            first=True),
    Command("exam", "typed", "t", "toggle_typed", "Type or speak",
            "Type your answers instead of speaking them, or the other way round.", "typing"),
    Command("exam", "write", "w", "write", "Write the sealed file again",
            "Writes the sealed file of your last exam into your home folder once more.",
            "sealed file"),
    Command("exam", "back", "escape", "back", "Back",
            "Closes this help; else goes back to the calls. The exam waits.", "back",
            shown_key="esc", first=True),
)  # fmt: skip
