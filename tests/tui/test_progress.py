"""Progress on the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from simulator.ports import PortError
from simulator.practice.figures import FIGURES
from simulator.practice.progress import Progress
from simulator.tui.app import RolecallApp
from simulator.tui.messages import PageRequested
from simulator.tui.screens.brief import BriefScreen
from simulator.tui.screens.exam import ExamScreen
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.progress import PARTS, ProgressScreen
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.tab_line import TabLine
from simulator.tui.widgets.week_bars import WeekBars
from tests.tui.driving import LARGE, SMALL, click_key, flat_text, screen_text, shows, until
from tests.tui.fakes import Setup, set_up
from tests.unit.practice.calls_made import shipped_files
from tests.unit.practice.practised import after, at, rated
from tests.unit.report.histories import (
    exam_is_next,
    progress_from,
    progress_of_nobody,
    progress_of_weeks,
)


@asynccontextmanager
async def looking(
    folder: Path, progress: Progress | None = None, size: tuple[int, int] = SMALL
) -> AsyncIterator[Pilot[None]]:
    """The screen with the progress of a rep who has practised for weeks, or another one's."""
    setup = set_up(folder, files=shipped_files())
    async with opened(setup, progress or progress_of_weeks(), size) as pilot:
        await shows(pilot, "PRACTICE")
        yield pilot


@asynccontextmanager
async def opened(
    setup: Setup, progress: Progress | None, size: tuple[int, int] = SMALL
) -> AsyncIterator[Pilot[None]]:
    """The screen, asked for; without `progress`, that of the desk itself."""
    desk = setup.desk
    desk.notice_was_seen()
    with pytest.MonkeyPatch.context() as patch:
        if progress is not None:
            patch.setattr(desk.practice, "progress", lambda: progress)
        async with RolecallApp(lambda: desk).run_test(size=size) as pilot:
            await shows(pilot, "NEXT FOR YOU")
            pilot.app.screen.post_message(PageRequested("progress"))
            await until(pilot, "progress", lambda: isinstance(pilot.app.screen, ProgressScreen))
            yield pilot


async def listed(pilot: Pilot[None], text: str) -> None:
    """Wait until a list on the screen has a row."""
    await until(pilot, f"“{text}” in the list", lambda: text in screen_text(pilot))


