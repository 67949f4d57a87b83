"""What a port says when it cannot do its work."""

from __future__ import annotations


class PortError(RuntimeError):
    """A device or service cannot do its work. The message is a sentence for the rep."""


class UnknownScenario(PortError):
    """There is no such scenario, or it cannot be played. The message names the nearest."""
