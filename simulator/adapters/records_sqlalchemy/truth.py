"""What a rep heard and wrote after a call, as rows: messages of an inbox, and numbers."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from simulator.ports import PortError
from simulator.practice.inbox import Hearing, Waiting
from simulator.practice.number_written import NumberWritten
from simulator.session.kept_once import (
    CALL_NOT_KEPT,
    HEARD_ALREADY,
    WRITTEN_ALREADY,
    by_time,
    hold_to_time_zone,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

Answer = TypeVar("Answer")


class TruthRows:
    """The part of records that keeps hearings and numbers; the rest opens the database."""

    _path: Path

    def keep_hearing(self, hearing: Hearing) -> None:
        """Keep what was decided about one message of an inbox."""
        hold_to_time_zone(hearing.started_at)
        with self._said("What you decided could not be kept"):
            if not self._do(lambda c: insert_hearing(c, hearing), writes=True):
                raise PortError(HEARD_ALREADY)

    def hearings(self) -> Sequence[Hearing]:
        """Every message of every inbox as it was heard, the oldest inbox first."""
        with self._said("The inboxes heard so far cannot be read"):
            rows = self._do(_select_hearings) if self._path.exists() else []
        heard = (hearing for row in rows if (hearing := hearing_of(row)) is not None)
        return sorted(heard, key=by_time)

    def keep_number(self, written: NumberWritten) -> None:
        """Keep what was written at the first hearing of a call's number; there is but one."""
        hold_to_time_zone(written.written_at)
        with self._said("What you wrote could not be kept"):
            if not self._do(lambda c: _insert_number(c, written), writes=True):
                raise PortError(WRITTEN_ALREADY)

    def number_written(self, attempt_id: str) -> NumberWritten | None:
        """What was written when the number of a call was heard for the first time."""
        with self._said("What you wrote cannot be read"):
            if not self._path.exists():
                return None
            row = self._do(lambda c: _select_number(c, attempt_id))
        if row is None:
            return None
        return NumberWritten(row["attempt_id"], row["written_at"], row["digits"], row["number"])

    @abstractmethod
    def _do(self, work: Callable[[Connection], Answer], *, writes: bool = False) -> Answer: ...

    @abstractmethod
    def _said(self, what: str, then: str = "") -> AbstractContextManager[None]: ...


def insert_hearing(connection: Connection, hearing: Hearing) -> bool:
    """Whether it was the first for its place."""
    from simulator.adapters.records_sqlalchemy import schema

    message = hearing.message
    return _insert_once(
        connection,
        schema.hearings,
        {
            "inbox_id": hearing.inbox_id,
            "place": hearing.place,
            "seed": hearing.seed,
            "started_at": hearing.started_at,
            "kind": message.kind,
            "scenario_id": message.scenario_id,
            "attempt_id": message.attempt_id,
            "decision": hearing.decision,
            "at_seconds": hearing.at_seconds,
        },
    )


def _insert_number(connection: Connection, written: NumberWritten) -> bool:
    """Whether it was the first of its call."""
    from simulator.adapters.records_sqlalchemy import schema

    return _insert_once(
        connection,
        schema.numbers_written,
        {
            "attempt_id": written.attempt_id,
            "written_at": written.written_at,
            "digits": written.digits,
            "number": written.number,
            "is_right": written.is_right,
        },
    )


def _insert_once(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Whether there was no row with its key yet.

    Raises:
        PortError: it is about a call that is not kept.
    """
    from sqlalchemy import and_, select

    from simulator.adapters.records_sqlalchemy import schema

    calls = select(schema.attempts.c.id).where(schema.attempts.c.id == row["attempt_id"])
    if row["attempt_id"] is not None and connection.execute(calls).first() is None:
        raise PortError(CALL_NOT_KEPT)
    key = and_(*(column == row[column.name] for column in table.primary_key))
    if connection.execute(select(table).where(key)).first() is not None:
        return False
    connection.execute(table.insert(), [row])
    return True


def _select_hearings(connection: Connection) -> list[dict[str, Any]]:
    from sqlalchemy import select

    from simulator.adapters.records_sqlalchemy import schema

    return [dict(row) for row in connection.execute(select(schema.hearings)).mappings()]


def _select_number(connection: Connection, attempt_id: str) -> dict[str, Any] | None:
    from sqlalchemy import select

    from simulator.adapters.records_sqlalchemy import schema

    kept = schema.numbers_written
    found = connection.execute(select(kept).where(kept.c.attempt_id == attempt_id))
    row = found.mappings().first()
    return None if row is None else dict(row)


def hearing_of(row: dict[str, Any]) -> Hearing | None:
    """A row as a value; None where it was changed outside Rolecall into what cannot be."""
    try:
        if row["kind"] not in {"own", "model", "poor"} or row["decision"] not in {"keep", "delete"}:
            return None
        hold_to_time_zone(row["started_at"])
        return Hearing(
            inbox_id=row["inbox_id"],
            place=row["place"],
            seed=row["seed"],
            started_at=row["started_at"],
            message=Waiting(row["kind"], row["scenario_id"], row["attempt_id"]),
            decision=row["decision"],
            at_seconds=row["at_seconds"],
        )
    except (TypeError, ValueError, KeyError):
        return None
