"""What can be done before a call: on the first screen, and on the brief."""

from __future__ import annotations

from typing import Final

from simulator.tui.commands.command import Command

BEFORE: Final[tuple[Command, ...]] = (
    Command(
        "home", "open", "enter", "open", "Open the call",
        "Opens the brief of the chosen call.", "open the call", first=True,
    ),
    Command("home", "next", "n", "next", "Next for you", "Chooses what to do next.",
            "next for you"),
    Command("home", "left", "left", "column(-1)", "Column to the left",
            "Goes to the column on the left; up and down choose in it, tab goes on."),
    Command("home", "right", "right", "column(1)", "Column to the right",
            "Goes to the column on the right."),
    Command("home", "recover", "g", "recover", "Grade the call that was cut off",
            "Grades it as far as it went, and keeps it.", "grade it"),
    Command("home", "erase", "x", "erase", "Erase the call that was cut off",
            "Erases it, with its recordings; asks once more.", "erase it"),
    Command("home", "later", "l", "later", "Decide later",
            "Leaves the call that was cut off for the next start.", "later"),
    Command("home", "baseline", "b", "baseline", "Your voice: the baseline",
            "Records how you read neutrally, so that your energy can be graded.", "your voice"),
    Command("home", "inbox", "i", "inbox", "Your inbox",
            "Plays messages to you, some of them yours: delete them, or call back.", "inbox"),
    Command("home", "quit", "q", "app.quit", "Quit", "Leaves Rolecall.", "quit"),
    Command("brief", "dial", "enter", "dial", "Dial", "Places the call.", "dial", first=True),
    Command("brief", "typed", "t", "toggle_typed", "Type or speak",
            "Type your answers instead of speaking them, or the other way round.",
            "type or speak"),
    Command("brief", "rules", "r", "rules", "The rules you are graded by",
            "Shows what every part of the grade is worth, before you call.", "the rules"),
    Command("brief", "rubric", "u", "other_rubric", "Another rubric",
            "Grades by another set of rules from now on: call back, or answer the email.",
            "other rules"),
    Command("brief", "back", "escape", "back", "Back", "Goes back to the calls.", "back",
            shown_key="esc"),
    Command("baseline", "read", "space", "read", "Begin or end reading",
            "Records you while you read the text; pressed again, ends it.", "begin or end"),
    Command("baseline", "forget", "x", "forget", "Erase the baseline",
            "Erases the baseline of this microphone.", "erase it"),
    Command("baseline", "back", "escape", "back", "Back", "Goes back to the calls.", "back",
            shown_key="esc", first=True),
)  # fmt: skip
