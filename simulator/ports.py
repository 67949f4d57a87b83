"""What Rolecall needs from the outside, as protocols.

Methods that may block run in a thread and take `stop`: once it is set they must return within
0.5 s. A port that cannot do its work raises PortError with a sentence for the rep; the session
goes on without it (captions for sound, typing for speech).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from simulator.call.effects import Effect
from simulator.call.events import EndedBy
from simulator.grading.score import Scorecard
from simulator.grading.transcript import Transcript
from simulator.practice.inbox import Hearing
from simulator.practice.number_written import NumberWritten
from simulator.practice.self_rating import SelfRating
from simulator.scenario.model import RecordedGreeting, Scenario
from simulator.scenario.speech import Speech


class PortError(RuntimeError):
    """A device or service cannot do its work. The message is a sentence for the rep."""


class UnknownScenario(PortError):
    """There is no such scenario, or it cannot be played. The message names the nearest."""


@dataclass(frozen=True, slots=True)
class Caption:
    """One segment of a sound in words, with its seconds from the sound's beginning."""

    text: str
    start_seconds: float
    end_seconds: float
    is_cue: bool = False


@dataclass(frozen=True, slots=True)
class Sound:
    """Something that can be played, with captions.

    `path` is a mono 16-bit WAV, or None where there is no voice: then only the captions are shown,
    for as long as the sound would have lasted.
    """

    path: Path | None
    seconds: float
    captions: tuple[Caption, ...]

    @property
    def cue_end_seconds(self) -> float | None:
        """When the deciding words have been heard, or None where there are none."""
        return next((c.end_seconds for c in self.captions if c.is_cue), None)

    def segment_start_seconds(self, from_seconds: float) -> float:
        """Where playing goes on after an interruption: at the beginning of the caption's words."""
        starts = (c.start_seconds for c in self.captions if c.start_seconds <= from_seconds)
        return max(starts, default=0.0)


@dataclass(frozen=True, slots=True)
class RecordingLimits:
    """When a recording ends by itself, in seconds.

    `max_silence_seconds` ends it after that long without speech once speech was heard,
    `patience_seconds` ends it if none was heard at all.
    """

    max_seconds: float
    max_silence_seconds: float
    patience_seconds: float


@dataclass(frozen=True, slots=True)
class Take:
    """What the rep said: a 16 kHz mono 16-bit WAV, or typed text (then `path` is None).

    Times in seconds from the beginning of the take. `speech_seconds` is estimated from the level
    while recording; graders use the recogniser's voice activity instead.
    """

    path: Path | None
    text: str | None
    seconds: float
    speech_seconds: float
    first_speech_seconds: float | None
    ended_by: EndedBy


class Voice(Protocol):
    """Turns text into sound."""

    def render(self, speech: Speech, stop: threading.Event) -> Sound:
        """Synthesise, or take from the cache."""

    def recorded(
        self, greeting: RecordedGreeting, folder: Path, cue: str | None, voice: str
    ) -> Sound:
        """Prepare a greeting that the scenario brings; `folder` is the scenario's."""


class Player(Protocol):
    """Plays sounds to the rep."""

    def play(self, sound: Sound, from_seconds: float, stop: threading.Event) -> None:
        """Play to the end, or until `stop` is set."""

    def ring(self, stop: threading.Event) -> None:
        """Play one ring."""

    def beep(self, stop: threading.Event) -> None:
        """Play the beep."""

    def key(self, key: str) -> None:
        """Start the tone of one key, over whatever is playing. Does not block."""


class Microphone(Protocol):
    """Records what the rep says."""

    def record(
        self,
        path: Path,
        limits: RecordingLimits,
        on_level: Callable[[float], None],
        stop: threading.Event,
    ) -> Take:
        """Record into `path`, which is a valid WAV at every moment.

        `on_level` is called from another thread, at most 15 times a second, with 0 to 1.
        A device that disappears ends the take with `device_lost`; what was heard is kept.
        """


class Recognizer(Protocol):
    """Turns a take into words."""

    def transcribe(
        self, path: Path, complete: threading.Event, stop: threading.Event
    ) -> Transcript:
        """Transcribe a WAV that may still be growing; it has its final length once `complete`."""

    def warm(self) -> None:
        """Load what takes time, ahead of the first take. Does not block."""


