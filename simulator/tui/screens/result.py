"""The result: a story from the top. Nobody has to scroll to learn what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.tui import story
from simulator.tui.commands import bindings
from simulator.tui.messages import (
    BaselineRequested,
    CallChosen,
    CorrectionRequested,
    HomeRequested,
    NextRequested,
    WriteDownRequested,
)
from simulator.tui.screens.page import Page
from simulator.tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.ports import Attempt, ScenarioFile
    from simulator.session.desk import Desk

MODEL = "A message that would be called back"
ARITHMETIC = "The arithmetic"
WHY = "Every verdict, and why"


class ResultScreen(Page):
    """One graded call."""

    CSS_PATH = "result.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("result")
    where = "result"
    purpose = "What the call was worth, and why. Underlined words are the evidence."

    def __init__(self, attempt: Attempt, file: ScenarioFile | None, desk: Desk) -> None:
        super().__init__()
        self._attempt = attempt
        self._file = file
        self._desk = desk
        voice = attempt.scorecard.delivery
        self._could_compare = voice.energy is not None and voice.energy_baseline is None
        self._can_correct = desk.spoken_message(attempt) is not None

    @override
    def body(self) -> ComposeResult:
        card = self._attempt.scorecard
        scenario = self._file.scenario if self._file is not None else None
        with VerticalScroll(id="story"):
            with Vertical(classes="chapter"):
                yield from _part("WHERE", card.score.where, story.where(card, scenario))
                yield from _next_time(story.next_time(card))
                yield from _good(tuple(story.good(card)))
            with Vertical(classes="chapter"):
                yield from _part("WHAT", card.score.what, story.what(card))
                yield from _part("HOW", card.score.how, story.how(card))

    def on_mount(self) -> None:
        """Say the verdict first."""
        card = self._attempt.scorecard
        self.heading.show(left=story.verdict(card), right=story.score_in_words(card))
        self.query_one("#story").focus()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if self.is_too_small:
            return False
        if action in {"again", "model"}:
            return self._file is not None
        if action == "correct":
            return self._can_correct
        if action == "write_down":
            return self._attempt.scorecard.message is not None
        if action == "baseline":
            return self._could_compare and self._desk.baselines.kept() is None
        return super().check_action(action, parameters)

    def action_again(self) -> None:
        """The same call once more."""
        if self._file is not None:
            self.post_message(CallChosen(self._file))

    def action_next(self) -> None:
        """The next call."""
        self.post_message(NextRequested(self._attempt.scenario_id))

    def action_correct(self) -> None:
        """Put the words of the message right."""
        self.post_message(CorrectionRequested(self._attempt, self._file))

    def action_model(self) -> None:
        """Show a message that would be called back."""
        if self._file is not None:
            self.pane.toggle(MODEL, [Row(Content(self._file.scenario.model.text))])

    def action_why(self) -> None:
        """Show every verdict with its words, its reason and its rule."""
        self.pane.toggle(WHY, story.reasons(self._attempt.scorecard))

    def action_explain(self) -> None:
        """Show how the score was added up."""
        lines = self._desk.explain(self._attempt)
        self.pane.toggle(ARITHMETIC, [Row(Content("\n".join(lines)))])

    def action_baseline(self) -> None:
        """Record how the rep reads neutrally."""
        self.post_message(BaselineRequested())

    def action_write_down(self) -> None:
        """Hear the number, and write it down."""
        self.post_message(WriteDownRequested(self._attempt, self._file))

    def action_home(self) -> None:
        """Back to all calls."""
        if not self.hid_pane():
            self.post_message(HomeRequested())


def _part(name: str, score: float | None, rows: Iterable[Row]) -> ComposeResult:
    with Horizontal(classes="part"):
        yield Static(Content(name), classes="part-name", markup=False)
        yield Static(story.points(score), classes="part-score", markup=False)
        yield Rows(rows, lead_width=story.STATE_WIDTH)


def _next_time(rows: Iterable[Row]) -> ComposeResult:
    with Horizontal(classes="part -next"):
        yield Static("NEXT TIME", classes="part-name", markup=False)
        yield Rows(rows, lead_width=3)


def _good(rows: tuple[Row, ...]) -> ComposeResult:
    if not rows:
        return
    with Horizontal(classes="part -next"):
        yield Static("WELL DONE", classes="part-name", markup=False)
        yield Rows(rows, lead_width=3)
