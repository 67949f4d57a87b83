"""How things are called on the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.call.effects import EndReason
    from simulator.scenario.model import ScenarioType

TYPES: dict[ScenarioType, str] = {
    "personal_mailbox": "Personal mailbox",
    "vendor_line": "Vendor line",
    "wrong_contact": "Wrong contact",
}

PHASES = {
    "dialling": "dialling",
    "ringing": "ringing",
    "greeting": "connected",
    "prompt": "connected",
    "beep": "beep",
    "recording": "recording",
    "closing": "closing",
    "talking": "your turn",
    "ended": "call over",
}

ENDINGS: dict[EndReason, str] = {
    "hung_up": "You hung up.",
    "line_dropped": "The line went dead.",
    "mailbox_full": "The mailbox is full, and hung up.",
    "message_sent": "Your message has been sent.",
    "too_short": "No message was recorded.",
    "limit": "The mailbox took all that it takes, and hung up.",
    "not_in": "Nobody there to talk to; the call is over.",
    "operator_gave_up": "The operator hung up.",
    "device_lost": "The recording stopped early; what was heard is kept.",
}


def clock(seconds: float) -> str:
    """Seconds as 0:07."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def counted(number: int, noun: str) -> str:
    """A number and its noun: 1 call, 2 calls."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
