from __future__ import annotations

from pathlib import Path

from simulator.call.events import (
    Beeped,
    Dialled,
    GreetingEnded,
    GreetingStarted,
    KeyPressed,
    RingEnded,
)
from simulator.session.desk import Desk
from simulator.tui.app import RolecallApp
from simulator.tui.screens.result import ResultScreen
from tests.tui.driving import SMALL, flat_text, shows, until
from tests.tui.fakes import Setup, set_up


def cut_off(desk: Desk) -> Path:
    """A call that ended with the program, in the middle of a recording."""
    setting = desk.new_setting(desk.ports.library.scenario("own"))
    for event in (
        Dialled(),
        RingEnded(at_seconds=3.0),
        GreetingStarted(at_seconds=3.0, line="box", from_seconds=0, seconds=5, cue_end_seconds=2),
        KeyPressed(at_seconds=5.0, key="5"),
        GreetingEnded(at_seconds=8.0),
        Beeped(at_seconds=8.4),
    ):
        setting.journal.append(event)
    setting.journal.close()
    (setting.folder / "owner").unlink()
    return setting.folder


async def open_with_a_call_cut_off(folder: Path) -> tuple[Setup, Path]:
    setup = set_up(folder)
    return setup, cut_off(setup.desk)


async def test_a_call_that_was_cut_off_is_offered_and_graded(tmp_path: Path) -> None:
    setup, _ = await open_with_a_call_cut_off(tmp_path)
    async with RolecallApp(lambda: setup.desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "was cut off")
        await shows(pilot, "Press g to grade it, x to erase it, l to decide later.")
        await pilot.press("g")
        await until(pilot, "the result", lambda: isinstance(pilot.app.screen, ResultScreen))
    assert len(setup.desk.ports.records.attempts()) == 1


async def test_erasing_it_asks_once_more(tmp_path: Path) -> None:
    setup, folder = await open_with_a_call_cut_off(tmp_path)
    async with RolecallApp(lambda: setup.desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "was cut off")
        await pilot.press("x")
        await shows(pilot, "Press x once more to erase this call and its recordings.")
        assert folder.is_dir()
        await pilot.press("x")
        await until(pilot, "it is gone", lambda: not folder.exists())
        assert "cut off" not in flat_text(pilot)


async def test_later_leaves_it_alone(tmp_path: Path) -> None:
    setup, folder = await open_with_a_call_cut_off(tmp_path)
    async with RolecallApp(lambda: setup.desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "was cut off")
        await pilot.press("l")
        await until(pilot, "the offer is gone", lambda: "cut off" not in flat_text(pilot))
    assert folder.is_dir()


async def test_one_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    setup, folder = await open_with_a_call_cut_off(tmp_path)
    (folder / "journal.jsonl").write_text("no journal", encoding="utf-8")
    async with RolecallApp(lambda: setup.desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "Press g to grade it")
        await pilot.press("g")
        await shows(pilot, "journal")
        assert folder.is_dir()


async def test_the_keys_that_are_named_are_those_that_the_rep_has_chosen(tmp_path: Path) -> None:
    setup, _ = await open_with_a_call_cut_off(tmp_path)
    setup.desk.prefer(keys={"home.recover": "w", "home.erase": "z"})
    async with RolecallApp(lambda: setup.desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "Press w to grade it, z to erase it, l to decide later.")
        await pilot.press("z")
        await shows(pilot, "Press z once more to erase this call and its recordings.")
