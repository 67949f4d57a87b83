"""What the fifth step of the tables reads out of calls that were kept before it.

The tables are named here as they were at that step, so that later steps do not change this one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    Boolean,
    Connection,
    bindparam,
    case,
    column,
    func,
    insert,
    select,
    table,
    update,
)

from simulator.ports.moments import in_universal_time

ROWS_AT_ONCE = 500
_attempts = table(
    "attempts",
    column("id"),
    column("scenario_id"),
    column("started_at"),
    column("overall"),
    column("passed", Boolean),
    column("journal"),
    column("variant"),
    column("reviewed_at"),
)
_reached = table(
    "reached",
    column("scenario_id"),
    column("calls"),
    column("passed_calls"),
    column("best"),
    column("best_passed"),
    column("latest"),
)


def fill_what_lists_need(connection: Connection) -> None:
    """Fill the new columns of every call; what cannot be read of one stays as it is by default."""
    ids = connection.scalars(select(_attempts.c.id)).all()
    change = update(_attempts).where(_attempts.c.id == bindparam("its_id"))
    for some in _in_portions(ids):
        kept = _attempts.c
        wanted = select(kept.id, kept.started_at, kept.journal)
        rows = connection.execute(wanted.where(kept.id.in_(some))).all()
        if rows:
            connection.execute(change, [_filled(*row) for row in rows])
    _count(connection)


def _count(connection: Connection) -> None:
    kept = _attempts.c
    did_pass = kept.passed.is_(True)
    sums = select(
        kept.scenario_id,
        func.count(),
        func.sum(case((did_pass, 1), else_=0)),
        func.max(kept.overall),
        func.max(case((did_pass, kept.overall))),
        func.max(kept.reviewed_at),
    )
    connection.execute(
        insert(_reached).from_select(
            ["scenario_id", "calls", "passed_calls", "best", "best_passed", "latest"],
            sums.where(kept.reviewed_at != "").group_by(kept.scenario_id),
        )
    )


def _filled(id_: Any, started_at: Any, journal: Any) -> dict[str, Any]:
    variant = _first_line(journal).get("variant", 0)
    return {
        "its_id": id_,
        "variant": variant if type(variant) is int and variant >= 0 else 0,
        "reviewed_at": _moment(started_at),
    }


def _first_line(journal: Any) -> dict[str, Any]:
    try:
        found = json.loads(journal.split("\n", 1)[0])
    except (AttributeError, TypeError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _moment(started_at: Any) -> str:
    try:
        return in_universal_time(started_at)
    except (TypeError, ValueError, OverflowError):
        return ""


def _in_portions(ids: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(ids), ROWS_AT_ONCE):
        yield ids[start : start + ROWS_AT_ONCE]
