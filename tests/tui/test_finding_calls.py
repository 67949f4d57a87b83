from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.ports import ScenarioFile
from simulator.scenario.model import ScenarioType
from simulator.tui.app import RolecallApp
from simulator.tui.screens.brief import BriefScreen
from simulator.tui.screens.home import HomeScreen
from simulator.tui.widgets.finder import SearchLine
from simulator.tui.widgets.scenario_lists import ScenarioColumn
from tests.tui.driving import LARGE, SMALL, click_key, flat_text, screen_text, shows, until
from tests.tui.fakes import Setup, set_up
from tests.tui.scenes import OWN, scenario_files
from tests.tui.scorecards import attempt, choice, criterion, scorecard

ROWS: tuple[tuple[str, str, ScenarioType, int], ...] = (
    ("alpha", "Alpha desk", "personal_mailbox", 1),
    ("jose", "José [/] at home", "personal_mailbox", 2),
    ("gate", "Quarry gate", "vendor_line", 1),
    ("depot", "Quarry depot", "vendor_line", 3),
    ("moved", "Moved on", "wrong_contact", 2),
)


def shelf(rows: Sequence[tuple[str, str, ScenarioType, int]] = ROWS) -> tuple[ScenarioFile, ...]:
    """Only the first trains a sign, so that practice proposes it."""
    (own,) = scenario_files(OWN)
    return tuple(
        ScenarioFile(
            own.scenario.model_copy(
                update={
                    "id": i,
                    "title": t,
                    "type": kind,
                    "level": level,
                    "cues": own.scenario.cues if number == 0 else (),
                }
            ),
            "0" * 64,
            Path(),
        )
        for number, (i, t, kind, level) in enumerate(rows)
    )


def played(setup: Setup, scenario_id: str, overall: float, *, passed: bool) -> None:
    """Keep a result of a call, as if it had been played."""
    records = setup.desk.ports.records
    number = len(records.attempts())
    card = scorecard(choice("best" if passed else "wrong"), overall=overall, passed=passed)
    hook = {"personal_hook": criterion("Hook", passed=passed)}
    card = card.model_copy(update={"attempt": f"2026-{number}", "criteria": hook})
    made = attempt(card, records.begin(card.attempt))
    object.__setattr__(made, "scenario_id", scenario_id)
    records.finish(made)


