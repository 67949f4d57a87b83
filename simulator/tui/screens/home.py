"""The first screen: what to do next, all calls, and what was left behind.

Nothing heavy is imported here: the frame is on screen before scenarios and records are read.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import work
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.tui.commands import bindings
from simulator.tui.messages import BaselineRequested, CallChosen, CallGraded, InboxRequested
from simulator.tui.screens.page import Page
from simulator.tui.standing import Standing, next_up, standings
from simulator.tui.wording import TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.ports import AttemptSummary, ScenarioFile
    from simulator.session.desk import Desk
    from simulator.session.recovery import Unfinished
    from simulator.tui.widgets.scenario_lists import ScenarioLists

LOADING = "Loading your calls ..."
NOTICES_SHOWN = 2
_LEFT_BEHIND_ACTIONS = {"recover", "erase", "later"}
_LIST_ACTIONS = {"open", "next", "column"}
Read = TypeVar("Read")


class HomeScreen(Page):
    """Choose a call."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("home")
    where = "home"
    purpose = "Choose a call and press enter. The next one for you is chosen already."

    def __init__(self) -> None:
        super().__init__()
        self._desk: Desk | None = None
        self._files: tuple[ScenarioFile, ...] = ()
        self._reached: dict[str, Standing] = {}
        self._left_behind: tuple[Unfinished, ...] = ()
        self._lists: ScenarioLists | None = None
        self._notices: tuple[str, ...] = ()
        self._erase_asked = False

    @override
    def body(self) -> ComposeResult:
        with Vertical(id="card"):
            yield Static(LOADING, id="card-kicker", markup=False)
            yield Static(id="card-title", markup=False)
            yield Static(id="card-facts", markup=False)
            yield Static(id="card-brief", markup=False)
        yield Static(id="left-behind", markup=False)
        yield Vertical(id="lists")
        yield Static(id="notices", markup=False)

    def on_mount(self) -> None:
        """Say where we are."""
        self.heading.show(left=Content.styled("Rolecall", "bold"))

    def say(self, sentence: str) -> None:
        """Show one sentence where the card is: nothing can be played."""
        self.query_one("#card-kicker", Static).update(Content(sentence))

    async def open_desk(self, desk: Desk) -> None:
        """Everything is at hand: show it."""
        from simulator.tui.widgets.scenario_lists import ScenarioLists

        self._desk = desk
        found = await asyncio.to_thread(_read, desk)
        self._files, attempts, self._left_behind, problems, trouble = found
        self._reached = standings(attempts)
        self._lists = ScenarioLists(self._files, self._reached)
        await self.query_one("#lists").mount(self._lists)
        self._notices = (*problems, *desk.ports.notices)
        self._show_notices((*trouble, *self._notices))
        self._show_left_behind()
        self._show_sum(attempts)
        self.refresh_bindings()
        if not self._files:
            self.say("There is no scenario that can be played.")
        self.action_next()

    @work(exclusive=True, group="refresh")
    async def on_screen_resume(self) -> None:
        """Back from a call: show what has been reached by now, or as far as it was known."""
        if self._desk is None or self._lists is None:
            return
        trouble: list[str] = []
        read = self._desk.ports.records.attempts
        attempts = await asyncio.to_thread(_tried, read, None, trouble)
        self._show_notices((*trouble, *self._notices))
        if attempts is not None:
            self._reached = standings(attempts)
            self._lists.show(self._reached)
            self._show_sum(attempts)
        self.action_next()

    def next_after(self, scenario_id: str | None) -> ScenarioFile | None:
        """What to play next, when that one was just played."""
        return next_up(self._files, self._reached, scenario_id)

    def file_of(self, scenario_id: str) -> ScenarioFile | None:
        """The scenario with this id, if it is still here."""
        return next((file for file in self._files if file.scenario.id == scenario_id), None)

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if self.is_too_small:
            return False
        if action in _LEFT_BEHIND_ACTIONS:
            return bool(self._left_behind)
        if action in {"baseline", "inbox"}:
            return self._desk is not None
        if action in _LIST_ACTIONS:
            return bool(self._files)
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        """Open the chosen call."""
        file = self._lists.chosen if self._lists is not None else None
        if file is not None:
            self.post_message(CallChosen(file))

    def action_next(self) -> None:
        """Choose what comes next."""
        file = self.next_after(None)
        if file is not None and self._lists is not None:
            self._lists.choose(file)

    def action_baseline(self) -> None:
        """Record how the rep reads neutrally."""
        self.post_message(BaselineRequested())

    def action_inbox(self) -> None:
        """Hear what waits in the inbox."""
        self.post_message(InboxRequested())

    def action_column(self, columns: int) -> None:
        """Go to another column."""
        if self._lists is not None:
            self._lists.move(columns)

    def on_scenario_lists_highlighted(self, event: ScenarioLists.Highlighted) -> None:
        """Show the chosen call."""
        scenario = event.file.scenario
        standing = self._reached.get(scenario.id, Standing())
        is_next = event.file is self.next_after(None)
        facts = f"{TYPES[scenario.type]} · level {scenario.level} · {standing.words}"
        self.query_one("#card-kicker", Static).update("NEXT FOR YOU" if is_next else "CHOSEN")
        self.query_one("#card-title", Static).update(Content(scenario.title))
        self.query_one("#card-facts", Static).update(Content(facts))
        self.query_one("#card-brief", Static).update(Content(scenario.brief))

    def on_scenario_lists_opened(self, event: ScenarioLists.Opened) -> None:
        """A call was clicked."""
        if not self.is_too_small:
            self.post_message(CallChosen(event.file))

    @work(exclusive=True, group="left-behind")
    async def action_recover(self) -> None:
        """Grade the call that was cut off."""
        from simulator.ports import PortError

        desk, left = self._desk, self._left_behind
        if desk is None or not left:
            return
        self._left_behind = left[1:]
        self._say_left_behind("Grading the call that was cut off ...")
        try:
            attempt = await asyncio.to_thread(desk.recover, left[0])
        except PortError as error:
            self._say_left_behind(str(error))
        else:
            self._show_left_behind()
            self.post_message(CallGraded(attempt, self.file_of(attempt.scenario_id)))

    def action_erase(self) -> None:
        """Erase the call that was cut off, when asked twice."""
        from simulator.ports import PortError

        if self._desk is None or not self._left_behind:
            return
        if not self._erase_asked:
            self._erase_asked = True
            self._say_left_behind("Press x once more to erase this call and its recordings.")
            return
        try:
            self._desk.discard(self._left_behind[0])
        except PortError as error:
            self._say_left_behind(str(error))
        else:
            self.action_later()

    def action_later(self) -> None:
        """Leave it for the next start."""
        self._left_behind = self._left_behind[1:]
        self._show_left_behind()

    def _show_left_behind(self) -> None:
        self._erase_asked = False
        if not self._left_behind:
            self._say_left_behind("")
            return
        keys = "Press g to grade it, x to erase it, l to decide later."
        self._say_left_behind(f"{self._left_behind[0].sentence} {keys}")

    def _say_left_behind(self, sentence: str) -> None:
        line = self.query_one("#left-behind", Static)
        line.update(Content(sentence))
        line.set_class(bool(sentence), "-shown")
        self.refresh_bindings()

    def _show_notices(self, sentences: Sequence[str]) -> None:
        left_out = len(sentences) - NOTICES_SHOWN
        more = (f"(and {left_out} more: rolecall doctor)",) if left_out > 0 else ()
        line = self.query_one("#notices", Static)
        line.update(Content(" ".join((*sentences[:NOTICES_SHOWN], *more))))
        line.set_class(bool(sentences), "-shown")

    def _show_sum(self, attempts: Sequence[AttemptSummary]) -> None:
        from simulator.wording import counted

        passed = sum(standing.passed for standing in self._reached.values())
        words = f"{passed} of {counted(len(self._files), 'call')} passed"
        if attempts:
            words += f" · {counted(len(attempts), 'attempt')}"
        self.heading.show(right=words)


def _read(
    desk: Desk,
) -> tuple[
    tuple[ScenarioFile, ...],
    Sequence[AttemptSummary],
    tuple[Unfinished, ...],
    Sequence[str],
    Sequence[str],
]:
    """Files, attempts, calls cut off, problems of files, and what could not be read at all."""
    library, trouble = desk.ports.library, list[str]()
    return (
        tuple(library.scenarios()),
        _tried(desk.ports.records.attempts, (), trouble),
        _tried(desk.unfinished, (), trouble),
        library.problems(),
        tuple(dict.fromkeys(trouble)),
    )


def _tried(read: Callable[[], Read], otherwise: Read, trouble: list[str]) -> Read:
    """What is read; where it cannot be (another Rolecall is writing), why, and `otherwise`."""
    from simulator.ports import PortError

    try:
        return read()
    except PortError as error:
        trouble.append(str(error))
    except OSError as error:
        trouble.append(f"{error.filename or 'A file'} cannot be read ({error.strerror or error}).")
    return otherwise
