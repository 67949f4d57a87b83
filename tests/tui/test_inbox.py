"""The inbox: messages are heard, deleted or kept, and afterwards it is told whose they were."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from textual.pilot import Pilot

from simulator.adapters.player_silent import SilentPlayer
from simulator.ports import Caption, PortError, Sound
from simulator.practice.inbox import Hearing, Waiting
from simulator.practice.self_rating import SelfRating
from simulator.scenario.model import RecordedGreeting
from simulator.scenario.speech import Speech
from simulator.sound import wav
from simulator.tui.app import RolecallApp
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.inbox import InboxScreen
from simulator.tui.widgets.listening import TimeLine
from tests.tui.driving import LARGE, SMALL, flat_text, screen_text, shows, until
from tests.tui.fakes import Setup, set_up
from tests.tui.messages_left import leave
from tests.tui.scenes import OWN, TEAM, scenario_files

SEED = 2
"""Deals one own message, the second of five: poor, own, model, model, poor."""
OTHERS = [OWN.replace("id: own", f"id: other-{number}") for number in range(4)]


class Speaks:
    """A voice that is there, so that no words need to be shown; it may wait, or fail."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "spoken.wav"
        self._path.write_bytes(wav.encode(np.zeros(16_000, np.float32)))
        self.texts: list[str] = []
        self.go_on = threading.Event()
        self.go_on.set()

    def render(self, speech: Speech, stop: threading.Event) -> Sound:
        self.texts.append(speech.text)
        while not self.go_on.wait(0.01):
            if stop.is_set():
                raise PortError("Stopped.")
        return Sound(self._path, 30.0, (Caption(speech.text, 0.0, 30.0),))

    def recorded(
        self, greeting: RecordedGreeting, folder: Path, cue: str | None, voice: str
    ) -> Sound:
        raise AssertionError("no greeting is heard in an inbox")


@pytest.fixture
def voice(tmp_path: Path) -> Speaks:
    return Speaks(tmp_path)


@pytest.fixture
def setup(tmp_path: Path, voice: Speaks, monkeypatch: pytest.MonkeyPatch) -> Setup:
    monkeypatch.setattr("simulator.session.inbox.secrets.randbelow", lambda _: SEED)
    made = set_up(tmp_path, files=scenario_files(OWN, TEAM, *OTHERS))
    made.desk.ports = replace(made.desk.ports, voice=voice)
    return made


@asynccontextmanager
async def inbox(
    setup: Setup, *, size: tuple[int, int] = SMALL, shown: str = "5 messages wait."
) -> AsyncIterator[Pilot[None]]:
    """The app where the rep opened the inbox."""
    async with RolecallApp(lambda: setup.desk).run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("i")
        await until(pilot, "the inbox", lambda: isinstance(pilot.app.screen, InboxScreen))
        await shows(pilot, shown)
        yield pilot


async def playing(pilot: Pilot[None], place: int) -> None:
    await shows(pilot, f"message {place} of 5")
    await shows(pilot, "d deletes it")


async def decide(pilot: Pilot[None], *keys: str) -> None:
    """Decide on the messages from the first on, each as soon as it plays."""
    for place, key in enumerate(keys, 1):
        await playing(pilot, place)
        await pilot.press(key)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_ones_own_message_is_met_among_others_and_told_at_the_end(
    setup: Setup, size: tuple[int, int]
) -> None:
    leave(setup.desk, rating=SelfRating(True, 80))
    async with inbox(setup, size=size) as pilot:
        await pilot.press("enter")
        await decide(pilot, "d", "d", "k", "enter", "d")
        await shows(pilot, "You deleted yourself at 0:00.")
        seen = screen_text(pilot)
        assert "You deleted yourself at 0:00, after “Hi" in flat_text(pilot)
        then = "It was left on 1 March. You had said yes, 80 % sure. It was graded 71 of 100."
        assert then in flat_text(pilot)
        assert "you kept 2 of 2 model messages and deleted 2 of 2 poor messages" in flat_text(pilot)
        assert seen.index("YOURS") < seen.index("MODEL")
        assert "Her own [hold] box" in seen


