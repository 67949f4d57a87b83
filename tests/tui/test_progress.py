"""Progress on the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.practice.progress import Progress
from simulator.tui.app import RolecallApp
from simulator.tui.messages import PageRequested
from tests.tui.driving import SMALL, shows
from tests.tui.fakes import Setup, set_up
from tests.unit.report.histories import progress_of_weeks


@asynccontextmanager
async def looking(
    folder: Path, progress: Progress | None = None, size: tuple[int, int] = SMALL
) -> AsyncIterator[Pilot[None]]:
    """The screen with the progress of a rep who has practised for weeks, or another one's."""
    async with opened(set_up(folder), progress or progress_of_weeks(), size) as pilot:
        await shows(pilot, "NEXT")
        yield pilot


@asynccontextmanager
async def opened(
    setup: Setup, progress: Progress | None, size: tuple[int, int] = SMALL
) -> AsyncIterator[Pilot[None]]:
    desk = setup.desk
    desk.notice_was_seen()
    with pytest.MonkeyPatch.context() as patch:
        if progress is not None:
            patch.setattr(desk.practice, "progress", lambda: progress)
        async with RolecallApp(lambda: desk).run_test(size=size) as pilot:
            await shows(pilot, "NEXT FOR YOU")
            pilot.app.screen.post_message(PageRequested("progress"))
            yield pilot
