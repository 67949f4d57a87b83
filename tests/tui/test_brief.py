from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from simulator.ports import ScenarioFile, Sound
from simulator.scenario.speech import Speech
from simulator.session.people import Profile
from simulator.tui.app import RolecallApp
from simulator.tui.prefetch import Prefetch
from simulator.tui.screens.brief import BriefScreen
from simulator.tui.screens.call import CallScreen
from simulator.tui.screens.home import HomeScreen
from tests.tui.driving import LARGE, SMALL, flat_text, result, screen_text, shows, until
from tests.tui.fakes import set_up
from tests.tui.scenes import OWN, scenario_files

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


def changed(**fields: Any) -> tuple[ScenarioFile, ...]:
    """The call on her own mailbox, with other fields of the scenario or its people."""
    (file,) = scenario_files(OWN)
    old = file.scenario
    for who in ("rep", "prospect"):
        if who in fields:
            fields[who] = getattr(old, who).model_copy(update=fields[who])
    scenario = old.model_copy(update=fields)
    return (ScenarioFile(scenario, file.sha256, file.folder),)


async def test_facts_are_numbered(tmp_path: Path) -> None:
    (file,) = scenario_files(OWN)
    (fact,) = file.scenario.research
    second = fact.model_copy(update={"id": "b", "text": "They hum [loudly]."})
    desk = set_up(tmp_path, files=changed(research=(fact, second))).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter")
        await shows(pilot, "You know 1 They moved labs in [spring]. 2 They hum [loudly].")


async def test_without_research_it_says_that_nothing_was_found_out(tmp_path: Path) -> None:
    desk = set_up(tmp_path, files=changed(research=())).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter")
        await shows(pilot, "You know Nothing was found out.")


@pytest.mark.parametrize(
    "name", ["Q" * 200, "Word " * 40, "漢字" * 100, "عبد الرحمن " * 18, "e\u0301\u200b" * 100]
)
async def test_long_wide_and_right_to_left_names_leave_the_rest_in_its_place(
    tmp_path: Path, name: str
) -> None:
    people = {"name": name.strip(), "company": name.strip()}
    files = changed(title=name.strip(), rep=people, prospect={**people, "title": name.strip()})
    desk = set_up(tmp_path, files=files).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter")
        await shows(pilot, "Graded by snell.")
        lines = screen_text(pilot).splitlines()
        assert lines[0].endswith("level 1")
        assert lines[0].startswith(f"  {name[:3]}")
        assert "enter dial" in lines[-1]
        assert [line for line in lines if line.startswith("   You are      ")]
        await pilot.press("end")
        await shows(pilot, "They moved labs in [spring].")
        assert "They moved labs in [spring]." in screen_text(pilot)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_notes_are_typed_letter_by_letter_and_stay_on_the_brief(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    setup = set_up(tmp_path, held=["ring"])
    async with RolecallApp(lambda: setup.desk).run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter")
        await shows(pilot, "Graded by snell.")
        await pilot.press("n", *"pqrtu?", "enter", *"[/] labs")
        assert "a few words to lean on, not a script" in screen_text(pilot)
        assert isinstance(pilot.app.screen, BriefScreen)
        assert pilot.app.screen.pane.topic == ""
        await pilot.press("escape")
        await shows(pilot, "Your notes | pqrtu? [/] labs")
        assert "pqrtu?" in screen_text(pilot)

        await pilot.press("enter")
        await until(pilot, "the call", lambda: isinstance(pilot.app.screen, CallScreen))
        await shows(pilot, "ringing")
        assert "pqrtu?" not in screen_text(pilot)
        assert "pqrtu?" not in flat_text(pilot)
        await pilot.press("space")
        await shows(pilot, "NEXT TIME")
        await pilot.press("escape")
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter")
        await shows(pilot, "Your notes | pqrtu? [/] labs")
        await pilot.press("n", "!", "escape")
        await shows(pilot, "Your notes | pqrtu? [/] labs!")


async def test_notes_belong_to_their_call(tmp_path: Path) -> None:
    desk = set_up(tmp_path).desk
    async with RolecallApp(lambda: desk).run_test(size=LARGE) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter")
        await shows(pilot, "Your notes | none yet")
        await pilot.press("n", *"labs", "escape", "escape")
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("right", "enter")
        await shows(pilot, "Your notes | none yet")


async def test_pasted_notes_lose_their_control_characters(tmp_path: Path) -> None:
    from textual import events

    desk = set_up(tmp_path).desk
    async with RolecallApp(lambda: desk).run_test(size=LARGE) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter")
        await shows(pilot, "Graded by snell.")
        await pilot.press("n")
        pilot.app.post_message(events.Paste("labs\x1b[31m\x07 hum"))
        await pilot.pause()
        await pilot.press("escape")
        await shows(pilot, "Your notes | labs�[31m� hum")


async def test_a_clock_tells_how_long_the_reading_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr("simulator.tui.screens.brief.monotonic", lambda: now)
    desk = set_up(tmp_path).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter")
        await shows(pilot, "Graded by snell.")
        await pilot.press("p")
        await shows(
            pilot, "Reading aloud: 0 seconds (good: 15 to 30 s). Press p when you are done."
        )
        now = 112.0
        await shows(pilot, "Reading aloud: 12 seconds")
        now = 122.4
        await pilot.press("p")
        await shows(pilot, "That took 22 seconds: a good length (good: 15 to 30 s).")
        now = 200.0
        await pilot.press("p", "u")
        now = 225.0
        await pilot.press("p")
        await shows(pilot, "That took 25 seconds: too long (good: 8 to 20 s). What could go?")


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
        await result(pilot)
        await pilot.press("m")
        await shows(pilot, "This is Sam [Poe], Acme, 415-555-0190.")


async def test_where_ones_own_name_does_not_fit_the_brief_says_so(tmp_path: Path) -> None:
    desk = set_up(tmp_path, profile=replace(ME, company="Corvid Optics")).desk
    async with RolecallApp(lambda: desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter")
        await shows(pilot, "Your own name stays out of this call")
        await shows(pilot, "here you are Robin Vale, Lanternworks.")
