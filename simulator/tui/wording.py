"""How things are called on the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
YOUR_MESSAGE = "your message"
"""The phase `recording`, where the message is typed."""


def clock(seconds: float) -> str:
    """Seconds as 0:07."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"
