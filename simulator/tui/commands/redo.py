"""What can be done where one part of a message is said anew."""

from __future__ import annotations

from typing import Final

from simulator.tui.commands.command import Command

REDO: Final[tuple[Command, ...]] = (
    Command("redo", "record", "space", "record", "Record, or end it",
            "Records the part that is chosen; once more ends it.", "record"),
    Command("redo", "play", "space", "play", "Play or pause the message",
            "Plays the message with the new part in it, or pauses.", "play"),
    Command("redo", "opening", "1", "choose('opening')", "The opening",
            "Chooses the opening: who you are, and why you call."),
    Command("redo", "number", "2", "choose('number')", "The number",
            "Chooses the passage with your phone number."),
    Command("redo", "sentence", "3", "choose('sentence')", "One sentence",
            "Chooses one sentence; up and down choose which."),
    Command("redo", "sentence_up", "up", "other_sentence(-1)", "The sentence before",
            "Chooses the sentence before.", shown_key="↑"),
    Command("redo", "sentence_down", "down", "other_sentence(1)", "The sentence after",
            "Chooses the sentence after.", shown_key="↓"),
    Command("redo", "grade", "enter", "grade", "Grade it",
            "Grades the message with the new part, beside the one that you left.", "grade"),
    Command("redo", "pair", "m", "pair", "Before and now",
            "Plays the part alone: as it was, then as it is now.", "before and now"),
    Command("redo", "again", "r", "record_again", "Record once more",
            "Records the same part once more, in place of this try.", "record again"),
    Command("redo", "sentence_back", "left", "jump(-1)", "A sentence back",
            "Goes back to the beginning of the sentence, or to the one before.", shown_key="←"),
    Command("redo", "sentence_on", "right", "jump(1)", "A sentence on",
            "Goes on to the next sentence.", shown_key="→"),
    Command("redo", "back", "escape", "back", "Back to the result",
            "Goes back to the result; a recording is stopped and dropped first.", "back",
            shown_key="esc", first=True),
)  # fmt: skip
