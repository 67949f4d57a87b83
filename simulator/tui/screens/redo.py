"""Again, better: one part of a message said anew, heard in its place, and graded beside the old."""

from __future__ import annotations

import asyncio
from threading import Event as Signal
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.ports import PortError
from simulator.session.playback import Playback
from simulator.session.redoing import NO_MICROPHONE, Redo
from simulator.tui.commands import bindings
from simulator.tui.messages import ResultRequested
from simulator.tui.redo_rows import compared_rows, part_rows, recording_state
from simulator.tui.screens.page import Page
from simulator.tui.widgets.level_meter import LevelMeter
from simulator.tui.widgets.listening import Listening
from simulator.tui.widgets.part_choices import TITLES, PartChoice, PartChoices
from simulator.wording import out_of_100

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.ports import Attempt, ScenarioFile
    from simulator.practice.parts import Part, PartName
    from simulator.session.desk import Desk
    from simulator.session.redoing import Compared, Redone
    from simulator.tui.widgets.rows import Rows

TITLE = "Again, better"
OPENING = "Opening your message ..."
READY = "Press space, say this part anew, and press space again."
WORKING = "Listening to it, and splicing it in ..."
GRADING = "Grading it beside the message that you left ..."
SPLICED = "Spliced in: “{said}” Enter grades it."
PRACTICE = "This is practice: the call keeps its result, {result}. 1, 2 and 3 choose a part."
NO_SOUND = "The message cannot be played; the words move on as you said them."
TICK_SECONDS = 0.25

Phase = Literal["opening", "choosing", "recording", "working", "done", "compared"]
_ACTIONS: dict[str, tuple[Phase, ...]] = {
    "choose": ("choosing", "done", "compared"),
    "other_sentence": ("choosing",),
    "record": ("choosing", "recording"),
    "record_again": ("done", "compared"),
    "play": ("done", "compared"),
    "pair": ("done", "compared"),
    "jump": ("done", "compared"),
    "grade": ("done",),
}


