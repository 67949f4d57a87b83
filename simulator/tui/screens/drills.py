"""The drills: what each trains, what came of it last, and what can be gone on with."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.ports import PortError
from simulator.session.drilling.dealt import ANYTHING, OnMenu, deal, go_on_with, last_run, menu
from simulator.session.drilling.drills import DRILLS, Drill
from simulator.tui.commands import bindings
from simulator.tui.drill_messages import RunOpened, SummaryRequested
from simulator.tui.messages import HomeRequested
from simulator.tui.screens.page import Page
from simulator.tui.widgets.choices import ChoiceRow, Choices
from simulator.tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.scenario.model import ScenarioType
    from simulator.session.desk import Desk
    from simulator.session.drilling.run import Run

TITLE = "Drills"
QUIET = "$foreground 75%"
TYPES: Final[tuple[ScenarioType | None, ...]] = (
    None, "personal_mailbox", "vendor_line", "wrong_contact",
)  # fmt: skip
LEVELS: Final = (None, 1, 2, 3)
NOT_YET = "not played yet"
DEALING = "Dealing ..."
GO_ON = "{done} of {number} are done: g goes on, enter begins anew."
GO_ON_FREELY = "{done} were made: g goes on, enter begins anew."
LABEL_WIDTH = 12
TROUBLE_SECONDS = 12.0


class DrillsScreen(Page):
    """A list, and what is known of the chosen drill."""

    CSS_PATH: ClassVar = ["choosing.tcss", "drills.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings("drills")
    where = "drills"
    purpose = "Choose a drill with up and down. Enter begins; g goes on with one that was left."

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._on_menu = {drill.id: OnMenu(drill) for drill in DRILLS}
        self._wanted = ANYTHING
        self._is_busy = False

    @override
    def body(self) -> ComposeResult:
        yield Choices()
        yield Rows(id="drill-about", lead_width=LABEL_WIDTH)
        yield Static(id="drill-say", markup=False)

    def on_mount(self) -> None:
        """Show the drills at once, and then how far the rep has come with them."""
        self.heading.show(left=Content.styled(TITLE, "bold"))
        self._show()
        self.set_focus(self.query_one(Choices))
        self._look()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if self.is_too_small or (self._is_busy and action != "back"):
            return False
        chosen = self._chosen
        match action:
            case "go_on":
                return chosen is not None and chosen.unfinished is not None
            case "look_back":
                return chosen is not None and bool(chosen.last)
            case "other_type" | "other_level":
                return chosen is not None and chosen.drill.number is None
            case _:
                return super().check_action(action, parameters)

    def action_begin(self) -> None:
        """Deal a new run."""
        if self._chosen is not None:
            self._open(self._chosen.drill, anew=True)

    def action_go_on(self) -> None:
        """Go on with the one that was left."""
        if self._chosen is not None:
            self._open(self._chosen.drill, anew=False)

    def action_other_type(self) -> None:
        """Allow other types of call."""
        at = TYPES.index(self._wanted.type)
        self._wanted = replace(self._wanted, type=TYPES[(at + 1) % len(TYPES)])
        self._tell()

    def action_other_level(self) -> None:
        """Allow other levels."""
        at = LEVELS.index(self._wanted.level)
        self._wanted = replace(self._wanted, level=LEVELS[(at + 1) % len(LEVELS)])
        self._tell()

    def action_back(self) -> None:
        """Close the help, or go back to the calls."""
        if not self.hid_pane():
            self.post_message(HomeRequested())

    def on_choices_highlighted(self) -> None:
        """Another drill is chosen."""
        self._say("")
        self._tell()

    def on_choices_clicked(self) -> None:
        """A click only chooses: a power hour does not begin by accident."""

    @work(exclusive=True, group="drills")
    async def _look(self) -> None:
        try:
            found = await asyncio.to_thread(menu, self._desk)
        except PortError as error:
            self._say(str(error))
            return
        self._on_menu = {one.drill.id: one for one in found}
        self._show()

    @work(exclusive=True, group="drills")
    async def _open(self, drill: Drill, *, anew: bool) -> None:
        self._is_busy = True
        self._say(DEALING)
        try:
            run, trouble = await asyncio.to_thread(self._dealt, drill, anew=anew)
        except PortError as error:
            self._is_busy = False
            self._say(str(error))
            return
        if trouble:
            self.notify(trouble, severity="warning", timeout=TROUBLE_SECONDS, markup=False)
        self.post_message(RunOpened(run))

    def _dealt(self, drill: Drill, *, anew: bool) -> tuple[Run, str]:
        if not anew:
            return go_on_with(self._desk, drill), ""
        return deal(self._desk, drill, self._wanted if drill.number is None else ANYTHING)

    @work(exclusive=True, group="drills")
    async def action_look_back(self) -> None:
        """Show what came of the last run."""
        chosen = self._chosen
        if chosen is None:
            return
        try:
            run = await asyncio.to_thread(last_run, self._desk, chosen.drill)
        except PortError as error:
            self._say(str(error))
            return
        if run is not None:
            self.post_message(SummaryRequested(run))

    @property
    def _chosen(self) -> OnMenu | None:
        chosen = self.query_one(Choices).chosen if self.is_mounted else ""
        return self._on_menu.get(chosen)

    def _show(self) -> None:
        rows = [
            ChoiceRow(one.drill.id, one.drill.title, one.last or NOT_YET)
            for one in self._on_menu.values()
        ]
        self.query_one(Choices).show(rows)
        self._tell()

    def _tell(self) -> None:
        chosen = self._chosen
        if chosen is not None:
            self.query_one("#drill-about", Rows).show(self._about(chosen))
        self.refresh_bindings()

    def _about(self, chosen: OnMenu) -> Iterator[Row]:
        drill = chosen.drill
        yield Row(Content(drill.trains), _label("It trains"))
        yield Row(Content(drill.takes), _label("It takes"))
        if drill.number is None:
            allowed = f"{self._wanted.in_words}; t and l change it"
            yield Row(Content(allowed), _label("Allowed"))
        if chosen.last:
            yield Row(Content(chosen.last), _label("Last run"))
        if chosen.unfinished is not None:
            words = GO_ON if drill.number is not None else GO_ON_FREELY
            told = words.format(done=chosen.done, number=len(chosen.unfinished.items))
            yield Row(Content.styled(told, "$text-accent"), _label("Unfinished"))

    def _say(self, sentence: str) -> None:
        self.query_one("#drill-say", Static).update(Content(sentence))
        self.refresh_bindings()


def _label(words: str) -> Content:
    return Content.styled(words, QUIET)
