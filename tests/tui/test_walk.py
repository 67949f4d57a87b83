"""A person who has nothing but the screen gets through a first call by what stands on it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.settings import Preferences
from simulator.tui.app import RolecallApp
from tests.tui.driving import LARGE, SMALL, click_key, screen_text, shows, until
from tests.tui.fakes import set_up
from tests.tui.test_callback import SAID, TAKE

NAMES = {"page down": "pagedown", "page up": "pageup", "esc": "escape", "?": "question_mark",
         "←": "left", "→": "right", "/": "slash", "#": "number_sign"}  # fmt: skip


def hints(pilot: Pilot[None]) -> dict[str, str]:
    """What can be done by the last line of the screen, and the key for it."""
    last = screen_text(pilot).rstrip().splitlines()[-1]
    found: dict[str, str] = {}
    for words in re.split(r" {2,}", last.strip()):
        longest = next((key for key in NAMES if words.startswith(f"{key} ")), words.split(" ")[0])
        found[words[len(longest) :].strip()] = NAMES.get(longest, longest)
    return found


async def by_key(pilot: Pilot[None], wish: str) -> None:
    """Press what the last line says for a wish."""
    await until(pilot, f"a hint for “{wish}”", lambda: wish in hints(pilot))
    await pilot.press(hints(pilot)[wish])


async def by_mouse(pilot: Pilot[None], wish: str) -> None:
    """Click what the last line says for a wish."""
    await click_key(pilot, wish)


@pytest.mark.parametrize(
    ("size", "follow"), [(SMALL, by_key), (LARGE, by_key), (SMALL, by_mouse), (LARGE, by_mouse)]
)
async def test_a_first_call_is_made_by_the_hints_on_the_screen_alone(
    tmp_path: Path, size: tuple[int, int], follow: Callable[[Pilot[None], str], Awaitable[None]]
) -> None:
    setup = set_up(tmp_path, said=[SAID])
    setup.microphone.content = TAKE
    setup.desk.preferences = Preferences()  # nothing was ever chosen: it is the very first start
    async with RolecallApp(lambda: setup.desk).run_test(size=size) as pilot:
        await shows(pilot, "Who are you?")
        while "Press enter for the brief" not in " ".join(screen_text(pilot).split()):
            await follow(pilot, "skip")
        await follow(pilot, "go on")
        await shows(pilot, "You call")
        await follow(pilot, "dial")
        await shows(pilot, "● RECORDING")
        assert "Space hangs up and finishes." in screen_text(pilot)
        await follow(pilot, "hang up")
        await shows(pilot, "Is this what you said?")
        await follow(pilot, "yes, grade it")
        await shows(pilot, "Would you call you back?")
        await follow(pilot, "yes")
        await follow(pilot, "surer")
        await follow(pilot, "hear it")
        await follow(pilot, "pause")
        await follow(pilot, "result")
        await shows(pilot, "You said yes, 80 % sure.")
        assert re.search(r"\d+ / 100", screen_text(pilot))
        await follow(pilot, "voice")
        await until(pilot, "the picture", lambda: pilot.app.screen.has_class("-drawn"))
        await follow(pilot, "back")
        await shows(pilot, "NEXT TIME")
        await follow(pilot, "hear")
        await shows(pilot, "1 of 3: Yours, as they hear it")
        await follow(pilot, "result")
        await follow(pilot, "number")
        await shows(pilot, "Take a pen.")
        await follow(pilot, "result")
        await follow(pilot, "redo")
        await shows(pilot, "Again, better")
        await follow(pilot, "back")
        await follow(pilot, "again")
        await shows(pilot, "You call")
        await follow(pilot, "back")
        await shows(pilot, "1 of 2 calls passed · 1 attempt")
        await follow(pilot, "help")
        await shows(pilot, "Opens the brief of the chosen call.")
        await follow(pilot, "help")
        await follow(pilot, "quit")
    assert pilot.app.return_code == 0
