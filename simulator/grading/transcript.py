"""What was said, as the graders see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the transcript, in characters: [start, end)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of the take, in seconds from its beginning."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Word:
    """One word as heard. `span` is its place in the transcript's text.

    `probability` is the recogniser's, 0 to 1; 1 for typed words. `is_filler` marks um, uh, er, ah,
    hmm and their kind. Typed words have no times: both are None.
    """

    text: str
    span: Span
    start: float | None
    end: float | None
    probability: float
    is_filler: bool = False


@dataclass(frozen=True, slots=True)
class EnergyParts:
    """The four figures of which energy is made, in the units that their names give."""

    pitch_semitones_per_second: float
    intensity_db_per_second: float
    syllables_per_second: float
    centroid_hz: float


@dataclass(frozen=True, slots=True)
class Baseline:
    """How the rep sounds who reads a neutral passage into the same microphone.

    `energy` is that of `acoustics.energy`. It compares with no figure of another bandwidth.
    """

    energy: float
    is_telephone_band: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """What was measured in the sound of a message.

    `syllables_per_second` counts the sound's own syllables over its speech. `parts` and `energy`
    are None where `not_measured` says why. `clipped_share` is 0 to 1, `level_db` the loudness of
    speech in dB of full scale. `baseline` is the rep's, where the microphone in use has one.
    """

    seconds: float
    speech: tuple[Moment, ...]
    level_db: float | None
    clipped_share: float
    is_telephone_band: bool
    syllables_per_second: float | None
    parts: EnergyParts | None
    energy: float | None
    not_measured: str = ""
    baseline: Baseline | None = None

    @property
    def speech_seconds(self) -> float:
        """How long was spoken, pauses left out."""
        return sum(m.end - m.start for m in self.speech)

    @property
    def longest_run_seconds(self) -> float:
        """The longest stretch of speech without a pause."""
        return max((m.end - m.start for m in self.speech), default=0.0)


@dataclass(frozen=True, slots=True)
class Transcript:
    """One message: its text, its words, and the speech found in the sound.

    `seconds` is the length of the take and `speech` where voice activity was found; typed
    messages have neither (None and empty). `text` is the words joined by single spaces. `voice` is
    what was measured in the sound, None where that was not done.
    """

    text: str
    words: tuple[Word, ...]
    seconds: float | None
    speech: tuple[Moment, ...]
    source: Literal["spoken", "typed"]
    voice: Voice | None = None

    @property
    def speech_seconds(self) -> float | None:
        """How long was spoken, pauses left out; None for typed messages."""
        if self.source == "typed":
            return None
        return sum(m.end - m.start for m in self.speech)


def spoken(
    words: tuple[tuple[str, float, float, float, bool], ...],
    seconds: float,
    speech: tuple[Moment, ...],
) -> Transcript:
    """A transcript from (word, start, end, probability, is_filler) tuples in order of time."""
    made: list[Word] = []
    at = 0
    for text, start, end, probability, is_filler in words:
        made.append(Word(text, Span(at, at + len(text)), start, end, probability, is_filler))
        at += len(text) + 1
    return Transcript(" ".join(w.text for w in made), tuple(made), seconds, speech, "spoken")


def typed(text: str) -> Transcript:
    """A transcript from typed text; runs of white space become single spaces."""
    made: list[Word] = []
    at = 0
    for word in writable(text).split():
        made.append(Word(word, Span(at, at + len(word)), None, None, 1.0))
        at += len(word) + 1
    return Transcript(" ".join(w.text for w in made), tuple(made), None, (), "typed")


def writable(text: str) -> str:
    """The text with a question mark for half a surrogate pair, which no file can hold.

    A terminal gives such halves for bytes that are no UTF-8.
    """
    return text.encode("utf-8", "replace").decode("utf-8")
