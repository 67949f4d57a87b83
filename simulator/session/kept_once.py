"""What every kind of records holds to, and says in the same words."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from simulator.practice.inbox import Hearing

HEARD_ALREADY: Final = "This message of the inbox was decided already; the first decision stays."
CALL_NOT_KEPT: Final = "The call itself was not kept, so there is nothing to keep this with."
WRITTEN_ALREADY: Final = "This number was written down before; what was written first stays."


def by_time(hearing: Hearing) -> tuple[datetime, str, int]:
    """For sorting: the oldest inbox first, whatever its time zone, and its messages in order."""
    return datetime.fromisoformat(hearing.started_at), hearing.inbox_id, hearing.place


def hold_to_time_zone(moment: str) -> None:
    """Refuse a moment (ISO 8601) that could be anywhere on earth.

    Raises:
        ValueError: it has no time zone, or is none.
    """
    if datetime.fromisoformat(moment).tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