def titles(pilot: Pilot[None]) -> list[str]:
    """The titles that the lists hold now."""
    known = {file.scenario.id: file.scenario.title for file in shelf()}
    columns = pilot.app.screen.query(ScenarioColumn)
    return [known[str(option.id)] for column in columns for option in column.options]


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_every_row_shows_stars_and_the_best_score(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    setup = set_up(tmp_path, files=shelf())
    played(setup, "alpha", 92, passed=True)
    played(setup, "gate", 19, passed=False)
    async with RolecallApp(lambda: setup.desk).run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        rows = [" ".join(row.split()) for row in screen_text(pilot).splitlines()]
        assert "★★★ Alpha desk 92 ☆☆☆ Quarry gate 19 ☆☆☆ Moved on new" in rows
        await shows(pilot, "3 of 3 stars · best 92, passed")


@pytest.mark.parametrize("size", [SMALL, LARGE, (70, 20)])
async def test_typing_finds_calls_whatever_their_case_and_accents(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = set_up(tmp_path, files=shelf()).desk
    async with RolecallApp(lambda: desk).run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("slash", *"JOSE")
        await shows(pilot, "1 of 5 shown: “JOSE”")
        await shows(pilot, "ENTER OPENS | José [/] at home")
        assert titles(pilot) == ["José [/] at home"]
        assert "José [/] at" in screen_text(pilot)


async def test_letters_that_are_commands_are_typed_into_the_search(tmp_path: Path) -> None:
    desk = set_up(tmp_path, files=shelf()).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("slash", *"qnfb?/")
        await shows(pilot, "0 of 5 shown: “qnfb?/”")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert pilot.app.screen.pane.topic == ""
        await pilot.press("escape")
        await until(pilot, "all calls", lambda: len(titles(pilot)) == len(ROWS))


async def test_enter_opens_the_first_that_was_found_and_ends_the_search(tmp_path: Path) -> None:
    desk = set_up(tmp_path, files=shelf()).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("slash", *"quarry", "enter")
        await until(pilot, "the brief", lambda: isinstance(pilot.app.screen, BriefScreen))
        assert "Quarry gate" in screen_text(pilot)
        await pilot.press("escape")
        await shows(pilot, "NEXT FOR YOU")
        assert len(titles(pilot)) == len(ROWS)
        assert not pilot.app.screen.query_one(SearchLine).display


async def test_with_nothing_typed_yet_enter_opens_what_comes_next(tmp_path: Path) -> None:
    setup = set_up(tmp_path, files=shelf())
    played(setup, "alpha", 92, passed=True)
    async with RolecallApp(lambda: setup.desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("slash", "enter")
        await until(pilot, "the brief", lambda: isinstance(pilot.app.screen, BriefScreen))
        assert "Alpha desk" in screen_text(pilot)


async def test_arrow_down_goes_into_what_was_found(tmp_path: Path) -> None:
    desk = set_up(tmp_path, files=shelf()).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("slash", *"quarry", "down", "down")
        await shows(pilot, "CHOSEN | Quarry depot")
        await pilot.press("enter")
        await until(pilot, "the brief", lambda: isinstance(pilot.app.screen, BriefScreen))
        assert "Quarry depot" in screen_text(pilot)


async def test_escape_clears_and_closes_the_search(tmp_path: Path) -> None:
    desk = set_up(tmp_path, files=shelf()).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("slash", *"zzz")
        await shows(pilot, "No call fits: “zzz”.")
        await shows(pilot, "Press esc to see all calls again.")
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, HomeScreen)
        await pilot.press("escape")
        await shows(pilot, "NEXT FOR YOU")
        assert "zzz" not in flat_text(pilot)
        await pilot.press("slash")
        assert pilot.app.screen.query_one(SearchLine).value == ""


async def test_escape_closes_the_help_first(tmp_path: Path) -> None:
    desk = set_up(tmp_path, files=shelf()).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("f", "question_mark")
        await shows(pilot, "Finds calls by title, company or id as you type")
        await pilot.press("escape")
        await until(pilot, "no help", lambda: "Finds calls" not in flat_text(pilot))
        await shows(pilot, "5 of 5 shown: not yet tried")
        await pilot.press("escape")
        await until(pilot, "no filter", lambda: "shown" not in flat_text(pilot))


async def test_one_key_goes_through_the_filters_and_says_which_is_in_force(tmp_path: Path) -> None:
    setup = set_up(tmp_path, files=shelf())
    played(setup, "alpha", 92, passed=True)
    played(setup, "gate", 19, passed=False)
    async with RolecallApp(lambda: setup.desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        for words, found in [
            ("3 of 5 shown: not yet tried", {"José [/] at home", "Quarry depot", "Moved on"}),
            ("4 of 5 shown: not yet passed",
             {"José [/] at home", "Quarry gate", "Quarry depot", "Moved on"}),
            ("2 of 5 shown: level 1", {"Alpha desk", "Quarry gate"}),
            ("2 of 5 shown: level 2", {"José [/] at home", "Moved on"}),
            ("1 of 5 shown: level 3", {"Quarry depot"}),
        ]:  # fmt: skip
            await pilot.press("f")
            await shows(pilot, words)
            assert set(titles(pilot)) == found
        await pilot.press("f")
        await until(pilot, "all calls", lambda: len(titles(pilot)) == len(ROWS))
        assert "shown" not in flat_text(pilot)


async def test_a_filter_that_nothing_fits_says_how_to_get_back(tmp_path: Path) -> None:
    setup = set_up(tmp_path, files=shelf(ROWS[:1]))
    played(setup, "alpha", 92, passed=True)
    async with RolecallApp(lambda: setup.desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("f")
        await shows(pilot, "No call fits: not yet tried.")
        await shows(pilot, "Press esc to see all calls again.")
        await pilot.press("enter", "left", "right", "down")
        assert isinstance(pilot.app.screen, HomeScreen)
        await pilot.press("escape")
        await shows(pilot, "mixed with others. | Alpha desk")


async def test_search_and_filter_hold_together(tmp_path: Path) -> None:
    desk = set_up(tmp_path, files=shelf()).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("f", "f", "f", "slash", *"quarry")
        await shows(pilot, "1 of 5 shown: level 1 · “quarry”")
        assert titles(pilot) == ["Quarry gate"]


async def test_next_for_you_is_found_behind_a_filter(tmp_path: Path) -> None:
    desk = set_up(tmp_path, files=shelf()).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "mixed with others. | Alpha desk")
        await pilot.press("f", "f", "f", "f", "f")
        await shows(pilot, "1 of 5 shown: level 3")
        await pilot.press("n")
        await shows(pilot, "mixed with others. | Alpha desk")
        assert len(titles(pilot)) == len(ROWS)


async def test_a_click_on_the_footer_searches_and_shows_all_again(tmp_path: Path) -> None:
    desk = set_up(tmp_path, files=shelf()).desk
    async with RolecallApp(lambda: desk).run_test(size=LARGE) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await click_key(pilot, "search")
        await pilot.press(*"quarry")
        await shows(pilot, "2 of 5 shown")
        await click_key(pilot, "all")
        await until(pilot, "all calls", lambda: len(titles(pilot)) == len(ROWS))


@pytest.mark.parametrize(
    ("size", "line"),
    [
        (LARGE, "Where ██████████░░░░░░░░░░ 1 of 2 calls decided rightly"),
        (SMALL, "Where ██████████░░░░░░░░░░ 1 of 2 calls decided rightly"),
        ((70, 24), "Where ██████████░░░░░░░░░░ 1 of 2 calls decided rightly"),
        ((80, 20), "Where 1 of 2 · What hook 1 of 2 · How not measured yet (b)"),
    ],
)
async def test_where_what_and_how_are_summed_up_below_the_lists(
    tmp_path: Path, size: tuple[int, int], line: str
) -> None:
    setup = set_up(tmp_path, files=shelf())
    played(setup, "alpha", 92, passed=True)
    played(setup, "gate", 19, passed=False)
    async with RolecallApp(lambda: setup.desk).run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        rows = [" ".join(row.split()) for row in screen_text(pilot).splitlines()]
        assert line in rows
        if size[1] >= 24:
            assert "What ██████████░░░░░░░░░░ hook in 1 of 2 messages" in rows
            assert "How not measured yet: record your baseline (b)" in rows


async def test_the_sums_make_room_for_what_is_more_urgent(tmp_path: Path) -> None:
    desk = set_up(tmp_path, files=shelf(), notices=("No speaker.",)).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "No speaker.")
        await shows(pilot, "Where no calls yet · What no messages yet · How not measured yet (b)")
        await pilot.resize_terminal(*LARGE)
        await shows(pilot, "How not measured yet: record your baseline (b)")


async def test_a_thousand_calls_can_be_searched_and_scrolled(tmp_path: Path) -> None:
    kinds: tuple[ScenarioType, ...] = ("personal_mailbox", "vendor_line", "wrong_contact")
    many = shelf([(f"call-{n}", f"Call number {n}", kinds[n % 3], 1 + n % 3) for n in range(1000)])
    desk = set_up(tmp_path, files=many).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "0 of 1000 calls passed")
        await pilot.press("end")
        await until(pilot, "the last one", lambda: "number 999" in screen_text(pilot))
        await pilot.press("slash", *"number 777")
        await shows(pilot, "1 of 1000 shown: “number 777”")
        await pilot.press("enter")
        await until(pilot, "the brief", lambda: isinstance(pilot.app.screen, BriefScreen))
        assert "Call number 777" in screen_text(pilot)


async def test_without_any_call_the_keys_do_nothing(tmp_path: Path) -> None:
    desk = set_up(tmp_path, files=()).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "There is no scenario that can be played.")
        await pilot.press("slash", "f", "escape", "enter")
        await shows(pilot, "There is no scenario that can be played.")
