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
    Command("result", "voice", "v", "voice", "Your voice as a picture",
            "Shows how you said it: pace, pitch, loudness and pauses, word by word.", "voice"),
    Command("result", "home", "escape", "home", "All calls", "Goes back to the calls.",
            "home", shown_key="esc", first=True),
    Command("result", "baseline", "b", "baseline", "Your voice: the baseline",
            "Records how you read neutrally, so that your energy can be graded."),
    Command("voice", "back", "escape", "back", "Back to the result",
            "Goes back to the result; closes this help first.", "back", shown_key="esc",
            first=True),
    Command("voice", "next_word", "right", "move(1)", "Next word",
            "Goes one word on; a click goes where you click.", "word on", shown_key="→",
            first=True),
    Command("voice", "word_before", "left", "move(-1)", "Word before",
            "Goes one word back.", "word back", shown_key="←", first=True),
    Command("voice", "first_word", "home", "first_word", "First word",
            "Goes to the first word.", first=True),
    Command("voice", "last_word", "end", "last_word", "Last word",
            "Goes to the last word.", first=True),
    Command("voice", "closer", "plus,equals_sign", "closer", "Closer",
            "Shows half as much around the word, so that more words fit in.", "closer",
            shown_key="+"),
    Command("voice", "wider", "minus", "wider", "Wider",
            "Shows twice as much, up to all of the message.", "wider", shown_key="-"),
)  # fmt: skip
