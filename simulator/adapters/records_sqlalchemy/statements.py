"""What is asked of the database about attempts. Imported with the first use: SQLAlchemy is slow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, case, delete, func, insert, select, update

from simulator.adapters.records_sqlalchemy import schema
from simulator.adapters.records_sqlalchemy.practice_statements import (
    drop_evidence,
    forget_unread,
    note_unread,
    put_evidence,
)
from simulator.adapters.records_sqlalchemy.rows import SUMMARY
from simulator.ports import Reached
from simulator.practice.number_written import NumberWritten

_kept = schema.attempts.c
_NUMBER = ("attempt_id", "written_at", "digits", "number", "is_right")
_summary = tuple(_kept[name] for name in SUMMARY)
Row = dict[str, Any]


def keep(connection: Connection, row: Row, takes: list[Row], evidence: Row | None) -> None:
    """A new attempt, what it shows, and how far the rep has come with it."""
    insert_attempt(connection, row, takes)
    if evidence is not None:
        put_evidence(connection, evidence)
    else:
        note_unread(connection, row["id"])
    count_again(connection, {row["scenario_id"]})


def insert_attempt(connection: Connection, row: Row, takes: list[Row]) -> None:
    """A new attempt; nothing is counted."""
    connection.execute(insert(schema.attempts), [row])
    if takes:
        connection.execute(insert(schema.takes), takes)


def insert_number(connection: Connection, written: NumberWritten) -> None:
    """What was written down of a call that has just been inserted."""
    row = {name: getattr(written, name) for name in _NUMBER}
    connection.execute(insert(schema.numbers_written), [row])


def change(connection: Connection, row: Row, evidence: Row | None) -> bool:
    """Whether there was an attempt to change."""
    changed = connection.execute(
        update(schema.attempts).where(_kept.id == row["id"]).values(row)
    ).rowcount
    if changed:
        if evidence is not None:
            put_evidence(connection, evidence)
        count_again(connection, {row["scenario_id"]})
    return changed == 1


def count_again(connection: Connection, scenario_ids: Iterable[str]) -> None:
    """How far the rep has come with some scenarios, from what is kept of them."""
    table = schema.reached
    did_pass = _kept.passed.is_(True)
    for scenario_id in sorted(scenario_ids):
        connection.execute(delete(table).where(table.c.scenario_id == scenario_id))
        sums = select(
            _kept.scenario_id,
            func.count(),
            func.sum(case((did_pass, 1), else_=0)),
            func.max(_kept.overall),
            func.max(case((did_pass, _kept.overall))),
            func.max(_kept.reviewed_at),
        ).where(_kept.scenario_id == scenario_id)
        connection.execute(
            insert(table).from_select(list(table.c.keys()), sums.group_by(_kept.scenario_id))
        )


def ids(connection: Connection) -> list[str]:
    """The ids of all attempts."""
    found: Sequence[object] = connection.scalars(select(_kept.id)).all()
    return [id_ for id_ in found if isinstance(id_, str)]


def ids_beginning_with(connection: Connection, beginning: str) -> list[str]:
    """The ids that begin so."""
    wanted = select(_kept.id).where(_kept.id.startswith(beginning, autoescape=True))
    found: Sequence[object] = connection.scalars(wanted).all()
    # Databases differ in whether LIKE tells small letters from capitals.
    return [id_ for id_ in found if isinstance(id_, str) and id_.startswith(beginning)]


def one(connection: Connection, attempt_id: str) -> Row | None:
    """Everything of one attempt."""
    wanted = select(schema.attempts).where(_kept.id == attempt_id)
    found = connection.execute(wanted).mappings().first()
    return None if found is None else dict(found)


def summaries(connection: Connection) -> list[Row]:
    """All attempts as lists show them."""
    return [dict(row) for row in connection.execute(select(*_summary)).mappings()]


def latest(connection: Connection, most: int, scenario_id: str | None) -> list[Row]:
    """The newest attempts, the newest first."""
    wanted = select(*_summary).order_by(_kept.reviewed_at.desc(), _kept.id.desc()).limit(most)
    if scenario_id is not None:
        wanted = wanted.where(_kept.scenario_id == scenario_id)
    return [dict(row) for row in connection.execute(wanted).mappings()]


def reached(connection: Connection) -> dict[str, Reached]:
    """How far the rep has come, by scenario id."""
    return {
        row.scenario_id: Reached(row.calls, row.passed_calls, row.best, row.best_passed, row.latest)
        for row in connection.execute(select(schema.reached))
    }


def takes_of(connection: Connection, attempt_id: str) -> list[Row]:
    """The recordings of an attempt."""
    table = schema.takes
    wanted = select(table).where(table.c.attempt_id == attempt_id).order_by(table.c.take)
    return [dict(row) for row in connection.execute(wanted).mappings()]


def with_recordings(connection: Connection, before: str) -> list[str]:
    """The ids of attempts from before a moment that have recordings which were not erased."""
    table = schema.takes
    wanted = (
        select(table.c.attempt_id)
        .join(schema.attempts, _kept.id == table.c.attempt_id)
        .where(table.c.erased_at.is_(None), _kept.reviewed_at < before, _kept.reviewed_at != "")
        .distinct()
    )
    return list(connection.scalars(wanted))


def note_erased(connection: Connection, attempt_id: str, erased_at: str) -> None:
    """The recordings of an attempt are gone."""
    table = schema.takes
    connection.execute(
        update(table)
        .where(table.c.attempt_id == attempt_id, table.c.erased_at.is_(None))
        .values(erased_at=erased_at)
    )


def erase(connection: Connection, attempt_id: str) -> None:
    """An attempt with all that belongs to it; what was heard and written goes with its row."""
    where = select(_kept.scenario_id).where(_kept.id == attempt_id)
    scenario_ids = set(connection.scalars(where))
    connection.execute(delete(schema.takes).where(schema.takes.c.attempt_id == attempt_id))
    for table in (schema.hearings, schema.numbers_written):
        connection.execute(delete(table).where(table.c.attempt_id == attempt_id))
    drop_evidence(connection, attempt_id)
    forget_unread(connection, attempt_id)
    connection.execute(delete(schema.attempts).where(_kept.id == attempt_id))
    count_again(connection, scenario_ids)
