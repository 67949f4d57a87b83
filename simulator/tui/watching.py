"""Files that are being written: once a second the app looks whether they have changed.

An author saves in an editor, and the call on the screen is the new one. A file that is not right
yet leaves the call as it was, and what is wrong with it is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.tui.ways import Ways

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.timer import Timer

    from simulator.ports import ScenarioFile
    from simulator.session.desk import Desk

LOOK_SECONDS = 1.0
PROBLEM_SECONDS = 12.0


class Watching(Ways):
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
        library = desk.ports.library
        before = {file.scenario.id: file for file in library.scenarios()}
        known = set(library.problems())
        if not library.reread():
            return
        problems = [problem for problem in library.problems() if problem not in known]
        changed = _changed(before, library.scenarios())
        await self.home.open_desk(desk, changed[0].scenario.id if changed else self._chosen)
        self._show_brief_anew(desk, changed)
        if problems:
            self.notify(problems[0], severity="warning", timeout=PROBLEM_SECONDS, markup=False)
        for file in changed:
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
    return [file for file in now if shas.get(file.scenario.id) != file.sha256]
