"""A call that is being written: the app shows it as it was saved last."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.adapters.scenario_files import ScenarioFiles
from simulator.session.desk import Desk
from simulator.tui import watching
from simulator.tui.app import RolecallApp
from simulator.tui.screens.brief import BriefScreen
from tests.tui.driving import LARGE, shows, until
from tests.tui.fakes import set_up
from tests.unit.scenario.texts import replaced
from tests.unit.scenario.well_written import WELL_WRITTEN


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "LOOK_SECONDS", 0.05)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "calls" / "office.yaml"
    path.parent.mkdir()
    path.write_text(WELL_WRITTEN, encoding="utf-8")
    return path


@pytest.fixture
def desk(tmp_path: Path, written: Path) -> Desk:
    made = set_up(tmp_path).desk
    made.ports = replace(made.ports, library=ScenarioFiles([written.parent]))
    return made


def save(path: Path, text: str) -> None:
    """As an editor does: at once, and later than before."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    os.utime(new, ns=(before + 10**9, before + 10**9))
    new.replace(path)


async def told(pilot: Pilot[None], sentence: str) -> None:
    """Wait for a notice."""
    notices = pilot.app._notifications
    await until(pilot, sentence, lambda: sentence in [notice.message for notice in notices])


async def test_a_call_that_was_saved_is_shown_and_chosen(desk: Desk, written: Path) -> None:
    async with RolecallApp(lambda: desk).run_test(size=LARGE) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        save(written, replaced("title: The corner office", "title: The office above", WELL_WRITTEN))
        await told(pilot, "“The office above” is as you saved it.")
        await shows(pilot, "CHOSEN | The office above")


async def test_a_call_with_a_mistake_stays_as_it_was_and_the_mistake_is_told(
    desk: Desk, written: Path
) -> None:
    async with RolecallApp(lambda: desk).run_test(size=LARGE) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        save(written, replaced("level: 1", "level: 9", WELL_WRITTEN))
        await told(pilot, f"{written}:4:8: level: must be 3 or less, not `9`")
        await shows(pilot, "level: must be 3 or less, not `9`")  # it stays, below the calls
        assert desk.ports.library.scenario("corner-office").scenario.level == 1
        save(written, replaced("level: 1", "level: 2", WELL_WRITTEN))
        await told(pilot, "“The corner office” is as you saved it.")
        assert desk.ports.library.problems() == []


async def test_a_search_goes_on_while_a_file_is_saved(desk: Desk, written: Path) -> None:
    async with RolecallApp(lambda: desk).run_test(size=LARGE) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("slash", *"the off")
        save(written, replaced("title: The corner office", "title: The office above", WELL_WRITTEN))
        await told(pilot, "“The office above” is as you saved it.")
        await pilot.press(*"ice")
        await shows(pilot, "the office")
        await shows(pilot, "ENTER OPENS | The office above")


async def test_a_mistake_that_was_mended_is_no_longer_shown(desk: Desk, written: Path) -> None:
    async with RolecallApp(lambda: desk).run_test(size=LARGE) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        save(written, replaced("level: 1", "level: 9", WELL_WRITTEN))
        await told(pilot, f"{written}:4:8: level: must be 3 or less, not `9`")
        save(written, replaced("level: 1", "level: 2", WELL_WRITTEN))
        await told(pilot, "“The corner office” is as you saved it.")
        assert len(pilot.app._notifications) == 1


async def test_a_brief_that_is_open_is_written_anew(desk: Desk, written: Path) -> None:
    async with RolecallApp(lambda: desk).run_test(size=LARGE) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        save(written, replaced("Head of Packaging", "Head of Lids", WELL_WRITTEN))
        await shows(pilot, "CHOSEN | The corner office")
        await pilot.press("enter")
        await shows(pilot, "Head of Lids")
        save(written, replaced("Head of Packaging", "Head of Boxes", WELL_WRITTEN))
        await shows(pilot, "Head of Boxes")
        assert isinstance(pilot.app.screen, BriefScreen)


async def test_a_file_that_comes_or_goes_comes_or_goes_here(desk: Desk, written: Path) -> None:
    async with RolecallApp(lambda: desk).run_test(size=LARGE) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        other = replaced("id: corner-office", "id: other", WELL_WRITTEN)
        path = written.with_name("other.yaml")
        save(path, replaced("title: The corner office", "title: The other office", other))
        await shows(pilot, "CHOSEN | The other office")
        path.unlink()
        ids = desk.ports.library
        await until(
            pilot, "the call is gone",
            lambda: "other" not in {f.scenario.id for f in ids.scenarios()},
        )  # fmt: skip


async def test_without_files_of_ones_own_nothing_is_looked_at(tmp_path: Path) -> None:
    desk = set_up(tmp_path).desk
    app = RolecallApp(lambda: desk)
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        assert app._looking is None
