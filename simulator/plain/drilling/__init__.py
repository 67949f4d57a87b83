"""Drills line by line: for screen readers, pipes and scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Lines(Protocol):
    """What the rep types."""

    is_over: bool

    def wait(self) -> str | None:
        """The next line; None where there is none any more."""

    def look(self, at_most_seconds: float) -> tuple[str, ...]:
        """The next line, if one comes in that time."""


Tell = Callable[[str], None]
STOPS = {"q", "quit", "stop"}
GO_ON = "Enter goes on; q stops."


def goes_on(lines: Lines, tell: Tell, ask: str = GO_ON) -> bool:
    """Wait for Enter; whether the rep goes on."""
    tell(ask)
    line = lines.wait()
    return line is not None and line.lower() not in STOPS
