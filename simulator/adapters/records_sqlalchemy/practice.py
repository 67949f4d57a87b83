"""What practice remembers, as rows: evidence of calls and drills, runs, and the kept standing."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from simulator.adapters.records_sqlalchemy.errors import DatabaseUnusable
from simulator.adapters.records_sqlalchemy.rows import summary_of
from simulator.ports.moments import in_universal_time
from simulator.ports.records import AttemptSummary, Practised
from simulator.practice.evidence import Evidence
from simulator.practice.series import Series
from simulator.practice.standing import NEW_REP, Standing, as_json, from_json

if TYPE_CHECKING:
    from sqlalchemy import Connection

Answer = TypeVar("Answer")
CANNOT_READ = "What you have practised cannot be read"
CANNOT_KEEP = "What this shows could not be kept"
LEFT_OUT = (
    "Some of what you have practised cannot be read, by this Rolecall at least, and is left out: a "
    "newer one has kept it, or it was changed outside."
)
NOTHING = "null"
"""Kept of a call that shows nothing."""


class PracticeRows:
    """The part of records that practice asks; the rest opens the database."""

    _path: Path
    _notices: list[str]

    def practised(self) -> Practised:
        """What practice rests on."""
        with self._said(CANNOT_READ):
            found = self._do(_sql().practised) if self._path.exists() else None
        if found is None:
            return Practised()
        kept, changes, rows = found
        standing = NEW_REP if kept is None else from_json(kept.encode())
        if standing is None:  # an older or a newer Rolecall has kept it: all calls are followed
            with self._said(CANNOT_READ):
                changes, rows = self._do(_sql().practised_from_the_first)
        since = _readable(rows)
        is_whole = len(since) == sum(text != NOTHING for text in rows)
        if not is_whole and LEFT_OUT not in self._notices:
            self._notices.append(LEFT_OUT)
        return Practised(standing or NEW_REP, since, changes, is_whole)

    def keep_standing(self, standing: Standing, upto: str, changes: int) -> None:
        """Keep what follows from the calls up to a moment, if nothing has changed meanwhile."""
        row = {"standing": as_json(standing).decode(), "upto": in_universal_time(upto)}
        with self._said("Where you stand could not be kept"):
            self._do(lambda c: _sql().keep_standing(c, row, changes), writes=True)

    def keep_evidence(self, evidence: Evidence) -> None:
        """Keep what a call, a decision or a part shows, or put it in the place of the old."""
        row = evidence_row(evidence)
        with self._said(CANNOT_KEEP):
            self._do(lambda c: _sql().put_evidence(c, row), writes=True)

    def without_evidence(self) -> Sequence[AttemptSummary]:
        """The attempts of which nobody has yet found out what they show, the oldest first."""
        with self._said(CANNOT_READ):
            rows = self._do(_sql().without_evidence) if self._path.exists() else []
        return [one for row in rows if (one := summary_of(row)) is not None]

    def find_out(self, attempt_id: str, evidence: Evidence | None) -> None:
        """Keep what such an attempt shows; None: nothing, and it is not to be asked for again."""
        row = _nothing_shown(attempt_id) if evidence is None else evidence_row(evidence)
        with self._said(CANNOT_KEEP):
            self._do(lambda c: _sql().find_out(c, row), writes=True)

    def evidence(self, series_id: str | None = None) -> Sequence[Evidence]:
        """Of all calls and drills, the oldest first, or of one series, by place."""
        with self._said(CANNOT_READ):
            if not self._path.exists():
                return []
            return _readable(self._do(lambda c: _sql().evidence(c, series_id)))

    def keep_series(self, series: Series) -> None:
        """Keep a run, or put it in the place of the one with its id."""
        row = series_row(series)
        with self._said("This run could not be kept"):
            self._do(lambda c: _sql().put_series(c, row), writes=True)

    def series(self, series_id: str) -> Series | None:
        """A run by its id."""
        return next((one for one in self.all_series() if one.id == series_id), None)

    def all_series(self) -> Sequence[Series]:
        """All runs, the newest first; what was changed outside Rolecall is left out."""
        with self._said(CANNOT_READ):
            texts = self._do(_sql().all_series) if self._path.exists() else []
        return [one for text in texts if (one := series_of(text)) is not None]

    @abstractmethod
    def _do(self, work: Callable[[Connection], Answer], *, writes: bool = False) -> Answer: ...

    @abstractmethod
    def _said(self, what: str, then: str = "") -> AbstractContextManager[None]: ...


def evidence_row(evidence: Evidence) -> dict[str, Any]:
    """What a call shows, as its row.

    Raises:
        DatabaseUnusable: its moment has no time zone.
    """
    try:
        reviewed_at = in_universal_time(evidence.finished_at)
    except ValueError as error:
        raise DatabaseUnusable(str(error)) from error
    return {
        "id": evidence.attempt,
        "reviewed_at": reviewed_at,
        "series": evidence.series,
        "place": evidence.place,
        "evidence": evidence.model_dump_json(),
    }


def _nothing_shown(attempt_id: str) -> dict[str, Any]:
    return {"id": attempt_id, "reviewed_at": "", "series": "", "place": 0, "evidence": NOTHING}


def series_row(series: Series) -> dict[str, Any]:
    """A run as its row."""
    return {
        "id": series.id,
        "started_at": in_universal_time(series.started_at),
        "series": series.model_dump_json(),
    }


def take_in(connection: Connection, brought: Series | Evidence) -> None:
    """Keep a run from elsewhere, or what a drill showed there; what is here stays as it is."""
    if isinstance(brought, Series):
        _sql().insert_series(connection, series_row(brought))
    else:
        _sql().insert_evidence(connection, evidence_row(brought))


def evidence_of(text: object) -> Evidence | None:
    """A row's evidence; None where it holds none."""
    try:
        return Evidence.model_validate_json(text) if isinstance(text, str) else None
    except ValueError:
        return None


def series_of(text: object) -> Series | None:
    """A row's run; None where it holds none."""
    try:
        return Series.model_validate_json(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _readable(texts: Sequence[object]) -> tuple[Evidence, ...]:
    return tuple(one for text in texts if (one := evidence_of(text)) is not None)


def _sql() -> Any:
    from simulator.adapters.records_sqlalchemy import practice_statements

    return practice_statements
