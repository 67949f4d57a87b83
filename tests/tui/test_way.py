"""The way from the first day to certified, and hints, on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.ports import PortError
from simulator.tui.app import RolecallApp
from simulator.tui.screens.brief import BriefScreen
from simulator.tui.screens.call import CallScreen
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.way import WayScreen
from tests.tui.driving import LARGE, SMALL, click_key, screen_text, shows, until
from tests.tui.fakes import set_up


@pytest.mark.parametrize("size", [SMALL, LARGE, (70, 20)])
async def test_a_new_rep_reads_what_is_next_and_goes_on(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    setup = set_up(tmp_path)
    async with RolecallApp(lambda: setup.desk).run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU · New: their full name, in their own voice.")
        await pilot.press("o")
        await shows(pilot, "Next: “Day one: whose line it is”.")
        await shows(pilot, "0 of 3 stages done")
        assert isinstance(pilot.app.screen, WayScreen)
        assert "▸ next" in screen_text(pilot)
        await pilot.press("enter")
        await until(pilot, "the brief", lambda: isinstance(pilot.app.screen, BriefScreen))


async def test_the_way_leads_back_and_closes_its_help_first(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    async with RolecallApp(lambda: setup.desk).run_test(size=LARGE) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await click_key(pilot, "way")
        await shows(pilot, "Week one: every sign, mixed")
        await pilot.press("question_mark", "escape")
        assert isinstance(pilot.app.screen, WayScreen)
        await pilot.press("escape")
        await until(pilot, "home", lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_a_way_that_cannot_be_read_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup = set_up(tmp_path)

    def locked() -> None:
        raise PortError("Another Rolecall is writing [/].")

    async with RolecallApp(lambda: setup.desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        monkeypatch.setattr(setup.desk.ports.records, "practised", locked)
        await pilot.press("o")
        await shows(pilot, "Another Rolecall is writing [/].")
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, WayScreen)


async def test_a_hint_says_what_to_listen_for_and_is_remembered(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    async with RolecallApp(lambda: setup.desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter")
        await shows(pilot, "Graded by snell.")
        await pilot.press("h")
        await shows(pilot, "You took a hint: it counts less")
        await pilot.press("h", "enter")
        await until(pilot, "the call", lambda: isinstance(pilot.app.screen, CallScreen))
        await pilot.press("space")
        await until(pilot, "graded", lambda: len(setup.desk.ports.records.attempts()) == 1)
    (kept,) = setup.desk.ports.records.attempts()
    attempt = setup.desk.ports.records.attempt(kept.id)
    assert attempt is not None
    assert attempt.occasion.with_hints
    assert attempt.occasion.seed == 0
