"""Rows out of a SQLite file that is damaged: all that can be reached, from both ends.

A table is a tree of pages. Where one of them is broken, reading in order stops there; read from the
other end, one comes up to it from behind, and rows in between may still be found by their numbers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from simulator.adapters.records_sqlalchemy.practice import evidence_of, series_of
from simulator.adapters.records_sqlalchemy.rows import attempt_of
from simulator.adapters.records_sqlalchemy.truth import hearing_of
from simulator.ports import Attempt
from simulator.practice.evidence import Evidence
from simulator.practice.inbox import Hearing
from simulator.practice.number_written import NumberWritten
from simulator.practice.series import Series

LEAST_ROW_BYTES: Final = 512
"""A call takes more: it bounds the numbers that its row can have."""
MOST_LOOKED_UP: Final = 200_000


class Salvage:
    """What can be read of a damaged file, a row at a time: it may hold more than memory does.

    `unreadable` counts the calls read so far that make no sense. `is_whole` is false once a part of
    the file could not be reached, so that something may be missing. The file stays as it is.
    """

    def __init__(self, file: Path, attempts_root: Path) -> None:
        """`attempts_root` is where the folders of calls lie."""
        self.file = file
        self.unreadable = 0
        self.is_whole = True
        self._attempts_root = attempts_root

    def attempts(self) -> Iterator[Attempt]:
        """The calls."""
        for row in self._rows("attempts"):
            try:
                yield attempt_of(row, self._attempts_root / row["id"])
            except (TypeError, ValueError, KeyError, OverflowError):
                self.unreadable += 1

    def numbers(self) -> Iterator[NumberWritten]:
        """The numbers that were written down."""
        yield from (n for row in self._rows("numbers_written") if (n := _number(row)) is not None)

    def hearings(self) -> Iterator[Hearing]:
        """The messages that were heard in an inbox."""
        yield from (h for row in self._rows("hearings") if (h := hearing_of(row)) is not None)

    def runs(self) -> Iterator[Series]:
        """The runs of drills and exams."""
        texts = (row.get("series") for row in self._rows("series"))
        yield from (run for text in texts if (run := series_of(text)) is not None)

    def shown(self) -> Iterator[Evidence]:
        """What drills showed; what calls showed is found out anew."""
        texts = (row.get("evidence") for row in self._rows("evidence"))
        found = (one for text in texts if (one := evidence_of(text)) is not None)
        yield from (one for one in found if not one.is_whole_call)

    def _rows(self, name: str) -> Iterator[dict[str, Any]]:
        most = self.file.stat().st_size // LEAST_ROW_BYTES + 1
        try:
            database = _opened(self.file)
        except sqlite3.Error:
            self.is_whole = False
            return
        with closing(database):
            table = _Table(database, name, most)
            yield from table.rows()
            self.is_whole = self.is_whole and table.is_whole
            self.unreadable += table.undecodable


def _opened(file: Path) -> sqlite3.Connection:
    """Open it without locks, and without changing anything."""
    database = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    database.text_factory = bytes
    return database


class _Table:
    """One table, row by row, as far as it can be reached."""

    def __init__(self, database: sqlite3.Connection, name: str, most_rows: int) -> None:
        self._database = database
        self._name = name
        self._most_rows = min(most_rows, MOST_LOOKED_UP)
        self.is_whole = True
        self.undecodable = 0

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows by the names of their columns, each once."""
        names = self._names()
        if not names:  # of an early format there is none of some tables, but always of calls
            self.is_whole = self.is_whole and self._name != "attempts"
            return
        seen: set[int] = set()
        for number, *values in self._reached(seen):
            seen.add(number)
            try:
                yield dict(zip(names, map(_text, values), strict=True))
            except UnicodeDecodeError:
                self.undecodable += 1

    def _names(self) -> list[str]:
        try:
            found = self._database.execute(f"PRAGMA table_info({self._name})").fetchall()
        except sqlite3.Error:
            self.is_whole = False
            return []
        return [str(_text(column[1])) for column in found]

    def _reached(self, seen: set[int]) -> Iterator[tuple[Any, ...]]:
        select = f"SELECT rowid, * FROM {self._name}"  # noqa: S608 - one of a few names of ours
        first, last = 0, self._most_rows + 1
        for row in self._until_broken(f"{select} ORDER BY rowid"):
            first = row[0]
            yield row
        if self.is_whole:
            return
        for row in self._until_broken(f"{select} ORDER BY rowid DESC"):
            if row[0] <= first:
                return
            last = row[0]
            yield row
        for number in range(first + 1, min(last, first + 1 + self._most_rows)):
            if number not in seen:
                yield from self._until_broken(f"{select} WHERE rowid = {number}")

    def _until_broken(self, sql: str) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self._database.execute(sql)
        except sqlite3.Error:
            self.is_whole = False


def _text(value: Any) -> Any:
    return value.decode() if isinstance(value, bytes) else value


def _number(row: dict[str, Any]) -> NumberWritten | None:
    values = [row.get(name) for name in ("attempt_id", "written_at", "digits", "number")]
    texts = [value for value in values if isinstance(value, str)]
    return NumberWritten(*texts) if len(texts) == len(values) else None
