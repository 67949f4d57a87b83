"""The exam between its calls: what it is like, the next call, and how it has ended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import work
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.ports import PortError
from simulator.session.examining.examination import Examination, Step, ToCall, ToRate
from simulator.session.examining.runs import begin, last_ended, looked_at, resume, under_way
from simulator.tui.commands import bindings
from simulator.tui.exam_story import LEAD_WIDTH, intro_rows, result_rows
from simulator.tui.marks import BAD, GOOD
from simulator.tui.messages import DialRequested, HomeRequested, RatingDue
from simulator.tui.prefetch import Prefetch
from simulator.tui.screens.brief import NO_MICROPHONE, SPEAKING, TYPING, about_rows, known_rows
from simulator.tui.screens.page import Page
from simulator.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.session.desk import Desk
    from simulator.session.examining.sealing import Sealed

NOT_KEPT = (
    "This call could not be kept, so the exam stops here for now. Make room on the disk and start "
    "Rolecall anew: the call then counts as it was."
)
OPENING = "Looking where you are ..."
SEALING = "Sealing the exam ..."
BEGIN = "Enter begins. From then on every call counts."
DIAL = "Enter dials. With esc the exam waits here until you come back."
SEALED_AGAIN = "Written once more: {path}"
Phase = Literal["opening", "intro", "next", "ended", "trouble"]
_ACTIONS: dict[str, tuple[Phase, ...]] = {
    "begin": ("intro",),
    "dial": ("next",),
    "toggle_typed": ("next",),
    "write": ("intro", "ended"),
}


@dataclass(frozen=True, slots=True)
class _Looked:
    """Where a rep is in an exam. `step` is None before the first call; `told` is on cut-off calls.

    `before` says what became of earlier exams.
    """

    exam: Examination
    step: Step | None = None
    told: tuple[str, ...] = ()
    before: str = ""


class ExamScreen(Page):
    """One exam, whenever no call is under way."""

    CSS_PATH = "exam.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("exam")
    where = "exam"
    purpose = "Show what you can: fixed calls, no hints, no second try, results at the end."
    AUTO_FOCUS = ""

    def __init__(self, desk: Desk, trouble: str = "") -> None:
        """With `trouble`, the exam cannot go on, and that sentence says why."""
        super().__init__()
        self._desk, self._trouble = desk, trouble
        self._phase: Phase = "opening"
        self._exam: Examination | None = None
        self._step: ToCall | None = None
        self._prefetch: Prefetch | None = None
        self._is_dialled = False
        self._has_microphone = desk.ports.microphone is not None
        self._is_typed = desk.preferences.typed or not self._has_microphone
        self._can_write_again = False

    @override
    def body(self) -> ComposeResult:
        with VerticalScroll(id="exam"):
            yield Rows(lead_width=LEAD_WIDTH, id="exam-rows")
            yield Rows(lead_width=16, id="exam-known")
        with Vertical(id="exam-how"):
            yield Static(OPENING, id="exam-say", markup=False)
            yield Static(id="exam-mode", markup=False)
            yield Static(id="exam-notice", markup=False)

    def on_mount(self) -> None:
        """Look where the rep is."""
        self.query_one("#exam").focus()
        if self._trouble:
            self._fail(self._trouble)
        else:
            self._look()

    def on_unmount(self) -> None:
        """Leave off preparing, unless the call needs it."""
        if self._prefetch is not None and not self._is_dialled:
            self._prefetch.stop()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in _ACTIONS:
            is_its_turn = self._phase in _ACTIONS[action] and not self._is_dialled
            if action == "toggle_typed" and not self._has_microphone:
                return False
            if action == "write" and not self._can_write_again:
                return False
            return is_its_turn and not self.is_too_small
        return super().check_action(action, parameters)

    def action_begin(self) -> None:
        """Begin the exam."""
        self.hid_pane()
        self._phase = "opening"
        self._say(OPENING)
        self._begin()

    def action_dial(self) -> None:
        """Place the next call."""
        if self._step is None or self._exam is None or self._is_dialled:
            return
        self._is_dialled = True
        if not self._is_typed and self._desk.recording_notice() is not None:
            self._desk.notice_was_seen()
        occasion = self._exam.occasion(self._step.place)
        self.post_message(DialRequested(self._step.file, typed=self._is_typed, occasion=occasion))

    def action_toggle_typed(self) -> None:
        """Type instead of speaking, or the other way round."""
        self._is_typed = not self._is_typed
        self._desk.prefer_typing(typed=self._is_typed)
        self._show_mode()

    def action_write(self) -> None:
        """Write the sealed file of the last exam once more."""
        self._write_again()

    def action_back(self) -> None:
        """Close the help, or go back to the calls; the exam waits."""
        if not self.hid_pane():
            self.post_message(HomeRequested())

    @work(exclusive=True, group="exam")
    async def _look(self) -> None:
        await self._go_on(lambda: _looked(self._desk))

    @work(exclusive=True, group="exam")
    async def _begin(self) -> None:
        await self._go_on(lambda: _begun(self._desk))

    async def _go_on(self, look: Callable[[], _Looked]) -> None:
        try:
            looked = await asyncio.to_thread(look)
        except PortError as error:
            self._fail(str(error))
            return
        self._exam = looked.exam
        for sentence in looked.told:
            self.app.notify(sentence, markup=False)
        match looked.step:
            case None:
                self._show_intro(looked)
            case ToRate(attempt=attempt):
                self.post_message(RatingDue(attempt, None))
            case ToCall():
                self._show_next(looked.exam, looked.step)
            case _:
                self._seal(looked.exam)

    def _show_intro(self, looked: _Looked) -> None:
        exam = looked.exam.exam.exam
        self._phase = "intro"
        self._can_write_again = bool(looked.before)
        self.heading.show(
            left=Content.styled(exam.title, "bold"),
            right=f"{len(exam.calls)} calls, about {exam.minutes} minutes",
        )
        rows = intro_rows(exam, looked.exam.rep, str(Path.home()), looked.before)
        self.query_one("#exam-rows", Rows).show(rows)
        self._say(BEGIN)

    def _show_next(self, exam: Examination, step: ToCall) -> None:
        self._phase, self._step = "next", step
        self.heading.show(
            left=Content.styled(f"Call {step.place + 1} of {exam.calls}", "bold"),
            right=exam.exam.exam.title,
        )
        calling = self._desk.as_called(step.file)
        self.query_one("#exam-rows", Rows).show(about_rows(calling.scenario, calling.note))
        self.query_one("#exam-known", Rows).show(known_rows(calling.scenario))
        self._say(DIAL)
        self._show_mode()
        self._prefetch = Prefetch(self._desk.ports, step.file)
        self._prepare(self._prefetch)

    @work(exclusive=True, group="prepare")
    async def _prepare(self, prefetch: Prefetch) -> None:
        await prefetch.run()

    @work(exclusive=True, group="seal")
    async def _seal(self, exam: Examination) -> None:
        self._say(SEALING)
        try:
            done = await asyncio.to_thread(exam.finish)
            path = exam.default_path(Path.home())
        except PortError as error:
            self._fail(str(error))
            return
        trouble = ""
        try:
            await asyncio.to_thread(exam.write, done, path)
        except PortError as error:
            trouble = str(error)
        self._show_end(done, str(path), trouble)

    def _show_end(self, done: Sealed, path: str, trouble: str) -> None:
        self._phase, self._can_write_again = "ended", True
        result, title = done.manifest.result, done.manifest.exam.title
        words, colour = ("passed", GOOD) if result.passed else ("not passed", BAD)
        self.heading.show(
            left=Content.styled(f"{title}: {words}", f"bold {colour}"),
            right=f"{result.passed_calls} of {result.calls} calls passed",
        )
        where = trouble or path
        self.query_one("#exam-rows", Rows).show(result_rows(done, where))
        self.query_one("#exam", VerticalScroll).scroll_home(animate=False)
        self._say(trouble or "Esc goes back to the calls; each of them can be looked at there now.")

    @work(exclusive=True, group="seal")
    async def _write_again(self) -> None:
        def write() -> Path:
            exam = resume(self._desk)
            return exam.write(exam.finish(), exam.default_path(Path.home()))

        try:
            path = await asyncio.to_thread(write)
        except PortError as error:
            self._say(str(error))
        else:
            self._say(SEALED_AGAIN.format(path=path))

    def _fail(self, sentence: str) -> None:
        self._phase = "trouble"
        self._say(f"{sentence} Press esc to go back to the calls.")

    def _show_mode(self) -> None:
        if not self._has_microphone:
            words = NO_MICROPHONE
        else:
            words = TYPING if self._is_typed else SPEAKING
        self.query_one("#exam-mode", Static).update(Content(words))
        notice = None if self._is_typed else self._desk.recording_notice()
        line = self.query_one("#exam-notice", Static)
        line.update(Content(notice or ""))
        line.set_class(notice is not None, "-shown")

    def _say(self, sentence: str) -> None:
        self.query_one("#exam-say", Static).update(Content(sentence))
        self.set_class(self._phase == "next", "-next")
        self.refresh_bindings()


def _looked(desk: Desk) -> _Looked:
    """Where the rep is. Blocks; grades what was cut off."""
    if under_way(desk) is None:
        return _Looked(looked_at(desk), before=_before(desk))
    exam = resume(desk)
    told = exam.take_up()
    return _Looked(exam, exam.step(), told)


def _begun(desk: Desk) -> _Looked:
    exam = begin(desk)
    return _Looked(exam, exam.step())


def _before(desk: Desk) -> str:
    run = last_ended(desk)
    if run is None or run.finished_at is None:
        return ""
    passed = run.exam in desk.practice.exams_passed()
    words = "You have passed this exam." if passed else "You have not passed it yet."
    return f"{words} The last time was on {run.finished_at[:10]}; w writes its sealed file again."
