"""What an exam asks after a message: what was heard, and whether one would call back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from simulator.session.examining.examination import written_down
from simulator.tui.messages import ExamHeard, ExamRated
from simulator.tui.screens.callback import CallbackScreen
from simulator.tui.screens.heard import HeardScreen

if TYPE_CHECKING:
    from simulator.ports import Attempt, ScenarioFile
    from simulator.session.desk import Desk
    from simulator.session.grading_again import MessageLeft

QUESTION = (
    "Is this what you said? Enter goes on. With c you can write down what you said instead: the "
    "exam counts what was heard, and shows both."
)
CORRECTING = "Change what was misheard. Enter writes it down; esc changes nothing."


class ExamHeardScreen(HeardScreen):
    """The words of a message in an exam. Put right, they are kept beside those that count."""

    purpose = "See whether you were understood. The exam counts what was heard."
    question = QUESTION
    correcting = CORRECTING

    def __init__(
        self, attempt: Attempt, message: MessageLeft, file: ScenarioFile | None, desk: Desk
    ) -> None:
        super().__init__(attempt, message, file, desk, correcting=False)

    @override
    def go_on(self, attempt: Attempt) -> None:
        self.post_message(ExamHeard(attempt, self._file))

    @override
    def corrected(self, text: str) -> Attempt:
        return written_down(self._desk, self._attempt, text)


class ExamCallbackScreen(CallbackScreen):
    """The question of an exam: it cannot be skipped."""

    purpose = "Judge your own message; in an exam nobody can skip this."
    ask = "y  yes        n  no"
    ended = "That was all of it. Enter goes on, space plays it again."

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "skip" and self._phase != "listen":
            return self.is_mounted and bool(self.pane.topic)  # then it only closes the help
        return super().check_action(action, parameters)

    @override
    def go_on(self, attempt: Attempt) -> None:
        self.post_message(ExamRated(attempt, self._file))
