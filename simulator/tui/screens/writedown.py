"""Write it down: the rep hears their own number once, as the prospect does, pen in hand."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import work
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static
from typing_extensions import override

from simulator.adapters.player_silent import is_silent
from simulator.ports import PortError
from simulator.practice.number_written import ONLY_DIGITS, digits_in
from simulator.session.playback import Playback
from simulator.session.write_down import NO_SPEAKER, keep_written, number_to_hear, told
from simulator.tui.commands import bindings
from simulator.tui.messages import ResultRequested
from simulator.tui.screens.page import Page
from simulator.tui.widgets.listening import FRAMES_PER_SECOND

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.ports import Attempt, ScenarioFile
    from simulator.practice.number_written import NumberWritten
    from simulator.session.desk import Desk
    from simulator.session.write_down import NumberToHear

TITLE = "Write it down"
PREPARING = "Cutting your number out of the message ..."
TAKE_A_PEN = (
    "Take a pen. Your number is played once, as they hear it; you can type along. Enter plays it."
)
PLAYING = "Playing. Type what you hear; enter when you have it."
PLAYED = "That was it. Type what you heard; enter when you have it."
NOT_PLAYED = "Your number could not be played, so nothing is kept."
THEN = "You have heard it before."
ONCE_MORE = "Space plays it once more; what you wrote the first time stays."
RIGHT = ("RIGHT  ", "$text-success")
NOT_YET = ("NOT YET  ", "$text-warning")
Phase = Literal["preparing", "nothing", "ready", "write", "told"]
_ACTIONS: dict[str, Phase] = {"play": "ready", "send": "write", "again": "told"}


class WriteDownScreen(Page):
    """One number, heard and written."""

    CSS_PATH = "writedown.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("writedown")
    where = "writedown"
    purpose = "Hear your own number once, and write it down, as they have to."
    AUTO_FOCUS = ""

    def __init__(self, attempt: Attempt, file: ScenarioFile | None, desk: Desk) -> None:
        super().__init__()
        self._attempt = attempt
        self._file = file
        self._desk = desk
        self._phase: Phase = "preparing"
        self._heard: NumberToHear | None = None
        self._playback: Playback | None = None

    @override
    def body(self) -> ComposeResult:
        yield Static(PREPARING, id="writedown-say", markup=False)
        with Vertical(id="writedown-pen"):
            yield Input(placeholder="the number", max_length=40, disabled=True)
        yield Static(id="writedown-verdict", markup=False)
        yield Static(id="writedown-why", markup=False)

    def on_mount(self) -> None:
        """Prepare the number, and follow it while it plays."""
        self.heading.show(left=Content.styled(TITLE, "bold"))
        self.set_interval(1 / FRAMES_PER_SECOND, self._follow)
        self._prepare()

    def on_unmount(self) -> None:
        """Fall silent."""
        if self._playback is not None:
            self._playback.close()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in _ACTIONS:
            return self._phase == _ACTIONS[action] and not self.is_too_small
        return super().check_action(action, parameters)

    def action_play(self) -> None:
        """Play it, the one time that counts."""
        self.hid_pane()
        self._phase = "write"
        pen = self.query_one(Input)
        pen.disabled = False
        self.set_focus(pen)
        self._play()
        self._say(PLAYING)

    def action_send(self) -> None:
        """Compare what was written."""
        self._send(self.query_one(Input).value)

    def action_again(self) -> None:
        """Play it once more; it changes nothing."""
        self._play()

    def action_back(self) -> None:
        """Close the help, or go back to the result."""
        if not self.hid_pane():
            self.post_message(ResultRequested(self._attempt, self._file))

    @work(exclusive=True, group="prepare")
    async def _prepare(self) -> None:
        if is_silent(self._desk.ports.player):
            self._nothing(NO_SPEAKER)
            return
        try:
            heard = await asyncio.to_thread(number_to_hear, self._attempt, self._file, self._desk)
        except PortError as error:
            self._nothing(str(error))
            return
        self._heard = heard
        self._playback = Playback(self._desk.ports.player, heard.sound)
        if heard.written is not None:
            self._tell(heard, heard.written, before=THEN)
        else:
            self._phase = "ready"
            self._say(TAKE_A_PEN)

    @work(exclusive=True, group="keep")
    async def _keep(self, heard: NumberToHear, text: str) -> None:
        written, trouble = await asyncio.to_thread(keep_written, heard, text, self._desk)
        if trouble:
            self.notify(trouble, markup=False)
        self._tell(heard, written)

    def _send(self, text: str) -> None:
        heard, playback = self._heard, self._playback
        if heard is None or playback is None:
            return
        if playback.trouble:
            self._nothing(f"{NOT_PLAYED} {playback.trouble}")
        elif not digits_in(text):
            self._say(ONLY_DIGITS)
        else:
            playback.pause()
            self._phase = "told"
            self.query_one(Input).disabled = True
            self._keep(heard, text)

    def _tell(self, heard: NumberToHear, written: NumberWritten, before: str = "") -> None:
        self._phase = "told"
        verdict, *why = told(heard, written, self._desk.rubric)
        word, colour = RIGHT if written.is_right else NOT_YET
        shown = Content.assemble((word, f"bold {colour}"), verdict)
        self.query_one("#writedown-verdict", Static).update(shown)
        self.query_one("#writedown-why", Static).update(Content(" ".join(why)))
        self.set_class(True, "-told")  # noqa: FBT003 - Textual's
        self._say(f"{before} {ONCE_MORE}".strip())

    def _nothing(self, sentence: str) -> None:
        self._phase = "nothing"
        self.query_one(Input).disabled = True
        self._say(sentence)

    def _play(self) -> None:
        if self._playback is not None:
            self._playback.pause()
            self._playback.jump(0.0)
            self._playback.play()

    def _follow(self) -> None:
        """Say when it has been heard, or why it is not."""
        playback = self._playback
        if playback is None or self._phase != "write":
            return
        if playback.trouble:
            self._nothing(f"{NOT_PLAYED} {playback.trouble}")
        elif playback.is_over and self._said == PLAYING:
            self._say(PLAYED)

    def _say(self, sentence: str) -> None:
        self._said = sentence
        self.query_one("#writedown-say", Static).update(Content(sentence))
        self.set_class(self._phase in {"write", "told"}, "-writing")
        self.refresh_bindings()
