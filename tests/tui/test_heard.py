from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.grading.transcript import Moment, Transcript, spoken
from simulator.ports import Attempt, PortError
from simulator.tui.app import RolecallApp
from simulator.tui.commands import commands_on
from simulator.tui.messages import CallGraded
from simulator.tui.palette import Palette
from simulator.tui.screens.heard import HeardScreen
from simulator.tui.screens.result import ResultScreen
from simulator.tui.widgets.answer import Answer
from tests.tui.driving import LARGE, SMALL, flat_text, result, screen_text, shows, until
from tests.tui.fakes import Setup, set_up
from tests.tui.test_call import MESSAGE, calling

HEARD = (
    "Hi Ines you moved labs [/] this spring and new rooms hum so I have one quiet idea for yours "
    "this is Rob~ invalid~ from Lanternworks call me on 617 555 0177 again 617 555 0177"
)
PLAIN = HEARD.replace("~", "")


@asynccontextmanager
async def heard(
    folder: Path, said: str = HEARD, *, size: tuple[int, int] = SMALL
) -> AsyncIterator[tuple[Pilot[None], Setup]]:
    """The app after a message was spoken, before any score."""
    setup = set_up(folder, said=[said])
    async with calling(setup, size=size) as pilot:
        await shows(pilot, "● RECORDING")
        await pilot.press("space")
        await until(pilot, "the words", lambda: isinstance(pilot.app.screen, HeardScreen))
        await shows(pilot, "This is what was heard")
        yield pilot, setup


def kept(setup: Setup) -> Attempt:
    [summary] = setup.desk.ports.records.attempts()
    attempt = setup.desk.ports.records.attempt(summary.id)
    assert attempt is not None
    return attempt