async def test_no_words_are_on_the_screen_until_they_are_asked_for(setup: Setup) -> None:
    leave(setup.desk)
    async with inbox(setup) as pilot:
        await pilot.press("enter")
        await playing(pilot, 1)
        await until(pilot, "it plays", lambda: len(setup.player.played) == 1)
        assert "just checking in" not in screen_text(pilot)
        await pilot.press("c")
        await shows(pilot, "Hi,")
        await pilot.press("c")
        await until(pilot, "no words", lambda: "Hi," not in screen_text(pilot))


async def test_every_decision_is_kept_at_once(setup: Setup) -> None:
    leave(setup.desk)
    async with inbox(setup) as pilot:
        await pilot.press("enter")
        await decide(pilot, "d", "k")
        await playing(pilot, 3)
        await pilot.press("escape")
        await until(pilot, "the calls", lambda: isinstance(pilot.app.screen, HomeScreen))
    heard = setup.desk.ports.records.hearings()
    assert [(h.place, h.message.kind, h.decision) for h in heard] == [
        (1, "poor", "delete"),
        (2, "own", "keep"),
    ]
    assert {h.seed for h in heard} == {SEED}
    assert heard[1].message.attempt_id == "a1"


async def test_space_pauses_and_there_is_no_going_back(setup: Setup) -> None:
    leave(setup.desk)
    async with inbox(setup, size=LARGE) as pilot:
        line = pilot.app.screen.query_one(TimeLine)
        await pilot.press("enter")
        await until(pilot, "playing", lambda: "playing" in str(line.content))
        await pilot.press("space")
        await until(pilot, "paused", lambda: "paused" in str(line.content))
        await pilot.press("left", "right")
        await pilot.click(TimeLine, offset=(60, 0))
        assert "paused  0:00" in str(line.content)
        await pilot.press("space")
        await until(pilot, "playing", lambda: "playing" in str(line.content))


async def test_those_to_come_are_made_ready_while_one_plays(setup: Setup, voice: Speaks) -> None:
    leave(setup.desk)
    async with inbox(setup) as pilot:
        await pilot.press("enter")
        await playing(pilot, 1)
        await until(pilot, "all four are spoken", lambda: len(voice.texts) == 4)
        assert len(setup.player.played) == 1


async def test_a_message_is_made_ready_once(setup: Setup, voice: Speaks) -> None:
    leave(setup.desk)
    async with inbox(setup) as pilot:
        await pilot.press("enter")
        await decide(pilot, "d", "k", "k", "k", "d")
        await shows(pilot, "You would call yourself back.")
        assert len(voice.texts) == 4


async def test_keys_do_nothing_while_a_message_is_on_its_way(setup: Setup, voice: Speaks) -> None:
    leave(setup.desk)
    voice.go_on.clear()
    async with inbox(setup) as pilot:
        await pilot.press("enter")
        await shows(pilot, "The next message is coming")
        await pilot.press("d", "k", "enter", "space")
        assert setup.desk.ports.records.hearings() == []
        voice.go_on.set()
        await playing(pilot, 1)


async def test_leaving_does_not_wait_for_a_voice(setup: Setup, voice: Speaks) -> None:
    leave(setup.desk)
    voice.go_on.clear()
    async with inbox(setup) as pilot:
        await pilot.press("enter")
        await shows(pilot, "The next message is coming")
        await pilot.press("escape")
        await until(pilot, "the calls", lambda: isinstance(pilot.app.screen, HomeScreen))


@pytest.mark.parametrize("is_typed", [False, True])
async def test_nothing_due_says_from_when_on_or_why(setup: Setup, is_typed: bool) -> None:
    today = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
    leave(setup.desk, started_at=today, is_typed=is_typed)
    says = "only spoken ones can be heard" if is_typed else "From tomorrow,"
    async with inbox(setup, shown=says) as pilot:
        await pilot.press("enter", "d", "space")
        assert setup.player.played == []


