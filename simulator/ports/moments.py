"""Moments as records keep them."""

from __future__ import annotations

from datetime import UTC, datetime


def in_universal_time(moment: str) -> str:
    """A moment (ISO 8601 with the zone) in UTC: as texts, such moments sort as they came.

    Raises:
        TypeError, ValueError, OverflowError: it is no moment, or one without a time zone.
    """
    found = datetime.fromisoformat(moment)
    if found.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return found.astimezone(UTC).isoformat(timespec="microseconds")
