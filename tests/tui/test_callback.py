"""Would you call you back? Asked before any score, then heard as the prospect hears it."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import pytest
from textual.pilot import Pilot

from simulator.ports import Attempt, PortError, Sound
from simulator.practice.self_rating import SelfRating
from simulator.session.own_message import OwnMessage, to_hear
from simulator.sound import wav
from simulator.tui.screens.callback import CallbackScreen
from simulator.tui.screens.result import ResultScreen
from simulator.tui.widgets.listening import TimeLine, page_of
from tests.tui.driving import LARGE, SMALL, flat_text, screen_text, shows, until
from tests.tui.fakes import Setup, set_up
from tests.tui.test_call import calling

SAID = (
    "Hi Ines. You moved labs [/] this spring. New rooms hum. I have one quiet idea for yours. This "
    "is Robin Vale from Lanternworks. Call me on 617 555 0177. Again, 617 555 0177."
)
TAKE = wav.encode(np.zeros(20 * 16_000, np.float32))


@asynccontextmanager
async def asked(
    folder: Path, *, size: tuple[int, int] = SMALL, take: bytes = TAKE
) -> AsyncIterator[tuple[Pilot[None], Setup]]:
    """The app where a message was spoken and understood."""
    setup = set_up(folder, said=[SAID])
    setup.microphone.content = take
    async with calling(setup, size=size) as pilot:
        await shows(pilot, "● RECORDING")
        await pilot.press("space")
        await shows(pilot, "This is what was heard")
        await pilot.press("enter")
        await shows(pilot, "Would you call you back?")
        yield pilot, setup


def kept(setup: Setup) -> Attempt:
    [summary] = setup.desk.ports.records.attempts()
    attempt = setup.desk.ports.records.attempt(summary.id)
    assert attempt is not None
    return attempt


async def the_result(pilot: Pilot[None]) -> None:
    await until(pilot, "the result", lambda: isinstance(pilot.app.screen, ResultScreen))


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_question_comes_before_any_score(tmp_path: Path, size: tuple[int, int]) -> None:
    async with asked(tmp_path, size=size) as (pilot, _):
        seen = screen_text(pilot)
        assert "Before anyone else judges it" in seen
        assert "/ 100" not in seen
        assert "y yes" in seen
        assert "n no" in seen


async def test_an_answer_with_its_sureness_is_kept_with_the_call(tmp_path: Path) -> None:
    async with asked(tmp_path) as (pilot, setup):
        await pilot.press("y")
        await shows(pilot, "yes How sure are you? ◂ 70 % ▸")
        await pilot.press("right")
        await shows(pilot, "◂ 80 % ▸")
        await pilot.press("n", "left", "left")
        await shows(pilot, "no How sure are you? ◂ 60 % ▸")
        await pilot.press("enter")
        await shows(pilot, "no, 60 % sure")
        await pilot.press("enter")
        await the_result(pilot)
        assert kept(setup).self_rating == SelfRating(False, 60)


async def test_the_message_is_heard_over_the_line_with_its_words(tmp_path: Path) -> None:
    async with asked(tmp_path) as (pilot, setup):
        await pilot.press("y", "enter")
        await shows(pilot, "Now hear it as they would.")
        await until(pilot, "it plays", lambda: any("Ines." in p for p in setup.player.played))
        assert (kept(setup).folder / "over-the-line.wav").stat().st_size > 16_000
        await shows(pilot, "You moved labs [/] this spring.")


async def test_space_pauses_and_arrows_go_by_sentence(tmp_path: Path) -> None:
    async with asked(tmp_path) as (pilot, _):
        line = pilot.app.screen.query_one(TimeLine)
        await pilot.press("y", "enter")
        await until(pilot, "playing", lambda: "playing" in str(line.content))
        await pilot.press("space")
        await until(pilot, "paused", lambda: "paused" in str(line.content))
        await pilot.press("right", "right")
        await shows(pilot, "paused  0:03")  # "New", the eighth word
        await pilot.press("left")
        await shows(pilot, "paused  0:00")


async def test_what_is_paused_before_it_is_there_begins_paused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_ready = threading.Event()

    def late(message: OwnMessage) -> Sound:
        is_ready.wait(timeout=30)
        return to_hear(message)

    monkeypatch.setattr("simulator.tui.screens.callback.to_hear", late)
    async with asked(tmp_path) as (pilot, _):
        await pilot.press("y", "enter", "space")
        is_ready.set()
        await shows(pilot, "paused  0:00")
        await pilot.press("space")
        await shows(pilot, "playing")


async def test_the_second_at_which_it_would_be_deleted_is_kept(tmp_path: Path) -> None:
    async with asked(tmp_path) as (pilot, setup):
        await pilot.press("y", "enter", "space", "right", "right", "d")
        await shows(pilot, "You would have deleted it at 0:03.")
        await pilot.press("enter")
        await the_result(pilot)
        rating = kept(setup).self_rating
        assert rating is not None
        assert rating.deleted_at_seconds == pytest.approx(3.2)


async def test_one_key_skips_it_and_nothing_is_kept(tmp_path: Path) -> None:
    async with asked(tmp_path) as (pilot, setup):
        await pilot.press("escape")
        await the_result(pilot)
        assert kept(setup).self_rating is None


async def test_an_answer_that_was_given_is_kept_when_listening_is_skipped(tmp_path: Path) -> None:
    async with asked(tmp_path) as (pilot, setup):
        await pilot.press("y", "enter", "escape")
        await the_result(pilot)
        assert kept(setup).self_rating == SelfRating(True, 70)


async def test_a_click_on_the_line_of_time_goes_there(tmp_path: Path) -> None:
    async with asked(tmp_path, size=LARGE) as (pilot, _):
        await pilot.press("y", "enter", "space")
        await shows(pilot, "paused")
        await pilot.click(TimeLine, offset=(60, 0))
        await until(
            pilot, "it is elsewhere",
            lambda: "0:00" not in str(pilot.app.screen.query_one(TimeLine).content),
        )  # fmt: skip


async def test_a_recording_that_cannot_be_read_is_followed_in_words(tmp_path: Path) -> None:
    async with asked(tmp_path, take=b"no sound") as (pilot, _):
        await pilot.press("y", "enter")
        await shows(pilot, "The recording cannot be played; the words move on as you said them.")


async def test_an_answer_that_cannot_be_kept_is_said_and_the_result_comes(tmp_path: Path) -> None:
    async with asked(tmp_path) as (pilot, setup):

        def full(attempt: Attempt, evidence: object = None) -> None:
            raise PortError("The disk is full [/].")

        setup.desk.ports.records.replace = full  # type: ignore[method-assign]
        told: list[str] = []
        pilot.app.notify = lambda message, **_: told.append(message)  # type: ignore[method-assign]
        await pilot.press("y", "enter", "enter")
        await the_result(pilot)
        assert told == ["Your answer could not be kept. The disk is full [/]."]


async def test_the_question_is_asked_once(tmp_path: Path) -> None:
    async with asked(tmp_path) as (pilot, _):
        await pilot.press("escape")
        await the_result(pilot)
        await pilot.press("c")
        await shows(pilot, "Change what was misheard.")
        await pilot.press("escape")
        await the_result(pilot)


async def test_help_opens_and_escape_closes_it_first(tmp_path: Path) -> None:
    async with asked(tmp_path) as (pilot, _):
        await pilot.press("question_mark")
        await shows(pilot, "Yes: you would call you back.")
        await pilot.press("escape")
        assert "Yes: you would call you back." not in flat_text(pilot)
        assert isinstance(pilot.app.screen, CallbackScreen)


async def test_resizing_keeps_the_place(tmp_path: Path) -> None:
    async with asked(tmp_path) as (pilot, _):
        await pilot.press("y", "enter", "space", "right")
        for size in (LARGE, (40, 10), SMALL):
            await pilot.resize_terminal(*size)
        await shows(pilot, "paused  0:00")
        assert "moved labs" in screen_text(pilot)


def test_a_long_message_turns_its_pages_when_a_page_has_been_said() -> None:
    lengths = [5] * 3000
    assert page_of(lengths, -1, 100) == (0, 20)
    assert page_of(lengths, 19, 100) == (0, 20)
    assert page_of(lengths, 20, 100) == (20, 40)
    assert page_of(lengths, 2999, 100) == (2980, 3000)
    assert page_of([], -1, 100) == (0, 0)
    assert page_of([500, 5], 0, 100) == (0, 1)
