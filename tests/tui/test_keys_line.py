from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.tui.app import RolecallApp
from simulator.tui.widgets.keys_line import KeyShown, KeysLine, fitting
from tests.tui.driving import SMALL, screen_text, shows, until
from tests.tui.fakes import set_up

HELP = KeyShown("question_mark", "?", "help")


def keys(number: int) -> list[KeyShown]:
    return [KeyShown(chr(97 + i), chr(97 + i), "does it") for i in range(number)]


def test_all_keys_are_shown_where_there_is_room() -> None:
    assert fitting([*keys(3), HELP], 40) == (*keys(3), HELP)


def test_where_there_is_no_room_whole_keys_go_and_help_stays() -> None:
    assert fitting([*keys(9), HELP], 40) == (*keys(3), HELP)


@given(number=st.integers(0, 12), columns=st.integers(10, 120))
def test_what_is_shown_never_takes_more_than_there_is(number: int, columns: int) -> None:
    shown = fitting([*keys(number), HELP], columns)
    assert sum(key.columns for key in shown) + 2 * (len(shown) - 1) <= columns
    assert shown[-1] == HELP


async def test_the_key_under_the_mouse_is_underlined_and_a_gap_is_none(tmp_path: Path) -> None:
    desk = set_up(tmp_path).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        line = pilot.app.screen.query_one(KeysLine)
        await until(pilot, "the keys", lambda: bool(line.keys))

        def underlined() -> str:
            return "".join(
                line.render().plain[span.start : span.end]
                for span in line.render().spans
                if "underline" in str(span.style)
            )

        before = screen_text(pilot)
        last = before.splitlines()[-1]
        await pilot.hover(offset=(last.index("progress"), SMALL[1] - 1))
        await until(pilot, "the mark", lambda: underlined() == "p progress")
        gap = (last.index("progress") - 3, SMALL[1] - 1)
        await pilot.hover(offset=gap)
        await until(pilot, "no mark", lambda: not underlined())
        await pilot.click(offset=gap)
        await pilot.pause()
        assert screen_text(pilot) == before


@pytest.mark.parametrize("columns", [80, 100, 120])
async def test_no_key_is_cut_in_two(tmp_path: Path, columns: int) -> None:
    desk = set_up(tmp_path).desk
    async with RolecallApp(lambda: desk).run_test(size=(columns, 24)) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await until(pilot, "help", lambda: screen_text(pilot).rstrip().endswith("? help"))
