"""The first steps: who you are, recordings, microphone, speaker, voices, and the first call.

They come by themselves once, where nobody has done anything yet; later from the settings. Every
step can be skipped and repeated, and none is needed for what comes after.
"""

from __future__ import annotations

import asyncio
from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from typing_extensions import override

from simulator.ports import PortError
from simulator.session.trying_out import hear_a_voice, hear_yourself
from simulator.tui.call_stage import LevelHeard
from simulator.tui.commands import bindings
from simulator.tui.keys import changed_keys, told
from simulator.tui.messages import HomeRequested, NextRequested
from simulator.tui.screens.page import Page
from simulator.tui.steps import STEPS, level_told, step
from simulator.tui.widgets.level_meter import LevelMeter
from simulator.tui.widgets.profile_form import ProfileForm
from simulator.tui.widgets.step_bar import StepBar

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.session.desk import Desk

RECORDING = "● RECORDING   speak now; {test} ends it"
PLAYING = "PLAYING   what you said"
SPEAKING = "PLAYING   listen"
HEARD_IT = "Good. That is how loud a call will be."
HEARD_NOTHING = (
    "Turn the volume up, and look which output the system has chosen. Settings (s on all calls) "
    "has the other speakers. Without sound, calls show captions: nothing is lost but the voice."
)
DID_YOU = "{what} was played. Did you hear it? Press {yes} or {no}."


class PlaysBack(Message):
    """The recording of a test is over; `playing` ends what follows."""

    def __init__(self, playing: Event) -> None:
        super().__init__()
        self.playing = playing


