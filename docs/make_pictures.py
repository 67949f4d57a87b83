"""Take the pictures of the README from the real app: `python docs/make_pictures.py`.

The calls are played on a prepared desk: captions instead of sound, and a microphone that "hears"
a prepared message, so that the pictures are the same on every machine.
"""

from __future__ import annotations

import asyncio
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

import numpy as np
from textual.pilot import Pilot

from simulator.adapters.player_silent import SilentPlayer
from simulator.adapters.recogniser_scripted import ScriptedRecognizer
from simulator.adapters.records_memory import MemoryRecords
from simulator.adapters.scenario_files import ScenarioFiles
from simulator.adapters.voice_captions import CaptionVoice
from simulator.call.effects import Effect
from simulator.grading.rubric import default_rubric
from simulator.grading.transcript import Moment, Transcript, spoken
from simulator.ports import Ports, RecordingLimits, Sound, Take
from simulator.practice.cards import cue_card, skill_card
from simulator.practice.evidence import Decided, Evidence
from simulator.practice.next_call import Drawn
from simulator.scenario.best_way import cues_heard
from simulator.session.desk import Desk
from simulator.session.simulated import Script, SimulatedCall
from simulator.settings import Places, Preferences
from simulator.sound import wav
from simulator.sound.tones import SAMPLE_RATE_HZ
from simulator.tui.app import RolecallApp
from simulator.tui.messages import CallChosen
from simulator.tui.screens.brief import BriefScreen
from simulator.tui.screens.call import CallScreen
from simulator.tui.screens.callback import CallbackScreen
from simulator.tui.screens.heard import HeardScreen
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.page import Page
from simulator.tui.screens.progress import ProgressScreen
from simulator.tui.screens.result import ResultScreen
from simulator.tui.screens.voice import VoiceScreen

AnyPage = TypeVar("AnyPage", bound=Page)
PICTURES = Path(__file__).parent / "pictures"
SIZE = (100, 30)
PATIENCE_SECONDS = 60.0
TAKE_SECONDS = 23
GREETING_SECONDS = 5.5
"""How far into the greeting the picture of the call is taken."""
RECORDED_SECONDS = 3.4
HEARD_SECONDS = 6.0
"""How far into their own message the picture of listening is taken."""
PLAYED_BEFORE = (
    ("desk-classic", "", True),
    ("own-cell", "", True),
    ("vendor-hotline", "0#", False),
)
"""Scenario, keys, and whether its model message is left."""
MESSAGE = (
    "Hi Dana, this is Alex Reed from Tastebridge. You said on your panel at FreshSummit that a "
    "third of your sampling budget is wasted. Two of your neighbours cut that in half, and um I "
    "can tell you how they did it. Call me on 617 555 0142. I look forward to it."
)
FIRST_DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAYS, CALLS_A_DAY = 8, 12
SKILLS = ("personal_hook", "reason_to_call_back", "states_name", "states_company")
WORD_SECONDS, PAUSE_SECONDS = 0.33, 0.8
SYLLABLES_PER_SECOND = 4.0
PITCH_HZ, GLIDE_SEMITONES = 120.0, 3.0


def words_heard() -> Transcript:
    """The message, with a pause after each sentence."""
    timed: list[tuple[str, float, float, float, bool]] = []
    speech: list[Moment] = []
    at = began = 0.3
    for word in MESSAGE.split():
        timed.append((word, at, at + 0.9 * WORD_SECONDS, 0.95, word == "um"))
        at += WORD_SECONDS
        if word.endswith("."):
            speech.append(Moment(began, at))
            at = began = at + PAUSE_SECONDS
    return spoken(tuple(timed), TAKE_SECONDS, tuple(speech))


