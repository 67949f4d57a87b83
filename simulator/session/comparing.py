"""Earlier calls of the same scenario, to see what has changed since."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from simulator.ports import Attempt, PortError, Records

MOST_EARLIER: Final = 5
MOST_LOOKED_AT: Final = 10_000
"""Of one scenario: more than anybody makes."""


def earlier_attempts(
    records: Records, attempt: Attempt, at_most: int = MOST_EARLIER
) -> tuple[Attempt, ...]:
    """The calls of the same scenario before this one, the newest first.

    One that cannot be read is left out. Blocks.

    Raises:
        PortError: the records cannot be read at all.
    """
    its_moment = datetime.fromisoformat(attempt.started_at)
    before = [
        summary.id
        for summary in records.latest(MOST_LOOKED_AT, attempt.scenario_id)
        if summary.id != attempt.id and datetime.fromisoformat(summary.started_at) <= its_moment
    ]
    found: list[Attempt] = []
    for attempt_id in before[:at_most]:
        kept = _read(records, attempt_id)
        if kept is not None:
            found.append(kept)
    return tuple(found)


def _read(records: Records, attempt_id: str) -> Attempt | None:
    try:
        return records.attempt(attempt_id)
    except PortError:
        return None
