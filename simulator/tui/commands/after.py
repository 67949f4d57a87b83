"""What can be done once a call is over."""

from __future__ import annotations

from typing import Final

from simulator.tui.commands.command import Command

AFTER: Final[tuple[Command, ...]] = (
    Command("heard", "grade", "enter", "grade", "Yes, grade it",
            "Yes, this is what you said: shows what it is worth.", "yes, grade it"),
    Command("heard", "correct", "c", "correct", "Correct it",
            "Opens the words, so that you can change them into what you said.", "correct it"),
    Command("heard", "send", "enter", "send", "Grade the corrected words",
            "Grades the words as you have corrected them.", "grade these words"),
    Command("heard", "back", "escape", "back", "Back without a change",
            "Goes back, and leaves the words as they were; closes this help first.", "back",
            shown_key="esc", first=True),
    Command("result", "again", "a", "again", "Call again", "Plays the same call once more.",
            "again"),
    Command("result", "next", "n", "next", "Next call", "Opens the next call for you.", "next"),
    Command("result", "model", "m", "model", "A message that would be called back",
            "Shows a model message for this call.", "model"),
    Command("result", "why", "w", "why", "Why: every verdict",
            "Shows every verdict with its words, its reason and its rule.", "why"),
    Command("result", "explain", "e", "explain", "The arithmetic",
            "Shows how the score was added up, line by line.", "sum"),
    Command("result", "correct", "c", "correct", "Correct the words",
            "Opens the words that were heard, so that you can change them into what you said.",
            "correct"),
    Command("result", "home", "escape", "home", "All calls", "Goes back to the calls.",
            "calls", shown_key="esc", first=True),
    Command("result", "baseline", "b", "baseline", "Your voice: the baseline",
            "Records how you read neutrally, so that your energy can be graded.", "your voice"),
)  # fmt: skip
