"""One part again, better: chosen, recorded, heard in its place, and graded beside the old one."""

from __future__ import annotations

import re
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from typing_extensions import override

from simulator.ports import PortError, Sound
from simulator.session.simulated import Script, SimulatedCall
from simulator.tui.app import RolecallApp
from simulator.tui.messages import AnswerGiven
from simulator.tui.screens.redo import RedoScreen
from simulator.tui.screens.result import ResultScreen
from simulator.tui.widgets.level_meter import LevelMeter
from simulator.tui.widgets.listening import Listening, TimeLine
from simulator.tui.widgets.part_choices import PartChoice
from tests.tui.driving import LARGE, SMALL, flat_text, screen_text, shows, until
from tests.tui.fakes import HeldPlayer, Setup, set_up
from tests.unit.session.kit import WatchingStage
from tests.unit.session.test_redoing import says, sound_of

SAID = (
    "Hi Ines. You moved labs [/] this spring. New rooms hum. I have one quiet idea for yours. Call "
    "me on 617 555 0177."
)
BETTER = "Hi Ines, this is Robin Vale [/] from Lanternworks."
AGAIN = "Call 617 555 0177. Again, 617 555 0177."


@asynccontextmanager
async def at_the_result(
    folder: Path,
    *again: str,
    said: str = SAID,
    size: tuple[int, int] = SMALL,
    typed: bool = False,
) -> AsyncIterator[tuple[Pilot[None], Setup]]:
    """The app at the result of a message; what is said anew is heard as `again`."""
    heard = [text for one in again for text in (one, "the whole")]
    setup = set_up(folder, said=[said, *heard])
    desk = setup.desk
    file = desk.ports.library.scenario("own")
    utterance = said if typed else says(sound_of(said))
    script = Script(utterances=[utterance])
    ended = SimulatedCall(desk.new_setting(file), desk.ports, WatchingStage(), script).run()
    attempt, _ = desk.grade_now(ended)
    setup.microphone.content = sound_of(BETTER)
    async with RolecallApp(lambda: desk).run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        pilot.app.post_message(AnswerGiven(attempt, file))
        await shows(pilot, "NEXT TIME")
        yield pilot, setup


@asynccontextmanager
async def opened(
    folder: Path, *again: str, said: str = SAID, size: tuple[int, int] = SMALL
) -> AsyncIterator[tuple[Pilot[None], Setup]]:
    async with at_the_result(folder, *again, said=said, size=size) as (pilot, setup):
        await pilot.press("o")
        await shows(pilot, "Press space, say this part anew")
        yield pilot, setup


async def record(pilot: Pilot[None], setup: Setup, key: str = "space") -> None:
    setup.microphone.recording.clear()
    await pilot.press(key)
    await until(pilot, "the microphone is open", setup.microphone.recording.is_set)
    await pilot.press("space")


async def spliced(pilot: Pilot[None], setup: Setup) -> None:
    await record(pilot, setup)
    await shows(pilot, "Spliced in:")


