"""The brief: who you are, whom you call, and what you found out."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.ports import ScenarioFile
from simulator.tui.commands import bindings
from simulator.tui.messages import DialRequested, HomeRequested
from simulator.tui.prefetch import Prefetch
from simulator.tui.screens.page import Page
from simulator.tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.grading.rules_told import RuleTold
    from simulator.scenario.model import Scenario
    from simulator.session.desk import Desk

SPEAKING = "You will speak; headphones keep the greeting out of your recording."
TYPING = "You will type your answers. How you sound is not measured then."
RULES = "The rules you are graded by"
NO_MICROPHONE = "There is no microphone here: you will type your answers."


class BriefScreen(Page):
    """Read, then dial."""

    CSS_PATH = "brief.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("brief")
    where = "brief"
    purpose = "Read whom you call and what you found out. Then press enter to dial."

    def __init__(self, file: ScenarioFile, desk: Desk) -> None:
        super().__init__()
        self._file = file
        self._desk = desk
        self._calling = desk.as_called(file)
        self._has_microphone = desk.ports.microphone is not None
        self._is_typed = desk.preferences.typed or not self._has_microphone
        self._prefetch = Prefetch(desk.ports, file)
        self._is_dialled = False

    @override
    def body(self) -> ComposeResult:
        scenario = self._calling.scenario
        with VerticalScroll(id="brief"):
            yield Rows(_about(scenario, self._calling.note))
            yield Rows(_known(scenario), lead_width=16)
        with Vertical(id="how"):
            yield Static(id="mode", markup=False)
            yield Static(id="recording-notice", markup=False)

    def on_mount(self) -> None:
        """Begin to prepare the call."""
        scenario = self._file.scenario
        self.heading.show(
            left=Content(scenario.title).stylize("bold"),
            # Not its type: whose mailbox this is, is for the rep to hear.
            right=f"level {scenario.level}",
        )
        self.query_one("#brief").focus()
        self._show_mode()
        self._prepare()

    @work(exclusive=True)
    async def _prepare(self) -> None:
        await self._prefetch.run()

    def on_unmount(self) -> None:
        """Leave off preparing, unless the call needs it."""
        if not self._is_dialled:
            self._prefetch.stop()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if self.is_too_small:
            return False
        if action == "toggle_typed":
            return self._has_microphone
        return super().check_action(action, parameters)

    def action_dial(self) -> None:
        """Place the call."""
        if self._is_dialled:
            return
        self._is_dialled = True
        if not self._is_typed and self._desk.recording_notice() is not None:
            self._desk.notice_was_seen()
        self.post_message(DialRequested(self._file, typed=self._is_typed))

    def action_toggle_typed(self) -> None:
        """Type instead of speaking, or the other way round."""
        self._is_typed = not self._is_typed
        self._desk.prefer_typing(typed=self._is_typed)
        self._show_mode()

    def action_rules(self) -> None:
        """Show or hide the rules."""
        self.pane.toggle(RULES, rules_rows(self._desk.rules()))

    def action_other_rubric(self) -> None:
        """Grade by the next rubric, and show its rules."""
        self._desk.prefer_next_rubric()
        self._show_mode()
        self.pane.hide()
        self.action_rules()

    def action_back(self) -> None:
        """Back to all calls."""
        if not self.hid_pane():
            self.post_message(HomeRequested())

    def _show_mode(self) -> None:
        if not self._has_microphone:
            words = NO_MICROPHONE
        else:
            words = TYPING if self._is_typed else SPEAKING
        notice = None if self._is_typed else self._desk.recording_notice()
        self.query_one("#mode", Static).update(f"{words} Graded by {self._desk.rubric.id}.")
        line = self.query_one("#recording-notice", Static)
        line.update(Content(notice or ""))
        line.set_class(notice is not None, "-shown")


def rules_rows(rules: Iterable[RuleTold]) -> Iterator[Row]:
    """The rules as rows; what opens a group is bold."""
    for rule in rules:
        text = Content(rule.text)
        if rule.opens and rule.lead:
            text = text.stylize("bold")
        lead = Content.styled(f"{rule.lead:>6}", "$accent") if rule.lead else None
        yield Row(text, lead, apart=rule.opens)


def _about(scenario: Scenario, note: str) -> Iterator[Row]:
    rep, prospect = scenario.rep, scenario.prospect
    yield Row(Content(f"{rep.name}, {rep.company}"), _label("You are"))
    who = f"{prospect.name}, {prospect.title}, {prospect.company}"
    yield Row(Content(who), _label("You call"))
    yield Row(Content(rep.number), _label("Your number"))
    yield Row(Content(rep.offer), _label("You offer"))
    if note:
        yield Row(Content(note), _label("Your name"))
    yield Row(Content(scenario.brief), _label("Today"), apart=True)


def _known(scenario: Scenario) -> Iterator[Row]:
    for number, fact in enumerate(scenario.research, 1):
        label = "You know" if number == 1 else ""
        lead = Content.assemble(_label(f"{label:<13}"), (str(number), "$accent"))
        yield Row(Content(fact.text), lead, apart=number == 1)


def _label(words: str) -> Content:
    return Content.styled(words, "$foreground 60%")
