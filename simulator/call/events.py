"""What can happen to a call. Everything the engine knows arrives as one of these.

Every event carries `at_seconds`, the time since dialling: the engine has no clock of its own.
Events are also the journal of a call, so their fields are plain values, never handles or samples.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EndedBy = Literal["rep", "limit", "silence", "device_lost", "disk_full"]
"""What ended a recording: the rep (key, hang-up, typed Enter), the mailbox, or a failure."""

Request = Literal["ask_by_name", "ask_who", "pitch", "answer_screen", "unclear", "silence"]
"""What a spoken or typed turn with a live person amounted to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialled:
    """The rep placed the call."""

    at_seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RingEnded:
    """One ring finished."""

    at_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GreetingStarted:
    """A greeting can be heard. Times inside it count from its own beginning."""

    at_seconds: float
    line: str
    from_seconds: float
    seconds: float
    cue_end_seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GreetingEnded:
    """The greeting was spoken to its end."""

    at_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptEnded:
    """A system prompt or a reply was spoken to its end."""

    at_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Beeped:
    """The beep is over."""

    at_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPressed:
    """The rep pressed a key: one of 0-9, * and #."""

    at_seconds: float
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerFired:
    """The time that a key waits for `#` is over."""

    at_seconds: float
    timer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A recording in a mailbox is closed. `take` names it; its sound is elsewhere.

    `speech_seconds` is how much of it was speech, `first_speech_seconds` when that began,
    counted from the beginning of the take (None: no speech).
    """

    at_seconds: float
    line: str
    take: str
    seconds: float
    speech_seconds: float
    first_speech_seconds: float | None
    ended_by: EndedBy


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A turn with a live person is over, and this is what it amounted to."""

    at_seconds: float
    line: str
    text: str
    request: Request
    person: str | None = None
    take: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HungUp:
    """The rep ended the call."""

    at_seconds: float


Event = (
    Dialled | RingEnded | GreetingStarted | GreetingEnded | PromptEnded | Beeped | KeyPressed
    | TimerFired | Recorded | Heard | HungUp
)  # fmt: skip

EVENTS: tuple[type[Event], ...] = (
    Dialled, RingEnded, GreetingStarted, GreetingEnded, PromptEnded, Beeped, KeyPressed,
    TimerFired, Recorded, Heard, HungUp,
)  # fmt: skip
