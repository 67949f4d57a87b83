"""What came of a run: sentences, tables, and of whole calls the results, to be opened."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.ports import PortError
from simulator.practice.calls_summary import in_words
from simulator.session.drilling.calls import Calls
from simulator.session.drilling.dealt import go_on_with
from simulator.tui.commands import bindings
from simulator.tui.drill_messages import RunOpened
from simulator.tui.drill_rows import summary_rows
from simulator.tui.messages import PageRequested, ResultRequested
from simulator.tui.screens.page import Page
from simulator.tui.widgets.choices import ChoiceRow, Choices
from simulator.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.practice.sections import Summary
    from simulator.session.drilling.run import Run

CALLS = "The calls (tab): enter opens the result of the chosen one"
GONE = "This result is gone, or was not kept."
TITLE_WIDTH = 34


class SummaryScreen(Page):
    """One run, looked back at."""

    CSS_PATH: ClassVar = ["choosing.tcss", "drill_summary.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings("summary")
    where = "summary"
    purpose = "What came of it. Up and down move, tab goes to the calls; enter opens a result."
    AUTO_FOCUS = ""

    def __init__(self, run: Run) -> None:
        super().__init__()
        self._run = run
        self._has_calls = isinstance(run, Calls)

    @override
    def body(self) -> ComposeResult:
        yield Static(id="summary-headline", markup=False)
        with VerticalScroll(id="summary-story"):
            yield Rows(id="summary-rows", lead_width=3)
        yield Choices(TITLE_WIDTH)
        yield Static(id="summary-say", markup=False)

    def on_mount(self) -> None:
        """Add it up."""
        self.heading.show(left=Content.styled(self._run.drill.title, "bold"), right="summary")
        self._add_up()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "result":
            return self._has_calls and not self.is_too_small
        if action == "go_on":
            is_open = self._run.series.finished_at is None and not self._run.is_over
            return is_open and not self.is_too_small
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Close the help, or go back to the drills."""
        if not self.hid_pane():
            self.post_message(PageRequested("drills"))

    def action_result(self) -> None:
        """Open the result of the chosen call."""
        chosen = self.query_one(Choices).chosen
        if chosen:
            self._open(chosen)

    def on_choices_clicked(self) -> None:
        """A click does what enter does."""
        if self.check_action("result", ()):
            self.action_result()

    @work(exclusive=True, group="summary")
    async def action_go_on(self) -> None:
        """Go on with this run."""
        try:
            run = await asyncio.to_thread(go_on_with, self._run.desk, self._run.drill)
        except PortError:
            run = self._run  # it cannot be read anew, but it is still here
        self.post_message(RunOpened(run))

    @work(exclusive=True, group="summary")
    async def _add_up(self) -> None:
        summary, rows = await asyncio.to_thread(self._added_up)
        self.query_one("#summary-headline", Static).update(Content.styled(summary.headline, "bold"))
        self.query_one("#summary-rows", Rows).show(summary_rows(summary))
        choices = self.query_one(Choices)
        choices.show(rows)
        self.set_class(self._has_calls, "-calls")
        self.set_focus(self.query_one("#summary-story"))

    @work(exclusive=True, group="summary")
    async def _open(self, attempt_id: str) -> None:
        records = self._run.desk.ports.records
        try:
            attempt = await asyncio.to_thread(records.attempt, attempt_id)
        except PortError as error:
            self._say(str(error))
            return
        if attempt is None:
            self._say(GONE)
            return
        files = self._run.desk.ports.library.scenarios()
        file = next((f for f in files if f.listing.id == attempt.scenario_id), None)
        called = None if file is None else file.as_variant(attempt.variant)
        self.post_message(ResultRequested(attempt, called))

    def _added_up(self) -> tuple[Summary, list[ChoiceRow]]:
        return self._run.summary(), list(self._calls())

    def _calls(self) -> list[ChoiceRow]:
        if not self._has_calls:
            return []
        rows = [ChoiceRow("", CALLS)]
        for one in self._run.done:
            file = self._run.file_at(one.place)
            title = one.scenario if file is None else file.scenario.prospect.name
            rows.append(ChoiceRow(one.attempt, f"  {one.place + 1:>2}  {title}", in_words(one)))
        return rows

    def _say(self, sentence: str) -> None:
        self.query_one("#summary-say", Static).update(Content(sentence))
