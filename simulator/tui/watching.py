"""Files that are being written: once a second the app looks whether they have changed.

An author saves in an editor, and the call on the screen is the new one. A file that is not right
yet leaves the call as it was, and what is wrong with it is shown.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from simulator.tui.drilling import Drilling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.timer import Timer

    from simulator.ports import Library, ScenarioFile
    from simulator.session.desk import Desk

LOOK_SECONDS = 1.0
PROBLEM_SECONDS = 12.0
MOST_TOLD = 3
"""Of so many changed calls is told by name: a whole folder of them may have come."""


class Watching(Drilling):
    """An app that shows calls as they are on disk."""

    def __init__(self) -> None:
        super().__init__()
        self._looking: Timer | None = None

    def look_after(self, desk: Desk) -> None:
        """Look at the files of this desk from now on, where there are some that may change."""
        if self._looking is not None:
            self._looking.stop()
        may_change = desk.ports.library.may_change
        self._looking = self.set_interval(LOOK_SECONDS, self._look) if may_change else None

    async def _look(self) -> None:
        desk = self._desk
        if desk is None:
            return
        news = await asyncio.to_thread(_look_again, desk.ports.library)
        if news is None or desk is not self._desk:
            return
        changed, problems = news
        await self.home.open_desk(desk, changed[0].scenario.id if changed else self._chosen)
        self._show_brief_anew(desk, changed)
        self.clear_notifications()  # what was wrong before may be right now
        if problems:
            self.notify(problems[0], severity="warning", timeout=PROBLEM_SECONDS, markup=False)
        for file in changed[:MOST_TOLD]:
            self.notify(f"“{file.scenario.title}” is as you saved it.", markup=False)

    @property
    def _chosen(self) -> str:
        """The id of the call that is chosen on the first screen, "" where there is none."""
        from simulator.tui.widgets.scenario_lists import ScenarioLists

        chosen = [lists.chosen for lists in self.home.query(ScenarioLists)]
        return chosen[0].scenario.id if chosen and chosen[0] is not None else ""

    def _show_brief_anew(self, desk: Desk, changed: Sequence[ScenarioFile]) -> None:
        """The brief that is open, where its call has changed."""
        from simulator.tui.screens.brief import BriefScreen

        page = self.screen
        if not isinstance(page, BriefScreen):
            return
        for file in changed:
            if file.scenario.id == page.file.scenario.id:
                self._show(
                    BriefScreen(file.as_variant(page.file.variant), desk, self._notes_by_call)
                )


def _changed(before: Mapping[str, ScenarioFile], now: Sequence[ScenarioFile]) -> list[ScenarioFile]:
    """The calls that are new, or other than before."""
    shas = {id_: file.sha256 for id_, file in before.items()}
    return [file for file in now if shas.get(file.listing.id) != file.sha256]


def _look_again(library: Library) -> tuple[list[ScenarioFile], list[str]] | None:
    """The calls that have changed, and what is wrong since then; None where all is as it was.

    Blocks: there may be thousands of files.
    """
    before, known = library.scenarios(), set(library.problems())
    if not library.reread():
        return None
    problems = [problem for problem in library.problems() if problem not in known]
    return _changed({file.listing.id: file for file in before}, library.scenarios()), problems
