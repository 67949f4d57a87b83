"""The first screen: what to do next, all calls, and what was left behind.

Nothing heavy is imported here: the frame is on screen before scenarios and records are read.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.containers import Vertical
from textual.content import Content
from typing_extensions import override

from simulator.tui.commands import bindings
from simulator.tui.finding import Search
from simulator.tui.keys import changed_keys, told
from simulator.tui.messages import BaselineRequested, CallChosen, InboxRequested, PageRequested
from simulator.tui.next_for_you import NextForYou
from simulator.tui.screens.cut_off import CUT_OFF_ACTIONS, CutOffCalls
from simulator.tui.shelf import Progress, read_progress, read_shelf
from simulator.tui.standing import Standing, standings
from simulator.tui.widgets.call_card import CallCard
from simulator.tui.widgets.finder import Finder, SearchLine
from simulator.tui.widgets.left_behind import LeftBehind
from simulator.tui.widgets.notices import Notices
from simulator.tui.widgets.sums import Sums

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widgets import Input

    from simulator.ports import ScenarioFile
    from simulator.session.desk import Desk
    from simulator.tui.messages import PageName
    from simulator.tui.widgets.scenario_lists import ScenarioLists

LOADING = "Loading your calls ..."
_LIST_ACTIONS = {"open", "next", "column", "search", "filter"}
SHOW_ALL = "Press esc to see all calls again."
ROWS_FOR_ALL = 24
"""So many rows hold the three sums, and lists of six calls; each further line takes one more."""
WHO_WIDTH = 32
"""Of a long name so much is shown that what was reached stays in sight at 80 columns."""


class HomeScreen(CutOffCalls):
    """Choose a call."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("home")
    where = "home"
    AUTO_FOCUS = ""
    purpose = "Choose a call and press enter. The next one for you is chosen already."

    def __init__(self) -> None:
        super().__init__()
        self.next_for_you = NextForYou()
        self._lists: ScenarioLists | None = None
        self._notices: tuple[str, ...] = ()
        self._search = Search()

    @override
    def body(self) -> ComposeResult:
        yield CallCard(id="card")
        yield LeftBehind()
        yield Finder()
        yield Vertical(id="lists")
        yield Sums()
        yield Notices()

    def on_mount(self) -> None:
        """Say where we are."""
        self.heading.show(left=Content.styled("Rolecall", "bold"))
        self.say(LOADING)

    def on_resize(self, _: events.Resize) -> None:
        """Give the sums the room there is."""
        self._share_rows()

    def say(self, sentence: str) -> None:
        """Show one sentence where the card is: nothing can be played."""
        self.query_one(CallCard).say(sentence)

    async def close_desk(self) -> None:
        """Show nothing of the person who sat here: another desk is being opened."""
        self.desk, self._lists, self.files = None, None, ()
        await self.query_one("#lists").remove_children()
        self.left_behind.show(())
        self.say(LOADING)
        self.heading.show(right="")

    async def open_desk(self, desk: Desk, wanted: str = "") -> None:
        """Everything is at hand: show it; the call with the id `wanted` is chosen, or the next."""
        from simulator.tui.widgets.scenario_lists import ScenarioLists

        self.desk = desk
        shelf = await asyncio.to_thread(read_shelf, desk)
        self.files = shelf.files
        self._lists = ScenarioLists(self.files, self.next_for_you.reached)
        await self.query_one("#lists").remove_children()
        await self.query_one("#lists").mount(self._lists)
        self._notices = (*shelf.problems, *desk.ports.notices)
        self._show_notices((*shelf.trouble, *self._notices))
        self.left_behind.show(shelf.left_behind)
        self._show_progress(shelf.progress)
        self.refresh_bindings()
        if not self.files:
            self.say("There is no scenario that can be played.")
        self._look_for(self._search, wanted)

    @work(exclusive=True, group="refresh")
    async def on_screen_resume(self) -> None:
        """Back from a call: show what has been reached by now, or as far as it was known."""
        await self.renew()
        if self._lists is not None and not self._finder.is_typing:
            self._choose()

    async def renew(self) -> None:
        """Read and show what has been reached by now."""
        if self.desk is None or self._lists is None:
            return
        trouble: list[str] = []
        progress = await asyncio.to_thread(read_progress, self.desk, trouble)
        self._show_notices((*trouble, *self._notices))
        if progress is not None:
            self._show_progress(progress)

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if self.is_too_small:
            return False
        if action in CUT_OFF_ACTIONS:
            return self.left_behind.first is not None
        if action in {"baseline", "inbox", "page"}:
            return self.desk is not None
        if action == "show_all":
            return bool(self.pane.topic or self._search.words or self._finder.is_open)
        if action in _LIST_ACTIONS:
            return bool(self.files)
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        """Open the chosen call; while something is typed, the first that was found."""
        if self._lists is None:
            return
        file = self._first_found() if self._finder.is_typing else self._lists.chosen
        if file is not None:
            self._finder.close()
            self._look_for(Search(self._search.kind))
            self._open(file)

    def action_next(self) -> None:
        """Choose what comes next, also where it is not shown now."""
        file = self.next_for_you.file()
        if file is None or self._lists is None:
            return
        if all(file is not shown for shown in self._lists.shown):
            self._finder.close()
            self._look_for(Search())
        self._lists.choose(file)

    def action_search(self) -> None:
        """Type what to look for."""
        self._finder.open()
        self._look_for(self._search)

    def action_filter(self) -> None:
        """Show calls of the next kind."""
        self._look_for(self._search.next_kind())

    def action_show_all(self) -> None:
        """Close the help; then show all calls again."""
        if not self.hid_pane():
            self._finder.close()
            self._look_for(Search())
        self.refresh_bindings()

    def action_baseline(self) -> None:
        """Record how the rep reads neutrally."""
        self.post_message(BaselineRequested())

    def action_page(self, name: PageName) -> None:
        """Show the drills, the progress or the way from the first day to certified."""
        self.post_message(PageRequested(name))

    def action_inbox(self) -> None:
        """Hear what waits in the inbox."""
        self.post_message(InboxRequested())

    def action_column(self, columns: int) -> None:
        """Go to another column."""
        if self._lists is not None:
            self._lists.move(columns)

    def on_scenario_lists_highlighted(self, event: ScenarioLists.Highlighted) -> None:
        """Show the chosen call."""
        is_next = event.file is self.next_for_you.file()
        self._show_card("NEXT FOR YOU" if is_next else "CHOSEN", event.file)

    def on_scenario_lists_opened(self, event: ScenarioLists.Opened) -> None:
        """A call was clicked."""
        if not self.is_too_small:
            self._open(event.file)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what has been typed so far."""
        self._look_for(Search(self._search.kind, event.value))

    def on_search_line_left(self, _: SearchLine.Left) -> None:
        """Down, into what was found."""
        file = self._first_found()
        if file is not None and self._lists is not None:
            self._lists.choose(file)

    def on_left_behind_changed(self, _: LeftBehind.Changed) -> None:
        """There may be more room now, or less, and other keys."""
        self._share_rows()
        self.refresh_bindings()

    def _open(self, file: ScenarioFile) -> None:
        next_for_you = self.next_for_you
        self.post_message(CallChosen(next_for_you.varied(file), next_for_you.seed(file)))

    def _show_notices(self, sentences: tuple[str, ...]) -> None:
        self.query_one(Notices).show(sentences)
        self._share_rows()

    def _show_progress(self, progress: Progress) -> None:
        reached = standings(progress.reached)
        self.next_for_you = NextForYou(self.files, reached, progress.coming)
        if self._lists is not None:
            self._lists.show(reached, self._search)
        self.query_one(Sums).show(progress.sums)
        self._finder.remind(told(progress.waits, "home", changed_keys(self.app)))
        words = self.next_for_you.reached_in_words(progress.attempts)
        profile = self.desk.profile if self.desk is not None else None
        who = Content(profile.title).truncate(WHO_WIDTH, ellipsis=True) if profile else None
        self.heading.show(right=words if who is None else Content.assemble(who, f" · {words}"))

    @property
    def _finder(self) -> Finder:
        return self.query_one(Finder)

    def _look_for(self, search: Search, wanted: str = "") -> None:
        """Show what fits, and say so; the call with the id `wanted` is chosen, or the next."""
        self._search = search
        if self._lists is None:
            return
        self._lists.show(self.next_for_you.reached, search)
        self._finder.tell(search, len(self._lists.shown), len(self.files))
        self.refresh_bindings()
        if not self._finder.is_typing:
            self._choose(wanted)
            return
        file = self._first_found()
        if file is not None:
            self._show_card("ENTER OPENS", file)
        else:
            self._show_nothing_found()

    def _first_found(self) -> ScenarioFile | None:
        """What enter opens while something is typed: with nothing typed yet, what comes next."""
        if self._lists is None:
            return None
        if not self._search.text.strip():
            return self.next_for_you.among(self._lists.shown)
        return self._lists.first

    def _choose(self, wanted: str = "") -> None:
        """Choose a call by its id, or else what comes next among the calls that are shown."""
        if self._lists is None or not self.files:
            return
        shown = self._lists.shown
        wished = (f for f in shown if f.listing.id == wanted)
        file = next(wished, self.next_for_you.among(shown))
        if file is None:
            self._show_nothing_found()
        else:
            self._lists.choose(file)

    def _show_nothing_found(self) -> None:
        self.query_one(CallCard).say(f"No call fits: {self._search.words}.", SHOW_ALL)

    def _show_card(self, kicker: str, file: ScenarioFile) -> None:
        next_for_you = self.next_for_you
        scenario = next_for_you.varied(file).scenario
        standing = next_for_you.reached.get(scenario.id, Standing())
        self.query_one(CallCard).show(kicker, scenario, standing, next_for_you.reason(file))

    def _share_rows(self) -> None:
        """Three sums where there is room for them beside the lists, else all in one line."""
        lines = self.query("#left-behind.-shown, #notices.-shown")
        rows = ROWS_FOR_ALL + 3 * len(lines)
        self.query_one(Sums).be_compact(compact=self.app.size.height < rows)
