"""What is asked of the database about practice. Imported with the first use."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, case, delete, insert, select, update

from simulator.adapters.records_sqlalchemy import schema
from simulator.adapters.records_sqlalchemy.rows import SUMMARY

_evidence = schema.evidence.c
_practice = schema.practice.c
_THE_ROW = _practice.id == 1
Row = dict[str, Any]
NOT_TO_BE_KEPT = -1
"""A number of changes that there never is: no standing is kept with it."""


def practised(connection: Connection) -> tuple[str | None, int, list[Any]]:
    """The kept standing if there is one, the number of changes, and the evidence since then."""
    found = connection.execute(select(schema.practice).where(_THE_ROW)).first()
    if found is None or not isinstance(found.standing, str) or not isinstance(found.upto, str):
        return None, NOT_TO_BE_KEPT, list(connection.scalars(_by_moment()))
    later = _by_moment().where(_evidence.reviewed_at > found.upto)
    return found.standing or None, found.changes, list(connection.scalars(later))


def practised_from_the_first(connection: Connection) -> tuple[int, list[Any]]:
    """The number of changes, and all evidence."""
    changes = connection.scalars(select(_practice.changes).where(_THE_ROW)).first()
    return NOT_TO_BE_KEPT if changes is None else changes, list(connection.scalars(_by_moment()))


def keep_standing(connection: Connection, row: Row, changes: int) -> None:
    """Keep a standing, if there were no changes since that many."""
    unchanged = update(schema.practice).where(_THE_ROW, _practice.changes == changes)
    connection.execute(unchanged.values(row))


def put_evidence(connection: Connection, row: Row) -> None:
    """Evidence, new or in the place of the old."""
    drop_evidence(connection, row["id"])
    forget_unread(connection, row["id"])
    connection.execute(insert(schema.evidence), [row])
    note_change(connection, row["reviewed_at"])


def find_out(connection: Connection, row: Row) -> None:
    """Evidence of a call of which nobody has found out any yet."""
    table = schema.unread
    if connection.execute(delete(table).where(table.c.attempt_id == row["id"])).rowcount:
        put_evidence(connection, row)


def insert_evidence(connection: Connection, row: Row) -> None:
    """Evidence, unless there is some with its id."""
    found = select(_evidence.id).where(_evidence.id == row["id"])
    if connection.execute(found).first() is None:
        put_evidence(connection, row)


def drop_evidence(connection: Connection, id_: str) -> None:
    """Evidence is gone, if there was any."""
    where = _evidence.id == id_
    before = connection.scalars(select(_evidence.reviewed_at).where(where)).first()
    if before is not None:
        connection.execute(delete(schema.evidence).where(where))
        note_change(connection, before)


def note_change(connection: Connection, moment: str) -> None:
    """Something of that moment came or went; a standing that follows from it is forgotten.

    Nothing follows from what has no moment: a call that shows nothing.
    """
    if not moment:
        return
    follows = _practice.upto >= moment
    connection.execute(
        update(schema.practice)
        .where(_THE_ROW)
        .values(
            changes=_practice.changes + 1,
            standing=case((follows, ""), else_=_practice.standing),
            upto=case((follows, ""), else_=_practice.upto),
        )
    )


def note_unread(connection: Connection, attempt_id: str) -> None:
    """What an attempt shows is still to be found out."""
    connection.execute(insert(schema.unread), [{"attempt_id": attempt_id}])


def forget_unread(connection: Connection, attempt_id: str) -> None:
    """What an attempt shows is known now, or it is gone."""
    table = schema.unread
    connection.execute(delete(table).where(table.c.attempt_id == attempt_id))


def without_evidence(connection: Connection) -> list[Row]:
    """The attempts that have no evidence yet, the oldest first."""
    attempts, unread = schema.attempts.c, schema.unread
    both = unread.join(schema.attempts, attempts.id == unread.c.attempt_id)
    summary = (attempts[name] for name in SUMMARY)
    wanted = select(*summary).select_from(both).order_by(attempts.reviewed_at)
    return [dict(row) for row in connection.execute(wanted).mappings()]


def evidence(connection: Connection, series_id: str | None) -> list[Any]:
    """All evidence by moment, or that of a series by place."""
    if series_id is None:
        return list(connection.scalars(_by_moment()))
    wanted = select(_evidence.evidence).where(_evidence.series == series_id)
    return list(connection.scalars(wanted.order_by(_evidence.place, _evidence.reviewed_at)))


def put_series(connection: Connection, row: Row) -> None:
    """A run, new or in the place of the old."""
    connection.execute(delete(schema.series).where(schema.series.c.id == row["id"]))
    connection.execute(insert(schema.series), [row])


def insert_series(connection: Connection, row: Row) -> None:
    """A run, unless there is one with its id."""
    found = select(schema.series.c.id).where(schema.series.c.id == row["id"])
    if connection.execute(found).first() is None:
        put_series(connection, row)


def all_series(connection: Connection) -> list[Any]:
    """All runs, the newest first."""
    table = schema.series.c
    return list(connection.scalars(select(table.series).order_by(table.started_at.desc())))


def _by_moment() -> Any:
    return select(_evidence.evidence).order_by(_evidence.reviewed_at, _evidence.id)
