"""Every command of every screen, in one table.

The footer, the help, the palette and the keys are all made from it. An id never changes, so that a
rep can give a command another key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding, BindingType

Where = Literal["app", "home", "brief", "call", "heard", "result", "baseline"]
DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a rep can do.

    `key` is in Textual's names, `shown_key` what people read. `footer` is the word in the footer;
    empty, it is left out there. `first` takes the key before whatever has the focus.
    """

    where: Where
    name: str
    key: str
    action: str
    title: str
    help: str
    footer: str = ""
    shown_key: str = ""
    first: bool = False

    @property
    def id(self) -> str:
        """The stable id, as in `call.hang_up`."""
        return f"{self.where}.{self.name}"

    @property
    def key_words(self) -> str:
        """The key as people read it."""
        return self.shown_key or self.key.replace("question_mark", "?").replace(",", " or ")

    @property
    def is_in_help(self) -> bool:
        """Whether help needs a line for it: twelve keys of a phone do not."""
        return self.where != "call" or not self.name.startswith("key_")

    def binding(self) -> Binding:
        """The key as Textual wants it."""
        return Binding(
            self.key,
            self.action,
            self.footer or self.title,
            show=bool(self.footer),
            key_display=self.key_words,
            priority=self.first,
            tooltip=self.help,
            id=self.id,
        )


_KEYPAD = tuple(
    Command("call", f"key_{d}", d, f"press('{d}')", f"Press {d}", f"Presses {d} on the phone.")
    for d in DIGITS
)

COMMANDS: tuple[Command, ...] = (
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
    *_KEYPAD,
    Command("call", "key_star", "asterisk", "press('*')", "Press *", "Presses * on the phone.",
            shown_key="*"),
    Command("call", "key_hash", "number_sign", "press('#')", "Press #", "Presses # on the phone.",
            shown_key="#"),
    Command("call", "spare_hash", "h", "press('#')", "Press # with h",
            "Presses #, for keyboards where # is hard to reach.", "press #"),
    Command("call", "done", "enter", "done", "Done speaking",
            "Ends your turn with a live person. A short silence does the same.", "done speaking"),
    Command("call", "hang_up", "space", "hang_up", "Hang up",
            "Hangs up. What you said so far is kept.", "hang up"),
    Command("call", "hang_up_always", "escape", "escape", "Hang up while typing",
            "Hangs up, also while you type; closes this help first.",
            shown_key="esc", first=True),
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
    Command("baseline", "read", "space", "read", "Begin or end reading",
            "Records you while you read the text; pressed again, ends it.", "begin or end"),
    Command("baseline", "forget", "x", "forget", "Erase the baseline",
            "Erases the baseline of this microphone.", "erase it"),
    Command("baseline", "back", "escape", "back", "Back", "Goes back to the calls.", "back",
            shown_key="esc", first=True),
    Command("app", "help", "question_mark", "screen.help", "Help", "Shows or hides this help.",
            "help", shown_key="?"),
    Command("app", "palette", "ctrl+p", "command_palette", "All commands",
            "Finds any command by its name (not during a call)."),
    Command("app", "quit", "ctrl+q", "quit", "Quit",
            "Leaves Rolecall. During a call it hangs up first, and what you said is kept.",
            first=True),
    Command("app", "interrupt", "ctrl+c", "quit", "Quit, or copy",
            "Copies the text that you marked with the mouse; without any, leaves Rolecall."),
)  # fmt: skip


def commands_on(where: Where) -> tuple[Command, ...]:
    """The commands of one screen, in the order of the table."""
    return tuple(command for command in COMMANDS if command.where == where)


def bindings(*where: Where) -> list[BindingType]:
    """The keys of these screens."""
    return [command.binding() for place in where for command in commands_on(place)]
