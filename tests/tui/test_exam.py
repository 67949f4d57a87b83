"""The exam in the app: its rules, its calls, no result before the end, and then all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from textual.pilot import Pilot

from simulator.ports import PortError
from simulator.practice import exam_parse
from simulator.practice.exam_parse import ExamFile, parse_exam
from simulator.session.examining.runs import begin, under_way
from simulator.session.examining.sealed_reading import opened_exam
from simulator.sound import wav
from simulator.tui.app import RolecallApp
from simulator.tui.messages import PageRequested, ResultRequested
from simulator.tui.screens.callback import CallbackScreen
from simulator.tui.screens.exam import ExamScreen
from simulator.tui.screens.home import HomeScreen
from tests.tui.driving import LARGE, SMALL, flat_text, screen_text, shows, until
from tests.tui.fakes import Setup, set_up
from tests.tui.test_callback import SAID

TEXT = """\
id: certification
version: 1
title: Certification
about: Two calls.
rubric: snell
minutes: 4
calls:
  - {scenario: own}
  - {scenario: team}
passing: {calls: 1, where: 50}
"""
EXAM = ExamFile(parse_exam(TEXT, "two.yaml"), "2" * 64)
TAKE = wav.encode(np.zeros(20 * 16_000, np.float32))


class Clock:
    """A clock that goes on by a minute whenever somebody looks."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Setup:
    monkeypatch.setattr(exam_parse, "load_exam", lambda _: EXAM)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    return candidate(tmp_path)


def candidate(folder: Path) -> Setup:
    made = set_up(folder, said=[SAID])
    made.microphone.content = TAKE
    made.desk.practice.clock = Clock()
    return made


@asynccontextmanager
async def at_the_exam(
    setup: Setup, size: tuple[int, int] = SMALL, shown: str = "Enter begins."
) -> AsyncIterator[Pilot[None]]:
    """The app where the rep opened the exam."""
    async with RolecallApp(lambda: setup.desk).run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        pilot.app.post_message(PageRequested("exam"))
        await shows(pilot, shown)
        yield pilot


async def first_call(pilot: Pilot[None]) -> None:
    """Begin, and leave the message of the first call."""
    await pilot.press("enter")
    await shows(pilot, "Call 1 of 2")
    await pilot.press("enter")
    await shows(pilot, "● RECORDING")
    await pilot.press("space")
    await shows(pilot, "This is what was heard")


async def rate(pilot: Pilot[None]) -> None:
    await shows(pilot, "Would you call you back?")
    await pilot.press("y", "enter")
    await shows(pilot, "Now hear it as they would.")
    await pilot.press("enter")


async def second_call(pilot: Pilot[None]) -> None:
    """Hang up in the second call."""
    await shows(pilot, "Call 2 of 2")
    await pilot.press("enter")
    await until(
        pilot, "the call", lambda: type(pilot.app.screen).__name__ in {"CallScreen", "ExamScreen"}
    )
    await pilot.press("escape")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_an_exam_is_taken_from_its_rules_to_the_sealed_file(
    setup: Setup, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with at_the_exam(setup, size) as pilot:
        await shows(pilot, "No hints, no second try.")
        await shows(pilot, "At least 1 of the 2 calls passed.")
        await shows(pilot, f"It will lie in {tmp_path / 'home'}.")
        await first_call(pilot)
        assert "the exam counts what was heard" in flat_text(pilot)
        await pilot.press("enter")
        await rate(pilot)
        assert "of 100" not in flat_text(pilot)
        await second_call(pilot)
        await shows(pilot, "Certification: passed")
        await shows(pilot, "2 of 2 calls made (asked for: all).")
        await shows(pilot, "rolecall verify FILE")

    (path,) = (tmp_path / "home").glob("rep-certification-2026-11-29.rolecall-exam")
    with opened_exam(path) as file:
        assert file.manifest.result.passed
        assert [call.passed for call in file.manifest.calls] == [True, False]
    assert setup.desk.practice.exams_passed() == {"certification"}


async def test_the_question_cannot_be_skipped_in_an_exam(setup: Setup) -> None:
    async with at_the_exam(setup) as pilot:
        await first_call(pilot)
        await pilot.press("enter")
        await shows(pilot, "Would you call you back?")
        assert "skip" not in screen_text(pilot)
        await pilot.press("escape", "question_mark")
        await shows(pilot, "in an exam nobody can skip this")
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, CallbackScreen)
        await rate(pilot)
        await shows(pilot, "Call 2 of 2")


