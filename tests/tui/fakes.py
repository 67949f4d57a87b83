"""A desk whose ports a test holds in its hands."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from simulator.adapters.records_memory import MemoryRecords
from simulator.adapters.voice_captions import CaptionVoice
from simulator.call.events import EndedBy
from simulator.grading.rubric import Rubric, default_rubric
from simulator.grading.transcript import Moment, Transcript, spoken
from simulator.ports import PortError, Ports, RecordingLimits, ScenarioFile, Sound, Take
from simulator.session.baselines import Baselines
from simulator.session.desk import Desk
from simulator.session.people import People, Profile
from simulator.settings import Places, Preferences
from tests.tui.scenes import OWN, TEAM, scenario_files

SETTLED = Preferences(first_steps_seen=True)
"""A rep who is not new here."""


class HeldPlayer:
    """Plays nothing, and lasts until the test lets it go: `held` names what waits."""

    def __init__(self, held: Sequence[str] = ()) -> None:
        self.held = set(held)
        self.keys: list[str] = []
        self.played: list[str] = []
        self._go_on = threading.Event()

    def release(self) -> None:
        """Let everything go."""
        self.held.clear()
        self._go_on.set()

    def play(self, sound: Sound, from_seconds: float, stop: threading.Event) -> None:
        self.played.append(" ".join(c.text for c in sound.captions))
        self._wait("sound", stop)

    def ring(self, stop: threading.Event) -> None:
        self._wait("ring", stop)

    def beep(self, stop: threading.Event) -> None:
        self._wait("beep", stop)

    def key(self, key: str) -> None:
        self.keys.append(key)

    def _wait(self, name: str, stop: threading.Event) -> None:
        while name in self.held and not stop.wait(0.01):
            if self._go_on.is_set():
                return


@dataclass
class OpenMicrophone:
    """Hears twenty seconds of speech, however short the recording was."""

    levels: Sequence[float] = (0.2, 0.7)
    recording: threading.Event = field(default_factory=threading.Event)
    failure: str = ""
    content: bytes = b""
    ended_by: EndedBy = "rep"

    def record(
        self,
        path: Path,
        limits: RecordingLimits,
        on_level: Callable[[float], None],
        stop: threading.Event,
    ) -> Take:
        if self.failure:
            raise PortError(self.failure)
        path.write_bytes(self.content)
        for level in self.levels:
            on_level(level)
        self.recording.set()
        stop.wait(10)
        return Take(path, None, 20.0, 18.0, 0.4, self.ended_by)


class ScriptedRecognizer:
    """Understands the given words, whatever was said; those that end in ~ hardly."""

    def __init__(self, *texts: str) -> None:
        self._texts = list(texts)
        self.warmed = 0

    def warm(self) -> None:
        self.warmed += 1

    def transcribe(
        self, path: Path, complete: threading.Event, stop: threading.Event
    ) -> Transcript:
        while not complete.wait(0.01):
            if stop.is_set():
                raise PortError("Stopped.")
        words = (self._texts.pop(0) if self._texts else "").split()
        timed = tuple(
            (w.rstrip("~"), i * 0.4, i * 0.4 + 0.3, 0.2 if w.endswith("~") else 0.9, False)
            for i, w in enumerate(words)
        )
        return spoken(timed, 20.0, (Moment(0.0, len(words) * 0.4),))


class ShelfLibrary:
    """A library of given scenarios."""

    def __init__(
        self,
        files: Sequence[ScenarioFile],
        problems: Sequence[str] = (),
        rubrics: Sequence[Rubric] = (),
    ) -> None:
        self._files = files
        self._problems = problems
        self._rubrics = {rubric.id: rubric for rubric in rubrics}

    def scenarios(self) -> Sequence[ScenarioFile]:
        return self._files

    def scenario(self, name: str) -> ScenarioFile:
        return next(file for file in self._files if file.scenario.id == name)

    def rubrics(self) -> Mapping[str, Rubric]:
        return self._rubrics

    def problems(self) -> Sequence[str]:
        return self._problems

    may_change = False

    def reread(self) -> bool:
        return False


@dataclass
class Setup:
    """A desk and the ports that a test wants to reach."""

    desk: Desk
    player: HeldPlayer
    microphone: OpenMicrophone
    recognizer: ScriptedRecognizer
    closed: list[bool]


def set_up(
    folder: Path,
    *,
    held: Sequence[str] = (),
    said: Sequence[str] = (),
    has_microphone: bool = True,
    notices: tuple[str, ...] = (),
    files: Sequence[ScenarioFile] | None = None,
    problems: Sequence[str] = (),
    preferences: Preferences = SETTLED,
    profile: Profile | None = None,
) -> Setup:
    """A desk in `folder`, in whose calls `held` sounds last until they are released.

    The rep has seen the first steps, unless the `preferences` say otherwise.
    """
    player, microphone = HeldPlayer(held), OpenMicrophone()
    recognizer = ScriptedRecognizer(*said)
    library = ShelfLibrary(scenario_files(OWN, TEAM) if files is None else files, problems)
    ports = Ports(
        CaptionVoice(),
        player,
        microphone if has_microphone else None,
        recognizer,
        MemoryRecords(folder / "attempts"),
        library,
        notices,
    )
    closed: list[bool] = []
    desk = Desk(
        ports,
        Places(folder, folder),
        preferences,
        default_rubric(),
        (lambda: closed.append(True),),
        Baselines(folder / "baselines.json", "Headset" if has_microphone else None),
    ).seat(People(Places(folder, folder)), profile)
    return Setup(desk, player, microphone, recognizer, closed)