class FirstStepsScreen(Page):
    """Six steps, one at a time."""

    CSS_PATH = "first_steps.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("first")
    where = "first"
    purpose = "Six short steps. Each can be skipped, and comes back with page up."
    AUTO_FOCUS = ""

    def __init__(self, desk: Desk, first_call: str) -> None:
        """`first_call` is the title of the call to which the steps lead, or ""."""
        super().__init__()
        self._desk = desk
        self._first_call = first_call
        self._at = 0
        self._stops: tuple[Event, Event] | None = None
        self._was_played = False

    @override
    def body(self) -> ComposeResult:
        yield StepBar()
        with VerticalScroll(id="step", can_focus=False):
            yield Static(id="step-title", markup=False)
            yield Static(id="step-text", markup=False)
            yield ProfileForm()
            yield Static(id="step-state", markup=False)
            yield LevelMeter()

    def on_mount(self) -> None:
        """Never come by themselves again, however they are left."""
        self.heading.show(left=Content.styled("First steps", "bold"), right="welcome")
        self._desk.prefer(first_steps_seen=True)
        self._show()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "leave":
            return True
        if self.is_too_small:
            return False
        match action:
            case "go_on":
                return self._step != "you"  # there, the fields take enter
            case "save":
                return self._step == "you"
            case "test":
                return self._can_test
            case "heard":
                return self._step == "speaker" and self._was_played
            case "move":
                there_is_one = 0 <= self._at + self._steps(parameters) < len(STEPS)
                return there_is_one and not self.pane.topic  # help is read with the same keys
            case _:
                pass
        return super().check_action(action, parameters)

    @override
    def can_leave_now(self) -> bool:
        """Always: a test is ended, and nothing of it is kept."""
        self._stop()
        return True

    def action_go_on(self) -> None:
        """Go on; from the last step to the brief of the first call."""
        if self._at + 1 < len(STEPS):
            self._go(self._at + 1)
        elif self._first_call:
            self._stop()
            self.post_message(NextRequested(""))
        else:
            self.action_leave()

    def action_move(self, steps: int) -> None:
        """Skip a step, or repeat one."""
        self._go(max(0, min(len(STEPS) - 1, self._at + steps)))

    def action_save(self) -> None:
        """Take the fields as they are."""
        self.query_one(ProfileForm).submit()

    def action_test(self) -> None:
        """Begin a test, or end it."""
        if self._stops is not None:
            first, then = self._stops
            (then if first.is_set() else first).set()
            return
        self._stops = (Event(), Event())
        self._was_played = False
        if self._step == "microphone":
            self._tell(self._told(RECORDING), "$text-error")
            self.add_class("-metering")
            self._hear_yourself(*self._stops)
        else:
            self._tell(SPEAKING, "$text-accent")
            self._hear_a_voice(self._stops)
        self.refresh_bindings()

    def action_heard(self, answer: str) -> None:
        """Say whether something was heard."""
        self._tell(HEARD_IT if answer == "yes" else HEARD_NOTHING)

    def action_leave(self) -> None:
        """Leave the steps, for good or until somebody asks for them."""
        if not self.hid_pane():
            self._stop()
            self.post_message(HomeRequested())

    def on_profile_form_done(self, event: ProfileForm.Done) -> None:
        """Keep who the rep is, and go on."""
        people, mine = self._desk.people, self._desk.profile
        given = (event.name, event.company, event.number)
        try:
            made = people.add(*given) if mine is None else people.change(mine.id, *given)
        except PortError as error:
            self.query_one(ProfileForm).refuse(str(error))
            return
        self._desk.seat(people, made)
        self.action_move(1)

    def on_step_bar_clicked(self, event: StepBar.Clicked) -> None:
        """Go to any step."""
        if not self.is_too_small:
            self._go(event.step)

    def on_level_heard(self, event: LevelHeard) -> None:
        """Show how loud it is."""
        self.query_one(LevelMeter).level = event.level

    @work(exclusive=True, group="test")
    async def _hear_yourself(self, recording: Event, playing: Event) -> None:
        def on_level(level: float) -> None:
            self.post_message(LevelHeard(level))

        def on_playing() -> None:
            recording.set()
            self.post_message(PlaysBack(playing))

        try:
            loudest = await asyncio.to_thread(
                hear_yourself, self._desk.ports, on_level, on_playing, recording, playing
            )
        except PortError as error:
            said = str(error)
        else:
            said = level_told(loudest, has_speaker=self._desk.ports.machine.has_speaker)
        self._end(playing, said)

    @work(exclusive=True, group="test")
    async def _hear_a_voice(self, stops: tuple[Event, Event]) -> None:
        stops[0].set()  # nothing is recorded: space ends the playing at once
        try:
            what = await asyncio.to_thread(hear_a_voice, self._desk.ports, stops[1])
        except PortError as error:
            said = str(error)
        else:
            said = self._told(DID_YOU.replace("{what}", what))
            self._was_played = True
        self._end(stops[1], said)

    def on_plays_back(self, event: PlaysBack) -> None:
        """What was said in a test is played now."""
        if self._is_running_test(event.playing):
            self.remove_class("-metering")
            self._tell(PLAYING, "$text-accent")

    def _end(self, playing: Event, said: str) -> None:
        """A test is over, unless somebody has gone on to another step."""
        if self._is_running_test(playing):
            self._stops = None
            self.remove_class("-metering")
            self._tell(said)
            self.refresh_bindings()

    def _is_running_test(self, playing: Event) -> bool:
        return self._stops is not None and self._stops[1] is playing

    @property
    def _step(self) -> str:
        return STEPS[self._at]

    @property
    def _can_test(self) -> bool:
        machine = self._desk.ports.machine
        if self._step == "microphone":
            return self._desk.ports.microphone is not None
        return self._step == "speaker" and machine.has_speaker

    @staticmethod
    def _steps(parameters: tuple[object, ...]) -> int:
        return parameters[0] if parameters and isinstance(parameters[0], int) else 1

    def _stop(self) -> None:
        for event in self._stops or ():
            event.set()
        self._stops, self._was_played = None, False
        self.remove_class("-metering")

    def _go(self, to: int) -> None:
        self._stop()
        self._at = to
        self._show()

    def _show(self) -> None:
        shown = step(self._step, self._desk, self._first_call)
        self.query_one(StepBar).show(self._at)
        self.query_one("#step-title", Static).update(Content.styled(shown.title, "bold"))
        text = self._told("\n\n".join(shown.paragraphs))
        self.query_one("#step-text", Static).update(Content(text))
        self._tell("")
        self.set_class(self._step == "you", "-form")
        if self._step == "you":
            self.query_one(ProfileForm).begin(self._desk.profile)
        else:
            self.set_focus(None)
        if self._step == "recordings":
            self._desk.notice_was_seen()
        self.refresh_bindings()

    def _told(self, sentence: str) -> str:
        return told(sentence, "first", changed_keys(self.app))

    def _tell(self, sentence: str, style: str = "") -> None:
        self.query_one("#step-state", Static).update(Content(sentence).stylize(style))
