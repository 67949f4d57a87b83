from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from simulator.ports import AttemptSummary, PortError
from simulator.session.desk import Desk
from simulator.session.people import Profile
from simulator.tui.app import RolecallApp
from simulator.tui.palette import Palette
from simulator.tui.screens.brief import BriefScreen
from simulator.tui.screens.home import HomeScreen
from simulator.tui.widgets.scenario_lists import ScenarioColumn
from tests.tui.driving import LARGE, SMALL, screen_text, shows, until
from tests.tui.fakes import set_up


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_first_unseen_call_is_chosen_when_the_app_opens(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = set_up(tmp_path).desk
    async with RolecallApp(lambda: desk).run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await shows(pilot, "Her own [hold] box")
        await shows(pilot, "You dial [/] her extension.")
        await shows(pilot, "0 of 2 calls passed")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_heading_names_who_practises(tmp_path: Path, size: tuple[int, int]) -> None:
    profile = Profile("alex", "Alex [Reed]", "Northwind")
    desk = set_up(tmp_path, profile=profile).desk
    async with RolecallApp(lambda: desk).run_test(size=size) as pilot:
        await shows(pilot, "Alex [Reed] · Northwind · 0 of 2 calls passed")
        first_line = screen_text(pilot).splitlines()[0]
        assert first_line.endswith("Alex [Reed] · Northwind · 0 of 2 calls passed")


async def test_a_long_name_does_not_push_out_what_was_reached(tmp_path: Path) -> None:
    profile = Profile("alex", "Alexandrina Wilhelmina Reed", "Northwind Route Planning Company")
    desk = set_up(tmp_path, profile=profile).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "Alexandrina Wilhelmina Reed · N… · 0 of 2 calls passed")
        assert "0 of 2 calls passed" in screen_text(pilot).splitlines()[0]


async def test_a_frame_is_painted_before_the_desk_is_open() -> None:
    def never() -> Desk:
        raise PortError("The database is locked.")

    async with RolecallApp(never).run_test(size=SMALL) as pilot:
        assert "Rolecall" in screen_text(pilot)
        await shows(pilot, "The database is locked. Press q to quit.")
        await pilot.press("q")
    assert pilot.app.return_code == 0


async def test_arrows_choose_another_column_and_enter_opens_it(tmp_path: Path) -> None:
    desk = set_up(tmp_path).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("right")
        await shows(pilot, "CHOSEN")
        await pilot.press("enter")
        await until(pilot, "the brief", lambda: isinstance(pilot.app.screen, BriefScreen))
        assert "The lab line" in screen_text(pilot)


async def test_notices_and_faulty_files_are_told_in_two_lines(tmp_path: Path) -> None:
    notices = ("No speaker [x].", "Nothing is kept.")
    desk = set_up(tmp_path, notices=notices, problems=("a.yaml:3:1: no.",)).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "a.yaml:3:1: no. No speaker [x]. (and 1 more: rolecall doctor)")


async def test_a_click_opens_a_call(tmp_path: Path) -> None:
    desk = set_up(tmp_path).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        column = next(c for c in pilot.app.screen.query(ScenarioColumn) if c.option_count)
        await pilot.click(column, offset=(5, 0))
        await until(pilot, "the brief", lambda: isinstance(pilot.app.screen, BriefScreen))


async def test_without_any_scenario_it_says_so(tmp_path: Path) -> None:
    desk = set_up(tmp_path, files=()).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "There is no scenario that can be played.")
        await pilot.press("enter", "n", "right", "left")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_a_score_appears_beside_the_call_that_was_played(tmp_path: Path) -> None:
    setup = set_up(tmp_path, held=["ring"])
    async with RolecallApp(lambda: setup.desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "0 of 2 calls passed")
        await pilot.press("enter")
        await shows(pilot, "You know")
        await pilot.press("enter")
        await shows(pilot, "ringing")
        await pilot.press("space")
        await shows(pilot, "NEXT TIME")
        await pilot.press("escape")
        await shows(pilot, "0 of 2 calls passed · 1 attempt")


BUSY = "The results cannot be read: another Rolecall is using them."


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (PortError(BUSY), BUSY),
        (PermissionError(13, "Permission denied", "attempts"), "attempts cannot be read"),
    ],
)
async def test_results_that_cannot_be_read_at_the_start_are_a_notice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, sentence: str
) -> None:
    desk = set_up(tmp_path).desk

    def refuse() -> Sequence[AttemptSummary]:
        raise error

    monkeypatch.setattr(desk.ports.records, "attempts", refuse)
    monkeypatch.setattr(desk.ports.records, "unfinished", refuse)
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, sentence)
        await shows(pilot, "NEXT FOR YOU")


async def test_results_that_cannot_be_read_after_a_call_leave_the_old_standing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = set_up(tmp_path, notices=("No speaker.",)).desk
    read = desk.ports.records.attempts
    busy = True

    def now_and_then() -> Sequence[AttemptSummary]:
        if busy:
            raise PortError(BUSY)
        return read()

    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "0 of 2 calls passed")
        monkeypatch.setattr(desk.ports.records, "attempts", now_and_then)
        await pilot.press("enter")
        await shows(pilot, "You know")
        await pilot.press("escape")
        await shows(pilot, f"{BUSY} No speaker.")
        await shows(pilot, "0 of 2 calls passed")
        busy = False
        await pilot.press("enter")
        await shows(pilot, "You know")
        await pilot.press("escape")
        await until(pilot, "all is well again", lambda: BUSY not in screen_text(pilot))
        await shows(pilot, "No speaker.")


async def test_enter_pressed_twice_in_the_palette_does_not_end_the_app(tmp_path: Path) -> None:
    desk = set_up(tmp_path).desk
    async with RolecallApp(lambda: desk).run_test(size=LARGE) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("ctrl+p")
        await until(pilot, "the palette", lambda: isinstance(pilot.app.screen, Palette))
        await pilot.press("down", "enter", "enter", "enter")
        await pilot.pause(0.2)
        assert pilot.app.return_code is None


async def test_a_window_that_is_too_small_opens_no_call_unseen(tmp_path: Path) -> None:
    desk = set_up(tmp_path).desk
    async with RolecallApp(lambda: desk).run_test(size=(60, 15)) as pilot:
        await shows(pilot, "Rolecall needs at least 70 x 20")
        await pilot.pause(0.2)
        await pilot.press("enter", "n", "enter")
        await pilot.pause(0.2)
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_typing_is_remembered_for_the_next_call(tmp_path: Path) -> None:
    made = set_up(tmp_path)
    async with RolecallApp(lambda: made.desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter")
        await shows(pilot, "You will speak")
        await pilot.press("t")
        await shows(pilot, "You will type")
        await pilot.press("escape")
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter")
        await shows(pilot, "You will type")
