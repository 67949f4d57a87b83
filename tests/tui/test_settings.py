"""The settings: every preference is there, can be changed, and takes effect."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import fields, replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.ports import Machine
from simulator.session.desk import Desk
from simulator.session.people import People
from simulator.settings import Places, Preferences, load_preferences
from simulator.tui.app import RolecallApp
from simulator.tui.screens.brief import BriefScreen
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.settings import SettingsScreen
from simulator.tui.setting import groups
from simulator.tui.widgets.choices import Choices
from tests.contract.attempts_for_tests import attempt, begun
from tests.tui.driving import LARGE, SMALL, screen_text, shows, until
from tests.tui.fakes import SETTLED, Setup, set_up

MACHINE = Machine(("Desk [x]", "Headset"), ("Headset", "Webcam"), ("natural", "espeak"))


@asynccontextmanager
async def opened(setup: Setup, size: tuple[int, int] = SMALL) -> AsyncIterator[Pilot[None]]:
    async with RolecallApp(lambda: setup.desk).run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("s")
        await until(pilot, "it opens", lambda: isinstance(pilot.app.screen, SettingsScreen))
        yield pilot


async def choose(pilot: Pilot[None], setting: str) -> None:
    """Go down to a line, as a rep would."""
    choices = pilot.app.screen.query_one(Choices)
    for _ in range(30):
        if choices.chosen == setting:
            return
        await pilot.press("down")
    raise AssertionError(f"there is no line {setting}\n{screen_text(pilot)}")


def with_machine(folder: Path, machine: Machine = MACHINE, **changes: object) -> Setup:
    setup = set_up(folder, preferences=replace(SETTLED, **changes))  # type: ignore[arg-type]
    setup.desk.ports = replace(setup.desk.ports, machine=machine)
    return setup


def kept(setup: Setup) -> Preferences:
    return load_preferences(setup.desk.places.preferences)[0]


def test_every_preference_has_a_line_with_a_sentence(tmp_path: Path) -> None:
    lines = {setting.id: setting for group in groups().values() for setting in group}
    assert {f.name for f in fields(Preferences)} <= set(lines)
    desk = set_up(tmp_path).desk
    for line in lines.values():
        assert line.says(desk).endswith(".")
        assert line.value(desk)
        assert line.choices or line.page or line.is_text or line.id == "recordings"


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_all_settings_can_be_seen_with_their_values(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(with_machine(tmp_path, speaker="Desk [x]"), size) as pilot:
        seen = screen_text(pilot)
        for group in groups().values():
            for setting in group:
                assert setting.title in seen
        assert "Desk [x]" in seen
        assert "nobody has said yet" in seen
        await choose(pilot, "recordings")
        await shows(pilot, "to erase everything, delete that folder.")


async def test_enter_and_arrows_turn_a_choice_and_it_is_kept(tmp_path: Path) -> None:
    setup = with_machine(tmp_path)
    async with opened(setup) as pilot:
        await choose(pilot, "typed")
        await pilot.press("enter")
        assert kept(setup).typed is True
        await choose(pilot, "rubric")
        await pilot.press("right")
        assert (setup.desk.rubric.id, kept(setup).rubric) == ("double-tap", "double-tap")
        await pilot.press("left")
        assert setup.desk.rubric.id == "snell"
        await choose(pilot, "microphone")
        await pilot.press("left")
        assert kept(setup).microphone == "Webcam"
        await pilot.press("right", "right")
        assert kept(setup).microphone == "Headset"
        await shows(pilot, "Takes effect when you go back to the calls.")


async def test_a_click_turns_a_choice(tmp_path: Path) -> None:
    setup = with_machine(tmp_path)
    async with opened(setup) as pilot:
        row = next(i for i, r in enumerate(screen_text(pilot).splitlines()) if "Your answers" in r)
        await pilot.click(offset=(10, row))
        await until(pilot, "it is typed", lambda: setup.desk.preferences.typed)


async def test_a_device_that_is_gone_and_a_rubric_of_ones_own_are_named(tmp_path: Path) -> None:
    setup = with_machine(tmp_path, microphone="Old one", voices="system", rubric="mine.yaml")
    async with opened(setup) as pilot:
        seen = screen_text(pilot)
        assert "Old one (not connected)" in seen
        assert "system (not installed)" in seen
        assert "mine.yaml" in seen


async def test_without_devices_it_says_what_that_means(tmp_path: Path) -> None:
    setup = set_up(tmp_path, has_microphone=False)
    setup.desk.ports = replace(setup.desk.ports, machine=Machine(has_speaker=False))
    async with opened(setup) as pilot:
        await choose(pilot, "microphone")
        await shows(pilot, "There is no microphone: you type what you would say.")
        await choose(pilot, "speaker")
        await shows(pilot, "There is no speaker: calls show captions instead.")


async def test_a_text_is_typed_and_escape_leaves_it_as_it_was(tmp_path: Path) -> None:
    setup = with_machine(tmp_path)
    async with opened(setup) as pilot:
        await choose(pilot, "recognition_model")
        await pilot.press("enter", *"/x s", "escape")
        assert isinstance(pilot.app.screen, SettingsScreen)
        assert setup.desk.preferences.recognition_model == ""
        await pilot.press("enter", *"/models/base", "enter")
        await until(pilot, "kept", lambda: kept(setup).recognition_model == "/models/base")
        assert "/models/base" in screen_text(pilot)


async def test_a_new_device_opens_the_desk_anew_and_other_changes_do_not(tmp_path: Path) -> None:
    opened_with: list[Preferences] = []

    def open_desk() -> Desk:
        path = Places(tmp_path, tmp_path).preferences
        preferences = load_preferences(path)[0] if path.exists() else SETTLED
        desk = set_up(tmp_path, preferences=preferences).desk
        desk.ports = replace(desk.ports, machine=MACHINE)
        opened_with.append(preferences)
        return desk

    async with RolecallApp(open_desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("s")
        await until(pilot, "it opens", lambda: isinstance(pilot.app.screen, SettingsScreen))
        await choose(pilot, "typed")
        await pilot.press("enter", "escape")
        await until(pilot, "home", lambda: isinstance(pilot.app.screen, HomeScreen))
        assert len(opened_with) == 1
        await pilot.press("s")
        await until(pilot, "it opens", lambda: isinstance(pilot.app.screen, SettingsScreen))
        await choose(pilot, "speaker")
        await pilot.press("enter", "escape")
        await until(pilot, "a new desk", lambda: len(opened_with) == 2)
        await shows(pilot, "NEXT FOR YOU")
        assert opened_with[1].speaker == "Desk [x]"
        await pilot.press("enter")
        await until(pilot, "the brief", lambda: isinstance(pilot.app.screen, BriefScreen))


async def test_people_are_listed_chosen_made_and_changed(tmp_path: Path) -> None:
    people = People(Places(tmp_path, tmp_path))
    alex = people.add("Alex Reed", "Northwind", "617-555-0142")
    sam = people.add("Sam [Poe]")
    sat: list[str] = []
    closed: list[list[bool]] = []

    def open_desk() -> Desk:
        who = people.find(None)
        assert who is not None
        sat.append(who.name)
        setup = set_up(tmp_path, profile=who)
        closed.append(setup.closed)
        return setup.desk

    async with RolecallApp(open_desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "Alex Reed · Northwind · 0 of 2 calls passed")
        await pilot.press("s")
        await until(pilot, "settings", lambda: isinstance(pilot.app.screen, SettingsScreen))
        await pilot.press("enter")
        await shows(pilot, "keeps them apart, not secret")
        assert "sits here, 617-555-0142" in screen_text(pilot)
        await pilot.press("down", "enter")
        await shows(pilot, "Sam [Poe] · 0 of 2 calls passed")
        assert sat == ["Alex Reed", "Sam [Poe]"]
        assert [list(was) for was in closed] == [[True], []]

        await pilot.press("s")
        await until(pilot, "settings", lambda: isinstance(pilot.app.screen, SettingsScreen))
        await pilot.press("enter")
        await shows(pilot, "keeps them apart, not secret")
        await pilot.press("e", *" Jr", "enter", *"Acme", "enter", *"12", "enter")
        await shows(pilot, "A telephone number has 7 to 15 digits; this has 2.")
        await pilot.press(*"3-4567", "ctrl+s")
        await until(pilot, "the list", lambda: "Sam [Poe] Jr · Acme" in screen_text(pilot))
        assert people.find(sam.id) == replace(
            sam, name="Sam [Poe] Jr", company="Acme", number="123-4567"
        )

        await pilot.press("n", *"Kim", "escape")
        assert len(people.all) == 2
        await pilot.press("n", *"Alex Reed", "ctrl+s")
        await shows(pilot, "There is a “Alex Reed” already.")
        await pilot.press(*"er", "enter", "enter", "enter")
        await shows(pilot, "Alex Reeder · 0 of 2 calls passed")
    assert people.find(None) == people.all[-1]
    assert people.all[0] == alex


async def test_the_first_profile_is_asked_for_at_once_and_keeps_the_folder(tmp_path: Path) -> None:
    people = People(Places(tmp_path, tmp_path))

    def open_desk() -> Desk:
        return set_up(tmp_path, profile=people.find(None)).desk

    async with RolecallApp(open_desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("s")
        await until(pilot, "settings", lambda: isinstance(pilot.app.screen, SettingsScreen))
        await pilot.press("enter")
        await shows(pilot, "Nobody has a profile yet.")
        await pilot.press("enter", "enter", "enter")
        await shows(pilot, "A profile needs a name")
        await pilot.press("escape")
        await until(pilot, "settings", lambda: isinstance(pilot.app.screen, SettingsScreen))
        await pilot.press("enter")
        await shows(pilot, "Nobody has a profile yet.")
        await pilot.press(*"Ann Lee", "ctrl+s")
        await shows(pilot, "Ann Lee · 0 of 2 calls passed")
    assert [p.folder for p in people.all] == [""]


async def test_a_damaged_list_of_people_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "people.json").write_text("{")
    async with opened(set_up(tmp_path)) as pilot:
        await pilot.press("enter")
        await shows(pilot, "The list of people in")
        await pilot.press("n", *"Ann", "ctrl+s")
        await shows(pilot, "Mend it, or move it away")
    assert (tmp_path / "people.json").read_text() == "{"


async def test_somebody_new_gets_the_devices_of_this_machine_and_nothing_else(
    tmp_path: Path,
) -> None:
    setup = with_machine(tmp_path, microphone="Webcam", typed=True)
    people = setup.desk.people
    people.add("Alex Reed")
    sam = people.add("Sam Poe")

    setup.desk.furnish(sam)

    theirs = load_preferences(people.places_of(sam).preferences)[0]
    assert theirs == Preferences(microphone="Webcam", first_steps_seen=True)


@pytest.mark.parametrize(
    ("keep", "told"),
    [
        ("always", "until you erase it: rolecall forget"),
        ("30", "Older recordings are erased"),
        ("none", "you cannot hear it, say a part of it again, meet it in your inbox"),
        ("12", "Words and scores stay."),
    ],
)
def test_the_settings_say_what_goes_with_a_recording(tmp_path: Path, keep: str, told: str) -> None:
    setup = with_machine(tmp_path, keep_recordings=keep)
    line = next(s for group in groups().values() for s in group if s.id == "keep_recordings")
    assert told in line.says(setup.desk)
    assert (line.value(setup.desk) == "for 12 days") == (keep == "12")


async def test_kept_not_at_all_a_recording_goes_with_the_way_back(tmp_path: Path) -> None:
    setup = set_up(tmp_path, preferences=replace(SETTLED, keep_recordings="none"))
    records = setup.desk.ports.records
    folder = begun(records, "a1")
    records.finish(attempt("a1", folder))
    async with RolecallApp(lambda: setup.desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("s")
        await until(pilot, "it opens", lambda: isinstance(pilot.app.screen, SettingsScreen))
        assert (folder / "take-1.wav").exists()
        await pilot.press("escape")
        await until(pilot, "it is erased", lambda: not (folder / "take-1.wav").exists())
    assert (folder / "journal.jsonl").exists()
