"""Your own neutral voice, recorded once for each microphone: what energy is graded against."""

from __future__ import annotations

import asyncio
from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.ports import PortError
from simulator.session.baselines import LEAST_SPEECH_SECONDS, PASSAGE, ReadingRefused
from simulator.session.reading import record_baseline
from simulator.tui.commands import bindings
from simulator.tui.keys import changed_keys, told
from simulator.tui.messages import HomeRequested
from simulator.tui.screens.page import Page
from simulator.tui.widgets.level_meter import LevelMeter
from simulator.tui.wording import clock
from simulator.wording import baseline_kept, baseline_there_is

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.session.desk import Desk

WHY = (
    "Read this once, the way you would read a notice aloud: neither lively nor tired. From then on "
    "the energy of your messages is compared with your own voice on this microphone, never with "
    "anybody else's. Only the figures are kept; the sound is erased."
)
READY = "Press {read}, read aloud, and press {read} again."
READING = "Press {read} when you have read it all."
MEASURING = "Measuring your voice ..."
NO_MICROPHONE = (
    "There is no microphone, so no baseline can be recorded. Connect one and start again."
)
TICK_SECONDS = 0.25


class BaselineScreen(Page):
    """A short text to read into the microphone in use."""

    CSS_PATH = "baseline.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("baseline")
    where = "baseline"
    purpose = "Record how you sound when you read neutrally, so that your energy can be graded."
    AUTO_FOCUS = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._stop: Event | None = None
        self._seconds = 0.0
        self._leaves = False

    @override
    def body(self) -> ComposeResult:
        with Vertical(id="baseline"):
            yield Static(WHY, id="baseline-why", markup=False)
            yield Static(PASSAGE, id="baseline-passage", markup=False)
            yield Static(id="baseline-state", markup=False)
            yield LevelMeter()
            yield Static(id="baseline-result", markup=False)

    def on_mount(self) -> None:
        """Say what there is already."""
        self.heading.show(left=Content.styled("Your voice", "bold"), right="baseline")
        self.set_interval(TICK_SECONDS, self._tick)
        if self._desk.ports.microphone is None:
            self._say(NO_MICROPHONE)
            return
        self._show_state(Content(self._told(READY)))
        self._say(baseline_there_is(self._desk.baselines))

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in {"read", "forget"}:
            if self.is_too_small or self._desk.ports.microphone is None:
                return False
            return action == "read" or (self._stop is None and self._has_one())
        return super().check_action(action, parameters)

    @override
    def can_leave_now(self) -> bool:
        """Only when nothing is being recorded; quitting ends the reading."""
        if self._stop is None:
            return True
        self._leaves = True
        self._stop.set()
        return False

    def action_read(self) -> None:
        """Begin to record, or end it."""
        if self._stop is not None:
            self._stop.set()
            return
        self._stop, self._seconds = Event(), 0.0
        self.add_class("-reading")
        self._say(self._told(READING))
        self._tick()
        self._record(self._stop)

    def action_forget(self) -> None:
        """Erase the baseline of this microphone."""
        try:
            self._desk.baselines.forget()
        except PortError as error:
            self._say(str(error))
        else:
            self._say("It is erased. Energy is not graded until you record another one.")
        self.refresh_bindings()

    def action_back(self) -> None:
        """Stop what is being recorded, and go back."""
        if self.hid_pane():
            return
        if self._stop is not None:
            self._leaves = True
            self._stop.set()
            return
        self.post_message(HomeRequested())

    @work(exclusive=True, group="reading")
    async def _record(self, stop: Event) -> None:
        microphone = self._desk.ports.microphone
        if microphone is None:
            return
        loop = asyncio.get_running_loop()

        def on_level(level: float) -> None:
            loop.call_soon_threadsafe(self._hear, level)

        try:
            kept = await asyncio.to_thread(
                record_baseline, microphone, self._desk.baselines, on_level, stop
            )
        except (ReadingRefused, PortError) as error:
            said = str(error)
        else:
            said = baseline_kept(kept)
        self._stop = None
        self.remove_class("-reading")
        self._show_state(Content(self._told(READY)))
        self._say(said)
        self.refresh_bindings()
        if self._leaves:
            self.post_message(HomeRequested())

    def _hear(self, level: float) -> None:
        if self._stop is not None:
            self.query_one(LevelMeter).level = level

    def _tick(self) -> None:
        if self._stop is None:
            return
        if self._stop.is_set():
            self._show_state(Content(MEASURING))
            return
        self._show_state(
            Content.assemble(
                ("● RECORDING", "bold $text-error"),
                (f"  {clock(self._seconds)}", "bold"),
                (f"   at least {LEAST_SPEECH_SECONDS:.0f} s of speech", "$foreground 75%"),
            )
        )
        self._seconds += TICK_SECONDS

    def _told(self, sentence: str) -> str:
        return told(sentence, "baseline", changed_keys(self.app))

    def _has_one(self) -> bool:
        return self._desk.baselines.kept() is not None

    def _show_state(self, text: Content) -> None:
        self.query_one("#baseline-state", Static).update(text)

    def _say(self, sentence: str) -> None:
        self.query_one("#baseline-result", Static).update(Content(sentence))
