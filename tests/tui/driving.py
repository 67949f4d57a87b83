"""Drive the app as a rep would, and read its screen as plain text."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable

from textual.pilot import Pilot
from textual.widgets import Static

from simulator.tui.screens.callback import CallbackScreen
from simulator.tui.screens.result import ResultScreen

SMALL = (80, 24)
LARGE = (120, 40)
PATIENCE_SECONDS = 8.0


async def until(pilot: Pilot[None], what: str, is_so: Callable[[], bool]) -> None:
    """Wait until something is so, or fail with what the screen shows."""
    deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
    while not is_so():
        if asyncio.get_running_loop().time() > deadline:
            raise AssertionError(f"never happened: {what}\n{screen_text(pilot)}")
        await asyncio.sleep(0.02)  # `pilot.pause` would lay everything out anew, each time
    await pilot.pause()


async def shows(pilot: Pilot[None], text: str) -> None:
    """Wait until the screen shows a text, however it is wrapped."""
    wanted = " ".join(text.split())
    await until(pilot, f"“{text}” on the screen", lambda: wanted in flat_text(pilot))


def screen_text(pilot: Pilot[None]) -> str:
    """What can be seen, line by line."""
    app = pilot.app
    width, height = app.size
    lines = app.screen._compositor.render_strips()
    # In cells, not in characters: a wide character takes two, and an accent by itself none.
    rows = ["".join(segment.text for segment in strip.crop(0, width)) for strip in lines]
    return "\n".join(row.rstrip() for row in rows[:height])


def flat_text(pilot: Pilot[None]) -> str:
    """What all visible texts of the screen say, without line ends."""
    statics = [w for w in pilot.app.screen.query(Static) if w.display and w.is_on_screen]
    return " | ".join(" ".join(str(w.content).split()) for w in statics)


async def click_key(pilot: Pilot[None], does: str) -> None:
    """Click where the last line of the screen says what a key does."""

    def column() -> int:
        last = screen_text(pilot).splitlines()[-1]
        found = re.search(rf"  (?:page |enter or )?\S+ ({re.escape(does)})(?:  |$)", last)
        return -1 if found is None else found.start(1)

    await until(pilot, f"“{does}” in the last line", lambda: column() >= 0)
    await pilot.click(offset=(column(), pilot.app.size.height - 1))


async def result(pilot: Pilot[None]) -> None:
    """Wait for the result; the question that comes before that of a message is skipped."""
    await until(
        pilot, "the question, or the result",
        lambda: isinstance(pilot.app.screen, CallbackScreen | ResultScreen),
    )  # fmt: skip
    if isinstance(pilot.app.screen, CallbackScreen):
        await shows(pilot, "Would you call you back?")
        await pilot.press("escape")
    await until(pilot, "the result", lambda: isinstance(pilot.app.screen, ResultScreen))
    await shows(pilot, "NEXT TIME")
