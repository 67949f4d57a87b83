from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.ports import Sound
from simulator.scenario.speech import Speech
from simulator.session.people import Profile
from simulator.tui.app import RolecallApp
from simulator.tui.prefetch import Prefetch
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.result import ResultScreen
from tests.tui.driving import LARGE, SMALL, flat_text, screen_text, shows, until
from tests.tui.fakes import set_up

NOTICE = "What you say is recorded and kept only on this computer"


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_brief_says_who_you_are_whom_you_call_and_what_you_know(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = set_up(tmp_path).desk
    async with RolecallApp(lambda: desk).run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter")
        for words in (
            "Robin Vale, Lanternworks",
            "Ines Bauer, Head of Labs, Corvid Optics",
            "617-555-0177",
            "quiet fans",
            "You dial [/] her extension.",
            "They moved labs in [spring].",
        ):
            await shows(pilot, words)


async def test_the_sentence_about_recordings_stands_before_the_first_one_only(
    tmp_path: Path,
) -> None:
    setup = set_up(tmp_path, held=["ring"])
    async with RolecallApp(lambda: setup.desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter")
        await shows(pilot, NOTICE)
        await pilot.press("t")
        assert NOTICE not in flat_text(pilot)
        await pilot.press("t", "enter")
        await shows(pilot, "ringing")
        await pilot.press("space")
        await shows(pilot, "NEXT TIME")
        await pilot.press("a")
        await shows(pilot, "You will speak")
        assert NOTICE not in flat_text(pilot)


async def test_escape_goes_back(tmp_path: Path) -> None:
    desk = set_up(tmp_path).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter")
        await shows(pilot, "You know")
        await pilot.press("escape")
        await until(pilot, "home", lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_the_first_greeting_is_prepared_while_the_brief_is_read(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    rendered: list[Speech] = []

    class Listening:
        def render(self, speech: Speech, stop: threading.Event) -> Sound:
            rendered.append(speech)
            return Sound(None, 1.0, ())

        def recorded(self, *_: object) -> Sound:
            return Sound(None, 1.0, ())

    from dataclasses import replace

    ports = replace(setup.desk.ports, voice=Listening())
    await Prefetch(ports, ports.library.scenario("own")).run()
    assert [speech.cue for speech in rendered] == ["Ines Bauer"]
    assert setup.recognizer.warmed == 1


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_rules_can_be_read_before_the_call(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = set_up(tmp_path).desk
    async with RolecallApp(lambda: desk).run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter")
        await shows(pilot, "Graded by snell.")
        await pilot.press("r")
        await shows(pilot, "(rubric snell, version 3)")
        await shows(pilot, "Right choice on every line")
        await pilot.press("r")
        assert "(rubric snell" not in flat_text(pilot)


async def test_another_rubric_grades_from_now_on_and_is_remembered(tmp_path: Path) -> None:
    desk = set_up(tmp_path).desk
    async with RolecallApp(lambda: desk).run_test(size=LARGE) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter", "u")
        await shows(pilot, "Graded by double-tap.")
        await shows(pilot, "Points to the email")
        assert (desk.rubric.id, desk.preferences.rubric) == ("double-tap", "double-tap")
        await pilot.press("u")
        await shows(pilot, "Graded by snell.")
        assert desk.preferences.rubric == "snell"


ME = Profile("sam", "Sam [Poe]", "Acme", "415-555-0190")


async def test_the_brief_is_in_ones_own_name_and_so_is_the_model_message(tmp_path: Path) -> None:
    desk = set_up(tmp_path, profile=ME, has_microphone=False).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter")
        await shows(pilot, "Sam [Poe], Acme")
        await shows(pilot, "415-555-0190")
        await shows(pilot, "quiet fans")
        assert "Robin" not in screen_text(pilot)
        await pilot.press("enter")
        await shows(pilot, "Type what you would say.")
        await pilot.press(*"Hi Ines, it is Sam Poe.", "enter")
        await until(pilot, "the result", lambda: isinstance(pilot.app.screen, ResultScreen))
        await pilot.press("m")
        await shows(pilot, "This is Sam [Poe], Acme, 415-555-0190.")


async def test_where_ones_own_name_does_not_fit_the_brief_says_so(tmp_path: Path) -> None:
    desk = set_up(tmp_path, profile=replace(ME, company="Corvid Optics")).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter")
        await shows(pilot, "Your own name stays out of this call")
        await shows(pilot, "here you are Robin Vale, Lanternworks.")