async def test_an_empty_inbox_says_what_comes_first(setup: Setup) -> None:
    async with inbox(setup, shown="leave a message first") as pilot:
        await pilot.press("escape")
        await until(pilot, "the calls", lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_without_a_speaker_the_words_come_by_themselves(setup: Setup) -> None:
    leave(setup.desk)
    setup.desk.ports = replace(setup.desk.ports, player=SilentPlayer())
    async with inbox(setup) as pilot:
        await pilot.press("enter")
        await shows(pilot, "It cannot be heard here, so you read along.")
        await shows(pilot, "Hi,")


async def test_a_speaker_that_fails_is_told_and_the_words_are_shown(setup: Setup) -> None:
    leave(setup.desk)

    def lost(sound: Sound, from_seconds: float, stop: threading.Event) -> None:
        raise PortError("The speaker is gone [/].")

    setup.player.play = lost  # type: ignore[method-assign]
    async with inbox(setup) as pilot:
        await pilot.press("enter")
        await shows(pilot, "The speaker is gone [/]. It cannot be heard here")
        await shows(pilot, "Hi,")


async def test_a_decision_that_cannot_be_kept_is_told_and_the_inbox_goes_on(setup: Setup) -> None:
    leave(setup.desk)

    def full(hearing: Hearing) -> None:
        raise PortError("The disk is full [/].")

    setup.desk.ports.records.keep_hearing = full  # type: ignore[method-assign]
    async with inbox(setup) as pilot:
        told: list[str] = []
        pilot.app.notify = lambda message, **_: told.append(message)  # type: ignore[method-assign]
        await pilot.press("enter")
        await decide(pilot, "d")
        await playing(pilot, 2)
        assert told == ["The disk is full [/]."]


async def test_a_message_that_is_over_waits_for_its_decision(setup: Setup) -> None:
    leave(setup.desk, said="Hi Ines call me on 617 555 0177 soon")
    async with inbox(setup) as pilot:
        await pilot.press("enter")
        await decide(pilot, "d")
        await playing(pilot, 2)
        await shows(pilot, "That was all of it.")
        await pilot.press("space", "k")
        await playing(pilot, 3)
        assert setup.desk.ports.records.hearings()[1].at_seconds == pytest.approx(3.6, abs=0.1)


async def test_help_and_resizing_keep_the_place(setup: Setup) -> None:
    leave(setup.desk)
    async with inbox(setup) as pilot:
        await pilot.press("enter")
        await playing(pilot, 1)
        await pilot.press("question_mark")
        await shows(pilot, "There is no going back.")
        await pilot.press("escape")
        for size in (LARGE, (40, 10), SMALL):
            await pilot.resize_terminal(*size)
        await playing(pilot, 1)
        await pilot.press("d")
        await playing(pilot, 2)


async def test_home_says_that_a_message_waits_until_it_was_heard(tmp_path: Path) -> None:
    setup = set_up(tmp_path, files=scenario_files(OWN, *OTHERS))
    attempt = leave(setup.desk)
    async with RolecallApp(lambda: setup.desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "A message of yours waits in your inbox: press i.")
        await pilot.press("slash", "z")
        await shows(pilot, "0 of 5 shown")
        assert "waits in your inbox" not in flat_text(pilot)
        await pilot.press("escape")
        await shows(pilot, "A message of yours waits in your inbox: press i.")
        setup.desk.ports.records.keep_hearing(
            Hearing("i1", 1, 1, "2026-03-02T10:00:00+01:00", Waiting("own", "own", attempt.id),
                    "keep", 4.0)
        )  # fmt: skip
        await pilot.press("i")
        await until(pilot, "the inbox", lambda: isinstance(pilot.app.screen, InboxScreen))
        await pilot.press("escape")
        await until(pilot, "home", lambda: isinstance(pilot.app.screen, HomeScreen))
        await until(
            pilot, "no reminder", lambda: "waits in your inbox" not in flat_text(pilot)
        )  # fmt: skip


async def test_a_message_that_was_typed_does_not_wait(tmp_path: Path) -> None:
    setup = set_up(tmp_path, files=scenario_files(OWN, *OTHERS))
    leave(setup.desk, is_typed=True)
    async with RolecallApp(lambda: setup.desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await shows(pilot, "1 attempt")
        assert "waits in your inbox" not in flat_text(pilot)