def hum() -> bytes:
    """A voice without words where the words are: it glides, and has syllables."""
    seconds = np.arange(TAKE_SECONDS * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    semitones = GLIDE_SEMITONES * np.sin(2 * np.pi * seconds / 5.0)
    phase = 2 * np.pi * np.cumsum(PITCH_HZ * 2 ** (semitones / 12)) / SAMPLE_RATE_HZ
    voice = sum(np.sin(k * phase) / k for k in range(1, 12))
    syllables = 0.35 + 0.65 * np.sin(np.pi * SYLLABLES_PER_SECOND * seconds) ** 2
    spoken_then = np.zeros_like(seconds)
    for moment in words_heard().speech:
        spoken_then[(seconds >= moment.start) & (seconds < moment.end)] = 1.0
    return wav.encode(np.asarray(0.15 * voice * syllables * spoken_then, np.float32))


class PreparedMicrophone:
    """Hears twenty-odd seconds of something, at a steady level."""

    def record(
        self,
        path: Path,
        limits: RecordingLimits,
        on_level: Callable[[float], None],
        stop: threading.Event,
    ) -> Take:
        """Write something of the right length, and wait for the rep to hang up."""
        path.write_bytes(hum())
        on_level(0.62)
        stop.wait(limits.max_seconds)
        return Take(path, None, TAKE_SECONDS, TAKE_SECONDS - 1.0, 0.5, "rep")


class NobodyWatches:
    """The stage of the calls played before."""

    def began(self, phase: str, effect: Effect, sound: Sound | None) -> None:
        """Nothing to show."""

    def level(self, level: float) -> None:
        """Nothing to show."""

    def notice(self, sentence: str) -> None:
        """Nothing to show."""


def prepared_desk(folder: Path) -> Desk:
    """A desk at which three calls were played before."""
    recognizer = ScriptedRecognizer({"take-1.wav": words_heard()})
    records = MemoryRecords(folder / "attempts")
    ports = Ports(
        CaptionVoice(), SilentPlayer(), PreparedMicrophone(), recognizer, records, ScenarioFiles()
    )
    preferences = Preferences(recording_notice_seen=True, first_steps_seen=True)
    desk = Desk(ports, Places(folder, folder), preferences, default_rubric())
    for name, keys, is_left in PLAYED_BEFORE:
        file = ports.library.scenario(name)
        said = (file.scenario.model.text,) if is_left else ()
        script = Script(keys=keys, utterances=said)
        call = SimulatedCall(desk.new_setting(file), ports, NobodyWatches(), script)
        desk.grade_now(call.run())
    return desk


async def screen(pilot: Pilot[None], kind: type[AnyPage]) -> AnyPage:
    """Wait for a screen of this kind."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    found = pilot.app.screen
    if not isinstance(found, kind):
        raise TypeError(f"{kind.__name__} was left at once")
    return found


async def until(pilot: Pilot[None], is_so: Callable[[], bool]) -> None:
    """Wait until the app has come so far."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError("the app never came so far")
        await pilot.pause(0.05)
    await pilot.pause()


def take_picture(pilot: Pilot[None], name: str) -> None:
    """Keep what the app shows now."""
    PICTURES.mkdir(exist_ok=True)
    lines = pilot.app.export_screenshot(title="Rolecall").splitlines()
    text = "\n".join(line.rstrip() for line in lines) + "\n"
    (PICTURES / f"{name}.svg").write_text(text, encoding="utf-8")


async def play(desk: Desk) -> None:
    """Go through the app as a rep who falls for the trap, and take the pictures."""
    app = RolecallApp(lambda: desk)
    async with app.run_test(size=SIZE) as pilot:
        home = await screen(pilot, HomeScreen)
        await until(pilot, lambda: home.focused is not None)
        take_picture(pilot, "home")
        app.post_message(CallChosen(desk.ports.library.scenario("department-box")))
        await screen(pilot, BriefScreen)
        take_picture(pilot, "brief")
        await pilot.press("enter")
        call = await screen(pilot, CallScreen)
        await until(pilot, lambda: call.state == "greeting")
        await pilot.pause(GREETING_SECONDS)
        take_picture(pilot, "call")
        await until(pilot, lambda: call.state == "recording")
        await pilot.pause(RECORDED_SECONDS)
        take_picture(pilot, "recording")
        await pilot.press("space")
        await screen(pilot, HeardScreen)
        take_picture(pilot, "heard")
        await pilot.press("enter")
        await see_what_it_is_worth(pilot)


async def see_what_it_is_worth(pilot: Pilot[None]) -> None:
    """On from the words that were heard: the question, the result, and the voice."""
    await screen(pilot, CallbackScreen)
    await pilot.press("y", "enter")
    await pilot.pause(HEARD_SECONDS)
    await pilot.press("space")
    take_picture(pilot, "callback")
    await pilot.press("enter")
    await screen(pilot, ResultScreen)
    take_picture(pilot, "result")
    await pilot.press("v")
    voice = await screen(pilot, VoiceScreen)
    await until(pilot, lambda: voice.has_class("-drawn"))
    take_picture(pilot, "voice")


def practised_desk(folder: Path) -> Desk:
    """A desk whose rep has practised on eight days, and learnt."""
    records = MemoryRecords(folder / "attempts")
    ports = Ports(CaptionVoice(), SilentPlayer(), None, None, records, ScenarioFiles())
    preferences = Preferences(recording_notice_seen=True, first_steps_seen=True)
    desk = Desk(ports, Places(folder, folder), preferences, default_rubric())
    chance = Random(11)  # noqa: S311 - a made-up rep
    for number in range(DAYS * CALLS_A_DAY):
        day, place = divmod(number, CALLS_A_DAY)
        now = FIRST_DAY + timedelta(days=day, minutes=6 * place)
        desk.practice.clock = lambda now=now: now  # type: ignore[misc]
        drawn = desk.practice.coming().drawn
        if drawn is not None:
            records.keep_evidence(_shown(desk, drawn, number, chance))
    desk.practice.clock = lambda: FIRST_DAY + timedelta(days=DAYS - 1, hours=3)
    return desk


def _shown(desk: Desk, drawn: Drawn, number: int, chance: Random) -> Evidence:
    scenario = desk.ports.library.scenario(drawn.scenario).scenario
    is_right = chance.random() < min(0.55 + number / 90, 0.97)
    cards = [*map(cue_card, cues_heard(scenario)), *map(skill_card, SKILLS)]
    overall = chance.gauss(70 + number / 3, 5) if is_right else 45.0
    return Evidence(
        attempt=f"call-{number:03}",
        scenario=scenario.id,
        type=scenario.type,
        variant=drawn.variant,
        finished_at=desk.practice.now(),
        ratings=dict.fromkeys(cards, "good" if is_right else "again"),
        is_clean=is_right,
        passed=is_right,
        decided=(
            Decided(
                best="leave" if scenario.type == "personal_mailbox" else "hang_up",
                made="leave" if is_right == (scenario.type == "personal_mailbox") else "hang_up",
                verdict="best" if is_right else "wrong",
            ),
        ),
        scores={"where": 100.0 if is_right else 0.0, "overall": min(overall, 100.0)},
        would_call_back="yes" if is_right else "no",
        self_percent=chance.choice((70, 80, 90)) if is_right else chance.choice((30, 60, 80)),
    )


async def show_progress(desk: Desk) -> None:
    """How far that rep has come."""
    app = RolecallApp(lambda: desk)
    async with app.run_test(size=SIZE) as pilot:
        home = await screen(pilot, HomeScreen)
        await until(pilot, lambda: home.focused is not None)
        await pilot.press("p")
        progress = await screen(pilot, ProgressScreen)
        await until(pilot, lambda: progress.focused is not None)
        take_picture(pilot, "progress")


def main() -> None:
    """Take all pictures."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(prepared_desk(Path(folder))))
        asyncio.run(show_progress(practised_desk(Path(folder) / "practised")))


if __name__ == "__main__":
    main()
