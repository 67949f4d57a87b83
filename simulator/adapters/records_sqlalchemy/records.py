"""Attempts as rows: one for each call, written once it is over, whole or not at all.

The recordings are files in the attempt's folder, written while they are spoken; the row lists them.
SQLAlchemy takes a third of a second to import, so it is imported with the first use.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from typing_extensions import override

from simulator.adapters.records_sqlalchemy.errors import DatabaseDamaged, DatabaseUnusable
from simulator.adapters.records_sqlalchemy.keeping import KeptRows
from simulator.adapters.records_sqlalchemy.practice import PracticeRows, evidence_row
from simulator.adapters.records_sqlalchemy.results import readable, results_of
from simulator.adapters.records_sqlalchemy.rows import (
    attempt_of,
    row_of,
    summary_of,
    take_row,
)
from simulator.adapters.records_sqlalchemy.truth import TruthRows
from simulator.grading.score import Scorecard
from simulator.ports import (
    Attempt,
    AttemptSummary,
    PortError,
    Reached,
    TakeKept,
)
from simulator.ports.moments import in_universal_time
from simulator.practice.evidence import Evidence
from simulator.session.attempt_folders import NOT_KEPT, the_one_beginning_with
from simulator.session.folders_from_elsewhere import FoldersFromElsewhere
from simulator.settings import Places

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from simulator.adapters.records_sqlalchemy.database import Database
    from simulator.adapters.records_sqlalchemy.salvage import Salvage

Answer = TypeVar("Answer")
Row = dict[str, Any]
LOCK_TIMEOUT_SECONDS = 5.0
"""How long to wait for another Rolecall that is writing."""


DAMAGED_ROWS = "Some results have been changed outside Rolecall and are left out."
CANNOT_READ = "The results cannot be read"


class SqlRecords(KeptRows, TruthRows, PracticeRows):
    """Records in `places.database`, recordings in folders below `places.attempts`.

    `notices` are sentences about what happened to the records, for the rep.
    """

    def __init__(self, places: Places, lock_timeout_seconds: float = LOCK_TIMEOUT_SECONDS) -> None:
        self._path = places.database
        self._lock_timeout_seconds = lock_timeout_seconds
        self._folders = FoldersFromElsewhere(places.attempts)
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

    def finish(self, attempt: Attempt, evidence: Evidence | None = None) -> None:
        """Keep a finished attempt with its takes and what it shows, whole or not at all."""
        folder = self._folders.path(attempt.id)
        with self._said(
            "The result of this call could not be kept",
            f" The recording and the journal stay in {folder}.",
        ):
            row = row_of(attempt)
            takes = [take_row(attempt.id, take) for take in self._folders.takes(attempt.id)]
            shown = None if evidence is None else evidence_row(evidence)
            self._do(lambda c: _sql().keep(c, row, takes, shown), writes=True)
        self._folders.finish(attempt.id)

    def replace(self, attempt: Attempt, evidence: Evidence | None = None) -> None:
        """Put an attempt that was graded again in the place of the one kept, whole or not at all.

        Its takes stay listed as they were.
        """
        row = row_of(attempt)
        with self._said("The new result of this call could not be kept", " The old one stays."):
            shown = None if evidence is None else evidence_row(evidence)
            found = self._do(lambda c: _sql().change(c, row, shown), writes=True)
        if not found:
            raise PortError(NOT_KEPT.format(id=attempt.id))

    def attempt(self, attempt_id: str) -> Attempt | None:
        """Find one; a unique beginning of the id is enough."""
        with self._said(CANNOT_READ):
            ids: list[str] = self._read(lambda c: _sql().ids_beginning_with(c, attempt_id), [])
            found = the_one_beginning_with(attempt_id, ids)
            row = None if found is None else self._do(lambda c: _sql().one(c, found))
        return None if row is None else self._attempt(row)

    def attempts(self) -> Sequence[AttemptSummary]:
        """All, the newest first."""
        with self._said(CANNOT_READ):
            rows: list[Row] = self._read(lambda c: _sql().summaries(c), [])
        found = self._readable(rows)
        # Compared as moments: written in two time zones, the texts would sort wrongly.
        return sorted(found, key=lambda s: in_universal_time(s.started_at), reverse=True)

    def latest(self, most: int, scenario_id: str | None = None) -> Sequence[AttemptSummary]:
        """The newest, the newest first."""
        with self._said(CANNOT_READ):
            rows: list[Row] = self._read(lambda c: _sql().latest(c, most, scenario_id), [])
        return self._readable(rows)

    def reached(self) -> Mapping[str, Reached]:
        """How far the rep has come, by scenario id."""
        with self._said(CANNOT_READ):
            return self._read(lambda c: _sql().reached(c), {})

    def scorecards(self, attempt_ids: Sequence[str]) -> Sequence[Scorecard]:
        """The results of some attempts, in their order; what cannot be read is left out."""
        with self._said(CANNOT_READ):
            found = self._do(lambda c: results_of(c, attempt_ids)) if attempt_ids else {}
        return readable(found, attempt_ids)

    def takes(self, attempt_id: str) -> Sequence[TakeKept]:
        """The recordings of a kept attempt, those that were erased since included."""
        with self._said(CANNOT_READ):
            rows: list[Row] = self._read(lambda c: _sql().takes_of(c, attempt_id), [])
        return [TakeKept(**{k: v for k, v in row.items() if k != "attempt_id"}) for row in rows]

    def with_recordings(self, before: str) -> Sequence[str]:
        """The ids of calls from before a moment (ISO 8601 in UTC) whose recordings are kept."""
        with self._said(CANNOT_READ):
            return self._read(lambda c: _sql().with_recordings(c, before), [])

    def unfinished(self) -> Sequence[Path]:
        """Folders of calls that never finished and that no living process has in its hands."""
        folders = self._folders.left_behind()
        if not folders:
            return []
        with self._said(CANNOT_READ):
            kept = set(self._ids())
        return [folder for folder in folders if folder.name not in kept]

    def discard(self, folder: Path) -> None:
        """Erase an unfinished call's folder, and no other."""
        with self._said("Nothing was erased"):
            if folder.name in self._ids():
                raise PortError(f"The call in {folder} is finished and kept; nothing was erased.")
        self._folders.discard(folder)

    def damaged_files(self) -> Sequence[Path]:
        """The files that were put aside because they were damaged, the last one first."""
        beside = self._path.parent.glob(f"{self._path.name}.damaged-*")
        return sorted(
            (path for path in beside if path.suffix.removeprefix(".damaged-").isdecimal()),
            key=lambda path: int(path.suffix.removeprefix(".damaged-")),
            reverse=True,
        )

    def salvaged(self, file: Path) -> Salvage:
        """What can be read of a damaged file, which stays as it is."""
        from simulator.adapters.records_sqlalchemy.salvage import Salvage

        return Salvage(file, self._folders.root)

    def finished_without_result(self) -> Sequence[Path]:
        """Folders of calls that were finished and whose result is gone."""
        with self._said(CANNOT_READ):
            kept = set(self._ids())
        return [folder for folder in self._folders.finished() if folder.name not in kept]

    def _readable(self, rows: Sequence[Mapping[str, Any]]) -> list[AttemptSummary]:
        found = [s for row in rows if (s := summary_of(row)) is not None]
        if len(found) < len(rows) and DAMAGED_ROWS not in self._notices:
            self._notices.append(DAMAGED_ROWS)
        return found

    def _attempt(self, row: dict[str, Any]) -> Attempt:
        folder = self._folders.path(row["id"])
        try:
            return attempt_of(row, folder)
        except (TypeError, ValueError, OverflowError) as error:
            raise PortError(
                f"The result of the call {row['id']} is kept in a form that cannot be read; "
                f"its recordings are in {folder}."
            ) from error

    @override
    def _ids(self) -> Sequence[str]:
        return self._read(lambda c: _sql().ids(c), [])

    def _read(self, work: Callable[[Connection], Answer], without_file: Answer) -> Answer:
        return self._do(work) if self._path.exists() else without_file

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
                    f"{aside.name}, and a new file was begun; the recordings are not affected. "
                    "To bring back what can be read: rolecall recover"
                )
                return database.write(work)

    @override
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


def _sql() -> Any:
    from simulator.adapters.records_sqlalchemy import statements

    return statements
