"""The ways of drills: which screen a run is played on, and what follows a call of one.

While a run of whole calls is under way, the app asks it what comes after a call: in a power hour
the next dial, with no word about the last one; in free play all feedback first. Looking back, the
results that are opened from a summary lead back to it.

Textual asks the handlers of every class for a message, from here upwards, until one prevents it.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on, work

from simulator.tui.messages import CallGraded, HomeRequested, NextRequested, PageRequested
from simulator.tui.ways import Ways

if TYPE_CHECKING:
    from simulator.session.drilling.calls import Calls
    from simulator.session.drilling.run import Run
    from simulator.tui.drill_messages import RunOpened, SummaryRequested

TROUBLE_SECONDS = 12.0


class Drilling(Ways):
    """An app in which drills are played."""

    def __init__(self) -> None:
        super().__init__()
        self._calls: Calls | None = None
        """The run of whole calls that is under way, or looked back at."""
        self._looked_at: Run | None = None
        """The run whose summary was shown last, while it is looked back at."""

    def on_run_opened(self, event: RunOpened) -> None:
        """Play it."""
        from simulator.session.drilling.calls import Calls
        from simulator.session.drilling.parts import OnePart
        from simulator.session.drilling.quick import QuickChoice

        self._calls = self._looked_at = None
        run = event.run
        if isinstance(run, Calls):
            self._calls = run
            self._show_next_dial(run)
        elif isinstance(run, QuickChoice):
            from simulator.tui.screens.quick import QuickScreen

            self._show(QuickScreen(run))
        elif isinstance(run, OnePart):
            from simulator.tui.screens.part import PartScreen

            self._show(PartScreen(run))

    def on_summary_requested(self, event: SummaryRequested) -> None:
        """Show what came of it."""
        self._calls = None
        self._show_summary(event.run)

    @on(CallGraded)
    def _count_the_call(self, event: CallGraded) -> None:
        """A call of a run is counted; in a power hour the next dial follows at once."""
        run = self._calls
        if run is None or event.attempt.occasion.series != run.series.id:
            return
        if run.is_timed:
            event.prevent_default()
        self._take(run, event)

    @on(NextRequested)
    def _go_to_the_next_dial(self, event: NextRequested) -> None:
        """The next call is the next one of the run."""
        if self._goes_back():
            event.prevent_default()

    @on(HomeRequested)
    def _come_back_to_the_run(self, event: HomeRequested) -> None:
        """Whoever leaves a call of a run, or its result, comes back to the run."""
        if self._goes_back():
            event.prevent_default()

    @on(PageRequested)
    def _leave_the_run(self, event: PageRequested) -> None:
        """Back at the menu, no run is under way any more."""
        if event.name == "drills":
            self._calls = self._looked_at = None

    @work(exclusive=True, group="drill")
    async def _take(self, run: Calls, event: CallGraded) -> None:
        trouble = await asyncio.to_thread(run.take, event.attempt, event.file)
        if trouble:
            self.notify(trouble, severity="warning", timeout=TROUBLE_SECONDS, markup=False)
        if run.is_timed:
            self._show_next_dial(run)

    def _goes_back(self) -> bool:
        """Show what is under way, if anything is."""
        if self._calls is not None:
            self._let_go_of_recordings()
            self._show_next_dial(self._calls)
            return True
        if self._looked_at is not None:
            self._let_go_of_recordings()
            self._show_summary(self._looked_at)
            return True
        return False

    def _show_next_dial(self, run: Calls) -> None:
        from simulator.tui.screens.dial import DialScreen

        self._show(DialScreen(run))

    def _show_summary(self, run: Run) -> None:
        from simulator.tui.screens.drill_summary import SummaryScreen

        self._looked_at = run
        self._show(SummaryScreen(run))
