"""What goes and what comes besides calls that are made: erasing, and taking in from elsewhere."""

from __future__ import annotations

import threading
from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from simulator.adapters.records_sqlalchemy.errors import DatabaseUnusable
from simulator.adapters.records_sqlalchemy.practice import take_in
from simulator.adapters.records_sqlalchemy.rows import row_of, take_row
from simulator.adapters.records_sqlalchemy.truth import insert_hearing
from simulator.ports import Brought, FromElsewhere, PortError
from simulator.practice.inbox import Hearing
from simulator.session.attempt_folders import NO_SUCH_CALL
from simulator.session.folders_from_elsewhere import FoldersFromElsewhere

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from simulator.adapters.records_sqlalchemy.database import Database

Answer = TypeVar("Answer")


class KeptRows:
    """The part of records that erases attempts and takes in others."""

    _path: Path
    _folders: FoldersFromElsewhere
    _opening: threading.RLock

    def erase(self, attempt_id: str) -> None:
        """Erase a kept attempt: its folder first, so that a second try finds what is left."""
        with self._said("Nothing was erased"):
            if attempt_id not in self._ids():
                raise PortError(NO_SUCH_CALL.format(id=attempt_id))
        self._folders.erase(attempt_id)
        with self._said(
            "The recordings of this call were erased, its result could not be", " Try again."
        ):
            self._do(lambda c: _sql().erase(c, attempt_id), writes=True)

    def erase_recordings(self, attempt_id: str, erased_at: str) -> None:
        """Erase what can be heard of a kept attempt; words and result stay."""
        self._folders.erase_recordings(attempt_id)
        with self._said("The recordings were erased, but that could not be noted"):
            self._do(lambda c: _sql().note_erased(c, attempt_id, erased_at), writes=True)

    def erase_everything(self) -> Sequence[str]:
        """Erase all results, damaged files too, and all folders; says what could not be."""
        troubles = self._folders.erase_all()
        with self._opening:
            try:
                self._database().erase_files()
            except DatabaseUnusable as error:
                troubles.append(f"The results could not be erased: {error}.")
        return troubles

    def bring_in(self, calls: Callable[[], Iterable[FromElsewhere]]) -> Sequence[str]:
        """Take in calls from elsewhere, all or none; those that are kept already stay as they are.

        The folders are moved before the rows are certain, each with a mark: after a crash, a folder
        with a mark and without a row is erased by the next one.
        """
        moved: list[str] = []
        try:
            with self._said("Nothing was brought in"):
                self._do(lambda c: self._take_in(c, calls(), moved), writes=True)
        except BaseException:
            for attempt_id in moved:
                self._folders.erase(attempt_id)
            raise
        for attempt_id in moved:
            self._folders.taken_in(attempt_id)
        return moved

    def _take_in(
        self, connection: Connection, calls: Iterable[FromElsewhere], moved: list[str]
    ) -> None:
        sql, kept, scenario_ids = _sql(), set(_sql().ids(connection)), set[str]()
        self._folders.undo_half_done(kept)  # the database is ours: nobody else takes in any now
        for brought in calls:
            if isinstance(brought, Hearing):
                insert_hearing(connection, brought)
                continue
            if not isinstance(brought, Brought):
                take_in(connection, brought)
                continue
            row = row_of(brought.attempt)
            if row["id"] in kept:
                continue
            takes = [take_row(row["id"], take) for take in brought.takes]
            sql.insert_attempt(connection, row, takes)
            sql.note_unread(connection, row["id"])
            if brought.number is not None:
                sql.insert_number(connection, brought.number)
            kept.add(row["id"])
            scenario_ids.add(row["scenario_id"])
            self._folders.take_in(row["id"], brought.attempt.folder)
            moved.append(row["id"])
        sql.count_again(connection, scenario_ids)

    @abstractmethod
    def _ids(self) -> Sequence[str]: ...

    @abstractmethod
    def _database(self) -> Database: ...

    @abstractmethod
    def _do(self, work: Callable[[Connection], Answer], *, writes: bool = False) -> Answer: ...

    @abstractmethod
    def _said(self, what: str, then: str = "") -> AbstractContextManager[None]: ...


def _sql() -> Any:
    from simulator.adapters.records_sqlalchemy import statements

    return statements
