"""Ports that need no hardware, and a stage that remembers what it was shown."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from typing_extensions import override

from simulator.adapters.player_silent import SilentPlayer
from simulator.adapters.recogniser_scripted import evenly_spoken
from simulator.adapters.records_memory import MemoryRecords
from simulator.adapters.scenario_files import ScenarioFiles
from simulator.adapters.voice_captions import CaptionVoice
from simulator.call.effects import Effect
from simulator.grading.rubric import default_rubric
from simulator.grading.transcript import Transcript, typed
from simulator.ports import PortError, Ports, RecordingLimits, Sound, Take
from simulator.session.desk import Desk
from simulator.session.runner import Session
from simulator.session.simulated import Utterance
from simulator.settings import Places, Preferences

SHIPPED = ScenarioFiles()
"""Read once for all tests: nothing changes what is shipped."""
MESSAGE = (
    "Hi Dana, you told FreshSummit that a third of your sampling budget is wasted. This is Alex "
    "Reed with Northwind. Call me at 617-555-0142. Again, 617-555-0142."
)


@dataclass
class WatchingStage:
    """Remembers effects by name, and sentences."""

    shown: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    levels: list[float] = field(default_factory=list)

    def began(self, phase: str, effect: Effect, sound: Sound | None) -> None:
        self.shown.append(type(effect).__name__)

    def level(self, level: float) -> None:
        self.levels.append(level)

    def notice(self, sentence: str) -> None:
        self.notices.append(sentence)


class Blocks:
    """A voice, player, microphone or recogniser that waits until it is told to stop."""

    def __init__(self) -> None:
        self.began = threading.Event()
        self.stopped = threading.Event()

    def _wait(self, stop: threading.Event) -> None:
        self.began.set()
        if stop.wait(30):
            self.stopped.set()

    def render(self, speech: object, stop: threading.Event) -> Sound:
        self._wait(stop)
        return Sound(None, 0.0, ())

    def play(self, sound: Sound, from_seconds: float, stop: threading.Event) -> None:
        self._wait(stop)

    def ring(self, stop: threading.Event) -> None:
        self._wait(stop)

    def beep(self, stop: threading.Event) -> None:
        self._wait(stop)

    def key(self, key: str) -> None:
        return

    def record(
        self, path: Path, limits: RecordingLimits, on_level: Callable[[float], None],
        stop: threading.Event,
    ) -> Take:  # fmt: skip
        on_level(0.5)
        self._wait(stop)
        return Take(path, None, 6.0, 5.0, 0.5, "rep")

    def transcribe(
        self, path: Path, complete: threading.Event, stop: threading.Event
    ) -> Transcript:
        self._wait(stop)
        raise PortError("Stopped.")

    def warm(self) -> None:
        return


class GreetsSlowly(SilentPlayer):
    """A player whose first greeting lasts until a key or a hang-up stops it."""

    def __init__(self) -> None:
        super().__init__(pace=0.0)
        self._greeted = False

    @override
    def play(self, sound: Sound, from_seconds: float, stop: threading.Event) -> None:
        if not self._greeted:
            self._greeted = True
            # On a busy machine the key may come before the first sound: then it is the next line
            # that lasts, and it must end while `until` still waits.
            stop.wait(10)


class Broken(Blocks):
    """A port that cannot do its work."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._sentence = sentence

    @override
    def _wait(self, stop: threading.Event) -> None:
        raise PortError(self._sentence)


class Hears(Blocks):
    """A recogniser that hears the same words whatever is said."""

    def __init__(self, *texts: str) -> None:
        super().__init__()
        self._texts = list(texts)

    @override
    def transcribe(
        self, path: Path, complete: threading.Event, stop: threading.Event
    ) -> Transcript:
        while not complete.wait(0.01):
            if stop.is_set():
                raise PortError("Stopped.")
        words = typed(self._texts.pop(0))
        return replace(words, seconds=6.0, source="spoken")


class HearsInTime(Hears):
    """Hears the given words, a third of a second each."""

    @override
    def transcribe(
        self, path: Path, complete: threading.Event, stop: threading.Event
    ) -> Transcript:
        return evenly_spoken(super().transcribe(path, complete, stop).text, 20.0)


def says() -> Utterance:
    """Twenty seconds of speech."""

    def say(_: object, into: Path, __: float) -> Take:
        into.write_bytes(b"RIFF")
        return Take(into, None, 20.0, 18.0, 0.4, "rep")

    return say


def ports(root: Path, **others: Any) -> Ports:
    """Ports without hardware, some of them swapped."""
    silent = Ports(CaptionVoice(), SilentPlayer(pace=0.0), None, None, MemoryRecords(root), SHIPPED)
    return replace(silent, **others)


def desk(root: Path, **others: Any) -> Desk:
    """A desk at these ports."""
    places = Places(root / "data", root / "cache")
    return Desk(ports(root / "attempts", **others), places, Preferences(), default_rubric())


def session(at: Desk, scenario: str, *, typed: bool = False) -> tuple[Session, WatchingStage]:
    """A call that is ready to run."""
    stage = WatchingStage()
    file = at.ports.library.scenario(scenario)
    return Session(at.new_setting(file, typed=typed), at.ports, stage), stage


async def until(true: Callable[[], bool]) -> None:
    """Wait until something is so; a test that waits in vain fails."""
    async with asyncio.timeout(30):
        while not true():
            await asyncio.sleep(0.005)
