"""Looking into the database from outside."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.settings import Places
from tests.contract.attempts_for_tests import attempt

posix_only = pytest.mark.skipif(os.name != "posix", reason="file modes are a POSIX thing")


def keep(records: SqlRecords, attempt_id: str) -> Path:
    folder = records.begin(attempt_id)
    (folder / "journal.jsonl").write_text("{}\n", "utf-8")
    (folder / "take-1.wav").write_bytes(b"RIFF")
    records.finish(attempt(attempt_id, folder))
    return folder


def query(places: Places, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(places.database)) as database:
        return database.execute(sql).fetchall()


def change(places: Places, sql: str) -> None:
    with closing(sqlite3.connect(places.database)) as database, database:
        database.execute(sql)