def chosen(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one(Choices).chosen


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_screen_begins_with_what_is_next_and_why(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with looking(tmp_path, size=size) as pilot:
        seen = flat_text(pilot)
        assert "NEXT Call “" in seen
        assert "Due: a sign" in seen
        assert "35 days of practice, 175 calls." in seen
        assert "Day one: whose line it is: 8 of 9 practised." in seen
        assert "last week 75 % of 20" in seen


async def test_enter_opens_the_call_that_is_next(tmp_path: Path) -> None:
    async with looking(tmp_path) as pilot:
        await pilot.press("enter")
        await until(pilot, "the brief", lambda: isinstance(pilot.app.screen, BriefScreen))


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_every_part_is_reached_by_arrows_numbers_and_clicks(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    shown = {
        "overview": "PRACTICE",
        "signs": "Listen for",
        "skills": "Says your name",
        "trends": "This week: ",
        "calibration": "you said 10 %",
        "confusion": "In brackets",
    }
    async with looking(tmp_path, size=size) as pilot:
        for part in [*PARTS][1:]:
            await pilot.press("right")
            await shows(pilot, shown[part])
        await pilot.press("right")
        await shows(pilot, shown["overview"])
        await pilot.press("left")
        await shows(pilot, shown["confusion"])
        for number, part in enumerate(PARTS, 1):
            await pilot.press(str(number))
            await shows(pilot, shown[part])
        tabs = pilot.app.screen.query_one(TabLine)
        for part, name in PARTS.items():
            column = screen_text(pilot).splitlines()[2].index(name)
            await pilot.click(offset=(column, tabs.region.y))
            await shows(pilot, shown[part])
        await pilot.click(offset=(size[0] - 4, tabs.region.y))
        await shows(pilot, shown["confusion"])


async def test_a_sign_tells_the_calls_that_prove_it_and_what_is_lacking(tmp_path: Path) -> None:
    async with looking(tmp_path) as pilot:
        await pilot.press("2")
        await listed(pilot, "of 20 mastered")
        await shows(pilot, "Shown: personal mailbox 5 October 2026 (call 20261005-092800")
        await pilot.press("down")
        await shows(pilot, "A line for vendors Mastered")
        while chosen(pilot) != "cue:press_zero_offered":
            await pilot.press("down")
        await shows(pilot, "Still to show: a clean call on a wrong contact.")
        await shows(pilot, "Last critical error: 19 November 2026.")


async def test_what_was_chosen_in_a_list_is_still_chosen_when_one_comes_back(
    tmp_path: Path,
) -> None:
    async with looking(tmp_path) as pilot:
        await pilot.press("2", "down", "down", "4", "down", "2")
        await until(pilot, "the sign", lambda: chosen(pilot) == "cue:informal_greeting")
        await pilot.press("4")
        await until(pilot, "the figure", lambda: chosen(pilot) == "right")


async def test_a_click_chooses_a_row(tmp_path: Path) -> None:
    async with looking(tmp_path) as pilot:
        await pilot.press("2")
        await listed(pilot, "of 20 mastered")
        row = next(
            y for y, line in enumerate(screen_text(pilot).splitlines()) if "They have" in line
        )
        await pilot.click(offset=(6, row))
        await shows(pilot, "They have left Still to show")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_figure_is_drawn_and_told_week_by_week(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with looking(tmp_path, size=size) as pilot:
        await pilot.press("4")
        await shows(pilot, "This week: 87 % of 15 calls.")
        await shows(pilot, "14 Sep: 33 %; 21 Sep: 45 %")
        assert "█" in screen_text(pilot)
        for _ in range(7):
            await pilot.press("down")
        await shows(pilot, "+0.6 over baseline")


async def test_a_wider_window_has_longer_titles(tmp_path: Path) -> None:
    async with looking(tmp_path) as pilot:
        await pilot.press("2")
        await listed(pilot, "of 20 mastered")
        assert "Their full name, in the…" in screen_text(pilot)
        await pilot.resize_terminal(*LARGE)
        await until(
            pilot, "the whole title",
            lambda: "Their full name, in their own voice" in screen_text(pilot),
        )  # fmt: skip


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_new_rep_sees_what_to_do_and_no_zero_that_is_none(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with looking(tmp_path, progress_of_nobody(), size=size) as pilot:
        await shows(pilot, "No call yet: after the first one, there is something to see here.")
        await pilot.press("2")
        await shows(pilot, "Not met yet.")
        await pilot.press("4")
        await shows(pilot, "Not measured in these weeks.")
        await pilot.press("5")
        await shows(pilot, "Not measured: you have not yet said")
        await pilot.press("6")
        await shows(pilot, "Not measured: no decision")


async def test_a_card_of_another_version_is_shown_all_the_same(tmp_path: Path) -> None:
    progress = progress_from(after(rated(at("2026-11-24"), "cue:of_a_newer_version")))
    async with looking(tmp_path, progress) as pilot:
        await pilot.press("2", "end")
        await shows(pilot, "of_a_newer_version No call here carries it now.")


async def test_when_the_exam_is_next_enter_leads_to_it(tmp_path: Path) -> None:
    async with looking(tmp_path, exam_is_next()) as pilot:
        await shows(pilot, "Take the exam “Certification”.")
        await pilot.press("enter")
        await until(pilot, "the exam", lambda: isinstance(pilot.app.screen, ExamScreen))


async def test_where_nothing_is_next_enter_does_nothing(tmp_path: Path) -> None:
    async with looking(tmp_path, replace(progress_of_nobody(), next_call=None)) as pilot:
        await shows(pilot, "There is no call to make.")
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, ProgressScreen)


async def test_the_desk_of_a_rep_who_has_not_called_shows_its_own_progress(
    tmp_path: Path,
) -> None:
    async with opened(set_up(tmp_path), None) as pilot:
        await shows(pilot, "Call “Her own [hold] box”.")


async def test_results_that_cannot_be_read_are_said_and_one_can_go_back(tmp_path: Path) -> None:
    setup = set_up(tmp_path)

    def fails() -> Progress:
        raise PortError("The results cannot be read.")

    setup.desk.practice.progress = fails  # type: ignore[method-assign]
    async with opened(setup, None) as pilot:
        await shows(pilot, "The results cannot be read.")
        await pilot.press("right", "2")
        await pilot.click(offset=(14, 2))
        assert pilot.app.screen.query_one("#progress-say", Static).display
        await pilot.press("escape")
        await until(pilot, "the calls", lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_the_last_line_and_escape_lead_back(tmp_path: Path) -> None:
    async with looking(tmp_path) as pilot:
        await pilot.press("question_mark")
        await shows(pilot, "How far you have come.")
        await pilot.press("escape")
        await until(
            pilot, "no help", lambda: "Goes to the next part" not in flat_text(pilot)
        )  # fmt: skip
        await click_key(pilot, "calls")
        await until(pilot, "the calls", lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_bars_are_left_out_where_there_is_no_room_for_them(tmp_path: Path) -> None:
    async with looking(tmp_path) as pilot:
        await pilot.press("4")
        await shows(pilot, "This week: ")
        bars = pilot.app.screen.query_one(WeekBars)
        bars.styles.height = 2
        await until(pilot, "no bars", lambda: not bars.render().plain)
        bars.styles.height = 9
        progress = progress_of_nobody()
        bars.show(FIGURES["seconds"], progress.trends["seconds"])
        await until(pilot, "dots", lambda: "·" in bars.render().plain)
