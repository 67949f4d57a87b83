"""Would you call you back? Asked before any score; then the rep hears what the prospect hears."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import work
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.ports import PortError
from simulator.practice.self_rating import FIRST_SURE_PERCENT, SelfRating, surer
from simulator.session.own_message import sentence_starts_seconds, to_hear
from simulator.session.playback import Playback
from simulator.tui.commands import bindings
from simulator.tui.messages import AnswerGiven
from simulator.tui.screens.page import Page
from simulator.tui.widgets.listening import Listening, clock
from simulator.wording import counted

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.ports import Attempt, ScenarioFile
    from simulator.session.desk import Desk
    from simulator.session.own_message import OwnMessage

TITLE = "Before anyone else judges it"
QUESTION = "Would you call you back?"
YES_OR_NO = "y  yes        n  no        esc  skip this"
HOW_SURE = "How sure are you?"
HEAR = "Now hear it as they would. Press d where you would have deleted it."
TYPED = "You typed it, so there is no sound; the words move at the pace of speech."
NO_SOUND = "The recording cannot be played; the words move on as you said them."
ENDED = "That was all of it. Enter shows the result, space plays it again."
Phase = Literal["ask", "sure", "listen"]
_ACTIONS: dict[str, tuple[Phase, ...]] = {
    "answer": ("ask", "sure"),
    "surer": ("sure",),
    "listen": ("sure",),
    "pause": ("listen",),
    "sentence": ("listen",),
    "delete": ("listen",),
    "result": ("listen",),
}


class CallbackScreen(Page):
    """One message, judged by the one who left it."""

    CSS_PATH = "callback.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("callback")
    where = "callback"
    purpose = "Judge your own message before you see its score, and hear it as they would."
    AUTO_FOCUS = ""
    ask = YES_OR_NO
    ended = ENDED

    def __init__(
        self, attempt: Attempt, message: OwnMessage, file: ScenarioFile | None, desk: Desk
    ) -> None:
        super().__init__()
        self._attempt = attempt
        self._message = message
        self._file = file
        self._desk = desk
        self._phase: Phase = "ask"
        self._would_call_back = True
        self._sure_percent = FIRST_SURE_PERCENT
        self._deleted_at_seconds: float | None = None
        self._is_leaving = False
        self._has_sound = True

    @override
    def body(self) -> ComposeResult:
        with Vertical(id="question"):
            yield Static(Content.styled(QUESTION, "bold"), id="question-text", markup=False)
            yield Static(id="question-answer", markup=False)
        yield Static(id="callback-say", markup=False)
        yield Listening()
        yield Static(id="callback-deleted", markup=False)

    def on_mount(self) -> None:
        """Ask."""
        transcript = self._message.transcript
        length = "" if transcript.seconds is None else f"{transcript.seconds:.0f} s, "
        words = counted(len(transcript.words), "word")
        self.heading.show(left=Content.styled(TITLE, "bold"), right=f"{length}{words}")
        self._show()
        self._prepare()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in _ACTIONS:
            is_its_turn = self._phase in _ACTIONS[action] and not self._is_leaving
            return is_its_turn and not self.is_too_small
        return super().check_action(action, parameters)

    def action_answer(self, answer: str) -> None:
        """Yes or no."""
        self._would_call_back = answer == "yes"
        self._phase = "sure"
        self._show()

    def action_surer(self, steps: int) -> None:
        """More or less sure."""
        self._sure_percent = surer(self._sure_percent, steps)
        self._show()

    def action_listen(self) -> None:
        """The answer stands: hear the message."""
        self._phase = "listen"
        self._show()
        self.query_one(Listening).play()

    def action_pause(self) -> None:
        """Pause, or go on."""
        self.query_one(Listening).toggle()

    def action_sentence(self, steps: int) -> None:
        """A sentence on, or back."""
        self.query_one(Listening).over_sentences(steps)

    def action_delete(self) -> None:
        """Here I would have deleted it."""
        self._deleted_at_seconds = round(self.query_one(Listening).position_seconds, 1)
        self._show()

    def action_result(self) -> None:
        """Keep the answer, and show the result."""
        self.query_one(Listening).pause()
        self._is_leaving = True
        self.refresh_bindings()
        self._keep_and_leave()

    def action_skip(self) -> None:
        """Close the help, or go to the result; what was answered so far is kept."""
        if self.hid_pane() or self._is_leaving:
            return
        if self._phase == "listen":
            self.action_result()
        else:
            self.go_on(self._attempt)

    def go_on(self, attempt: Attempt) -> None:
        """The rep has answered, or wants not to."""
        self.post_message(AnswerGiven(attempt, self._file))

    def on_listening_ended(self, event: Listening.Ended) -> None:
        """The message was played to its end."""
        event.stop()
        if self._phase == "listen":
            self.query_one("#callback-say", Static).update(Content(self.ended))

    @work(exclusive=True, group="prepare")
    async def _prepare(self) -> None:
        """Put the message on the line while the rep thinks about the question."""
        sound = await asyncio.to_thread(to_hear, self._message)
        listening = self.query_one(Listening)
        starts = sentence_starts_seconds(self._message, sound)
        listening.open(Playback(self._desk.ports.player, sound), starts)
        self._has_sound = sound.path is not None
        if self._phase == "listen":
            listening.play()
        self._show()

    @work(exclusive=True, group="keep")
    async def _keep_and_leave(self) -> None:
        rating = SelfRating(self._would_call_back, self._sure_percent, self._deleted_at_seconds)
        attempt = self._attempt
        try:
            attempt = await asyncio.to_thread(self._desk.rate, attempt, rating)
        except PortError as error:
            self.notify(f"Your answer could not be kept. {error}", markup=False)
        self.go_on(attempt)

    def _show(self) -> None:
        answer = "yes" if self._would_call_back else "no"
        sure = f"◂ {self._sure_percent} % ▸"
        lines: dict[Phase, Content] = {
            "ask": Content(self.ask),
            "sure": Content.assemble(
                (answer, "bold $accent"), f"     {HOW_SURE}  ", (sure, "bold"), "   (left, right)"
            ),
            "listen": Content.assemble((answer, "bold $accent"), f", {self._sure_percent} % sure"),
        }
        self.query_one("#question-answer", Static).update(lines[self._phase])
        self.query_one("#callback-say", Static).update(Content(self._sentence()))
        deleted = self.query_one("#callback-deleted", Static)
        deleted.update(Content(self._deleted_in_words()))
        self.set_class(self._phase == "listen", "-listening")
        self.refresh_bindings()

    def _sentence(self) -> str:
        if self._phase != "listen":
            return "Then you will hear it, as they would." if not self._message.is_typed else TYPED
        if self._message.is_typed:
            return f"{TYPED} Press d where you would have deleted it."
        return HEAR if self._has_sound else f"{NO_SOUND} Press d where you would have deleted it."

    def _deleted_in_words(self) -> str:
        if self._deleted_at_seconds is None:
            return ""
        return f"You would have deleted it at {clock(self._deleted_at_seconds)}."