class RedoScreen(Page):
    """One message, and the part of it that is said anew."""

    CSS_PATH = "redo.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("redo")
    where = "redo"
    purpose = "Say one part of your message anew, and hear it in its place. This is practice."
    AUTO_FOCUS = ""

    def __init__(self, attempt: Attempt, file: ScenarioFile, desk: Desk) -> None:
        super().__init__()
        self._attempt = attempt
        self._file = file
        self._desk = desk
        self._redo: Redo | None = None
        self._chosen: PartName = "opening"
        self._sentence = 0
        self._redone: Redone | None = None
        self._phase: Phase = "opening"
        self._hears_pair = False
        self._stop = Signal()
        self._is_dropped = False
        self._seconds = 0.0

    @override
    def body(self) -> ComposeResult:
        yield PartChoices()
        yield VerticalScroll(id="redo-part", can_focus=False)
        yield Static(id="redo-state", markup=False)
        yield LevelMeter()
        yield Static(id="redo-say", markup=False)
        yield Listening()
        yield VerticalScroll(id="redo-compared", can_focus=False)

    def on_mount(self) -> None:
        """Open the message."""
        self.heading.show(left=Content.styled(TITLE, "bold"), right="practice")
        self.set_interval(TICK_SECONDS, self._tick)
        self._go("opening", OPENING)
        self._open()

    def on_unmount(self) -> None:
        """Nobody waits any more."""
        self._stop.set()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action not in _ACTIONS:
            return super().check_action(action, parameters)
        if self.is_too_small or self._phase not in _ACTIONS[action]:
            return False
        if action in {"record", "record_again"}:
            return self._desk.ports.microphone is not None
        return action != "pair" or (self._redone is not None and self._redone.pair is not None)

    @override
    def can_leave_now(self) -> bool:
        """Always: what is being recorded here is practice."""
        self._stop.set()
        return True

    def action_choose(self, name: PartName) -> None:
        """Another part, or the same one once more."""
        self._chosen = name
        self._choose_anew()

    def on_part_choice_clicked(self, event: PartChoice.Clicked) -> None:
        """The same, by mouse."""
        if self.check_action("choose", ()):
            self.action_choose(event.part)

    def action_other_sentence(self, steps: int) -> None:
        """The sentence before or after; the first key only goes to the sentences."""
        if self._redo is None:
            return
        if self._chosen == "sentence":
            last = len(self._redo.parts()[2]) - 1
            self._sentence = min(max(0, self._sentence + steps), last)
        self.action_choose("sentence")

    def action_record(self) -> None:
        """Begin to record, or end it."""
        if self._phase == "recording":
            self._stop.set()
        else:
            self._begin_to_record()

    def action_record_again(self) -> None:
        """The same part once more."""
        self._begin_to_record()

    def action_play(self) -> None:
        """Play the whole message, or pause."""
        if self._hears_pair:
            self._hear_whole()
        else:
            self.query_one(Listening).toggle()

    def action_pair(self) -> None:
        """Play the part as it was, then as it is."""
        if self._redone is None or self._redone.pair is None:
            return
        self._hears_pair = True
        pair = self._redone.pair
        listening = self.query_one(Listening)
        listening.open(Playback(self._desk.ports.player, pair), (0.0,))
        listening.play()

    def action_jump(self, steps: int) -> None:
        """A sentence on, or back."""
        self.query_one(Listening).over_sentences(steps)

    def action_grade(self) -> None:
        """Grade the spliced message."""
        if self._redo is not None and self._redone is not None:
            self.query_one(Listening).pause()
            self._go("working", GRADING)
            self._grade(self._redo, self._redone)

    def action_back(self) -> None:
        """Close the help; else drop what is being recorded; else back to the result."""
        if self.hid_pane():
            return
        self._stop.set()
        if self._phase == "recording":
            self._is_dropped = True
        else:
            self.post_message(ResultRequested(self._attempt, self._file))

    @work(exclusive=True, group="redo")
    async def _open(self) -> None:
        try:
            self._redo = await asyncio.to_thread(Redo, self._desk, self._attempt, self._file)
        except PortError as error:
            self._say(str(error))
        else:
            self._choose_anew()

    @work(exclusive=True, group="redo")
    async def _record_and_splice(self, redo: Redo, part: Part, stop: Signal) -> None:
        loop = asyncio.get_running_loop()

        def on_level(level: float) -> None:
            loop.call_soon_threadsafe(self._hear, level)

        try:
            await asyncio.to_thread(redo.record, on_level, stop)
            if self._is_dropped:
                self._choose_anew()
                return
            self._stop = Signal()
            self._go("working", WORKING)
            redone = await asyncio.to_thread(redo.splice, part, self._stop)
        except PortError as error:
            self._choose_anew()
            self._say(f"{error}")
        else:
            self._redone = redone
            self._go("done", SPLICED.format(said=redone.said))
            self._hear_whole()

    @work(exclusive=True, group="redo")
    async def _grade(self, redo: Redo, redone: Redone) -> None:
        try:
            compared = await asyncio.to_thread(redo.grade, redone, self._stop)
        except PortError as error:
            self._go("done", str(error))
        else:
            self._show_compared(compared)

    def _begin_to_record(self) -> None:
        if self._redo is None:
            return
        self.pane.hide()
        self.query_one(Listening).pause()
        self._stop, self._is_dropped, self._seconds = Signal(), False, 0.0
        self.query_one(LevelMeter).level = 0.0
        self._go("recording", "")
        self._tick()
        self._record_and_splice(self._redo, self._part(self._redo), self._stop)

    def _part(self, redo: Redo) -> Part:
        opening, number, sentences = redo.parts()
        parts: dict[PartName, Part] = {
            "opening": opening, "number": number, "sentence": sentences[self._sentence],
        }  # fmt: skip
        return parts[self._chosen]

    def _choose_anew(self) -> None:
        if self._redo is None:
            return
        self.query_one(Listening).pause()
        opening, number, sentences = self._redo.parts()
        part = self._part(self._redo)
        self.query_one(PartChoices).show(part, opening, number, sentences[self._sentence])
        self._show_rows("#redo-part", part_rows(part, self._attempt.scorecard))
        self._go("choosing", NO_MICROPHONE if self._desk.ports.microphone is None else READY)

    def _hear_whole(self) -> None:
        if self._redone is None:
            return
        self._hears_pair = False
        playback = Playback(self._desk.ports.player, self._redone.whole)
        listening = self.query_one(Listening)
        listening.open(playback, self._redone.starts_seconds)
        listening.play()

    def _hear(self, level: float) -> None:
        if self._phase == "recording" and self.is_mounted:
            self.query_one(LevelMeter).level = level

    def _tick(self) -> None:
        if self._phase == "recording":
            state = recording_state(self._seconds, TITLES[self._chosen].lower())
            self.query_one("#redo-state", Static).update(state)
            self._seconds += TICK_SECONDS
        elif self._phase == "done" and self._redone is not None:
            trouble = self.query_one(Listening).trouble
            if trouble or self._redone.whole.path is None:
                self._say(trouble or NO_SOUND)

    def _show_compared(self, compared: Compared) -> None:
        self._show_rows("#redo-compared", compared_rows(compared))
        kept = out_of_100(self._attempt.scorecard.score.overall, "of")
        self._go("compared", PRACTICE.format(result=kept))

    def _show_rows(self, where: str, rows: Rows) -> None:
        place = self.query_one(where, VerticalScroll)
        place.remove_children()
        place.mount(rows)

    def _go(self, phase: Phase, sentence: str) -> None:
        self.remove_class(f"-{self._phase}")
        self.add_class(f"-{phase}")
        self._phase = phase
        self._say(sentence)
        self.refresh_bindings()

    def _say(self, sentence: str) -> None:
        self.query_one("#redo-say", Static).update(Content(sentence))
