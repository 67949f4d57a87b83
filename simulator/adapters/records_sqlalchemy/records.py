"""Attempts as rows: one for each call, written once it is over, whole or not at all.

The recordings are files in the attempt's folder, written while they are spoken; the row lists them.
SQLAlchemy takes a third of a second to import, so it is imported with the first use.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from typing_extensions import override

from simulator.adapters.records_sqlalchemy.errors import DatabaseDamaged, DatabaseUnusable
from simulator.adapters.records_sqlalchemy.results import readable, results_of
from simulator.adapters.records_sqlalchemy.truth import TruthRows
from simulator.grading.score import Scorecard
from simulator.grading.transcript import Transcript
from simulator.ports import Attempt, AttemptSummary, PortError
from simulator.practice.self_rating import SelfRating
from simulator.session.attempt_folders import NOT_KEPT, AttemptFolders, the_one_beginning_with
from simulator.settings import Places

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from sqlalchemy import Connection

    from simulator.adapters.records_sqlalchemy.database import Database

Answer = TypeVar("Answer")
LOCK_TIMEOUT_SECONDS = 5.0
"""How long to wait for another Rolecall that is writing."""


DAMAGED_ROWS = "Some results have been changed outside Rolecall and are left out."


class SqlRecords(TruthRows):
    """Records in `places.database`, recordings in folders below `places.attempts`.

    `notices` are sentences about what happened to the records, for the rep.
    """

    def __init__(self, places: Places, lock_timeout_seconds: float = LOCK_TIMEOUT_SECONDS) -> None:
        self._path = places.database
        self._lock_timeout_seconds = lock_timeout_seconds
        self._folders = AttemptFolders(places.attempts)
        self._opened: Database | None = None
        self._opening = threading.RLock()
        self._notices: list[str] = []

    @property
    def notices(self) -> tuple[str, ...]:
        """What happened to the records since the start."""
        return tuple(self._notices)

    def begin(self, attempt_id: str) -> Path:
        """Make the attempt's folder, readable by its owner only, and return it."""
        return self._folders.begin(attempt_id)

    def finish(self, attempt: Attempt) -> None:
        """Keep a finished attempt and the list of its takes, whole or not at all."""
        folder = self._folders.path(attempt.id)
        with self._said(
            "The result of this call could not be kept",
            f" The recording and the journal stay in {folder}.",
        ):
            row, takes = _row(attempt), self._take_rows(attempt.id)
            self._do(lambda connection: _insert(connection, row, takes), writes=True)
        self._folders.finish(attempt.id)

    def replace(self, attempt: Attempt) -> None:
        """Put an attempt that was graded again in the place of the one kept, whole or not at all.

        Its takes stay listed as they were.
        """
        row = _row(attempt)
        with self._said("The new result of this call could not be kept", " The old one stays."):
            found = self._do(lambda connection: _update(connection, row), writes=True)
        if not found:
            raise PortError(NOT_KEPT.format(id=attempt.id))

    def attempt(self, attempt_id: str) -> Attempt | None:
        """Find one; a unique beginning of the id is enough."""
        with self._said("The results cannot be read"):
            found = the_one_beginning_with(attempt_id, self._ids())
            row = None if found is None else self._do(lambda c: _select_one(c, found))
        return None if row is None else self._attempt(row)

    def attempts(self) -> Sequence[AttemptSummary]:
        """All, the newest first."""
        with self._said("The results cannot be read"):
            summaries = self._do(_select_summaries) if self._path.exists() else []
        # Compared as moments: written in two time zones, the texts would sort wrongly.
        readable = [s for s in summaries if _is_readable(s)]
        if len(readable) < len(summaries) and DAMAGED_ROWS not in self._notices:
            self._notices.append(DAMAGED_ROWS)
        return sorted(readable, key=lambda s: datetime.fromisoformat(s.started_at), reverse=True)

    def scorecards(self, attempt_ids: Sequence[str]) -> Sequence[Scorecard]:
        """The results of some attempts, in their order; what cannot be read is left out."""
        with self._said("The results cannot be read"):
            found = self._do(lambda c: results_of(c, attempt_ids)) if attempt_ids else {}
        return readable(found, attempt_ids)

    def unfinished(self) -> Sequence[Path]:
        """Folders of calls that never finished and that no living process has in its hands."""
        folders = self._folders.left_behind()
        if not folders:
            return []
        with self._said("The results cannot be read"):
            kept = set(self._ids())
        return [folder for folder in folders if folder.name not in kept]

    def discard(self, folder: Path) -> None:
        """Erase an unfinished call's folder, and no other."""
        with self._said("Nothing was erased"):
            if folder.name in self._ids():
                raise PortError(f"The call in {folder} is finished and kept; nothing was erased.")
        self._folders.discard(folder)

    def _ids(self) -> Sequence[str]:
        return self._do(_select_ids) if self._path.exists() else []

    def _take_rows(self, attempt_id: str) -> list[dict[str, Any]]:
        return [
            {
                "attempt_id": attempt_id,
                "take": take.take,
                "file": take.file,
                "size_bytes": take.size_bytes,
                "sha256": take.sha256,
            }
            for take in self._folders.takes(attempt_id)
        ]

    def _attempt(self, row: dict[str, Any]) -> Attempt:
        try:
            _check_moment(row["started_at"])
            return Attempt(
                id=row["id"],
                scenario_id=row["scenario_id"],
                scenario_version=row["scenario_version"],
                started_at=row["started_at"],
                journal=row["journal"],
                transcripts=_transcripts().validate_json(row["transcripts"]),
                scorecard=Scorecard.model_validate_json(row["scorecard"]),
                folder=self._folders.path(row["id"]),
                corrections=_corrections().validate_json(row["corrections"]),
                self_rating=_self_rating().validate_json(row["self_rating"]),
            )
        except (TypeError, ValueError) as error:
            raise PortError(
                f"The result of the call {row['id']} is kept in a form that cannot be read; "
                f"its recordings are in {self._folders.path(row['id'])}."
            ) from error

    @override
    def _do(self, work: Callable[[Connection], Answer], *, writes: bool = False) -> Answer:
        """Work on the database; a damaged one is put aside, and the work done on a new one."""
        with self._opening:
            database = self._database()
            try:
                return database.write(work) if writes else database.read(work)
            except DatabaseDamaged:
                aside = database.put_aside()
                self._notices.append(
                    f"The results in {self._path} were damaged. They were put aside as "
                    f"{aside.name}, and a new file was begun; the recordings are not affected."
                )
                return database.write(work)

    def _database(self) -> Database:
        from simulator.adapters.records_sqlalchemy.database import Database

        if self._opened is None:
            self._opened = Database(self._path, self._lock_timeout_seconds)
        return self._opened

    @override
    @contextmanager
    def _said(self, what: str, then: str = "") -> Iterator[None]:
        """Turn what went wrong into one sentence: what, why, and what is still there."""
        try:
            yield
        except DatabaseUnusable as error:
            raise PortError(f"{what}: {error}.{then}") from error
        except OSError as error:
            raise PortError(f"{what}: {error.strerror or error}.{then}") from error


