"""Where a call is: everything that changes while it lasts, as one frozen value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal

from simulator.call.effects import Effect, EndReason
from simulator.scenario.model import Line, Scenario


class Phase(Enum):
    """What is going on in the call."""

    DIALLING = "dialling"
    RINGING = "ringing"
    GREETING = "greeting"
    PROMPT = "prompt"
    BEEP = "beep"
    RECORDING = "recording"
    CLOSING = "closing"
    TALKING = "talking"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What follows a prompt, or the closing of a recording.

    `line`: reach another line. `greeting`: go on with the greeting at `from_seconds`. `beep`: beep
    and record. `listen`: hear the rep. `deliver`: the mailbox takes the message, if it is long
    enough. `end`: the call is over.
    """

    step: Literal["line", "greeting", "beep", "listen", "deliver", "end"]
    line: str = ""
    from_seconds: float = 0.0
    reason: EndReason = "hung_up"


@dataclass(frozen=True, slots=True)
class State:
    """One call, at one moment.

    `greeting_at_seconds` is when the greeting's own second 0 was, `pressed` the key that waits for
    `#`, `timer` the number of the last timer started, `zero_at_seconds` when a lone 0 took effect,
    `tries` how many messages were too short or requests unclear on this line.
    """

    phase: Phase = Phase.DIALLING
    line: str = ""
    rings_left: int = 0
    greeting_at_seconds: float | None = None
    pressed: str = ""
    timer: int = 0
    zero_at_seconds: float | None = None
    after: Next | None = None
    takes: int = 0
    tries: int = 0

    def line_in(self, scenario: Scenario) -> Line:
        """The line that the call is on."""
        return scenario.lines[self.line]


Step = tuple[State, tuple[Effect, ...]]
Handler = Callable[[Scenario, State, Any], Step]
