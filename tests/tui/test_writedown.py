"""Write it down: the number is heard once, typed, and compared."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from simulator.adapters.player_silent import SilentPlayer
from simulator.ports import PortError, Sound
from simulator.practice.number_written import NumberWritten
from simulator.practice.self_rating import SelfRating
from simulator.tui.app import RolecallApp
from simulator.tui.screens.result import ResultScreen
from simulator.tui.screens.writedown import WriteDownScreen
from tests.tui.driving import LARGE, SMALL, click_key, flat_text, screen_text, shows, until
from tests.tui.fakes import Setup, set_up
from tests.tui.messages_left import leave

TAKE_A_PEN = "Take a pen."


@asynccontextmanager
async def writing(
    setup: Setup, *, size: tuple[int, int] = SMALL, shown: str = TAKE_A_PEN, **kept: object
) -> AsyncIterator[Pilot[None]]:
    """The app where the rep asked, on a result, to write the number down."""
    attempt = leave(setup.desk, rating=SelfRating(True, 80), **kept)  # type: ignore[arg-type]
    app = RolecallApp(lambda: setup.desk)
    async with app.run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        app.push_screen(ResultScreen(attempt, setup.desk.ports.library.scenarios()[0], setup.desk))
        await shows(pilot, "NEXT TIME")
        await pilot.press("0")
        await until(pilot, "the number", lambda: isinstance(pilot.app.screen, WriteDownScreen))
        await shows(pilot, shown)
        yield pilot


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_number_heard_and_typed_is_compared_and_kept(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    setup = set_up(tmp_path)
    async with writing(setup, size=size) as pilot:
        assert setup.player.played == []
        await pilot.press("enter")
        await until(pilot, "it was played", lambda: len(setup.player.played) == 1)
        await pilot.press(*"617 555 0177", "enter")
        await shows(pilot, "RIGHT You wrote 617-555-0177: that is the number.")
        await shows(pilot, "nobody else can write along")
        kept = setup.desk.ports.records.number_written("a1")
        assert kept is not None
        assert kept.is_right


async def test_the_words_of_the_number_are_never_on_the_screen(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    async with writing(setup) as pilot:
        await pilot.press("space")
        await shows(pilot, "Playing. Type what you hear")
        assert "617" not in screen_text(pilot)
        await shows(pilot, "That was it.")
        assert "617" not in screen_text(pilot)
        assert setup.player.played == [""]  # without captions


async def test_a_digit_that_was_missed_is_named(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    async with writing(setup) as pilot:
        await pilot.press("enter", *"6175450177", "enter")
        await shows(pilot, "NOT YET You wrote 617-545-0177, the number is 617-555-0177")
        await shows(pilot, "the 5th digit: you wrote 4, it is 5.")
        await shows(pilot, "nobody can write along")


async def test_once_more_plays_it_and_the_first_hearing_stands(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    async with writing(setup) as pilot:
        await pilot.press("enter", *"617", "enter")
        await shows(pilot, "what you wrote the first time stays.")
        await pilot.press("space")
        await until(pilot, "it was played again", lambda: len(setup.player.played) == 2)
        await pilot.press("escape")
        await until(pilot, "the result", lambda: isinstance(pilot.app.screen, ResultScreen))
        await pilot.press("0")
        await shows(pilot, "You have heard it before. Space plays it once more")
        await shows(pilot, "NOT YET You wrote 617, the number is 617-555-0177")
        assert len(setup.player.played) == 2  # coming back plays nothing by itself


async def test_letters_alone_are_no_number(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    async with writing(setup) as pilot:
        await pilot.press("enter", *"what?", "enter")
        await shows(pilot, "Type the digits that you heard")
        assert setup.desk.ports.records.number_written("a1") is None
        await pilot.press("backspace", *"617", "enter")
        await shows(pilot, "You wrote 617")


@pytest.mark.parametrize(
    ("kept", "says"),
    [
        ({"is_typed": True}, "You typed this message, so its number was never said."),
        ({"take_hz": ()}, "The recording of this message is gone"),
        ({"said": "Hi Ines, it is Robin, please do call me back"}, "Your number was not heard"),
    ],
)
async def test_why_not_is_said_before_anything_is_played(
    tmp_path: Path, kept: dict[str, object], says: str
) -> None:
    setup = set_up(tmp_path)
    async with writing(setup, shown=says, **kept) as pilot:  # type: ignore[arg-type]
        await pilot.press("enter", "space")
        assert setup.player.played == []
        assert "play it" not in screen_text(pilot)
        await pilot.press("escape")
        await until(pilot, "the result", lambda: isinstance(pilot.app.screen, ResultScreen))


async def test_without_a_speaker_there_is_no_such_test(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    setup.desk.ports = replace(setup.desk.ports, player=SilentPlayer())
    async with writing(setup, shown="No speaker was found, so your number cannot be heard"):
        assert setup.desk.ports.records.number_written("a1") is None


async def test_a_speaker_that_fails_is_not_held_against_the_rep(tmp_path: Path) -> None:
    setup = set_up(tmp_path)

    def lost(sound: Sound, from_seconds: float, stop: threading.Event) -> None:
        raise PortError("The speaker is gone [/].")

    setup.player.play = lost  # type: ignore[method-assign]
    async with writing(setup) as pilot:
        await pilot.press("enter")
        await shows(pilot, "nothing is kept. The speaker is gone [/].")
        await pilot.press("6", "enter")
        assert setup.desk.ports.records.number_written("a1") is None


async def test_what_cannot_be_kept_is_told_beside_the_verdict(tmp_path: Path) -> None:
    setup = set_up(tmp_path)

    def full(written: NumberWritten) -> None:
        raise PortError("The disk is full [/].")

    setup.desk.ports.records.keep_number = full  # type: ignore[method-assign]
    async with writing(setup) as pilot:
        told: list[str] = []
        pilot.app.notify = lambda message, **_: told.append(message)  # type: ignore[method-assign]
        await pilot.press("enter", *"6175550177", "enter")
        await shows(pilot, "RIGHT You wrote")
        assert told == ["The disk is full [/]."]


async def test_help_opens_before_writing_and_escape_closes_it_first(tmp_path: Path) -> None:
    async with writing(set_up(tmp_path)) as pilot:
        await pilot.press("question_mark")
        await shows(pilot, "Plays your number, once.")
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, WriteDownScreen)
        assert "Plays your number, once. You can" not in flat_text(pilot)


async def test_resizing_keeps_what_was_typed(tmp_path: Path) -> None:
    async with writing(set_up(tmp_path)) as pilot:
        await pilot.press("enter", *"617 5")
        for size in (LARGE, (40, 10), SMALL):
            await pilot.resize_terminal(*size)
        assert pilot.app.screen.query_one(Input).value == "617 5"


async def test_a_call_without_a_message_offers_no_number(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    attempt = leave(setup.desk)
    card = attempt.scorecard.model_copy(update={"message": None})
    app = RolecallApp(lambda: setup.desk)
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        without = replace(attempt, scorecard=card)
        app.push_screen(ResultScreen(without, setup.desk.ports.library.scenarios()[0], setup.desk))
        await shows(pilot, "NEXT TIME")
        await pilot.press("0")
        assert isinstance(pilot.app.screen, ResultScreen)


async def test_a_mouse_is_enough_to_hear_it_and_to_compare_it(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    async with writing(setup) as pilot:
        await click_key(pilot, "play it")
        await until(pilot, "it was played", lambda: len(setup.player.played) == 1)
        pilot.app.screen.query_one(Input).value = "617-555-0177"  # as pasted
        await click_key(pilot, "that is it")
        await shows(pilot, "RIGHT You wrote 617-555-0177")
