"""The brief: who you are, whom you call, and what you found out."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.ports import ScenarioFile
from simulator.practice.hints import hints
from simulator.practice.occasion import Occasion
from simulator.tui.commands import bindings
from simulator.tui.messages import DialRequested, HomeRequested
from simulator.tui.practice import GoodLength, read_in, under_way
from simulator.tui.prefetch import Prefetch
from simulator.tui.screens.page import Page
from simulator.tui.widgets.notes import NotesEditor
from simulator.tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.timer import Timer
    from textual.widgets import TextArea

    from simulator.grading.rules_told import RuleTold
    from simulator.scenario.model import Scenario
    from simulator.session.desk import Desk

SPEAKING = "You will speak; headphones keep the greeting out of your recording."
TYPING = "You will type your answers. How you sound is not measured then."
RULES = "The rules you are graded by"
HINT = "A hint: what to listen for"
HINTED = "You took a hint: it counts less for what you are learning, the score stays the same."
NO_RESEARCH = "Nothing was found out. Say in one sentence why you call just this person."
NO_NOTES = "none yet: n writes some. They stay here, and are not shown in the call."
TICK_SECONDS = 0.25
QUIET = "$foreground 75%"
NO_MICROPHONE = "There is no microphone here: you will type your answers."


class BriefScreen(Page):
    """Read, then dial."""

    CSS_PATH = "brief.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("brief")
    where = "brief"
    purpose = "Read whom you call and what you found out. Then press enter to dial."

    def __init__(
        self, file: ScenarioFile, desk: Desk, notes: dict[str, str], seed: int | None = None
    ) -> None:
        """`notes` are the rep's, by scenario id; those of this call are kept there.

        `seed` is the number by which the call was drawn, if it was.
        """
        super().__init__()
        self._seed, self._with_hints = seed, False
        self._notes = notes
        self._reading_since: float | None = None
        self._ticking: Timer | None = None
        self.file = file
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
            yield Rows(about_rows(scenario, self._calling.note))
            yield Rows(known_rows(scenario), lead_width=16)
        yield NotesEditor(self._notes.get(scenario.id, ""))
        with Vertical(id="how"):
            with Horizontal(id="noted"):
                yield Static("Your notes", id="noted-label", markup=False)
                with VerticalScroll(id="noted-scroll", can_focus=False):
                    yield Static(id="noted-text", markup=False)
            yield Static(id="practice", markup=False)
            yield Static(id="mode", markup=False)
            yield Static(id="recording-notice", markup=False)

    def on_mount(self) -> None:
        """Begin to prepare the call."""
        scenario = self.file.scenario
        self.heading.show(
            left=Content(scenario.title).stylize("bold"),
            # Not its type: whose mailbox this is, is for the rep to hear.
            right=f"level {scenario.level}",
        )
        self.query_one("#brief").focus()
        self._show_mode()
        self._show_notes()
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
        if action == "dial":
            return not self.query_one(NotesEditor).is_writing  # enter begins a new line there
        return super().check_action(action, parameters)

    def action_dial(self) -> None:
        """Place the call."""
        if self._is_dialled:
            return
        self._is_dialled = True
        if not self._is_typed and self._desk.recording_notice() is not None:
            self._desk.notice_was_seen()
        occasion = Occasion(with_hints=self._with_hints, seed=self._seed)
        self.post_message(DialRequested(self.file, typed=self._is_typed, occasion=occasion))

    def action_toggle_typed(self) -> None:
        """Type instead of speaking, or the other way round."""
        self._is_typed = not self._is_typed
        self._desk.prefer_typing(typed=self._is_typed)
        self._show_mode()

    def action_rules(self) -> None:
        """Show or hide the rules."""
        self.pane.toggle(RULES, rules_rows(self._desk.rules()))

    def action_hint(self) -> None:
        """Say what to listen for; that a hint was taken is remembered with the call."""
        self._with_hints = True
        self.pane.toggle(HINT, hint_rows(self.file.scenario))

    def action_other_rubric(self) -> None:
        """Grade by the next rubric, and show its rules."""
        self._desk.prefer_next_rubric()
        self._show_mode()
        self.pane.hide()
        self.action_rules()

    def action_notes(self) -> None:
        """Write notes."""
        self.query_one(NotesEditor).open()
        self.add_class("-writing")
        # What was found out, and not who one is, is what notes are about.
        self.call_after_refresh(self.query_one("#brief").scroll_end, animate=False)
        self.refresh_bindings()

    def action_practise(self) -> None:
        """Begin to read aloud with a clock, or end it and say how long it took."""
        if self._reading_since is None:
            self._reading_since = monotonic()
            self._ticking = self.set_interval(TICK_SECONDS, self._tick)
            self._tick()
            return
        seconds = monotonic() - self._reading_since
        self._reading_since = None
        if self._ticking is not None:
            self._ticking.stop()
        self._say_practice(read_in(seconds, GoodLength.of(self._desk.rubric)))

    def action_back(self) -> None:
        """Put the notes away, or close what is open; else back to all calls."""
        editor = self.query_one(NotesEditor)
        if editor.display:
            editor.close()
            self.remove_class("-writing")
            self._show_notes()
            brief = self.query_one("#brief")
            brief.scroll_home(animate=False)
            self.set_focus(brief)
            self.refresh_bindings()
        elif not self.hid_pane():
            self.post_message(HomeRequested())

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep the notes, letter by letter: the rep may dial at any moment."""
        self._notes[self.file.scenario.id] = event.text_area.text.strip()

    def _tick(self) -> None:
        if self._reading_since is not None:
            seconds = monotonic() - self._reading_since
            self._say_practice(under_way(seconds, GoodLength.of(self._desk.rubric)))

    def _say_practice(self, sentence: str) -> None:
        line = self.query_one("#practice", Static)
        line.update(sentence)
        line.add_class("-shown")

    def _show_notes(self) -> None:
        notes = self._notes.get(self.file.scenario.id, "")
        text = Content(notes) if notes else Content.styled(NO_NOTES, QUIET)
        self.query_one("#noted-text", Static).update(text)
        self.query_one("#noted").set_class(bool(notes), "-written")

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