def words_shown(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#listening-words").render())


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_opening_is_offered_first_with_what_the_coach_says(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, size=size) as (pilot, _):
        seen = screen_text(pilot)
        assert "Again, better" in seen
        assert "▸ 1  The opening" in seen
        await shows(pilot, "“Hi Ines. You moved labs [/] this spring.”")
        await shows(pilot, "NEXT TIME")
        await shows(pilot, "FOR EXAMPLE")
        await shows(pilot, "Robin Vale")


async def test_a_part_is_chosen_by_key_and_by_mouse(tmp_path: Path) -> None:
    async with opened(tmp_path) as (pilot, _):
        await pilot.press("2")
        await shows(pilot, "“Call me on 617 555 0177.”")
        await pilot.press("3")
        await shows(pilot, "number 1 of 5; up and down choose another")
        await pilot.press("down", "down")
        await shows(pilot, "“New rooms hum.”")
        await pilot.press("up")
        await shows(pilot, "“You moved labs [/] this spring.”")
        await pilot.press(*["down"] * 9)
        await shows(pilot, "number 5 of 5")
        await pilot.click(PartChoice)
        await shows(pilot, "“Hi Ines. You moved labs [/] this spring.”")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_while_the_rep_speaks_there_is_a_meter_and_a_clock_only(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, BETTER, size=size) as (pilot, setup):
        await pilot.press("space")
        await until(pilot, "the microphone is open", setup.microphone.recording.is_set)
        await until(pilot, "the level", lambda: pilot.app.screen.query_one(LevelMeter).level == 0.7)
        await shows(pilot, "● RECORDING 0:00 the opening")
        seen = screen_text(pilot)
        assert "NEXT TIME" not in seen
        assert "Hi Ines" not in seen
        await pilot.press("space")
        await shows(pilot, "Spliced in:")


async def test_the_new_part_is_heard_among_the_old_words(tmp_path: Path) -> None:
    async with opened(tmp_path, BETTER) as (pilot, setup):
        await spliced(pilot, setup)
        await shows(pilot, f"Spliced in: “{BETTER}” Enter grades it.")
        wanted = f"{BETTER} New rooms hum."
        await until(pilot, "it plays", lambda: any(wanted in p for p in setup.player.played))
        assert "New rooms hum." in words_shown(pilot)
        await pilot.press("space")
        await shows(pilot, "paused")


async def test_before_and_now_are_played_and_then_the_message_again(tmp_path: Path) -> None:
    async with opened(tmp_path, BETTER) as (pilot, setup):
        await spliced(pilot, setup)
        await pilot.press("m")
        pair = f"Before: Hi Ines. You moved labs [/] this spring. Now: {BETTER}"
        await until(pilot, "both", lambda: pair in setup.player.played)
        assert "Before:" in words_shown(pilot)
        await pilot.press("space")
        await until(pilot, "the message", lambda: "New rooms" in words_shown(pilot))


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_verdicts_are_told_before_and_now_and_the_kept_result_does_not_change(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, BETTER, size=size) as (pilot, setup):
        [summary] = setup.desk.ports.records.attempts()
        await spliced(pilot, setup)
        await pilot.press("enter")
        await shows(pilot, "This is practice: the call keeps its result,")
        await shows(pilot, "Says your name no")
        seen = screen_text(pilot)
        for title in ("Says your name", "Says the company"):
            assert re.search(rf"{title} +no +yes", seen)
        assert "WHAT" in seen
        assert "HOW" in seen
        assert "The message, both together" in seen
        assert list(setup.desk.ports.records.attempts()) == [summary]
        assert f"{summary.overall:.0f} of 100" in seen


async def test_a_number_that_was_never_said_is_added_at_the_end(tmp_path: Path) -> None:
    said = SAID.replace(" Call me on 617 555 0177.", "")
    async with opened(tmp_path, AGAIN, said=said) as (pilot, setup):
        await pilot.press("2")
        await shows(pilot, "not said yet: it is added at the end")
        await shows(pilot, "(nothing yet)")
        await record(pilot, setup)
        await shows(pilot, "Spliced in:")
        app = pilot.app
        offered = {command.title for command in app.get_system_commands(app.screen)}
        assert "Grade it" in offered
        assert "Before and now" not in offered
        await pilot.press("enter")
        await shows(pilot, "This is practice")
        assert re.search(r"Gives your number +no +yes", screen_text(pilot))


async def test_it_can_be_recorded_once_more_and_another_part_chosen(tmp_path: Path) -> None:
    async with opened(tmp_path, BETTER) as (pilot, setup):
        await spliced(pilot, setup)
        await record(pilot, setup, "r")
        await shows(pilot, "Spliced in: “the whole” Enter grades it.")
        await pilot.press("2")
        await shows(pilot, "“Call me on 617 555 0177.”")
        assert not pilot.app.screen.query_one(Listening).display


async def test_escape_drops_a_recording_and_then_leads_back_to_the_result(tmp_path: Path) -> None:
    async with opened(tmp_path, BETTER) as (pilot, setup):
        await pilot.press("space")
        await until(pilot, "the microphone is open", setup.microphone.recording.is_set)
        await pilot.press("escape")
        await shows(pilot, "Press space, say this part anew")
        await pilot.press("escape")
        await until(pilot, "the result", lambda: isinstance(pilot.app.screen, ResultScreen))


async def test_where_nothing_was_understood_it_is_said_and_can_be_tried_again(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, "") as (pilot, setup):
        await record(pilot, setup)
        await shows(pilot, "Not one word could be understood.")
        setup.microphone.content = b""
        await record(pilot, setup)
        await shows(pilot, "Nothing was heard that sounds like speech.")
        setup.microphone.ended_by = "device_lost"
        await record(pilot, setup)
        await shows(pilot, "The microphone was lost while you spoke.")
        setup.microphone.failure = "This machine has no microphone [/] that can be opened."
        await pilot.press("space")
        await shows(pilot, "This machine has no microphone [/] that can be opened.")


async def test_without_a_microphone_it_says_so_and_records_nothing(tmp_path: Path) -> None:
    async with at_the_result(tmp_path) as (pilot, setup):
        setup.desk.ports = replace(setup.desk.ports, microphone=None)
        await pilot.press("o")
        await shows(pilot, "There is no microphone, so nothing can be recorded.")
        await pilot.press("space")
        assert "RECORDING" not in flat_text(pilot)


async def test_a_recording_that_is_gone_is_a_sentence_and_escape_leads_back(tmp_path: Path) -> None:
    async with at_the_result(tmp_path) as (pilot, _):
        for take in tmp_path.rglob("take-1.wav"):
            take.unlink()
        await pilot.press("o")
        await shows(pilot, "The recording of this message is gone or cannot be read")
        await pilot.press("space", "1", "escape")
        await until(pilot, "the result", lambda: isinstance(pilot.app.screen, ResultScreen))


async def test_a_typed_message_has_no_sound_to_splice_into(tmp_path: Path) -> None:
    async with at_the_result(tmp_path, typed=True) as (pilot, _):
        await pilot.press("o")
        await shows(pilot, "This message was typed, so there is no sound to splice into.")


async def test_a_message_that_cannot_be_played_can_be_graded_all_the_same(tmp_path: Path) -> None:
    class NoSpeaker(HeldPlayer):
        @override
        def play(self, sound: Sound, from_seconds: float, stop: threading.Event) -> None:
            raise PortError("The speaker [/] is gone.")

    async with opened(tmp_path, BETTER) as (pilot, setup):
        setup.desk.ports = replace(setup.desk.ports, player=NoSpeaker())
        await record(pilot, setup)
        await shows(pilot, "The speaker [/] is gone.")
        await pilot.press("enter")
        await shows(pilot, "This is practice")


async def test_a_recogniser_that_fails_at_grading_leaves_the_splice(tmp_path: Path) -> None:
    async with opened(tmp_path, BETTER) as (pilot, setup):
        await spliced(pilot, setup)
        setup.desk.ports = replace(setup.desk.ports, recognizer=None)
        await pilot.press("enter")
        await shows(pilot, "There is no speech recogniser")
        assert pilot.app.screen.query_one(TimeLine).display


async def test_help_opens_and_resizing_keeps_what_was_done(tmp_path: Path) -> None:
    async with opened(tmp_path, BETTER) as (pilot, setup):
        await pilot.press("question_mark")
        await shows(pilot, "Plays the part alone: as it was, then as it is now.")
        await pilot.press("escape")
        await spliced(pilot, setup)
        for size in (LARGE, (40, 10), SMALL):
            await pilot.resize_terminal(*size)
        await shows(pilot, "Spliced in:")
        assert isinstance(pilot.app.screen, RedoScreen)
        assert "New rooms hum." in screen_text(pilot)


async def test_quitting_while_recording_does_not_wait(tmp_path: Path) -> None:
    async with opened(tmp_path, BETTER) as (pilot, setup):
        await pilot.press("space")
        await until(pilot, "the microphone is open", setup.microphone.recording.is_set)
        await pilot.press("ctrl+q")
    assert setup.closed == [True]
