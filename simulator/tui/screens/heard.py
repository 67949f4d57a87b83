"""What was heard, before it is graded: the rep says whether it is so, or puts it right."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.grading.correction import NoWordsLeft
from simulator.ports import PortError
from simulator.scenario.control import without_control_characters
from simulator.tui.commands import bindings
from simulator.tui.messages import ResultRequested
from simulator.tui.screens.page import Page
from simulator.tui.widgets.answer import Answer
from simulator.wording import (
    IN_DOUBT,
    NOTHING_WAS_HEARD,
    THIS_WAS_HEARD,
    counted,
    is_in_doubt,
    words_and_doubts,
)

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.grading.transcript import Transcript
    from simulator.ports import Attempt, ScenarioFile
    from simulator.session.desk import Desk
    from simulator.session.grading_again import MessageLeft

QUESTION = "Is this what you said? Enter grades it; with c you can correct it first."
WHAT_YOU_SAID = "This is what you said"
CORRECTING = "Change what was misheard. Enter grades it; esc changes nothing."
GRADING = "Grading ..."
DOUBT = "$text-warning"


class HeardScreen(Page):
    """The words of one message, to be read or to be corrected. The call is graded and kept."""

    CSS_PATH = "heard.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("heard")
    where = "heard"
    purpose = "See whether you were understood, before what you said is graded."
    question = QUESTION
    correcting = CORRECTING
    AUTO_FOCUS = ""

    def __init__(
        self,
        attempt: Attempt,
        message: MessageLeft,
        file: ScenarioFile | None,
        desk: Desk,
        *,
        correcting: bool,
    ) -> None:
        """`correcting` opens the words at once; going back then leads to the result."""
        super().__init__()
        self._attempt = attempt
        self._message = message
        self._file = file
        self._desk = desk
        self._leads_to_result = correcting
        self._is_correcting = False
        self._is_grading = False

    @override
    def body(self) -> ComposeResult:
        with VerticalScroll(id="heard"):
            yield Static(_marked(self._message.heard), id="heard-words", markup=False)
            yield Static(IN_DOUBT, id="heard-doubts", markup=False)
        with Vertical(id="correction"):
            yield Answer()
        yield Static(id="heard-trouble", markup=False)
        yield Static(id="heard-question", markup=False)

    def on_mount(self) -> None:
        """Show the words, to be read or to be changed."""
        heard = self._message.heard
        words = counted(len(heard.words), "word")
        length = "" if heard.seconds is None else f"{heard.seconds:.0f} s, "
        self.heading.show(right=f"{length}{words}")
        self.query_one("#heard-doubts").display = any(map(is_in_doubt, heard.words))
        if self._leads_to_result:
            self.action_correct()
        else:
            self._read()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "back":  # also where help is all there is to close
            return self._is_correcting or (self.is_mounted and bool(self.pane.topic))
        if action in {"grade", "correct", "send"}:
            is_its_turn = self._is_correcting is (action == "send")
            return is_its_turn and not self._is_grading and not self.is_too_small
        return super().check_action(action, parameters)

    def action_grade(self) -> None:
        """It is what was said."""
        self.go_on(self._attempt)

    def go_on(self, attempt: Attempt) -> None:
        """The words are settled."""
        self.post_message(ResultRequested(attempt, self._file))

    def corrected(self, text: str) -> Attempt:
        """Keep what the rep says they said, and grade it. Blocks.

        Raises:
            NoWordsLeft, PortError: as `Desk.correct`.
        """
        return self._desk.correct(self._attempt, text, self._file)

    def action_correct(self) -> None:
        """Open the words."""
        self.pane.hide()
        self._is_correcting = True
        answer = self.query_one(Answer)
        answer.disabled = False
        answer.text = without_control_characters(self._message.text)
        answer.move_cursor((0, self._first_doubt()))
        # At once: the next key may belong to the words already.
        self.set_focus(answer)
        self._ask(self.correcting)

    def action_send(self) -> None:
        """Grade the words as they stand."""
        self._send(self.query_one(Answer).text)

    def action_back(self) -> None:
        """Close the help, or leave the words as they were."""
        if self.hid_pane() or self._is_grading:
            return
        if self._leads_to_result:
            self.action_grade()
        else:
            self._read()

    def on_answer_sent(self, event: Answer.Sent) -> None:
        """Enter, in the editor."""
        if self.check_action("send", ()):
            self._send(event.text)

    def _read(self) -> None:
        self._is_correcting = False
        self.query_one(Answer).disabled = True
        self.query_one("#heard").focus()
        self._ask(self.question)

    def _send(self, text: str) -> None:
        self._is_grading = True
        self.query_one(Answer).disabled = True
        self._ask(GRADING)
        self._grade_again(text)

    @work(exclusive=True)
    async def _grade_again(self, text: str) -> None:
        try:
            attempt = await asyncio.to_thread(self.corrected, text)
        except (NoWordsLeft, PortError) as error:
            self._is_grading = False
            answer = self.query_one(Answer)
            answer.disabled = False
            self.set_focus(answer)
            self._ask(self.correcting, trouble=str(error))
        else:
            self.go_on(attempt)

    def _ask(self, sentence: str, trouble: str = "") -> None:
        title = WHAT_YOU_SAID if self._is_correcting else THIS_WAS_HEARD
        self.heading.show(left=Content.styled(title, "bold"))
        self.set_class(self._is_correcting, "-correcting")
        self.query_one("#heard-question", Static).update(Content(sentence))
        line = self.query_one("#heard-trouble", Static)
        line.update(Content(trouble))
        line.set_class(bool(trouble), "-shown")
        self.refresh_bindings()

    def _first_doubt(self) -> int:
        """Where correcting most likely begins, in characters."""
        heard = self._message.heard
        if self._message.text != heard.text:
            return 0
        return next((w.span.start for w in heard.words if is_in_doubt(w)), 0)


def _marked(heard: Transcript) -> Content:
    """The words; those in doubt between brackets, which the colour only repeats."""
    if not heard.words:
        return Content(NOTHING_WAS_HEARD)
    runs = [
        Content.styled(without_control_characters(text), DOUBT if doubt else "")
        for text, doubt in words_and_doubts(heard)
    ]
    return Content(" ").join(runs)
