"""Quick choice: greeting after greeting, each decided by one key while it is heard."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.practice.quick_choice import AT_A_MACHINE
from simulator.scenario.control import without_control_characters
from simulator.session.drilling.deciding import Deciding, ring
from simulator.tui.captions import words_heard
from simulator.tui.commands import bindings
from simulator.tui.drill_messages import SummaryRequested
from simulator.tui.drill_rows import call_rows, decided_rows
from simulator.tui.messages import PageRequested
from simulator.tui.screens.page import Page
from simulator.tui.widgets.decisions import Decisions
from simulator.tui.widgets.rows import Rows
from simulator.tui.widgets.run_bar import RunBar
from simulator.tui.wording import clock

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.timer import Timer

    from simulator.scenario.model import Made
    from simulator.session.drilling.quick import DecidedNow, QuickChoice, ToDecide

READY = (
    "You will hear {number}, one after the other. Read whom you call while it rings. As soon as "
    "you can tell whose line it is, decide by one key. The clock runs from the words that tell it; "
    "{late} after the greeting it is too late.\n\nWho decides before these words has guessed, and "
    "a guess proves nothing. Where somebody answers, there are other keys; they are shown. Enter "
    "begins."
)
RINGING, LISTENING, SILENCE = "Ringing ...", "On the line", "Now: decide"
COMING, BREAK = "The next one is coming ...", "A break. Enter goes on."
AFTER_THIS = "A break comes after this one."
NEXT = "The next one rings in {seconds} s. Enter: now. b: a break."
LAST = "That was the last one. Enter shows what came of it."
RIGHT_SECONDS, WRONG_SECONDS = 5, 15
"""So long there is time to read why, before the next one rings."""
TICKS_PER_SECOND = 12
TROUBLE_SECONDS = 12.0
Phase = Literal["ready", "coming", "ringing", "hearing", "judging", "told"]
_ACTIONS: dict[str, tuple[Phase, ...]] = {
    "decide": ("hearing",),
    "next": ("ready", "told"),
    "rest": ("coming", "ringing", "hearing", "told"),
}


class QuickScreen(Page):
    """One run of quick choices."""

    CSS_PATH = "quick.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("quick")
    where = "quick"
    purpose = "Whose line is it? Decide within seconds, by one key."
    allows_palette = False
    AUTO_FOCUS = ""

    def __init__(self, run: QuickChoice) -> None:
        super().__init__()
        self._run = run
        self._phase: Phase = "ready"
        self._coming: dict[int, asyncio.Task[ToDecide | None]] = {}
        self._stop = threading.Event()
        self._now: ToDecide | None = None
        self._deciding: Deciding | None = None
        self._rests = False
        self._waiting: Timer | None = None
        self._seconds_left = 0
        self._told: set[str] = set()

    @override
    def body(self) -> ComposeResult:
        yield RunBar()
        yield Static(id="quick-say", markup=False)
        yield Rows(id="quick-call", lead_width=10)
        yield Static(id="quick-state", markup=False)
        yield Static(id="quick-words", markup=False)
        yield Decisions()
        with VerticalScroll(id="quick-told", can_focus=False):
            yield Rows(id="quick-rows", lead_width=10)

    def on_mount(self) -> None:
        """Explain it once, and prepare the first greeting."""
        self.heading.show(left=Content.styled(self._run.drill.title, "bold"))
        self.set_interval(1 / TICKS_PER_SECOND, self._tick)
        self._go("ready")
        number = f"{self._run.number - len(self._run.done)} greetings"
        self._say(READY.format(number=number, late="five seconds"))
        self.query_one(Decisions).show(AT_A_MACHINE)
        self._show_bar()
        self._prepare_next()

    def on_unmount(self) -> None:
        """Fall silent, and keep how far it is."""
        self._stop.set()
        self._fall_silent()
        for task in self._coming.values():
            task.cancel()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action not in _ACTIONS:
            return super().check_action(action, parameters)
        return self._phase in _ACTIONS[action] and not self.is_too_small

    def action_decide(self, made: Made) -> None:
        """A key decides."""
        if self._deciding is not None and self._phase == "hearing":
            self._decide(made, self._deciding.seconds)

    def on_decisions_clicked(self, event: Decisions.Clicked) -> None:
        """So does a click."""
        if self.check_action("decide", ()):
            self.action_decide(event.made)

    def action_next(self) -> None:
        """Begin, or go on before the time is over."""
        self.hid_pane()
        self._rests = False
        self._go_on()

    def action_rest(self) -> None:
        """Wait after this greeting."""
        self._rests = True
        if self._phase == "told":
            self._stop_waiting()
            self._pause()
        else:
            self._show_bar()

    def action_back(self) -> None:
        """Close the help; else end the run, or leave it for later."""
        if not self.hid_pane():
            self._leave()

    @work(exclusive=True, group="run")
    async def _leave(self) -> None:
        self._stop_waiting()
        self._fall_silent()
        trouble = await asyncio.to_thread(self._run.end)
        self._warn(trouble)
        if self._run.done:
            self.post_message(SummaryRequested(self._run))
        else:
            self.post_message(PageRequested("drills"))

    def _go_on(self) -> None:
        self._stop_waiting()
        self._play_next()

    @work(exclusive=True, group="run")
    async def _play_next(self) -> None:
        for sentence in self._run.left_out():
            self._warn(sentence)
        now = None
        while now is None:
            place = self._run.place
            if place is None:
                self._leave()
                return
            self._go("coming")
            self._say(COMING)
            now = await self._prepare(place)
        self._run.go_on()
        self._now = now
        self._warn(now.trouble)
        self.heading.show(right=f"greeting {len(self._run.done) + 1} of {self._run.number}")
        self.query_one("#quick-call", Rows).show(call_rows(now))
        self.query_one(Decisions).show(now.made)
        self._go("ringing")
        self._say("")
        player = self._run.desk.ports.player
        await asyncio.to_thread(ring, player, self._stop)
        if self._stop.is_set():
            return
        self._deciding = Deciding(player, now.sound)
        self._go("hearing")
        self._tick()

    @work(exclusive=True, group="judge")
    async def _judge(self, now: ToDecide, made: Made | None, at_seconds: float) -> None:
        decided = await asyncio.to_thread(self._run.decide, now, made, at_seconds)
        self._warn(decided.trouble)
        self._tell(decided)

    @work(exclusive=True, group="pause")
    async def _pause(self) -> None:
        self._say(BREAK)
        self._warn(await asyncio.to_thread(self._run.pause))

    def _decide(self, made: Made | None, at_seconds: float) -> None:
        self._fall_silent()
        if self._now is not None:
            self._go("judging")
            self._judge(self._now, made, at_seconds)

    def _tell(self, decided: DecidedNow) -> None:
        self.query_one("#quick-rows", Rows).show(decided_rows(decided))
        self.query_one("#quick-told").scroll_home(animate=False)
        self._go("told")
        self._show_bar()
        if self._run.place is None:
            self._say(LAST)
        elif self._rests:
            self._pause()
        else:
            is_right = decided.choice.verdict != "wrong" and not decided.choice.guess
            self._seconds_left = RIGHT_SECONDS if is_right else WRONG_SECONDS
            self._waiting = self.set_interval(1.0, self._count_down)
            self._say(NEXT.format(seconds=self._seconds_left))
        self._prepare_next()

    def _count_down(self) -> None:
        self._seconds_left -= 1
        if self._seconds_left > 0:
            self._say(NEXT.format(seconds=self._seconds_left))
        else:
            self._go_on()

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None

    def _fall_silent(self) -> None:
        if self._deciding is not None:
            self._deciding.close()
            self._deciding = None

    def _prepare_next(self) -> None:
        """A greeting takes a moment to be spoken: begin while the rep reads."""
        place = self._run.place
        if place is not None:
            self._prepare(place)

    def _prepare(self, place: int) -> asyncio.Task[ToDecide | None]:
        if place not in self._coming:
            ready = asyncio.to_thread(self._run.prepare, place, self._stop)
            self._coming[place] = asyncio.create_task(ready)
        return self._coming[place]

    def _tick(self) -> None:
        """Show the words as they are said, and see whether it is too late."""
        deciding = self._deciding
        if self._phase != "hearing" or deciding is None:
            return
        if deciding.is_late:
            self._decide(None, deciding.seconds)
            return
        seconds = deciding.seconds
        words = without_control_characters(words_heard(deciding.sound, seconds))
        is_over = seconds >= deciding.sound.seconds
        state = SILENCE if is_over else LISTENING
        style = "bold $text-warning" if is_over else "bold $text-accent"
        self.query_one("#quick-state", Static).update(
            Content.assemble((f"● {state}", style), (f"   {clock(seconds)}", "bold"))
        )
        self.query_one("#quick-words", Static).update(Content(f"“{words}" if words else ""))

    def _show_bar(self) -> None:
        done = self._run.done
        words = f"{sum(one.passed for one in done)} right" if done else ""
        if self._rests and self._phase != "told":
            words = f"{words}. {AFTER_THIS}" if words else AFTER_THIS
        self.query_one(RunBar).show(len(done), self._run.number, words)

    def _go(self, phase: Phase) -> None:
        self.remove_class(f"-{self._phase}")
        self.add_class(f"-{phase}")
        self._phase = phase
        if phase == "ringing":
            state = Content.styled(f"● {RINGING}", "bold $text-accent")
            self.query_one("#quick-state", Static).update(state)
            self.query_one("#quick-words", Static).update("")
        self.refresh_bindings()

    def _warn(self, sentence: str) -> None:
        """What does not work, told once."""
        if sentence and sentence not in self._told:
            self._told.add(sentence)
            self.notify(sentence, severity="warning", timeout=TROUBLE_SECONDS, markup=False)

    def _say(self, sentence: str) -> None:
        self.query_one("#quick-say", Static).update(Content(sentence))
