"""What can be done on every screen."""

from __future__ import annotations

from typing import Final

from simulator.tui.commands.command import Command

EVERYWHERE: Final[tuple[Command, ...]] = (
    Command("app", "help", "question_mark", "screen.help", "Help", "Shows or hides this help.",
            "help", shown_key="?"),
    Command("app", "palette", "ctrl+p", "command_palette", "All commands",
            "Finds any command by its name (not during a call)."),
    Command("app", "theme", "ctrl+t", "next_theme", "Other colours",
            "Goes on to the next colours: dark, light, high contrast, amber."),
    Command("app", "quit", "ctrl+q", "quit", "Quit",
            "Leaves Rolecall. During a call it hangs up first, and what you said is kept.",
            first=True),
    Command("app", "interrupt", "ctrl+c", "quit", "Quit, or copy",
            "Copies the text that you marked with the mouse; without any, leaves Rolecall."),
)  # fmt: skip