class Embedder(Protocol):
    """Turns texts into vectors of 384 numbers, alike where the meanings are."""

    @property
    def sha256(self) -> str:
        """The hash that names the model."""

    def embed(self, texts: Sequence[str], stop: threading.Event) -> tuple[tuple[float, ...], ...]:
        """A unit vector for each text, in their order; an empty tuple once it is stopped.

        The same text gives the same vector, whatever is asked with it.
        """

    def warm(self) -> None:
        """Load what takes time, ahead of the first text. Does not block."""


@dataclass(frozen=True, slots=True)
class AttemptSummary:
    """One finished call, as lists show it. `started_at` is ISO 8601 with the zone."""

    id: str
    scenario_id: str
    started_at: str
    overall: float | None
    passed: bool


@dataclass(frozen=True, slots=True)
class Attempt:
    """One finished call, as it is kept.

    `journal` is the call's events as JSON lines, `transcripts` what was heard or typed, by take id,
    and `corrections` what the rep says it was, where that differs; both are kept. `folder` is where
    the recordings lie. `self_rating` is the rep's own answer, where one was given.
    """

    id: str
    scenario_id: str
    scenario_version: int
    started_at: str
    journal: str
    transcripts: dict[str, Transcript]
    scorecard: Scorecard
    folder: Path
    corrections: dict[str, str] = field(default_factory=dict)
    self_rating: SelfRating | None = None


class Records(Protocol):
    """Remembers attempts."""

    def begin(self, attempt_id: str) -> Path:
        """Make the attempt's folder, readable by its owner only, and return it."""

    def finish(self, attempt: Attempt) -> None:
        """Keep a finished attempt, whole or not at all."""

    def replace(self, attempt: Attempt) -> None:
        """Put an attempt that was graded again in the place of the one kept, whole or not at all.

        Raises:
            PortError: none with its id is kept, or it cannot be written; the old one stays.
        """

    def attempt(self, attempt_id: str) -> Attempt | None:
        """Find one; a unique beginning of the id is enough."""

    def attempts(self) -> Sequence[AttemptSummary]:
        """All, the newest first."""

    def scorecards(self, attempt_ids: Sequence[str]) -> Sequence[Scorecard]:
        """The results of some attempts, in their order; what cannot be read is left out."""

    def unfinished(self) -> Sequence[Path]:
        """Folders of calls that never finished: something was recorded, then Rolecall died."""

    def discard(self, folder: Path) -> None:
        """Erase an unfinished call's folder."""

    def keep_hearing(self, hearing: Hearing) -> None:
        """Keep what was decided about one message of an inbox."""

    def hearings(self) -> Sequence[Hearing]:
        """Every message of every inbox as it was heard, the oldest inbox first."""

    def keep_number(self, written: NumberWritten) -> None:
        """Keep what was written at the first hearing of a call's number; there is but one."""

    def number_written(self, attempt_id: str) -> NumberWritten | None:
        """What was written when the number of a call was heard for the first time."""


class Stage(Protocol):
    """What shows a call under way. Called on the event loop, must return at once."""

    def began(self, phase: str, effect: Effect, sound: Sound | None) -> None:
        """An effect has begun; `sound` is what can be heard, with its captions."""

    def level(self, level: float) -> None:
        """The microphone's level, 0 to 1."""

    def notice(self, sentence: str) -> None:
        """Something did not work; the call goes on."""


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """A scenario, the hash of its file, and the folder beside which its recordings lie."""

    scenario: Scenario
    sha256: str
    folder: Path


class Library(Protocol):
    """The scenarios and voices at hand."""

    def scenarios(self) -> Sequence[ScenarioFile]:
        """All that can be played, by level and then title."""

    def scenario(self, name: str) -> ScenarioFile:
        """The scenario with an id, or the one in a YAML file whose path is given.

        Raises:
            UnknownScenario: there is none, or its file has problems.
        """

    def problems(self) -> Sequence[str]:
        """One sentence for each file that cannot be played, with file, line and column."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What this machine has to choose from, by the names that the system and the settings use.

    `has_speaker` is false where calls are shown as captions only.
    """

    speakers: tuple[str, ...] = ()
    microphones: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    has_speaker: bool = True


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything a call needs, in one bag, so that a test can swap one.

    `microphone` is None where there is none: answers are typed. `embedder` is None where sentence
    embeddings are not installed: hooks are found by their words only. `notices` are sentences about
    what is missing on this machine, to be shown once.
    """

    voice: Voice
    player: Player
    microphone: Microphone | None
    recognizer: Recognizer | None
    records: Records
    library: Library
    notices: tuple[str, ...] = ()
    embedder: Embedder | None = None
    machine: Machine = Machine()
