"""What the first screen does with calls that were cut off: grade, erase, or leave for later."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from textual import work

from simulator.tui.messages import CallGraded
from simulator.tui.screens.page import Page
from simulator.tui.widgets.left_behind import LeftBehind

if TYPE_CHECKING:
    from simulator.ports import ScenarioFile
    from simulator.session.desk import Desk

CUT_OFF_ACTIONS: Final = frozenset({"recover", "erase", "later"})
GRADING = "Grading the call that was cut off ..."


class CutOffCalls(Page):
    """A screen with the line about calls that were cut off."""

    def __init__(self) -> None:
        super().__init__()
        self.desk: Desk | None = None
        self.files: tuple[ScenarioFile, ...] = ()
        """The calls that can be played."""

    @property
    def left_behind(self) -> LeftBehind:
        """The line about them."""
        return self.query_one(LeftBehind)

    def file_of(self, scenario_id: str) -> ScenarioFile | None:
        """The scenario with this id, if it is still here."""
        return next((file for file in self.files if file.scenario.id == scenario_id), None)

    @work(exclusive=True, group="left-behind")
    async def action_recover(self) -> None:
        """Grade the call that was cut off."""
        from simulator.ports import PortError

        desk, left = self.desk, self.left_behind.begin(GRADING)
        if desk is None or left is None:
            return
        try:
            attempt = await asyncio.to_thread(desk.recover, left)
        except PortError as error:
            self.left_behind.say(str(error))
        else:
            self.left_behind.end()
            self.post_message(CallGraded(attempt, self.file_of(attempt.scenario_id)))

    def action_erase(self) -> None:
        """Erase the call that was cut off, when asked twice."""
        from simulator.ports import PortError

        left = self.left_behind.first
        if self.desk is None or left is None or not self.left_behind.is_sure():
            return
        try:
            self.desk.discard(left)
        except PortError as error:
            self.left_behind.say(str(error))
        else:
            self.left_behind.put_off()

    def action_later(self) -> None:
        """Leave it for the next start."""
        self.left_behind.put_off()
