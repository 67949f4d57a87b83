"""The screen on which the rep records how they read neutrally: by keyboard alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import pytest
from textual.pilot import Pilot

from simulator.session.baselines import PASSAGE
from simulator.sound import wav
from simulator.tui.app import RolecallApp
from simulator.tui.screens.baseline import BaselineScreen
from simulator.tui.screens.home import HomeScreen
from simulator.tui.widgets.level_meter import LevelMeter
from tests.tui.driving import LARGE, SMALL, flat_text, shows, until
from tests.tui.fakes import Setup, set_up
from tests.unit.grading.acoustics.test_voice import CALM

READING = wav.encode(np.tile(CALM, 3).astype(np.float32), 16_000)
KEPT = "Your baseline is kept"


@asynccontextmanager
async def opened(setup: Setup, size: tuple[int, int] = SMALL) -> AsyncIterator[Pilot[None]]:
    async with RolecallApp(lambda: setup.desk).run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("b")
        await until(pilot, "it opens", lambda: isinstance(pilot.app.screen, BaselineScreen))
        yield pilot


async def read(pilot: Pilot[None], setup: Setup) -> None:
    await pilot.press("space")
    await until(pilot, "the microphone is open", setup.microphone.recording.is_set)
    await shows(pilot, "● RECORDING")
    await pilot.press("space")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_two_keys_record_a_baseline(tmp_path: Path, size: tuple[int, int]) -> None:
    setup = set_up(tmp_path)
    setup.microphone.content = READING
    async with opened(setup, size) as pilot:
        await shows(pilot, " ".join(PASSAGE.split()))
        await shows(pilot, "There is none yet.")
        await pilot.press("space")
        await until(pilot, "the microphone is open", setup.microphone.recording.is_set)
        await until(pilot, "the level", lambda: pilot.app.screen.query_one(LevelMeter).level == 0.7)
        await pilot.press("space")
        await shows(pilot, KEPT)
        await shows(pilot, "Microphone: Headset.")
    assert setup.desk.baselines.current() is not None


async def test_it_can_be_erased_and_says_what_there_is(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    setup.microphone.content = READING
    async with opened(setup) as pilot:
        await read(pilot, setup)
        await shows(pilot, KEPT)
        await pilot.press("escape")
        await until(pilot, "home", lambda: isinstance(pilot.app.screen, HomeScreen))
        await pilot.press("b")
        await shows(pilot, "There is one already")
        await pilot.press("x")
        await shows(pilot, "It is erased.")
    assert setup.desk.baselines.current() is None


async def test_a_reading_of_nothing_is_refused_and_can_be_repeated(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    setup.microphone.content = wav.encode(np.zeros(16_000, np.float32), 16_000)
    async with opened(setup) as pilot:
        await read(pilot, setup)
        await shows(pilot, "Only 0 s of speech could be heard")
        setup.microphone.content = READING
        setup.microphone.recording.clear()
        await read(pilot, setup)
        await shows(pilot, KEPT)


async def test_a_take_that_is_no_sound_is_a_sentence(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    async with opened(setup) as pilot:
        await read(pilot, setup)
        await shows(pilot, "Only 0 s of speech could be heard")


async def test_a_microphone_that_fails_or_is_lost_is_a_sentence(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    setup.microphone.failure = "This machine has no microphone that can be opened."
    async with opened(setup) as pilot:
        await pilot.press("space")
        await shows(pilot, setup.microphone.failure)
        setup.microphone.failure, setup.microphone.ended_by = "", "device_lost"
        await read(pilot, setup)
        await shows(pilot, "The microphone was lost while you read.")
    assert setup.desk.baselines.current() is None


async def test_escape_in_mid_reading_ends_it_and_goes_back(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    async with opened(setup) as pilot:
        await pilot.press("space")
        await until(pilot, "the microphone is open", setup.microphone.recording.is_set)
        await pilot.press("escape")
        await until(pilot, "home", lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_without_a_microphone_it_says_so_and_offers_nothing(tmp_path: Path) -> None:
    async with opened(set_up(tmp_path, has_microphone=False)) as pilot:
        await shows(pilot, "There is no microphone")
        await pilot.press("space")
        assert "RECORDING" not in flat_text(pilot)
