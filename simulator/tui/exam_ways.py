"""The ways through an exam: a call, what was heard, the question, and on to the next call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.tui.sitting import Sitting

if TYPE_CHECKING:
    from simulator.ports import Attempt
    from simulator.tui.messages import ExamHeard, ExamRated, RatingDue


class ExamWays(Sitting):
    """The part of the app that leads through an exam."""

    def exam_goes_on(self, attempt: Attempt) -> bool:
        """Whether a call is one of an exam under way: then its result is not shown, but the exam.

        What cannot be looked up is no exam under way.
        """
        from simulator.session.examining.cut_off import is_in_exam_under_way
        from simulator.tui.screens.exam import NOT_KEPT, ExamScreen

        if self._desk is None or not is_in_exam_under_way(self._desk.ports.records, attempt):
            return False
        is_kept = self._desk.ports.records.attempt(attempt.id) is not None
        # What is not kept would be made once more; it counts once it is taken up at the next start.
        self._show(ExamScreen(self._desk, "" if is_kept else NOT_KEPT))
        return True

    def on_rating_due(self, event: RatingDue) -> None:
        """Show what was heard, where something was spoken; then the question."""
        from simulator.tui.screens.exam_questions import ExamHeardScreen

        message = None if self._desk is None else self._desk.spoken_message(event.attempt)
        if self._desk is None or message is None:
            self._ask_in_exam(event.attempt)
        else:
            self._show(ExamHeardScreen(event.attempt, message, event.file, self._desk))

    def on_exam_heard(self, event: ExamHeard) -> None:
        """Ask."""
        self._ask_in_exam(event.attempt)

    def on_exam_rated(self, _: ExamRated) -> None:
        """On to what comes next; where the answer could not be kept, to the question again."""
        from simulator.tui.screens.exam import ExamScreen

        if self._desk is not None:
            self._show(ExamScreen(self._desk))

    def _ask_in_exam(self, attempt: Attempt) -> None:
        from simulator.session.own_message import message_to_rate
        from simulator.tui.screens.exam_questions import ExamCallbackScreen

        if self._desk is not None:
            message = self._desk.message_left(attempt) or message_to_rate(attempt)
            self._show(ExamCallbackScreen(attempt, message, None, self._desk))
