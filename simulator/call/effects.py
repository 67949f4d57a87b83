"""What a call asks of the world. The engine never does any of it.

Ring, PlayGreeting, Say, Beep, Record and Listen are **foreground** effects: starting one stops the
one before it. SoundKey, StartTimer, CancelTimer and StopRecording go alongside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EndReason = Literal[
    "hung_up", "line_dropped", "mailbox_full", "message_sent", "too_short", "limit", "not_in",
    "operator_gave_up", "device_lost",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """Play one ring; answer with RingEnded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayGreeting:
    """Play a line's greeting; answer with GreetingStarted, then GreetingEnded.

    `from_seconds` is where to go on in it after an interruption.
    """

    line: str
    from_seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Speak a prompt or a reply in a voice (its id); answer with PromptEnded."""

    text: str
    voice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beep:
    """Play the beep; answer with Beeped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Record a message; answer with Recorded.

    Ends at `max_seconds`, after `max_silence_seconds` without speech, or on StopRecording.
    """

    line: str
    take: str
    max_seconds: float
    max_silence_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRecording:
    """Close the recording under way; its Recorded still comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listen:
    """Hear one spoken or typed turn; answer with Heard.

    The turn ends after `end_silence_seconds` of silence that follows speech, at `max_seconds`, or
    after `patience_seconds` without any speech.
    """

    line: str
    take: str
    max_seconds: float
    end_silence_seconds: float
    patience_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundKey:
    """Play the tone of a key, over whatever is under way."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StartTimer:
    """Answer with TimerFired after some seconds, unless cancelled."""

    timer: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTimer:
    """Forget the timer."""

    timer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """The call is over. Always the last effect."""

    reason: EndReason


Foreground = Ring | PlayGreeting | Say | Beep | Record | Listen
Effect = Foreground | SoundKey | StartTimer | CancelTimer | StopRecording | End
