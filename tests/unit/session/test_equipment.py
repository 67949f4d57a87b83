"""A call's equipment: what fails is told once, and nobody waits for it again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typing_extensions import override

from simulator.adapters.embedder_scripted import ScriptedEmbedder
from simulator.adapters.player_silent import SilentPlayer
from simulator.adapters.records_memory import MemoryRecords
from simulator.adapters.scenario_files import ScenarioFiles
from simulator.grading.transcript import Transcript
from simulator.ports import PortError, Ports, Recognizer, ScenarioFile, Sound
from simulator.scenario.model import RecordedGreeting
from simulator.scenario.speech import Speech
from simulator.session.equipment import Equipment


class BrokenVoice:
    """Fails, in other words each time."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def render(self, speech: Speech, stop: threading.Event) -> Sound:
        self.asked.append(speech.text)
        raise PortError(f"The voice did not answer ({len(self.asked)}).")

    def recorded(
        self, greeting: RecordedGreeting, folder: Path, cue: str | None, voice: str
    ) -> Sound:
        raise AssertionError("no greeting is recorded here")


class BrokenRecognizer:
    """Fails in the same words each time."""

    def transcribe(
        self, path: Path, complete: threading.Event, stop: threading.Event
    ) -> Transcript:
        raise PortError("The recogniser is gone.")

    def warm(self) -> None:
        return


@pytest.fixture(scope="module")
def library() -> ScenarioFiles:
    return ScenarioFiles()


@pytest.fixture
def notices() -> list[str]:
    return []


Make = Callable[..., Equipment]


@pytest.fixture
def make(library: ScenarioFiles, notices: list[str]) -> Iterator[Make]:
    made: list[Equipment] = []

    def make_one(voice: BrokenVoice, recognizer: Recognizer | None = None) -> Equipment:
        ports = Ports(voice, SilentPlayer(pace=0), None, recognizer, MemoryRecords(), library)
        made.append(Equipment(ports, notices.append, typed=True))
        return made[-1]

    yield make_one
    for equipment in made:
        equipment.close()


def longest(library: ScenarioFiles) -> ScenarioFile:
    return max(library.scenarios(), key=lambda file: len(file.scenario.lines))


async def test_a_call_loads_the_embedder_before_its_message_is_graded(
    library: ScenarioFiles, notices: list[str]
) -> None:
    class Warmed(ScriptedEmbedder):
        times = 0

        @override
        def warm(self) -> None:
            self.times += 1

    embedder = Warmed()
    records, player = MemoryRecords(), SilentPlayer(pace=0)
    ports = Ports(BrokenVoice(), player, None, None, records, library, embedder=embedder)
    equipment = Equipment(ports, notices.append, typed=True)

    equipment.prepare(longest(library))
    equipment.close()

    assert embedder.times == 1


async def test_a_voice_that_failed_is_not_asked_again_in_this_call(
    make: Make, library: ScenarioFiles, notices: list[str]
) -> None:
    voice = BrokenVoice()
    equipment = make(voice)
    file = longest(library)
    assert len(file.scenario.lines) > 1

    equipment.prepare(file)
    greetings = [await equipment.greeting(name) for name in file.scenario.lines]
    prompt = await equipment.prompt("Press 1.", "dana", threading.Event())

    assert len(voice.asked) == 1
    assert all(sound.captions and sound.path is None for sound in [*greetings, prompt])
    assert notices == ["The voice did not answer (1). The call goes on with captions."]


async def test_the_same_sentence_is_told_once(
    make: Make, notices: list[str], tmp_path: Path
) -> None:
    equipment = make(BrokenVoice(), BrokenRecognizer())

    for _ in range(2):
        assert await equipment.transcribe(tmp_path, threading.Event(), threading.Event()) is None

    assert notices == ["The recogniser is gone. Your recording is kept."]
