"""Between two calls of a run: whom one calls next, and how much is left on the clock."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.tui.commands import bindings
from simulator.tui.drill_messages import SummaryRequested
from simulator.tui.drill_rows import prospect_rows
from simulator.tui.messages import DialRequested, PageRequested
from simulator.tui.prefetch import Prefetch
from simulator.tui.screens.page import Page
from simulator.tui.widgets.rows import Row, Rows
from simulator.tui.widgets.run_bar import RunBar
from simulator.tui.wording import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.ports import ScenarioFile
    from simulator.session.calling import Calling
    from simulator.session.drilling.calls import Calls

HOUR = (
    "20 dials in 60 minutes, one after the other. What each was worth is told at the end. The "
    "clock begins with the first dial."
)
FREE = "Calls by chance, each with all feedback, until you stop."
RUNNING = "Enter dials."
PAUSED = "The clock stands still. Enter dials, and lets it run; p lets it run."
SPEAKING, TYPING = "You will speak.", "You will type; how you sound is not measured then."
TICK_SECONDS = 0.5
TROUBLE_SECONDS = 12.0


class DialScreen(Page):
    """A brief in short, and the clock."""

    CSS_PATH = "dial.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("dial")
    where = "dial"
    purpose = "Read whom you call, and dial. The clock runs on, unless you pause it."

    def __init__(self, run: Calls) -> None:
        super().__init__()
        self._run = run
        self._desk = run.desk
        self._place: int | None = None
        self._file: ScenarioFile | None = None
        self._prefetch: Prefetch | None = None
        self._has_microphone = run.desk.ports.microphone is not None
        self._is_dialled = False

    @override
    def body(self) -> ComposeResult:
        yield RunBar()
        yield Static(id="dial-say", markup=False)
        with VerticalScroll(id="dial-brief"):
            yield Rows(id="dial-rows", lead_width=12)
        yield Static(id="dial-how", markup=False)

    def on_mount(self) -> None:
        """Show the next prospect, or that it is over."""
        self.heading.show(left=Content.styled(self._run.drill.title, "bold"))
        self.query_one("#dial-brief").focus()
        self.set_interval(TICK_SECONDS, self._tick)
        self._deal()

    def on_unmount(self) -> None:
        """Leave off preparing, unless the call needs it."""
        if self._prefetch is not None and not self._is_dialled:
            self._prefetch.stop()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "dial":
            return self._file is not None and not self.is_too_small
        if action == "rest":
            return self._run.is_timed and self._has_begun
        if action == "toggle_typed":
            return self._has_microphone
        return super().check_action(action, parameters)

    def action_dial(self) -> None:
        """Place the call."""
        if self._is_dialled or self._file is None or self._place is None:
            return
        self._is_dialled = True
        self._run.go_on()
        if not self._is_typed and self._desk.recording_notice() is not None:
            self._desk.notice_was_seen()
        occasion = self._run.occasion(self._place)
        self.post_message(DialRequested(self._file, typed=self._is_typed, occasion=occasion))

    def action_toggle_typed(self) -> None:
        """Type instead of speaking, or the other way round."""
        self._desk.prefer_typing(typed=not self._is_typed)
        self._show_how()

    @work(exclusive=True, group="rest")
    async def action_rest(self) -> None:
        """Stop the clock, or let it run again."""
        if self._run.is_paused:
            self._run.go_on()
        else:
            self._warn(await asyncio.to_thread(self._run.pause))
        self._tick()

    def action_back(self) -> None:
        """Close the help; else end the run, or leave it for later."""
        if not self.hid_pane():
            self._leave()

    @work(exclusive=True, group="deal")
    async def _deal(self) -> None:
        self._warn(await asyncio.to_thread(self._run.deal_on))
        for sentence in self._run.left_out():
            self._warn(sentence)
        place = self._run.place
        self._place = place
        self._file = None if place is None else self._run.file_at(place)
        if self._run.is_over or self._file is None:
            self._leave()
            return
        calling = self._desk.as_called(self._file)
        self.query_one("#dial-rows", Rows).show(self._rows(calling))
        self._prefetch = Prefetch(self._desk.ports, self._file)
        self._show_how()
        self._tick()
        self.refresh_bindings()
        await self._prefetch.run()

    @work(exclusive=True, group="leave")
    async def _leave(self) -> None:
        self._warn(await asyncio.to_thread(self._run.end))
        if self._run.done:
            self.post_message(SummaryRequested(self._run))
        else:
            self.post_message(PageRequested("drills"))

    @property
    def _has_begun(self) -> bool:
        return bool(self._run.done) or not self._run.is_paused

    @property
    def _is_typed(self) -> bool:
        return self._desk.preferences.typed or not self._has_microphone

    def _rows(self, calling: Calling) -> Iterator[Row]:
        yield from prospect_rows(calling, "call")
        if not self._run.is_timed:
            brief = Content(" ".join(calling.scenario.brief.split()))
            yield Row(brief, Content.styled("Today", "$foreground 75%"), apart=True)

    def _show_how(self) -> None:
        notice = None if self._is_typed else self._desk.recording_notice()
        how = TYPING if self._is_typed else SPEAKING
        self.query_one("#dial-how", Static).update(Content(" ".join(filter(None, (how, notice)))))

    def _tick(self) -> None:
        run = self._run
        if not self.is_mounted or self._is_dialled:
            return
        if self._file is not None and run.is_over:
            self._file = None
            self._leave()
            return
        left, done = run.left_seconds, len(run.done)
        name = f"call {done + 1}" if left is None else f"dial {done + 1} of {run.number}"
        right = name if left is None else f"{name}   {clock(left)} left"
        self.heading.show(right=right)
        bar = self.query_one(RunBar)
        bar.display = left is not None
        bar.show(done, run.number)
        if not self._has_begun or left is None:
            said = FREE if left is None else HOUR.replace("20", str(run.number), 1)
            self._say(f"{said} {RUNNING}")
        else:
            self._say(PAUSED if run.is_paused else RUNNING)

    def _warn(self, sentence: str) -> None:
        if sentence:
            self.notify(sentence, severity="warning", timeout=TROUBLE_SECONDS, markup=False)

    def _say(self, sentence: str) -> None:
        self.query_one("#dial-say", Static).update(Content(sentence))
