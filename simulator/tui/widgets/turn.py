"""Whose turn it is. While the rep speaks, a clock and a level meter, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static
from typing_extensions import override

from simulator.tui.keys import changed_keys, told
from simulator.tui.widgets.answer import Answer
from simulator.tui.widgets.level_meter import LevelMeter
from simulator.tui.wording import clock

if TYPE_CHECKING:
    from textual.app import ComposeResult

Turn = Literal["theirs", "recording", "speaking", "typing_message", "typing_answer"]

_HINTS: dict[Turn, str] = {
    "theirs": "Press keys at any time: 0-9 * #  ({spare_hash} also presses #). {Hang_up} hangs up.",
    "recording": "{Hang_up} hangs up and finishes.",
    "speaking": "Say whom you want to speak to. Enter when you are done.",
    "typing_message": "Type what you would say. Enter leaves it and hangs up; Esc hangs up.",
    "typing_answer": "Type what you would say to them. Enter says it; Esc hangs up.",
}
SILENCE_HINT_SECONDS = 3.0
HEARD_LEVEL = 0.05
_NOT_HEARD = "Nothing can be heard from the microphone yet."


class TurnPanel(Vertical):
    """Shows one `Turn`; the screen says which."""

    turn: reactive[Turn] = reactive[Turn]("theirs")

    def __init__(self) -> None:
        super().__init__()
        self._began_seconds = 0.0
        self._max_seconds = 0.0
        self._is_heard = False

    @override
    def compose(self) -> ComposeResult:
        yield Static(classes="turn-state", markup=False)
        yield LevelMeter()
        yield Answer()
        yield Static(classes="turn-hint", markup=False)

    def begin(self, turn: Turn, now_seconds: float, max_seconds: float = 0.0) -> None:
        """It is somebody's turn from now on, for at most so many seconds."""
        self._began_seconds, self._max_seconds, self._is_heard = now_seconds, max_seconds, False
        self.query_one(LevelMeter).level = 0.0
        self.turn = turn
        self.tick(now_seconds)
        answer = self.query_one(Answer)
        # Disabled, it cannot hold the focus and swallow the keys of the phone.
        answer.disabled = not self.is_typing
        if self.is_typing:
            answer.text = ""
            # At once: the next key may be a letter of the answer already.
            self.screen.set_focus(answer)

    def tick(self, now_seconds: float) -> None:
        """Show the time."""
        passed = now_seconds - self._began_seconds
        self._write(".turn-state", self._state(passed))
        if self.turn in {"recording", "speaking"}:
            silent = not self._is_heard and passed > SILENCE_HINT_SECONDS
            self._hint(_NOT_HEARD if silent else _HINTS[self.turn])

    def hear(self, level: float) -> None:
        """Show the microphone's level, 0 to 1."""
        self._is_heard = self._is_heard or level > HEARD_LEVEL
        self.query_one(LevelMeter).level = level

    def watch_turn(self, turn: Turn) -> None:
        """Show what belongs to this turn, and hide the rest."""
        for name in _HINTS:
            self.set_class(name == turn, f"-{name.replace('_', '-')}")
        self._hint(_HINTS[turn])

    @property
    def is_typing(self) -> bool:
        """Whether the rep types now."""
        return self.turn in {"typing_message", "typing_answer"}

    @property
    def typed_text(self) -> str:
        """What has been typed so far."""
        return self.query_one(Answer).text

    def _hint(self, text: str) -> None:
        shown = told(text, "call", changed_keys(self.app))
        self._write(".turn-hint", Content(shown))

    def _write(self, where: str, text: Content) -> None:
        """Write only what has changed: nothing is laid out anew while the rep speaks."""
        static = self.query_one(where, Static)
        if static.content != text:
            static.update(text, layout=where == ".turn-hint")

    def _state(self, passed_seconds: float) -> Content:
        match self.turn:
            case "recording":
                left = max(0, round(self._max_seconds - passed_seconds))
                return Content.assemble(
                    ("● RECORDING", "bold $text-error"),
                    (f"  {clock(passed_seconds)}", "bold"),
                    (f"   mailbox takes {left} s more", "$foreground 75%"),
                )
            case "speaking":
                return Content.styled("● YOUR TURN", "bold $text-accent")
            case "typing_message":
                return Content.styled("YOUR MESSAGE", "bold $text-accent")
            case "typing_answer":
                return Content.styled("YOUR TURN", "bold $text-accent")
            case "theirs":
                return Content("")