def editor(pilot: Pilot[None]) -> Answer:
    return pilot.app.screen.query_one(Answer)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_what_was_heard_is_shown_before_any_score_with_doubts_in_brackets(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with heard(tmp_path, size=size) as (pilot, _):
        await shows(pilot, "moved labs [/] this spring")
        await shows(pilot, "this is [Rob invalid?] from Lanternworks")
        await shows(pilot, "[...?] was hardly understood.")
        seen = screen_text(pilot)
        assert "/ 100" not in seen
        assert "yes, grade it" in seen
        assert "correct it" in seen


async def test_where_all_was_understood_nothing_is_said_of_doubts(tmp_path: Path) -> None:
    async with heard(tmp_path, MESSAGE) as (pilot, _):
        assert "hardly understood" not in flat_text(pilot)


async def test_enter_grades_what_was_heard(tmp_path: Path) -> None:
    async with heard(tmp_path) as (pilot, setup):
        before = kept(setup)
        await pilot.press("enter")
        await result(pilot)
        assert "corrected by you" not in flat_text(pilot)
        assert kept(setup) == before


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_corrected_words_are_graded_kept_and_told_beside_what_was_heard(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with heard(tmp_path, size=size) as (pilot, setup):
        await pilot.press("c")
        await until(pilot, "the words", lambda: editor(pilot).text == PLAIN)
        await shows(pilot, "Enter grades it; esc changes nothing.")
        assert "grade these words" in screen_text(pilot)
        editor(pilot).text = PLAIN.replace("Rob invalid", "Robin [b]Vale[/b]")
        await pilot.press("enter")
        await result(pilot)
        await shows(pilot, "this is Robin [b]Vale[/b] from Lanternworks")
        await shows(pilot, "Graded as corrected by you; heard: “Hi Ines you moved labs [/] this")
        attempt = kept(setup)
    assert attempt.transcripts["take-1"].text == PLAIN
    assert attempt.corrections == {"take-1": PLAIN.replace("Rob invalid", "Robin [b]Vale[/b]")}
    assert attempt.scorecard.message is not None
    assert attempt.scorecard.message.graded == "corrected"


async def test_the_cursor_stands_at_the_first_doubt_and_letters_are_just_typed(
    tmp_path: Path,
) -> None:
    async with heard(tmp_path) as (pilot, setup):
        await pilot.press("c", *"cq?")
        assert editor(pilot).text == PLAIN.replace("Rob invalid", "cq?Rob invalid")
        assert isinstance(pilot.app.screen, HeardScreen)
        await pilot.press("escape")
        await shows(pilot, "Is this what you said?")
        await pilot.press("c")
        assert editor(pilot).text == PLAIN
        assert kept(setup).corrections == {}


async def test_an_empty_correction_is_a_sentence_and_changes_nothing(tmp_path: Path) -> None:
    async with heard(tmp_path) as (pilot, setup):
        before = kept(setup)
        await pilot.press("c")
        editor(pilot).text = " \n"
        await pilot.press("enter")
        await shows(pilot, "There must be words in the message: type what you said.")
        assert pilot.app.focused is editor(pilot)
        assert kept(setup) == before
        await pilot.press("escape", "enter")
        await result(pilot)


async def test_a_correction_that_cannot_be_kept_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise PortError("The new result [/] could not be kept: the disk is full.")

    async with heard(tmp_path) as (pilot, setup):
        monkeypatch.setattr(setup.desk.ports.records, "replace", full)
        await pilot.press("c", "x", "enter")
        await shows(pilot, "The new result [/] could not be kept: the disk is full.")
        await pilot.press("escape", "enter")
        await result(pilot)


@pytest.mark.parametrize("keys", [["ctrl+q"], ["c", "x", "ctrl+q"]])
async def test_quitting_before_the_score_is_shown_loses_nothing(
    tmp_path: Path, keys: list[str]
) -> None:
    async with heard(tmp_path) as (pilot, setup):
        await pilot.press(*keys)
        await until(pilot, "the end", lambda: not pilot.app.is_running or bool(setup.closed))
    attempt = kept(setup)
    assert attempt.transcripts["take-1"].text == PLAIN
    assert attempt.scorecard.message is not None


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_help_names_every_key_and_escape_closes_it_only(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with heard(tmp_path, size=size) as (pilot, _):
        await pilot.press("question_mark")
        for command in commands_on("heard"):
            await shows(pilot, command.help)
        await pilot.press("escape")
        assert "Opens the words" not in flat_text(pilot)
        await pilot.press("escape")
        await shows(pilot, "Is this what you said?")
        assert isinstance(pilot.app.screen, HeardScreen)


async def test_help_does_not_stay_over_the_editor(tmp_path: Path) -> None:
    async with heard(tmp_path) as (pilot, _):
        await pilot.press("question_mark")
        await shows(pilot, "Opens the words")
        await pilot.press("c")
        assert "Opens the words" not in flat_text(pilot)
        assert pilot.app.focused is editor(pilot)


async def test_the_palette_offers_what_can_be_done_now(tmp_path: Path) -> None:
    async with heard(tmp_path) as (pilot, _):
        app = pilot.app
        offered = {command.title for command in app.get_system_commands(app.screen)}
        assert {"Yes, grade it", "Correct it"} <= offered
        assert "Grade the corrected words" not in offered
        await pilot.press("c", "ctrl+p")
        await until(pilot, "the palette", lambda: isinstance(app.screen, Palette))
        await pilot.press(*"grade the corrected", "enter")
        await result(pilot)


async def test_nothing_is_graded_unseen_in_a_window_made_small(tmp_path: Path) -> None:
    async with heard(tmp_path) as (pilot, _):
        await pilot.press("c")
        await pilot.resize_terminal(60, 15)
        await until(pilot, "it is small", lambda: pilot.app.size.width == 60)
        await pilot.press("enter")
        await pilot.pause(0.2)
        assert isinstance(pilot.app.screen, HeardScreen)
        await pilot.resize_terminal(*SMALL)
        await until(pilot, "it is large", lambda: pilot.app.size.width == 80)
        await pilot.press("enter")
        await result(pilot)


async def test_a_message_of_which_no_word_was_understood_can_be_given_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def murmur(path: Path, complete: threading.Event, stop: threading.Event) -> Transcript:
        complete.wait(10)
        return spoken((), 20.0, (Moment(0.5, 15.5),))

    setup = set_up(tmp_path)
    monkeypatch.setattr(setup.recognizer, "transcribe", murmur)
    async with calling(setup) as pilot:
        await shows(pilot, "● RECORDING")
        await pilot.press("space")
        await shows(pilot, "(not one word could be made out)")
        await pilot.press("c")
        editor(pilot).text = MESSAGE
        await pilot.press("enter")
        await result(pilot)
        await shows(pilot, "this is Robin Vale from Lanternworks")
        await shows(pilot, "heard: “(not one word could be made out)”")
    assert kept(setup).corrections == {"take-1": MESSAGE}


async def test_the_words_can_be_corrected_on_the_result_and_put_back(tmp_path: Path) -> None:
    async with heard(tmp_path) as (pilot, setup):
        await pilot.press("enter")
        await result(pilot)
        assert "c edit" in screen_text(pilot).splitlines()[-1]
        assert "help" in screen_text(pilot).splitlines()[-1]
        await pilot.press("c")
        await until(pilot, "the words", lambda: editor(pilot).text == PLAIN)
        editor(pilot).text = MESSAGE
        await pilot.press("enter")
        await shows(pilot, "Graded as corrected by you")
        await pilot.press("c")
        await until(pilot, "the words", lambda: editor(pilot).text == MESSAGE)
        editor(pilot).text = PLAIN
        await pilot.press("enter")
        await result(pilot)
        await until(pilot, "as heard", lambda: "corrected by you" not in flat_text(pilot))
        assert kept(setup).corrections == {}


async def test_escape_leads_from_the_editor_back_to_the_result_unchanged(tmp_path: Path) -> None:
    async with heard(tmp_path) as (pilot, setup):
        before = kept(setup)
        await pilot.press("enter")
        await result(pilot)
        await pilot.press("c")
        await until(pilot, "the words", lambda: editor(pilot).text == PLAIN)
        await pilot.press("x", "escape")
        await result(pilot)
        assert kept(setup) == before


async def test_a_typed_message_goes_straight_to_its_result_and_has_nothing_to_correct(
    tmp_path: Path,
) -> None:
    setup = set_up(tmp_path)
    async with calling(setup, typed=True) as pilot:
        await shows(pilot, "YOUR MESSAGE")
        editor(pilot).text = MESSAGE
        await pilot.press("enter")
        await result(pilot)
        await pilot.press("c")
        await pilot.pause(0.1)
        assert isinstance(pilot.app.screen, ResultScreen)


async def test_a_call_that_was_taken_up_again_shows_its_words_first(
    tmp_path: Path,
) -> None:
    async with heard(tmp_path) as (pilot, setup):
        attempt = kept(setup)
    again = set_up(tmp_path / "again")
    async with RolecallApp(lambda: again.desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        pilot.app.post_message(CallGraded(attempt, again.desk.ports.library.scenario("own")))
        await until(pilot, "the words", lambda: isinstance(pilot.app.screen, HeardScreen))
