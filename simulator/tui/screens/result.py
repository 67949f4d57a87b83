"""The result: a story from the top. Nobody has to scroll to learn what went wrong."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.ports import PortError
from simulator.session.comparing import earlier_attempts
from simulator.session.own_message import to_hear
from simulator.session.playback import Playback
from simulator.tui import story
from simulator.tui.commands import bindings
from simulator.tui.comparison import comparison
from simulator.tui.messages import (
    BaselineRequested,
    CallChosen,
    CorrectionRequested,
    HomeRequested,
    ModelRequested,
    NextRequested,
    RedoRequested,
    VoiceRequested,
    WriteDownRequested,
)
from simulator.tui.screens.page import Page
from simulator.tui.widgets.marked_message import MarkedMessage
from simulator.tui.widgets.rows import Row, Rows
from simulator.wording import is_unread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget

    from simulator.ports import Attempt, ScenarioFile
    from simulator.session.desk import Desk

MODEL = "A message that would be called back"
ARITHMETIC = "The arithmetic"
WHY = "Every verdict, and why"
COMPARED = "This call beside earlier ones"
TITLE_WIDTH = 11
"""The column with the names of the parts, and their points."""


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
        self._message = desk.message_left(attempt)
        self._has_sound = self._message is not None and not self._message.is_typed

    @override
    def body(self) -> ComposeResult:
        card = self._attempt.scorecard
        scenario = self._file.scenario if self._file is not None else None
        yield Static(story.bars(card), id="bars", markup=False)
        with VerticalScroll(id="story"):
            with Vertical(classes="chapter"):
                yield from _part("WHERE", card.score.where, story.where(card, scenario))
                yield from _beside("NEXT TIME", tuple(story.next_time(card)))
                yield from _beside("YOU SAID", self._own_answer())
                yield from _beside("WELL DONE", tuple(story.good(card)))
            with Vertical(classes="chapter"):
                yield from _part("WHAT", card.score.what, story.what(card), self._words())
                yield from _part("HOW", card.score.how, story.how(card))

    def _own_answer(self) -> tuple[Row, ...]:
        rating = self._attempt.self_rating
        return () if rating is None else tuple(story.own_answer(rating, self._attempt.scorecard))

    def _words(self) -> MarkedMessage | None:
        """The message with its evidence; None where there are no words."""
        card = self._attempt.scorecard
        if card.message is None or is_unread(card):
            return None
        its_own = card.rubric.sha256 == self._desk.rubric.sha256
        return MarkedMessage(
            card, card.message, self._desk.rubric if its_own else None, has_sound=self._has_sound
        )

    def on_mount(self) -> None:
        """Say the verdict first."""
        card = self._attempt.scorecard
        self.heading.show(left=story.verdict(card), right=story.score_in_words(card))
        self.query_one("#story").focus()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if self.is_too_small:
            return False
        possible = self._possible.get(action)
        return super().check_action(action, parameters) if possible is None else possible()

    @property
    def _possible(self) -> dict[str, Callable[[], bool]]:
        """When each of the commands that are not always there can be given."""
        card = self._attempt.scorecard
        has_file, has_message = self._file is not None, card.message is not None
        return {
            "again": lambda: has_file,
            "model": lambda: has_file,
            "hear_model": lambda: has_file,
            "redo": lambda: has_file and has_message,
            "voice": lambda: has_message,
            "write_down": lambda: has_message,
            "correct": lambda: self._can_correct,
            "play": lambda: self._has_sound,
            "step": lambda: any(words.has_marks for words in self.query(MarkedMessage)),
            "baseline": lambda: self._could_compare and self._desk.baselines.kept() is None,
        }

    def action_again(self) -> None:
        """The same call once more; its next variant, where it has several."""
        if self._file is not None:
            self.post_message(CallChosen(self._file.as_variant(self._file.variant + 1)))

    def action_next(self) -> None:
        """The next call."""
        self.post_message(NextRequested(self._attempt.scenario_id))

    def action_correct(self) -> None:
        """Put the words of the message right."""
        self.post_message(CorrectionRequested(self._attempt, self._file))

    def action_redo(self) -> None:
        """Say one part of the message anew."""
        if self._file is not None:
            self.post_message(RedoRequested(self._attempt, self._file))

    def action_model(self) -> None:
        """Show a message that would be called back."""
        if self._file is not None:
            scenario = self._desk.as_it_was_called(self._attempt, self._file)
            self.pane.toggle(MODEL, [Row(Content(scenario.model.text))])

    def action_hear_model(self) -> None:
        """Hear mine, the model, and mine again."""
        if self._file is not None:
            self.post_message(ModelRequested(self._attempt, self._file))

    def action_step(self, marks: int) -> None:
        """Choose the next mark, or the one before."""
        for words in self.query(MarkedMessage):
            words.step(marks)

    def action_mark(self, number: int) -> None:
        """A mark was clicked."""
        for words in self.query(MarkedMessage):
            words.choose(number)

    def action_play(self) -> None:
        """Play the message from the chosen mark, or fall silent."""
        for words in self.query(MarkedMessage):
            if words.is_open:
                words.toggle()
            else:
                self._open_sound(words)

    @work(exclusive=True, group="sound")
    async def _open_sound(self, words: MarkedMessage) -> None:
        if self._message is not None:
            sound = await asyncio.to_thread(to_hear, self._message)
            words.open(Playback(self._desk.ports.player, sound))
            words.toggle()

    @work(exclusive=True, group="compare")
    async def action_compare(self) -> None:
        """Show this call beside earlier ones."""
        if self.pane.topic == COMPARED:
            self.pane.hide()
            return
        records = self._desk.ports.records
        try:
            earlier = await asyncio.to_thread(earlier_attempts, records, self._attempt)
        except PortError as error:
            self.pane.toggle(COMPARED, [Row(Content(str(error)))])
        else:
            self.pane.toggle(COMPARED, comparison(self._attempt, earlier))

    def action_why(self) -> None:
        """Show every verdict with its words, its reason and its rule."""
        self.pane.toggle(WHY, story.reasons(self._attempt.scorecard))

    def action_explain(self) -> None:
        """Show how the score was added up."""
        lines = self._desk.explain(self._attempt)
        self.pane.toggle(ARITHMETIC, [Row(Content("\n".join(lines)))])

    def action_voice(self) -> None:
        """Show how the message was said."""
        self.post_message(VoiceRequested(self._attempt, self._file))

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


def _part(
    name: str, score: float | None, rows: Iterable[Row], above: Widget | None = None
) -> ComposeResult:
    title = Content.assemble(
        (f"{name:<6}", "$text-muted bold"), (f"{story.points(score):>3}", "bold")
    )
    if above is not None:
        with Horizontal(classes="part-words"):
            yield Static(title, markup=False)
            yield above
        title = Content("")
    yield Rows(rows, story.STATE_WIDTH, airy=True, title=title, title_width=TITLE_WIDTH)


def _beside(name: str, rows: tuple[Row, ...]) -> ComposeResult:
    """Rows beside their heading; nothing where there are none."""
    if rows:
        title = Content.styled(name, "$text-accent bold")
        yield Rows(rows, lead_width=3, title=title, title_width=TITLE_WIDTH)
