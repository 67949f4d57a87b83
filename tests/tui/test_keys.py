"""Other keys for commands: chosen on a screen, refused where they clash, shown everywhere."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.settings import load_preferences
from simulator.tui.app import RolecallApp
from simulator.tui.commands import COMMANDS
from simulator.tui.keys import SCREENS, changeable, keymap, read, told, usable, why_not
from simulator.tui.screens.brief import BriefScreen
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.keys import KeysScreen
from simulator.tui.screens.result import ResultScreen
from simulator.tui.screens.settings import SettingsScreen
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.key_catcher import KeyCatcher
from tests.tui.driving import LARGE, SMALL, screen_text, shows, until
from tests.tui.fakes import SETTLED, Setup, set_up

BY_ID = {command.id: command for command in COMMANDS}


@asynccontextmanager
async def opened(setup: Setup, size: tuple[int, int] = SMALL) -> AsyncIterator[Pilot[None]]:
    async with RolecallApp(lambda: setup.desk).run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("s")
        await until(pilot, "settings", lambda: isinstance(pilot.app.screen, SettingsScreen))
        await choose(pilot, "keys")
        await pilot.press("enter")
        await until(pilot, "keys", lambda: isinstance(pilot.app.screen, KeysScreen))
        yield pilot


async def choose(pilot: Pilot[None], row: str) -> None:
    choices = pilot.app.screen.query_one(Choices)
    for _ in range(90):
        if choices.chosen == row:
            return
        await pilot.press("down")
    raise AssertionError(f"there is no {row}\n{screen_text(pilot)}")


async def home(pilot: Pilot[None]) -> None:
    await pilot.press("escape", "escape")
    await until(pilot, "home", lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_a_command_gets_another_key_which_footer_and_help_show(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    async with opened(setup, LARGE) as pilot:
        await choose(pilot, "home.settings")
        await pilot.press("enter")
        await shows(pilot, "Press the new key for “Settings”.")
        await pilot.press("ctrl+k")
        await shows(pilot, "“Settings” has the key ctrl+k now.")
        assert "ctrl+k  (was s)" in screen_text(pilot)
        await home(pilot)
        await until(pilot, "the footer", lambda: "^k settings" in screen_text(pilot))
        await pilot.press("question_mark")
        told = "ctrl+k    Who you are, sound, rules and keys."
        await until(pilot, "the help", lambda: told in screen_text(pilot))
        await pilot.press("question_mark", "s")
        assert isinstance(pilot.app.screen, HomeScreen)
        await pilot.press("ctrl+k")
        await until(pilot, "settings", lambda: isinstance(pilot.app.screen, SettingsScreen))
    assert load_preferences(setup.desk.places.preferences)[0].keys == {"home.settings": "ctrl+k"}


async def test_a_key_that_is_taken_is_refused_and_another_one_is_awaited(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    async with opened(setup) as pilot:
        await choose(pilot, "home.settings")
        await pilot.press("enter", "b")
        await shows(pilot, "“b” is taken: it is “Your voice: the baseline” (all calls).")
        await pilot.press("question_mark")
        await shows(pilot, "“?” is taken: it is “Help” (everywhere).")
        await pilot.press("up")
        await shows(pilot, "“up” is needed to move about")
        await pilot.press("f5")
        await shows(pilot, "“Settings” has the key f5 now.")


async def test_escape_and_a_click_elsewhere_leave_a_key_as_it_was(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    async with opened(setup) as pilot:
        await pilot.press("enter", "escape")
        assert isinstance(pilot.app.screen, KeysScreen)
        await pilot.press("enter")
        await until(pilot, "waits", lambda: pilot.app.screen.query_one(KeyCatcher).display)
        rows = screen_text(pilot).splitlines()
        row = next(i for i, text in enumerate(rows) if text.strip().startswith("Settings "))
        await pilot.click(offset=(8, row))
        await shows(pilot, "Press the new key for “Settings”.")
        await pilot.press("f6")
        await until(pilot, "kept", lambda: setup.desk.preferences.keys == {"home.settings": "f6"})


async def test_one_key_or_all_can_be_put_back(tmp_path: Path) -> None:
    keys = {"home.open": "v", "home.next": "z", "brief.rules": "f2"}
    setup = set_up(tmp_path, preferences=replace(SETTLED, keys=keys))
    async with opened(setup) as pilot:
        await choose(pilot, "home.next")
        await pilot.press("r")
        await shows(pilot, "“Next for you” has the key n, as it came.")
        assert set(setup.desk.preferences.keys) == {"home.open", "brief.rules"}
        await pilot.press("x")
        await shows(pilot, "Press the same key once more")
        await pilot.press("down", "x")
        await shows(pilot, "Press the same key once more")
        await pilot.press("x")
        await shows(pilot, "All keys are as they came.")
    assert setup.desk.preferences.keys == {}


async def test_kept_keys_are_used_from_the_start(tmp_path: Path) -> None:
    preferences = replace(SETTLED, keys={"home.open": "v", "no.such": "z", "home.next": "q"})
    desk = set_up(tmp_path, preferences=preferences).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("v")
        await until(pilot, "the brief", lambda: isinstance(pilot.app.screen, BriefScreen))


@pytest.mark.parametrize("command", changeable(), ids=lambda c: c.id)
def test_every_command_can_keep_its_own_key_and_have_a_free_one(command: object) -> None:
    wanted = BY_ID[command.id]  # type: ignore[attr-defined]
    assert why_not(wanted, wanted.key, {}) == ""
    assert why_not(wanted, "f9", {}) == ""


def test_every_screen_has_a_name_in_the_list_of_keys() -> None:
    assert {command.where for command in COMMANDS} <= set(SCREENS)


def test_a_key_is_free_once_its_command_has_another() -> None:
    settings, baseline = BY_ID["home.settings"], BY_ID["home.baseline"]
    assert why_not(settings, "b", {}) != ""
    assert why_not(settings, "b", {baseline.id: "f4"}) == ""
    assert why_not(BY_ID["brief.rules"], "b", {}) == ""


def test_of_kept_keys_only_those_are_used_that_work() -> None:
    given = {
        "home.open": "v", "app.quit": "q", "home.next": "escape", "home.baseline": "v",
        "unknown.command": "u", "brief.dial": "d,e",
    }  # fmt: skip
    assert usable(given) == {"home.open": "v"}


def test_commands_that_share_a_key_do_not_lose_it_when_one_is_moved() -> None:
    made = keymap({"heard.grade": "g"})
    assert made["heard.grade"] == "g"
    assert made["heard.send"] == "enter"


def test_sentences_name_the_key_that_a_command_has_now() -> None:
    hint = "{Hang_up} hangs up; {spare_hash} presses #."
    assert told(hint, "call", {}) == "Space hangs up; h presses #."
    changed = {"call.hang_up": "f4", "call.spare_hash": "ctrl+h"}
    assert told(hint, "call", changed) == "F4 hangs up; ctrl+h presses #."
    assert told("{Hang_up} hangs up.", "call", {"call.hang_up": "e"}) == "e hangs up."


async def test_in_a_call_the_hint_names_the_key_that_hangs_up_now(tmp_path: Path) -> None:
    preferences = replace(SETTLED, keys={"call.hang_up": "f4"})
    setup = set_up(tmp_path, held=["sound"], preferences=preferences)
    async with RolecallApp(lambda: setup.desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter")
        await until(pilot, "the brief", lambda: isinstance(pilot.app.screen, BriefScreen))
        await pilot.press("enter")
        await shows(pilot, "F4 hangs up.")
        await pilot.press("f4")
        await until(pilot, "the result", lambda: isinstance(pilot.app.screen, ResultScreen))


@pytest.mark.parametrize(
    ("key", "words"), [("ctrl+k", "ctrl+k"), ("question_mark", "?"), ("pageup", "page up")]
)
def test_keys_are_told_as_people_read_them(key: str, words: str) -> None:
    assert read(key) == words