@cache
def _transcripts() -> TypeAdapter[dict[str, Transcript]]:
    from pydantic import TypeAdapter

    return TypeAdapter(dict[str, Transcript])


@cache
def _corrections() -> TypeAdapter[dict[str, str]]:
    from pydantic import TypeAdapter

    return TypeAdapter(dict[str, str])


@cache
def _self_rating() -> TypeAdapter[SelfRating | None]:
    from pydantic import TypeAdapter

    return TypeAdapter(SelfRating | None)


def _is_readable(summary: AttemptSummary) -> bool:
    try:
        _check_moment(summary.started_at)
    except (TypeError, ValueError):
        return False
    values: tuple[object, object] = (summary.id, summary.overall)
    return isinstance(values[0], str) and isinstance(values[1], float | int | None)


def _check_moment(started_at: str) -> None:
    """Raises: TypeError, ValueError: it is no moment, or one without a time zone."""
    if datetime.fromisoformat(started_at).tzinfo is None:
        raise ValueError(f"{started_at} has no time zone")


def _row(attempt: Attempt) -> dict[str, Any]:
    _check_moment(attempt.started_at)
    card = attempt.scorecard
    return {
        "id": attempt.id,
        "scenario_id": attempt.scenario_id,
        "scenario_version": attempt.scenario_version,
        "scenario_sha256": card.scenario.sha256,
        "rubric_id": card.rubric.id,
        "rubric_sha256": card.rubric.sha256,
        "started_at": attempt.started_at,
        "overall": card.score.overall,
        "passed": card.passed,
        "journal": attempt.journal,
        "transcripts": _transcripts().dump_json(attempt.transcripts).decode(),
        "scorecard": card.model_dump_json(),
        "corrections": _corrections().dump_json(attempt.corrections).decode(),
        "self_rating": _self_rating().dump_json(attempt.self_rating).decode(),
    }


def _insert(connection: Connection, row: dict[str, Any], takes: list[dict[str, Any]]) -> None:
    from simulator.adapters.records_sqlalchemy import schema

    connection.execute(schema.attempts.insert(), [row])
    if takes:
        connection.execute(schema.takes.insert(), takes)


def _update(connection: Connection, row: dict[str, Any]) -> bool:
    """Whether there was a row to change."""
    from simulator.adapters.records_sqlalchemy import schema

    kept = schema.attempts
    changed = connection.execute(kept.update().where(kept.c.id == row["id"]).values(row))
    return changed.rowcount == 1


def _select_ids(connection: Connection) -> Sequence[str]:
    from sqlalchemy import select

    from simulator.adapters.records_sqlalchemy import schema

    # SQLite keeps what it is given: in a damaged database an id may be no text.
    ids: Sequence[object] = connection.scalars(select(schema.attempts.c.id)).all()
    return [id_ for id_ in ids if isinstance(id_, str)]


def _select_one(connection: Connection, attempt_id: str) -> dict[str, Any] | None:
    from sqlalchemy import select

    from simulator.adapters.records_sqlalchemy import schema

    wanted = select(schema.attempts).where(schema.attempts.c.id == attempt_id)
    found = connection.execute(wanted).mappings().first()
    return None if found is None else dict(found)


def _select_summaries(connection: Connection) -> list[AttemptSummary]:
    from sqlalchemy import select

    from simulator.adapters.records_sqlalchemy import schema

    kept = schema.attempts.c
    rows = connection.execute(
        select(kept.id, kept.scenario_id, kept.started_at, kept.overall, kept.passed)
    )
    return [AttemptSummary(*row) for row in rows]
