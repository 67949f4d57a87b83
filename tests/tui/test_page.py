from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.command import CommandPalette

from simulator.tui.app import RolecallApp
from simulator.tui.commands import COMMANDS, bindings
from simulator.tui.screens.brief import BriefScreen
from simulator.tui.widgets.too_small import TooSmall
from tests.tui.driving import SMALL, screen_text, shows, until
from tests.tui.fakes import set_up


def test_every_command_has_an_id_of_its_own_a_key_and_a_sentence() -> None:
    ids = [command.id for command in COMMANDS]
    assert len(set(ids)) == len(ids)
    for command in COMMANDS:
        assert re.fullmatch(
            r"(app|home|brief|call|heard|callback|result|baseline|writedown|inbox)\.[a-z0-9_]+",
            command.id,
        )
        assert command.help.endswith(".")
        assert command.title


def test_a_binding_carries_the_id_by_which_it_can_be_given_another_key() -> None:
    made = [b for b in bindings("call") if isinstance(b, Binding)]
    assert {b.id for b in made} >= {"call.hang_up", "call.key_0", "call.spare_hash"}


async def test_a_rep_can_give_a_command_another_key(tmp_path: Path) -> None:
    desk = set_up(tmp_path).desk
    app = RolecallApp(lambda: desk)
    app.set_keymap({"home.open": "o"})
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("o")
        await until(pilot, "the brief", lambda: isinstance(app.screen, BriefScreen))


@pytest.mark.parametrize("size", [(60, 15), (20, 5), (69, 40), (120, 19)])
async def test_a_small_window_gets_a_sentence_and_recovers(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = set_up(tmp_path).desk
    async with RolecallApp(lambda: desk).run_test(size=size) as pilot:
        await until(pilot, "the sentence", lambda: pilot.app.screen.query_one(TooSmall).display)
        seen = " ".join(screen_text(pilot).split())
        assert "Rolecall needs at least 70 x 20" in seen
        assert f"this window has {size[0]} x {size[1]}" in seen
        assert "─" not in seen
        await pilot.resize_terminal(*SMALL)
        await shows(pilot, "NEXT FOR YOU")
        assert not pilot.app.screen.query_one(TooSmall).display


async def test_a_brief_in_a_window_made_small_gets_the_sentence_and_dials_nothing_unseen(
    tmp_path: Path,
) -> None:
    desk = set_up(tmp_path).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter")
        await until(pilot, "the brief", lambda: isinstance(pilot.app.screen, BriefScreen))
        await pilot.resize_terminal(60, 15)
        await until(pilot, "the sentence", lambda: pilot.app.screen.query_one(TooSmall).display)
        await pilot.press("enter")
        await pilot.pause(0.2)
        assert isinstance(pilot.app.screen, BriefScreen)


async def test_the_palette_offers_the_commands_of_the_screen(tmp_path: Path) -> None:
    desk = set_up(tmp_path).desk
    app = RolecallApp(lambda: desk)
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        offered = {command.title: command for command in app.get_system_commands(app.screen)}
        assert {"Open the call", "Help", "Quit", "Theme"} <= set(offered)
        assert "Grade the call that was cut off" not in offered
        await pilot.press("ctrl+p")
        await until(pilot, "the palette", lambda: isinstance(app.screen, CommandPalette))
        await pilot.press(*"open the call", "enter")
        await until(pilot, "the brief", lambda: isinstance(app.screen, BriefScreen))


async def test_q_quits_and_closes_the_desk(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    async with RolecallApp(lambda: setup.desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("q")
    assert setup.closed == [True]


async def test_a_mistake_in_the_program_is_a_sentence_and_a_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise RuntimeError("a mistake")

    app = RolecallApp(broken)  # type: ignore[arg-type]
    with pytest.raises(Exception, match="a mistake"):
        async with app.run_test(size=SMALL) as pilot:
            await until(pilot, "the end", lambda: app._exception is not None)
    printed = " ".join(capsys.readouterr().err.split())
    assert "Rolecall made a mistake and had to stop." in printed
    assert "Traceback" not in printed
    assert "a mistake" in (tmp_path / "cache" / "rolecall.log").read_text(encoding="utf-8")
