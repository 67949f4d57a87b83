"""What can be done in the tests of truth: the number written down, and the inbox."""

from __future__ import annotations

from typing import Final

from simulator.tui.commands.command import Command

TRUTH: Final[tuple[Command, ...]] = (
    Command("writedown", "play", "enter,space", "play", "Play the number",
            "Plays your number, once. You can write while it plays.", "play it"),
    Command("writedown", "send", "enter", "send", "That is what I heard",
            "Compares what you wrote with the number.", "that is it", first=True),
    Command("writedown", "again", "space", "again", "Once more",
            "Plays the number again; what you wrote the first time stays.", "once more"),
    Command("writedown", "back", "escape", "back", "Back to the result",
            "Goes back to the result; closes this help first.", "result", shown_key="esc",
            first=True),
    Command("inbox", "begin", "enter", "begin", "Begin",
            "Plays the first message.", "begin"),
    Command("inbox", "delete", "d", "delete", "Delete it",
            "Deletes the message at this second, as a prospect would.", "delete"),
    Command("inbox", "keep", "k,enter", "keep", "Keep it",
            "Keeps the message: you would call back.", "keep"),
    Command("inbox", "pause", "space", "pause", "Pause or go on",
            "Pauses the message, or goes on. There is no going back.", "pause"),
    Command("inbox", "captions", "c", "captions", "Words on or off",
            "Shows the words as they are said, for whoever cannot hear them.", "words"),
    Command("inbox", "back", "escape", "back", "All calls",
            "Goes back to the calls; what you have decided is kept. Closes this help first.",
            "calls", shown_key="esc", first=True),
)  # fmt: skip
