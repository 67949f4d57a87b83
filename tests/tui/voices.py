"""Spoken messages of which every figure is known, and the app that shows the voice in them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from textual.pilot import Pilot

from simulator.grading.transcript import Moment, Transcript, spoken
from simulator.ports import Attempt, Take
from simulator.session.simulated import Script, SimulatedCall, Utterance
from simulator.sound import wav
from simulator.tui.app import RolecallApp
from simulator.tui.messages import ResultRequested
from tests.tui.driving import LARGE, SMALL, result, screen_text, shows, until
from tests.tui.fakes import Setup, set_up
from tests.unit.grading.acoustics.sounds import silence, voice
from tests.unit.session.kit import WatchingStage

SAID = (
    "Hi [Ines] you moved labs this spring and new rooms \x1bhum. So I have one um, quiet idea for "
    "yours that [/] works. Call me on Monday and I will tell you all of it."
)
PAUSE_SECONDS = 1.0
WORD_SECONDS = 0.4
FILLER = 15
SIZES = [SMALL, LARGE]


def heard() -> Transcript:
    """What was said, 0.4 s a word, with a pause of a second before each sentence but the first."""
    timed: list[tuple[str, float, float, float, bool]] = []
    speech: list[Moment] = []
    began = at = 0.5
    for number, word in enumerate(SAID.split(" ")):
        timed.append((word, at, at + 0.35, 0.9, number == FILLER))
        at += WORD_SECONDS
        if word.endswith("."):
            speech.append(Moment(began, at))
            began = at = at + PAUSE_SECONDS
    return spoken(tuple(timed), at, tuple(speech))


@cache
def glide() -> NDArray[np.float32]:
    """A voice that rises by an octave in all, and falls silent in the pauses."""
    whole = heard()
    assert whole.seconds is not None
    sound = np.concatenate((voice(110, 220, whole.seconds, 4), silence(0.5)))
    speaks = np.zeros(len(sound), bool)
    for moment in whole.speech:
        speaks[int(moment.start * 16_000) : int(moment.end * 16_000)] = True
    return np.where(speaks, sound, 0.0).astype(np.float32)


def says(sound: NDArray[np.float32]) -> Utterance:
    """A recording of a sound."""

    def say(_: object, into: Path, __: float) -> Take:
        into.write_bytes(wav.encode(sound))
        return Take(into, None, 15.0, 12.0, 0.5, "rep")

    return say


def graded(
    setup: Setup, monkeypatch: pytest.MonkeyPatch, *said: str | Utterance, words: Transcript
) -> Attempt:
    """A call to the own mailbox, played and graded."""
    monkeypatch.setattr(setup.recognizer, "transcribe", lambda *_: words)
    desk = setup.desk
    setting = desk.new_setting(desk.ports.library.scenario("own"))
    script = Script(utterances=list(said), hang_up_at_seconds=None if said else 5.0)
    attempt, _ = desk.grade_now(SimulatedCall(setting, desk.ports, WatchingStage(), script).run())
    return attempt


@asynccontextmanager
async def result_of(
    setup: Setup, attempt: Attempt, size: tuple[int, int] = SMALL
) -> AsyncIterator[Pilot[None]]:
    """The app with this call's result on the screen."""
    file = setup.desk.ports.library.scenario("own")
    async with RolecallApp(lambda: setup.desk).run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        pilot.app.post_message(ResultRequested(attempt, file))
        await result(pilot)
        yield pilot


@asynccontextmanager
async def seen(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    size: tuple[int, int] = SMALL,
    sound: NDArray[np.float32] | None = None,
    has_sound: bool = True,
    words: Transcript | None = None,
) -> AsyncIterator[Pilot[None]]:
    """The app with the voice of a call drawn."""
    setup = set_up(folder)
    recorded = says(glide() if sound is None else sound)
    attempt = graded(setup, monkeypatch, recorded, words=words or heard())
    if not has_sound:
        (attempt.folder / "take-1.wav").unlink()
    async with result_of(setup, attempt, size) as pilot:
        await pilot.press("v")
        await drawn(pilot)
        yield pilot


async def drawn(pilot: Pilot[None]) -> None:
    await until(pilot, "the picture", lambda: pilot.app.screen.has_class("-drawn"))


def lines_with(pilot: Pilot[None], text: str) -> list[str]:
    return [line for line in screen_text(pilot).splitlines() if text in line]


def cursor_columns(pilot: Pilot[None]) -> set[int]:
    """Where the cursor stands in the plots, and where the mark under them does."""
    rows = screen_text(pilot).splitlines()
    in_plots = {row.index("│") for row in rows if "│" in row and "┃" in row}
    return in_plots | {row.index("▲") for row in rows if "▲" in row}