async def test_an_exam_that_was_left_before_the_question_goes_on_with_it(setup: Setup) -> None:
    async with at_the_exam(setup) as pilot:
        await first_call(pilot)
        (attempt,) = setup.desk.ports.records.attempts()
    async with at_the_exam(setup, shown="This is what was heard") as pilot:
        await pilot.press("enter")
        await rate(pilot)
        await shows(pilot, "Call 2 of 2")
        kept = setup.desk.ports.records.attempt(attempt.id)
        assert kept is not None
        assert kept.self_rating is not None
        pilot.app.post_message(ResultRequested(kept, None))  # no result before the end
        await pilot.pause()
        assert isinstance(pilot.app.screen, ExamScreen)


async def test_words_that_were_misheard_are_written_down_and_do_not_count(setup: Setup) -> None:
    async with at_the_exam(setup) as pilot:
        await first_call(pilot)
        await pilot.press("c")
        await shows(pilot, "Enter writes it down")
        await pilot.press("x", "enter")
        await rate(pilot)
        await second_call(pilot)
        await shows(pilot, "With the words as the rep put them right")


async def test_the_exam_waits_between_calls(setup: Setup) -> None:
    async with at_the_exam(setup) as pilot:
        await pilot.press("enter")
        await shows(pilot, "Call 1 of 2")
        await pilot.press("escape")
        await until(pilot, "home", lambda: isinstance(pilot.app.screen, HomeScreen))
        pilot.app.post_message(PageRequested("exam"))
        await shows(pilot, "Call 1 of 2")
        await pilot.press("t")
        await shows(pilot, "You will type your answers.")


async def test_an_exam_that_has_ended_is_begun_anew_or_sealed_again(
    setup: Setup, tmp_path: Path
) -> None:
    async with at_the_exam(setup) as pilot:
        await first_call(pilot)
        await pilot.press("enter")
        await rate(pilot)
        await second_call(pilot)
        await shows(pilot, "Certification: passed")
        await pilot.press("escape")
        pilot.app.post_message(PageRequested("exam"))
        await shows(pilot, "The last time was on 2026-11-29; w writes its sealed file again.")
        await pilot.press("w")
        await shows(pilot, "Written once more:")
    assert len(list((tmp_path / "home").glob("*.rolecall-exam"))) == 2


async def test_where_the_sealed_file_cannot_be_written_that_is_said(
    setup: Setup, tmp_path: Path
) -> None:
    async with at_the_exam(setup) as pilot:
        await first_call(pilot)
        await pilot.press("enter")
        await rate(pilot)
        (tmp_path / "home").rmdir()
        await second_call(pilot)
        await shows(pilot, "The sealed exam cannot be written to")
        await pilot.press("w")
        await shows(pilot, "rolecall exam --resume --output FILE")
    assert under_way(setup.desk) is None


async def test_what_is_missing_for_an_exam_is_said(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = EXAM.exam.calls[0].model_copy(update={"variant": 4})
    exam = EXAM.exam.model_copy(update={"calls": (far,)})
    monkeypatch.setattr(exam_parse, "load_exam", lambda _: ExamFile(exam, "3" * 64))
    async with at_the_exam(setup) as pilot:
        await pilot.press("enter")
        await shows(pilot, "The exam needs the variant 4 of “own”, which is not here.")


async def test_a_call_that_could_not_be_kept_is_not_made_once_more(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise PortError("The disk is full.")

    begin(setup.desk)
    async with at_the_exam(setup, shown="Call 1 of 2") as pilot:
        monkeypatch.setattr(setup.desk.ports.records, "finish", full)
        await pilot.press("enter")
        await shows(pilot, "● RECORDING")
        await pilot.press("space")
        await shows(pilot, "so the exam stops here for now")
