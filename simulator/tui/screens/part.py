"""One part of a message, prospect after prospect: read, say it, see what it was worth, go on."""

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
from simulator.practice.one_part import NOUNS
from simulator.tui.commands import bindings
from simulator.tui.drill_messages import SummaryRequested
from simulator.tui.drill_rows import part_rows, prospect_rows
from simulator.tui.messages import PageRequested
from simulator.tui.redo_rows import recording_state
from simulator.tui.screens.page import Page
from simulator.tui.widgets.answer import Answer
from simulator.tui.widgets.level_meter import LevelMeter
from simulator.tui.widgets.rows import Rows
from simulator.tui.widgets.run_bar import RunBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.session.drilling.parts import OnePart, PartGraded

SPEAK = "Press space, say your {part}, and press space again. Nothing else of the message."
TYPE = "Type your {part}, and press enter. Nothing else of the message."
WORKING = "Listening to it ..."
GOOD, NOT_YET = "Everything is there.", "Not yet: see what is missing."
NEXT = "Enter goes on to the next prospect."
LAST = "That was the last one. Enter shows what came of it."
BREAK = "A break: the clock stands still. b goes on."
TICK_SECONDS = 0.25
TROUBLE_SECONDS = 12.0
Phase = Literal["opening", "asking", "recording", "working", "told"]
TYPING: tuple[Phase, ...] = ("asking", "working")
_ACTIONS: dict[str, tuple[Phase, ...]] = {
    "record": ("asking", "recording"),
    "toggle_typed": ("asking",),
    "next": ("told",),
    "rest": ("asking", "told"),
}


