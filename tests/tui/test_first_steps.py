"""The first steps: shown once to who is new, skippable, repeatable, by keyboard and by mouse."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot
from typing_extensions import override

from simulator.ports import Caption, Machine, PortError, RecordingLimits, Sound, Take
from simulator.scenario.speech import Speech
from simulator.session.people import Profile
from simulator.settings import Preferences, load_preferences
from simulator.tui.app import RolecallApp
from simulator.tui.screens.brief import BriefScreen
from simulator.tui.screens.first_steps import FirstStepsScreen
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.settings import SettingsScreen
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.level_meter import LevelMeter
from simulator.tui.widgets.step_bar import StepName
from tests.tui.driving import LARGE, SMALL, flat_text, screen_text, shows, until
from tests.tui.fakes import OpenMicrophone, Setup, set_up

NEW = Preferences()
TITLES = (
    "Who are you?", "What you say stays here", "Can you be heard?", "Can you hear?", "Who speaks",
    "The rule, and your first call",
)  # fmt: skip


class RememberingMicrophone(OpenMicrophone):
    """Remembers where it has recorded."""

    path = Path()

    @override
    def record(
        self,
        path: Path,
        limits: RecordingLimits,
        on_level: Callable[[float], None],
        stop: Event,
    ) -> Take:
        self.path, self.limits = path, limits
        return super().record(path, limits, on_level, stop)


class SpeakingVoice:
    """A voice with a sound for everything."""

    failure = ""

    def render(self, speech: Speech, stop: Event) -> Sound:
        if self.failure:
            raise PortError(self.failure)
        return Sound(Path("x.wav"), 1.0, (Caption(speech.text, 0.0, 1.0),))

    def recorded(self, *_: object) -> Sound:
        raise NotImplementedError


def newcomer(folder: Path, *, has_speaker: bool = True, has_microphone: bool = True) -> Setup:
    setup = set_up(folder, preferences=NEW, has_microphone=has_microphone)
    machine = Machine(voices=("espeak",), has_speaker=has_speaker)
    setup.desk.ports = replace(setup.desk.ports, machine=machine, voice=SpeakingVoice())
    return setup


@asynccontextmanager
async def opened(
    setup: Setup, step: int = 1, size: tuple[int, int] = SMALL
) -> AsyncIterator[Pilot[None]]:
    async with RolecallApp(lambda: setup.desk).run_test(size=size) as pilot:
        await shows(pilot, TITLES[0])
        for title in TITLES[1:step]:
            await pilot.press("pagedown")
            await shows(pilot, title)
        yield pilot


def kept(setup: Setup) -> Preferences:
    return load_preferences(setup.desk.places.preferences)[0]


async def is_home(pilot: Pilot[None]) -> None:
    await until(pilot, "home", lambda: isinstance(pilot.app.screen, HomeScreen))


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_who_is_new_is_led_from_step_to_step_to_the_first_brief(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    setup = newcomer(tmp_path)
    async with opened(setup, size=size) as pilot:
        await pilot.press(*"Alex Reed", "enter", *"Northwind", "enter", *"6175550142", "enter")
        for title in TITLES[1:]:
            await shows(pilot, title)
            assert title in screen_text(pilot)
            if title == TITLES[1]:
                await shows(pilot, f"in {tmp_path}; to erase everything, delete that folder.")
            if title == TITLES[-1]:
                await shows(pilot, "Press 0#, get the operator, and start over.")
                await shows(pilot, "Press enter for the brief of your first call: Her own [hold]")
            await pilot.press("enter")
        await until(pilot, "the brief", lambda: isinstance(pilot.app.screen, BriefScreen))
        await pilot.press("escape")
        await shows(pilot, "Alex Reed · Northwind · 0 of 2 calls passed")
    (alex,) = setup.desk.people.all
    assert (alex.name, alex.company, alex.number) == ("Alex Reed", "Northwind", "617-555-0142")
    assert kept(setup).first_steps_seen


async def test_escape_leaves_at_any_point_and_they_never_come_back_by_themselves(
    tmp_path: Path,
) -> None:
    setup = newcomer(tmp_path)
    async with opened(setup) as pilot:
        await pilot.press(*"Al", "escape")
        await is_home(pilot)
    assert setup.desk.people.all == ()
    assert kept(setup).first_steps_seen

    again = set_up(tmp_path, preferences=kept(setup))
    async with RolecallApp(lambda: again.desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_who_has_a_profile_or_calls_from_before_goes_on_without_them(tmp_path: Path) -> None:
    with_profile = set_up(tmp_path / "a", preferences=NEW, profile=Profile("alex", "Alex"))
    with_calls = set_up(tmp_path / "b", preferences=NEW)
    left = tmp_path / "b" / "attempts" / "20260101-000000-abcdef"
    left.mkdir(parents=True)
    (left / "take-1.wav").write_bytes(b"RIFF")

    for setup in (with_profile, with_calls):
        async with RolecallApp(lambda at=setup: at.desk).run_test(size=SMALL) as pilot:  # type: ignore[misc]
            await shows(pilot, "NEXT FOR YOU")
            assert isinstance(pilot.app.screen, HomeScreen)


async def test_the_settings_bring_them_back_with_who_the_rep_is(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    alex = setup.desk.people.add("Alex Reed", "Northwind")
    setup.desk.seat(setup.desk.people, alex)
    async with RolecallApp(lambda: setup.desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("s")
        await until(pilot, "settings", lambda: isinstance(pilot.app.screen, SettingsScreen))
        choices = pilot.app.screen.query_one(Choices)
        while choices.chosen != "first_steps_seen":
            await pilot.press("down")
        await pilot.press("enter")
        await shows(pilot, TITLES[0])
        await pilot.press("enter", "enter", *"61755501", "enter")
        await shows(pilot, TITLES[1])
        await pilot.press("pageup")
        await shows(pilot, TITLES[0])
        await pilot.press("enter", "enter", *"42", "ctrl+s")
        await shows(pilot, TITLES[1])
    assert [p.number for p in setup.desk.people.all] == ["617-555-0142"]


async def test_a_number_that_is_none_is_refused_with_a_sentence(tmp_path: Path) -> None:
    async with opened(newcomer(tmp_path)) as pilot:
        await pilot.press(*"Al", "enter", "enter", *"12", "enter")
        await shows(pilot, "A telephone number has 7 to 15 digits; this has 2.")
        await pilot.press("pagedown")
        await shows(pilot, TITLES[1])


async def test_steps_can_be_clicked_and_so_can_the_footer(tmp_path: Path) -> None:
    async with opened(newcomer(tmp_path)) as pilot:
        speaker = next(n for n in pilot.app.screen.query(StepName) if "Speaker" in str(n.content))
        await pilot.click(speaker)
        await shows(pilot, TITLES[3])

        def last_line() -> str:
            return screen_text(pilot).splitlines()[-1]

        await until(pilot, "the way back", lambda: "page up" in last_line())
        await pilot.click(offset=(last_line().index("page up") + 1, SMALL[1] - 1))
        await shows(pilot, TITLES[2])


async def test_what_is_said_in_a_test_is_shown_played_back_and_erased(tmp_path: Path) -> None:
    setup = newcomer(tmp_path)
    microphone = RememberingMicrophone()
    setup.desk.ports = replace(setup.desk.ports, microphone=microphone)
    setup.player.held.add("sound")
    async with opened(setup, step=3) as pilot:
        await pilot.press("space")
        await until(pilot, "it listens", microphone.recording.is_set)
        await shows(pilot, "● RECORDING")
        await until(pilot, "the level", lambda: pilot.app.screen.query_one(LevelMeter).level == 0.7)
        assert microphone.limits == RecordingLimits(5.0, 5.0, 5.0)
        assert not microphone.path.is_relative_to(tmp_path)
        assert microphone.path.exists()
        await pilot.press("space")
        await shows(pilot, "PLAYING what you said")
        setup.player.release()
        await shows(pilot, "Your loudest was 70% of full: the microphone works.")
        assert setup.player.played == ["what you said"]
        assert not microphone.path.parent.exists()


async def test_a_test_can_be_repeated_and_left_in_the_middle(tmp_path: Path) -> None:
    setup = newcomer(tmp_path)
    async with opened(setup, step=3) as pilot:
        for _ in range(2):
            setup.microphone.recording.clear()
            await pilot.press("space")
            await until(pilot, "it listens", setup.microphone.recording.is_set)
            await pilot.press("space")
            await shows(pilot, "the microphone works")
        setup.microphone.recording.clear()
        await pilot.press("space")
        await until(pilot, "it listens", setup.microphone.recording.is_set)
        await pilot.press("enter")
        await shows(pilot, TITLES[3])
        await pilot.press("pageup")
        await shows(pilot, TITLES[2])
        assert "RECORDING" not in flat_text(pilot)
        await pilot.press("escape")
        await is_home(pilot)


async def test_a_silent_and_a_failing_microphone_are_told(tmp_path: Path) -> None:
    setup = newcomer(tmp_path)
    setup.microphone.levels = (0.01,)
    async with opened(setup, step=3) as pilot:
        await pilot.press("space")
        await until(pilot, "it listens", setup.microphone.recording.is_set)
        await pilot.press("space")
        await shows(pilot, "Hardly anything was heard (level 1%). Is the microphone muted")
        setup.microphone.failure = "The microphone [x] is in use."
        await pilot.press("space")
        await shows(pilot, "The microphone [x] is in use.")
        setup.microphone.failure, setup.microphone.ended_by = "", "device_lost"
        setup.microphone.recording.clear()
        await pilot.press("space")
        await until(pilot, "it listens", setup.microphone.recording.is_set)
        await pilot.press("space")
        await shows(pilot, "The microphone was lost while you spoke.")


@pytest.mark.parametrize(("key", "told"), [("y", "Good."), ("n", "Turn the volume up")])
async def test_a_sentence_is_played_and_asked_about(tmp_path: Path, key: str, told: str) -> None:
    setup = newcomer(tmp_path)
    async with opened(setup, step=4) as pilot:
        await pilot.press(key)  # nothing was played yet
        assert told not in flat_text(pilot)
        await pilot.press("space")
        await shows(pilot, "was played. Did you hear it? Press y or n.")
        assert setup.player.played == [
            "Good morning. If you can hear this, you will hear every call."
        ]
        await pilot.press(key)
        await shows(pilot, told)


async def test_without_a_voice_a_beep_is_played_and_a_broken_voice_is_told(tmp_path: Path) -> None:
    setup = set_up(tmp_path, preferences=NEW)  # its voice has captions only
    async with opened(setup, step=4) as pilot:
        await pilot.press("space")
        await shows(pilot, "A beep was played. Did you hear it?")
        voice = SpeakingVoice()
        voice.failure = "The voice [y] has stopped."
        setup.desk.ports = replace(setup.desk.ports, voice=voice)
        await pilot.press("space")
        await shows(pilot, "The voice [y] has stopped.")


async def test_playing_can_be_ended(tmp_path: Path) -> None:
    setup = newcomer(tmp_path)
    setup.player.held.add("sound")
    async with opened(setup, step=4) as pilot:
        await pilot.press("space")
        await shows(pilot, "PLAYING listen")
        await pilot.press("space")
        await shows(pilot, "Did you hear it?")


async def test_without_microphone_and_speaker_it_says_what_works_all_the_same(
    tmp_path: Path,
) -> None:
    setup = newcomer(tmp_path, has_speaker=False, has_microphone=False)
    async with opened(setup, step=3) as pilot:
        await shows(pilot, "You type what you would say instead")
        await pilot.press("space", "enter")
        await shows(pilot, "Calls show what is said as captions")
        await pilot.press("space")
        assert "PLAYING" not in flat_text(pilot)
        await pilot.press("enter")
        await shows(pilot, "Installed: plain (espeak). Greetings can be understood")
        await shows(pilot, "pip install 'rolecall[full]'")


async def test_help_is_read_with_page_down_and_the_step_stays(tmp_path: Path) -> None:
    async with opened(newcomer(tmp_path), step=2) as pilot:
        await pilot.press("question_mark")
        await shows(pilot, "Goes to the next step without this one.")
        await pilot.press("pagedown", "escape")
        assert isinstance(pilot.app.screen, FirstStepsScreen)
        assert TITLES[1] in screen_text(pilot)


async def test_quitting_in_the_middle_of_a_test_ends_it(tmp_path: Path) -> None:
    setup = newcomer(tmp_path)
    async with opened(setup, step=3) as pilot:
        await pilot.press("space")
        await until(pilot, "it listens", setup.microphone.recording.is_set)
        await pilot.press("ctrl+q")
    assert setup.closed == [True]
