"""What Rolecall needs from the outside, as protocols.

Methods that may block run in a thread and take `stop`: once it is set they must return within
0.5 s. A port that cannot do its work raises PortError with a sentence for the rep; the session
goes on without it (captions for sound, typing for speech).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from simulator.call.effects import Effect
from simulator.ports.errors import PortError, UnknownScenario
from simulator.ports.records import (
    Attempt,
    AttemptSummary,
    Brought,
    FromElsewhere,
    Practised,
    Reached,
    Records,
    TakeKept,
)
from simulator.ports.scenario_files import Listing, ScenarioFile, Unread
from simulator.ports.sounds import (
    Caption,
    Embedder,
    Microphone,
    Player,
    Recognizer,
    RecordingLimits,
    Sound,
    Take,
    Voice,
)

if TYPE_CHECKING:
    from simulator.grading.rubric import Rubric

__all__ = [
    "Attempt",
    "AttemptSummary",
    "Brought",
    "Caption",
    "Embedder",
    "FromElsewhere",
    "Library",
    "Listing",
    "Machine",
    "Microphone",
    "Player",
    "PortError",
    "Ports",
    "Practised",
    "Reached",
    "Recognizer",
    "RecordingLimits",
    "Records",
    "ScenarioFile",
    "Sound",
    "Stage",
    "Take",
    "TakeKept",
    "UnknownScenario",
    "Unread",
    "Voice",
]


class Stage(Protocol):
    """What shows a call under way. Called on the event loop, must return at once."""

    def began(self, phase: str, effect: Effect, sound: Sound | None) -> None:
        """An effect has begun; `sound` is what can be heard, with its captions."""

    def level(self, level: float) -> None:
        """The microphone's level, 0 to 1."""

    def notice(self, sentence: str) -> None:
        """Something did not work; the call goes on."""


class Library(Protocol):
    """The scenarios and voices at hand."""

    def scenarios(self) -> Sequence[ScenarioFile]:
        """All that can be played, by level and then title."""

    def scenario(self, name: str) -> ScenarioFile:
        """The scenario with an id, or the one in a YAML file whose path is given.

        Raises:
            UnknownScenario: there is none, or its file has problems.
        """

    def rubrics(self) -> Mapping[str, Rubric]:
        """The rubrics that packs have brought, by id."""

    def problems(self) -> Sequence[str]:
        """One sentence for each file that cannot be played, with file, line and column."""

    @property
    def may_change(self) -> bool:
        """Whether there are files that somebody may be writing: those that were asked for."""

    def reread(self) -> bool:
        """Read what has changed of those files since they were read; whether anything had.

        A scenario whose file cannot be played any more stays as it was last, and is a problem.
        """


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