class PartScreen(Page):
    """One run of openings, or of numbers."""

    CSS_PATH = "part.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("part")
    where = "part"
    purpose = "Say one part only, to one prospect after the other. What you say is not kept."
    AUTO_FOCUS = ""

    def __init__(self, run: OnePart) -> None:
        super().__init__()
        self._run = run
        ports = run.desk.ports
        self._can_speak = ports.microphone is not None and ports.recognizer is not None
        self._is_typed = run.desk.preferences.typed or not self._can_speak
        self._phase: Phase = "opening"
        self._place: int | None = None
        self._stop = Signal()
        self._is_dropped = False
        self._seconds = 0.0
        self._told: set[str] = set()

    @override
    def body(self) -> ComposeResult:
        yield RunBar()
        with VerticalScroll(id="part-brief", can_focus=False):
            yield Rows(id="part-rows", lead_width=11)
        yield Static(id="part-say", markup=False)
        yield Static(id="part-state", markup=False)
        yield LevelMeter()
        yield Answer()
        with VerticalScroll(id="part-told", can_focus=False):
            yield Rows(id="part-verdict", lead_width=14)

    def on_mount(self) -> None:
        """Show the first prospect."""
        self.heading.show(left=Content.styled(self._run.drill.title, "bold"))
        self.set_interval(TICK_SECONDS, self._tick)
        self._run.go_on()
        self._ask()

    def on_unmount(self) -> None:
        """Nobody waits any more."""
        self._stop.set()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action not in _ACTIONS:
            return super().check_action(action, parameters)
        if self.is_too_small or self._phase not in _ACTIONS[action]:
            return False
        if action == "record":
            return not self._is_typed
        is_typing = self._is_typed and self._phase == "asking"
        if action == "rest":
            return not is_typing  # a letter of what is typed
        return action != "toggle_typed" or (self._can_speak and not is_typing)

    @override
    def can_leave_now(self) -> bool:
        """Always: what is being recorded here is practice."""
        self._stop.set()
        return True

    def action_record(self) -> None:
        """Begin to record, or end it."""
        if self._phase == "recording":
            self._stop.set()
        elif self._place is not None:
            self._run.go_on()
            self._stop, self._is_dropped, self._seconds = Signal(), False, 0.0
            self.query_one(LevelMeter).level = 0.0
            self._go("recording", "")
            self._tick()
            self._record(self._place, self._stop)

    def action_toggle_typed(self) -> None:
        """Type from now on; escape on an empty line leads back to speaking."""
        self._set_typed(typed=True)

    def action_next(self) -> None:
        """The next prospect, or the summary."""
        self.hid_pane()
        self._run.go_on()
        self._ask()

    def action_rest(self) -> None:
        """Stop the clock, or let it run again."""
        if self._run.is_paused:
            self._run.go_on()
            self._say(self._how() if self._phase == "asking" else NEXT)
        else:
            self._pause()

    def action_back(self) -> None:
        """Close the help; else drop what is recorded; else end the run, or leave it for later."""
        if self.hid_pane():
            return
        if self._phase == "recording":
            self._is_dropped = True
            self._stop.set()
        elif self._phase == "asking" and self._is_typed and self._can_speak:
            self._set_typed(typed=False)
        else:
            self._stop.set()
            self._leave()

    def on_answer_sent(self, event: Answer.Sent) -> None:
        """What would have been said."""
        if self._phase == "asking" and self._place is not None:
            place, text = self._place, event.text
            self._run.go_on()
            self._go("working", WORKING)
            self._grade(lambda: self._run.grade_typed(place, text))

    @work(exclusive=True, group="part")
    async def _record(self, place: int, stop: Signal) -> None:
        loop = asyncio.get_running_loop()

        def on_level(level: float) -> None:
            loop.call_soon_threadsafe(self._hear, level)

        try:
            await asyncio.to_thread(self._run.record, on_level, stop)
        except PortError as error:
            self._again(str(error))
            return
        if self._is_dropped:
            self._again(self._how())
            return
        self._go("working", WORKING)
        self._grade(lambda: self._run.grade(place))

    @work(exclusive=True, group="grade")
    async def _grade(self, grade: Callable[[], PartGraded]) -> None:
        try:
            graded = await asyncio.to_thread(grade)
        except PortError as error:
            self._again(str(error))
            return
        self._warn(graded.trouble)
        self.query_one("#part-verdict", Rows).show(part_rows(graded))
        self.query_one("#part-told").scroll_home(animate=False)
        then = LAST if self._run.place is None else NEXT
        self._go("told", f"{GOOD if graded.is_good else NOT_YET} {then}")
        self._show_bar()

    @work(exclusive=True, group="pause")
    async def _pause(self) -> None:
        self._say(BREAK)
        self._warn(await asyncio.to_thread(self._run.pause))

    @work(exclusive=True, group="part")
    async def _leave(self) -> None:
        self._warn(await asyncio.to_thread(self._run.end))
        if self._run.done:
            self.post_message(SummaryRequested(self._run))
        else:
            self.post_message(PageRequested("drills"))

    def _ask(self) -> None:
        for sentence in self._run.left_out():
            self._warn(sentence)
        place = self._run.place
        calling = None if place is None else self._run.brief(place)
        if calling is None:
            self._leave()
            return
        self._place = place
        number = len(self._run.done) + 1
        self.heading.show(right=f"{self._run.drill.item} {number} of {self._run.number}")
        self.query_one("#part-rows", Rows).show(prospect_rows(calling, self._run.part))
        self.query_one("#part-brief").scroll_home(animate=False)
        self.query_one(Answer).text = ""
        self._again(self._how())
        self._show_bar()

    def _again(self, sentence: str) -> None:
        """Ask for the part, once more where something went wrong."""
        self._go("asking", sentence)
        self._take_the_pen()
        # Textual takes the focus from what was hidden with the next refresh, and not before.
        self.call_after_refresh(self._take_the_pen)

    def _take_the_pen(self) -> None:
        """Let what is typed go into the answer, where it is asked for."""
        if self._phase == "asking":
            answer = self.query_one(Answer)
            answer.disabled = not self._is_typed
            self.set_focus(answer if self._is_typed else None)

    def _set_typed(self, *, typed: bool) -> None:
        self._is_typed = typed
        self._run.desk.prefer_typing(typed=typed)
        self._again(self._how())

    def _how(self) -> str:
        return (TYPE if self._is_typed else SPEAK).format(part=NOUNS[self._run.part])

    def _hear(self, level: float) -> None:
        if self._phase == "recording" and self.is_mounted:
            self.query_one(LevelMeter).level = level

    def _tick(self) -> None:
        if self._phase == "recording":
            state = recording_state(self._seconds, NOUNS[self._run.part])
            self.query_one("#part-state", Static).update(state)
            self._seconds += TICK_SECONDS

    def _show_bar(self) -> None:
        done = self._run.done
        words = f"{sum(one.passed for one in done)} with everything" if done else ""
        self.query_one(RunBar).show(len(done), self._run.number, words)

    def _go(self, phase: Phase, sentence: str) -> None:
        self.remove_class(f"-{self._phase}")
        self.add_class(f"-{phase}")
        # Not by a class: a stylesheet takes effect later, and nothing hidden can be typed into.
        self.query_one(Answer).display = self._is_typed and phase in TYPING
        self._phase = phase
        self._say(sentence)
        self.refresh_bindings()

    def _warn(self, sentence: str) -> None:
        if sentence and sentence not in self._told:
            self._told.add(sentence)
            self.notify(sentence, severity="warning", timeout=TROUBLE_SECONDS, markup=False)

    def _say(self, sentence: str) -> None:
        self.query_one("#part-say", Static).update(Content(sentence))
