"""The ways between screens: what a screen asks for opens the next one.

Screens are imported when they are first shown, so that the app starts fast.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work

from simulator.tui.exam_ways import ExamWays

if TYPE_CHECKING:
    from simulator.ports import Attempt, ScenarioFile
    from simulator.tui.messages import (
        AnswerGiven,
        BaselineRequested,
        CallChosen,
        CallGraded,
        CorrectionRequested,
        DialRequested,
        HomeRequested,
        InboxRequested,
        ModelRequested,
        NextRequested,
        RedoRequested,
        ResultRequested,
        VoiceRequested,
        WriteDownRequested,
    )  # fmt: skip


class Ways(ExamWays):
    """An app that leads from screen to screen."""

    def __init__(self) -> None:
        super().__init__()
        self._asked: set[str] = set()
        """The calls whose rep was asked whether they would call back."""

    def on_call_chosen(self, event: CallChosen) -> None:
        """Open a brief."""
        from simulator.tui.screens.brief import BriefScreen

        file, now = event.file, self.home.file_of(event.file.scenario.id)
        if now is not None and now.sha256 != file.sha256:  # it was written anew meanwhile
            file = now.as_variant(file.variant)
        if self._desk is not None:
            self._show(BriefScreen(file, self._desk, self._notes_by_call, event.seed))

    def on_dial_requested(self, event: DialRequested) -> None:
        """Place a call."""
        self._let_go_of_recordings()
        from simulator.tui.screens.call import CallScreen

        if self._desk is not None:
            screen = CallScreen(event.file, self._desk, typed=event.typed, occasion=event.occasion)
            self._show(screen)

    def on_call_graded(self, event: CallGraded) -> None:
        """Show what was heard, where something was said; else what comes after it."""
        if self.exam_goes_on(event.attempt):
            return
        if not self._show_heard(event.attempt, event.file, correcting=False):
            self._ask_or_show_result(event.attempt, event.file)

    def on_result_requested(self, event: ResultRequested) -> None:
        """Show a result; of a message, not before its rep was asked about it."""
        self._ask_or_show_result(event.attempt, event.file)

    def on_answer_given(self, event: AnswerGiven) -> None:
        """Now the score may be seen."""
        self._asked.add(event.attempt.id)
        self._show_result(event.attempt, event.file)

    def on_correction_requested(self, event: CorrectionRequested) -> None:
        """Open the words of a graded message."""
        self._show_heard(event.attempt, event.file, correcting=True)

    def on_redo_requested(self, event: RedoRequested) -> None:
        """Open the parts of a message."""
        from simulator.tui.screens.redo import RedoScreen

        if self._desk is not None:
            self._show(RedoScreen(event.attempt, event.file, self._desk))

    def on_model_requested(self, event: ModelRequested) -> None:
        """Hear a message beside the model."""
        from simulator.tui.screens.model import ModelScreen

        if self._desk is not None:
            self._show(ModelScreen(event.attempt, event.file, self._desk))

    def on_voice_requested(self, event: VoiceRequested) -> None:
        """Draw how a message was said."""
        from simulator.tui.screens.voice import VoiceScreen

        if self._desk is not None:
            self._show(VoiceScreen(event.attempt, event.file, self._desk))

    @work(exclusive=True, group="next")
    async def on_next_requested(self, event: NextRequested) -> None:
        """Open the next brief, once it is known what the last call has changed."""
        self._let_go_of_recordings()
        from simulator.tui.screens.brief import BriefScreen

        await self.home.renew()
        coming = self.home.next_for_you
        file = coming.file(event.after)
        if self._desk is not None and file is not None:
            called, seed = coming.varied(file), coming.seed(file)
            self._show(BriefScreen(called, self._desk, self._notes_by_call, seed))

    def on_baseline_requested(self, _: BaselineRequested) -> None:
        """Open the text to read."""
        from simulator.tui.screens.baseline import BaselineScreen

        if self._desk is not None:
            self._show(BaselineScreen(self._desk))

    def on_write_down_requested(self, event: WriteDownRequested) -> None:
        """Play a number, to be written down."""
        from simulator.tui.screens.writedown import WriteDownScreen

        if self._desk is not None:
            self._show(WriteDownScreen(event.attempt, event.file, self._desk))

    def on_inbox_requested(self, _: InboxRequested) -> None:
        """Open the inbox."""
        from simulator.tui.screens.inbox import InboxScreen

        if self._desk is not None:
            self._show(InboxScreen(self._desk))

    def on_home_requested(self, _: HomeRequested) -> None:
        """Back to all calls."""
        self._let_go_of_recordings()
        if self.screen is not self.home:
            self.pop_screen()
        self._renew()

    @work(exclusive=True, group="recordings")
    async def _let_go_of_recordings(self) -> None:
        """A result was left: erase what its rep does not want to keep."""
        if self._desk is not None:
            for sentence in await asyncio.to_thread(self._desk.erase_due_recordings):
                self.notify(sentence, severity="warning", markup=False)

    def _show_heard(self, attempt: Attempt, file: ScenarioFile | None, *, correcting: bool) -> bool:
        """Whether there was something to show."""
        from simulator.tui.screens.heard import HeardScreen

        message = None if self._desk is None else self._desk.spoken_message(attempt)
        if self._desk is None or message is None:
            return False
        self._show(HeardScreen(attempt, message, file, self._desk, correcting=correcting))
        return True

    def _ask_or_show_result(self, attempt: Attempt, file: ScenarioFile | None) -> None:
        from simulator.tui.screens.callback import CallbackScreen

        if self.exam_goes_on(attempt):
            return
        is_known = attempt.self_rating is not None or attempt.id in self._asked
        if self._desk is None or is_known:
            self._show_result(attempt, file)
            return
        message = self._desk.message_left(attempt)
        if message is None or not message.transcript.words:
            self._show_result(attempt, file)
        else:
            self._show(CallbackScreen(attempt, message, file, self._desk))

    def _show_result(self, attempt: Attempt, file: ScenarioFile | None) -> None:
        from simulator.tui.screens.result import ResultScreen

        if self._desk is not None:
            self._show(ResultScreen(attempt, file, self._desk))
