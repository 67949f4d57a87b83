"""Progress: what is next, what is mastered and by which calls, figures by week, and mix-ups."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.ports import PortError
from simulator.practice.figures import FIGURES
from simulator.report.about import Reported
from simulator.tui.commands import bindings
from simulator.tui.messages import CallChosen, HomeRequested, PageRequested
from simulator.tui.progress_story import (
    LEAD_WIDTH,
    calibration_rows,
    card_detail,
    card_rows,
    cards_of,
    confusion_rows,
    figure_detail,
    figure_rows,
    overview_rows,
)
from simulator.tui.screens.page import Page
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.rows import Rows
from simulator.tui.widgets.tab_line import TabLine
from simulator.tui.widgets.week_bars import WeekBars

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.ports import ScenarioFile
    from simulator.session.desk import Desk

TITLE: Final = "Your progress"
READING: Final = "Looking through your calls ..."
PARTS: Final = {
    "overview": "Overview",
    "signs": "Signs",
    "skills": "Skills",
    "trends": "Week by week",
    "calibration": "Your answers",
    "confusion": "Decisions",
}
LISTS: Final = ("signs", "skills", "trends")
"""The parts in which something is chosen from a list, and shown beside it."""
TITLE_WIDTH: Final = 25
WIDE_TITLE_WIDTH: Final = 38


class ProgressScreen(Page):
    """Six parts, of which one is shown."""

    CSS_PATH: ClassVar = ["choosing.tcss", "progress.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings("progress")
    where = "progress"
    purpose = (
        "How far you have come. Left and right go from part to part, 1 to 6 as well; up and down "
        "choose in a list, tab goes on to what stands beside it."
    )
    AUTO_FOCUS = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._part = "overview"
        self._shown: Reported | None = None
        self._next: ScenarioFile | None = None
        self._chosen: dict[str, str] = {}
        """What was chosen last in the list of each part."""

    @override
    def body(self) -> ComposeResult:
        yield TabLine(PARTS)
        yield Static(READING, id="progress-say", markup=False)
        with Horizontal(id="progress-two"):
            yield Choices(TITLE_WIDTH)
            with VerticalScroll(id="progress-detail"):
                yield WeekBars(id="progress-bars")
                yield Rows(id="progress-of-one")
        with VerticalScroll(id="progress-one"):
            yield Rows(lead_width=LEAD_WIDTH, id="progress-rows")

    def on_mount(self) -> None:
        """Begin to read."""
        self.heading.show(left=Content.styled(TITLE, "bold"))
        self._read()

    def on_resize(self, _: events.Resize) -> None:
        """Titles as long as there is room for now."""
        is_wide = self.has_class("-wide")
        self.query_one(Choices).give_titles(WIDE_TITLE_WIDTH if is_wide else TITLE_WIDTH)

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in {"turn", "go"}:
            return self._shown is not None and not self.is_too_small
        if action == "call":
            is_something = self._next is not None or self._is_exam_next
            return is_something and not self.is_too_small
        return super().check_action(action, parameters)

    def action_turn(self, steps: int) -> None:
        """To another part; after the last comes the first."""
        parts = list(PARTS)
        self.action_go(parts[(parts.index(self._part) + steps) % len(parts)])

    def action_go(self, part: str) -> None:
        """To this part."""
        self.hid_pane()
        self._part = part
        self._show()

    def action_call(self) -> None:
        """Open the exam where it is next, or else the brief of the next call."""
        if self._is_exam_next:
            self.post_message(PageRequested("exam"))
        elif self._next is not None and self._shown is not None:
            self.post_message(CallChosen(self._next, seed=self._shown.progress.calls))

    def action_back(self) -> None:
        """Close the help, or go back to the calls."""
        if not self.hid_pane():
            self.post_message(HomeRequested())

    def on_tab_line_clicked(self, event: TabLine.Clicked) -> None:
        """A click on a part's name."""
        if self._shown is not None and not self.is_too_small:
            self.action_go(event.part)

    def on_choices_highlighted(self, event: Choices.Highlighted) -> None:
        """Show what was chosen in the list."""
        if self._part in LISTS:
            self._chosen[self._part] = event.row
            self._show_one(event.row)

    @property
    def _is_exam_next(self) -> bool:
        return self._shown is not None and self._shown.progress.way.open_exam is not None

    @work(exclusive=True)
    async def _read(self) -> None:
        try:
            shown, self._next = await asyncio.to_thread(self._look)
        except PortError as error:
            self.query_one("#progress-say", Static).update(Content(str(error)))
            return
        self._shown = shown
        self.query_one("#progress-say").display = False
        self.heading.show(right=shown.progress.streak.in_words)
        self._show()

    def _look(self) -> tuple[Reported, ScenarioFile | None]:
        progress, library = self._desk.practice.progress(), self._desk.ports.library
        shown = Reported.of(
            progress,
            lambda id_: library.scenario(id_).listing.title,
            exams=self._desk.practice.exams_taken(),
        )
        drawn = progress.next_call
        if drawn is None:
            return shown, None
        return shown, library.scenario(drawn.scenario).as_variant(drawn.variant)

    def _show(self) -> None:
        if self._shown is None:
            return
        self.query_one(TabLine).show(self._part)
        # On these two only: with each class on a screen, Textual styles every widget anew.
        self.query_one("#progress-one").display = self._part not in LISTS
        self.query_one("#progress-two").display = self._part in LISTS
        self.query_one(WeekBars).display = self._part == "trends"
        if self._part in LISTS:
            self._show_list(self._shown)
        else:
            self._show_rows(self._shown)
        self.refresh_bindings()

    def _show_rows(self, shown: Reported) -> None:
        match self._part:
            case "calibration":
                rows, lead = calibration_rows(shown.progress), 16
            case "confusion":
                rows, lead = confusion_rows(shown.progress), 20
            case _:
                rows, lead = overview_rows(shown), LEAD_WIDTH
        scroll = self.query_one("#progress-one", VerticalScroll)
        self.query_one("#progress-rows", Rows).show(rows, lead)
        scroll.scroll_home(animate=False)
        self.set_focus(scroll)

    def _show_list(self, shown: Reported) -> None:
        choices, progress = self.query_one(Choices), shown.progress
        if self._part == "trends":
            rows = figure_rows(progress)
        else:
            rows = card_rows(cards_of(progress, self._part))
        choices.show(list(rows), self._chosen.get(self._part, ""))
        self.set_focus(choices)
        if choices.chosen:
            self._show_one(choices.chosen)

    def _show_one(self, row: str) -> None:
        if self._shown is None:
            return
        progress, detail = self._shown.progress, self.query_one("#progress-of-one", Rows)
        if row in progress.trends:
            self.query_one(WeekBars).show(FIGURES[row], progress.trends[row])
            detail.show(figure_detail(progress, row))
        else:
            card = next((one for one in progress.cards if one.card == row), None)
            detail.show(() if card is None else card_detail(card, progress.today))
        self.query_one("#progress-detail").scroll_home(animate=False)
