"""What is heard and said: voice, player, microphone, recogniser, and what passes between them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from simulator.call.events import EndedBy
from simulator.grading.transcript import Transcript
from simulator.scenario.model import RecordedGreeting
from simulator.scenario.speech import Speech


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
