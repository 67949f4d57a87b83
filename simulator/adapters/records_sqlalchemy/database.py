"""The SQLite file: opening it, bringing it up to date, and saying in words what is wrong with it.

One connection for each piece of work, and SQLite's own rollback journal: a call is written once
every few minutes, one file is easy to copy and to erase, and it also works in folders on a server.
SQLite gives its journal the rights of the database, which is made for its owner only.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from simulator.adapters.records_sqlalchemy.errors import (
    DatabaseDamaged,
    DatabaseUnusable,
    FromNewerVersion,
)
from simulator.adapters.records_sqlalchemy.schema import MIGRATIONS, migrations

Answer = TypeVar("Answer")
KNOWN_FORMAT = MIGRATIONS[-1].number
_WRITES = "rolecall_writes"
_PRIMARY_CODE = 0xFF
"""SQLite's extended codes carry the plain one in their lowest byte."""
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_REASONS = {
    sqlite3.SQLITE_BUSY: "another program is using {path}; close it and try again",
    sqlite3.SQLITE_LOCKED: "another program is using {path}; close it and try again",
    sqlite3.SQLITE_READONLY: "{path} or its folder may not be written to; change that, or set "
    "ROLECALL_HOME to another folder",
    sqlite3.SQLITE_PERM: "{path} belongs to somebody else; set ROLECALL_HOME to another folder",
    sqlite3.SQLITE_FULL: "the disk is full; make room",
    sqlite3.SQLITE_CONSTRAINT: "{path} holds this call already",
    sqlite3.SQLITE_CANTOPEN: "{path} cannot be opened; see whether its folder can be written to, "
    "or set ROLECALL_HOME to another folder",
}
_JOURNAL_ENDINGS = ("", "-journal", "-wal", "-shm")


class Database:
    """One SQLite file. `work` functions get a connection inside a transaction."""

    def __init__(self, path: Path, lock_timeout_seconds: float) -> None:
        self.path = path
        self._engine = _engine(path, lock_timeout_seconds)
        self._is_up_to_date = False

    def read(self, work: Callable[[Connection], Answer]) -> Answer:
        """Do something that changes nothing. The file must be there."""
        with self._said():
            with self._file_said():
                self._bring_up_to_date()
            with self._engine.begin() as connection:
                return work(connection)

    def write(self, work: Callable[[Connection], Answer]) -> Answer:
        """Do something, wholly or not at all; makes the file where there is none.

        Raises:
            DatabaseUnusable: In words; one of its kinds where the kind matters.
            OSError: What `work` raises.
        """
        with self._said():
            with self._file_said():
                self._make_file()
                self._bring_up_to_date()
            with self._writing() as connection:
                return work(connection)

    def put_aside(self) -> Path:
        """Rename the file and what belongs to it; answer with its new name."""
        number = 1
        while (aside := self.path.with_name(f"{self.path.name}.damaged-{number}")).exists():
            number += 1
        with self._file_said():
            for ending in _JOURNAL_ENDINGS:
                with suppress(FileNotFoundError):
                    Path(f"{self.path}{ending}").rename(f"{aside}{ending}")
        self._is_up_to_date = False
        return aside

    def erase_files(self) -> None:
        """Erase the file, what belongs to it, and those that were put aside as damaged.

        Raises:
            DatabaseUnusable: another program is writing, or a file cannot be erased.
        """
        with suppress(DatabaseDamaged, FromNewerVersion):
            if self.path.exists():
                self.write(lambda _: None)  # waits for whoever is writing
        beside = self.path.parent.glob(f"{self.path.name}.damaged-*")
        with self._file_said():
            for path in (*beside, *(Path(f"{self.path}{end}") for end in _JOURNAL_ENDINGS)):
                path.unlink(missing_ok=True)
        self._is_up_to_date = False

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        options = {_WRITES: True}
        with self._engine.execution_options(**options).begin() as connection:
            yield connection

    def _make_file(self) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        if self.path.stat().st_mode & 0o077:
            self.path.chmod(0o600)

    def _bring_up_to_date(self) -> None:
        # Another Rolecall may have erased it meanwhile, and begun another.
        if self._is_up_to_date and self.path.stat().st_size:
            return
        with self._engine.begin() as connection:
            applied = _applied(connection)
        if applied < KNOWN_FORMAT:
            with self._writing() as connection:
                _migrate(connection)
        elif applied > KNOWN_FORMAT:
            raise FromNewerVersion(
                f"{self.path} was written by a newer Rolecall (format {applied}; this one knows "
                f"up to {KNOWN_FORMAT}); upgrade Rolecall"
            )
        self._is_up_to_date = True

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Turn the library's errors into words."""
        try:
            yield
        except DBAPIError as error:
            raise _in_words(error, self.path) from error

    @contextmanager
    def _file_said(self) -> Iterator[None]:
        """Turn what the system says of the file into words."""
        try:
            yield
        except OSError as error:
            raise DatabaseUnusable(
                f"{self.path} cannot be opened ({error.strerror or error}); see whether its folder "
                "can be written to, or set ROLECALL_HOME to another folder"
            ) from error


def _engine(path: Path, lock_timeout_seconds: float) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=NullPool,
        connect_args={"timeout": lock_timeout_seconds},
    )

    # The sqlite3 module begins transactions late, and not before CREATE TABLE: begin them here.
    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        # What is erased is overwritten, not only marked as free: it was somebody's words.
        connection.execute("PRAGMA secure_delete = ON")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        # A writer takes its lock at once: two that first read would block one another.
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _applied(connection: Connection) -> int:
    if not connection.dialect.has_table(connection, migrations.name):
        return 0
    numbers = connection.scalars(select(migrations.c.number)).all()
    return max(numbers, default=0)


def _migrate(connection: Connection) -> None:
    """Take the steps that are missing; another process may just have taken them."""
    migrations.create(connection, checkfirst=True)
    applied = _applied(connection)
    for migration in MIGRATIONS:
        if migration.number > applied:
            for statement in migration.statements:
                connection.exec_driver_sql(statement)
            if migration.fill is not None:
                migration.fill(connection)
            connection.execute(
                migrations.insert().values(number=migration.number, title=migration.title)
            )


def _in_words(error: DBAPIError, path: Path) -> DatabaseUnusable:
    code = getattr(error.orig, "sqlite_errorcode", 0) & _PRIMARY_CODE
    if code in _DAMAGED:
        return DatabaseDamaged(f"{path} is damaged")
    reason = _REASONS.get(code)
    if reason is None:
        return DatabaseUnusable(f"{path} cannot be used ({error.orig})")
    return DatabaseUnusable(reason.format(path=path))
