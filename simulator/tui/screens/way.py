"""The way: from the first day to certified, what is done, what is next, and why."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.ports import PortError
from simulator.practice.way_told import stages_told
from simulator.tui.commands import bindings
from simulator.tui.messages import CallChosen, HomeRequested, PageRequested
from simulator.tui.next_for_you import NextForYou
from simulator.tui.screens.page import Page
from simulator.tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.practice.way_told import StageTold
    from simulator.session.desk import Desk
    from simulator.session.practising import Coming

QUIET: Final = "$foreground 75%"
MARKS: Final = {"done": "✓ done", "next": "▸ next", "open": "▸ open", "locked": "· locked"}
NO_LEAD: Final = Content("")
MOST_LACKING: Final = 60
NOTHING: Final = "There is no scenario that trains anything; rolecall check says why."


class WayScreen(Page):
    """Read where you are, and go on."""

    CSS_PATH = "way.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("way")
    where = "way"
    purpose = "Read what is done and what is next. Enter goes on with what is next."

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._coming: Coming | None = None

    @override
    def body(self) -> ComposeResult:
        yield Static("Looking at your calls ...", id="way-next", markup=False)
        with VerticalScroll(id="way"):
            yield Rows((), lead_width=10)

    def on_mount(self) -> None:
        """Read where the rep is."""
        self.heading.show(left=Content.styled("Your way", "bold"))
        self.query_one("#way").focus()
        self._read()

    @work(exclusive=True, group="way")
    async def _read(self) -> None:
        try:
            coming = await asyncio.to_thread(self._desk.practice.coming)
        except PortError as error:
            self.query_one("#way-next", Static).update(Content(str(error)))
            return
        self._coming = coming
        told = stages_told(coming.way, self._desk.practice.skills)
        done = sum(stage.state == "done" for stage in told)
        self.heading.show(right=f"{done} of {len(told)} stages done")
        self.query_one("#way-next", Static).update(_next_in_words(coming))
        self.query_one(Rows).show(_rows(told))
        self.refresh_bindings()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "go_on":
            coming = self._coming
            is_something = coming is not None and (coming.drawn or coming.way.open_exam)
            return bool(is_something) and not self.is_too_small
        return super().check_action(action, parameters)

    def action_go_on(self) -> None:
        """Go on with what is next: the exam where it is open, else the next call."""
        if self._coming is not None and self._coming.way.open_exam is not None:
            self.post_message(PageRequested("exam"))
        else:
            self._call()

    def action_call(self) -> None:
        """Make the next call, also where the exam is open."""
        self._call()

    def _call(self) -> None:
        files = tuple(self._desk.ports.library.scenarios())
        proposed = NextForYou(files, {}, self._coming)
        file = proposed.file()
        if file is not None:
            self.post_message(CallChosen(proposed.varied(file), proposed.seed(file)))

    def action_back(self) -> None:
        """Close what is open; else back to all calls."""
        if not self.hid_pane():
            self.post_message(HomeRequested())


def _next_in_words(coming: Coming) -> Content:
    words = Content.assemble((coming.way.next_in_words, "bold"))
    if coming.way.open_exam is not None:
        return words
    drawn = coming.drawn
    why = NOTHING if drawn is None else f"The next call. {drawn.reason_before}"
    return Content.assemble(words, "\n", (why, QUIET))


def _rows(stages: tuple[StageTold, ...]) -> Iterator[Row]:
    for stage in stages:
        colour = {"done": "$success", "next": "$accent bold"}.get(stage.state, QUIET)
        lead = Content.styled(MARKS[stage.state], colour)
        yield Row(Content.styled(stage.title, "bold"), lead, apart=True)
        yield Row(Content(stage.goal), NO_LEAD)
        yield Row(Content.styled(stage.why, QUIET), NO_LEAD)
        if stage.state == "locked":
            continue
        if stage.shown:
            yield Row(Content(", ".join(stage.shown)), Content.styled("shown", QUIET))
        for number, card in enumerate(stage.lacking[:MOST_LACKING]):
            lead = Content.styled("to show" if number == 0 else "", QUIET)
            yield Row(Content.assemble(card.title, (f": {_small(card.lacking)}", QUIET)), lead)


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