def hint_rows(scenario: Scenario) -> Iterator[Row]:
    """What there is to listen for in a call, and that it counts."""
    for hint in hints(scenario):
        yield Row(Content(hint), apart=True)
    yield Row(Content(HINTED), apart=True)


def rules_rows(rules: Iterable[RuleTold]) -> Iterator[Row]:
    """The rules as rows; what opens a group is bold."""
    for rule in rules:
        text = Content(rule.text)
        if rule.opens and rule.lead:
            text = text.stylize("bold")
        lead = Content.styled(f"{rule.lead:>6}", "$accent") if rule.lead else None
        yield Row(text, lead, apart=rule.opens)


def about_rows(scenario: Scenario, note: str) -> Iterator[Row]:
    """Who calls whom, and why today."""
    rep, prospect = scenario.rep, scenario.prospect
    yield Row(Content(f"{rep.name}, {rep.company}"), _label("You are"))
    yield Row(Content(rep.number), _label("Your number"))
    yield Row(Content(rep.offer), _label("You offer"))
    if note:
        yield Row(Content(note), _label("Your name"))
    who = Content.assemble((prospect.name, "bold"), f", {prospect.title}, {prospect.company}")
    yield Row(who, _label("You call"), apart=True)
    yield Row(Content(scenario.brief), _label("Today"))


def known_rows(scenario: Scenario) -> Iterator[Row]:
    """What was found out."""
    if not scenario.research:
        yield Row(Content(NO_RESEARCH), _label("You know"), apart=True)
    for number, fact in enumerate(scenario.research, 1):
        label = "You know" if number == 1 else ""
        lead = Content.assemble(_label(f"{label:<13}"), (str(number), "$accent"))
        yield Row(Content(fact.text), lead, apart=number == 1)


def _label(words: str) -> Content:
    return Content.styled(words, QUIET)
