"""The database file: its rights, its tables, its rows."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, inspect
from sqlalchemy.dialects import registry
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateTable

from simulator.adapters.records_sqlalchemy import SqlRecords, schema
from simulator.ports import PortError
from simulator.settings import Places
from tests.contract.attempts_for_tests import attempt
from tests.integration.records.rows import keep, posix_only, query


@posix_only
def test_only_the_owner_can_read_the_database_and_its_journal(
    records: SqlRecords, places: Places
) -> None:
    keep(records, "a1")
    modes: dict[str, int] = {}

    def look(*_: object) -> None:
        modes.update(
            {p.name: stat.S_IMODE(p.stat().st_mode) for p in places.data.iterdir() if p.is_file()}
        )

    event.listen(Engine, "commit", look)
    try:
        keep(records, "a2")
    finally:
        event.remove(Engine, "commit", look)

    assert "rolecall.sqlite3-journal" in modes
    assert set(modes.values()) == {0o600}


@posix_only
def test_a_database_that_others_could_read_is_closed_to_them(
    records: SqlRecords, places: Places
) -> None:
    keep(records, "a1")
    places.database.chmod(0o644)

    keep(records, "a2")

    assert stat.S_IMODE(places.database.stat().st_mode) == 0o600


@posix_only
def test_finished_recordings_are_readable_by_their_owner_only(records: SqlRecords) -> None:
    folder = records.begin("a1")
    (folder / "take-1.wav").touch(0o644)

    records.finish(attempt("a1", folder))

    assert {stat.S_IMODE(f.stat().st_mode) for f in folder.iterdir()} == {0o600}


def test_takes_are_listed_with_the_attempt(records: SqlRecords, places: Places) -> None:
    keep(records, "a1")

    rows = query(places, "SELECT attempt_id, take, file, size_bytes, length(sha256) FROM takes")

    assert rows == [("a1", "take-1", "take-1.wav", 4, 64)]


def test_the_row_says_which_scenario_and_rubric_it_was(records: SqlRecords, places: Places) -> None:
    keep(records, "a1")

    rows = query(
        places,
        "SELECT scenario_id, scenario_version, scenario_sha256, rubric_id, rubric_sha256, overall,"
        " passed FROM attempts",
    )

    assert rows == [("desk-classic", 3, "aa" * 32, "snell", "bb" * 32, 82.5, 1)]


def test_looking_makes_no_file(records: SqlRecords, places: Places) -> None:
    assert records.attempts() == []
    assert records.attempt("a") is None
    assert records.unfinished() == []

    assert not places.data.exists()


def test_the_steps_make_the_tables_that_the_program_uses(
    records: SqlRecords, places: Places
) -> None:
    keep(records, "a1")
    engine = create_engine(f"sqlite:///{places.database}")
    made = inspect(engine)

    for table in schema.metadata.sorted_tables:
        found = {c["name"]: c for c in made.get_columns(table.name)}
        assert set(found) == set(table.c.keys())
        for column in table.c:
            assert str(found[column.name]["type"]) == str(column.type.compile(engine.dialect))
            assert found[column.name]["nullable"] == column.nullable
        key = made.get_pk_constraint(table.name)["constrained_columns"]
        assert key == [c.name for c in table.primary_key]
    assert set(made.get_table_names()) == set(schema.metadata.tables)
    engine.dispose()


def test_each_step_is_remembered_once(records: SqlRecords, places: Places) -> None:
    keep(records, "a1")
    keep(SqlRecords(places), "a2")

    assert query(places, "SELECT number, title FROM migrations") == [
        (m.number, m.title) for m in schema.MIGRATIONS
    ]
    assert [m.number for m in schema.MIGRATIONS] == list(range(1, len(schema.MIGRATIONS) + 1))


def test_a_new_result_leaves_the_list_of_takes_alone(records: SqlRecords, places: Places) -> None:
    folder = keep(records, "a1")
    takes = query(places, "SELECT * FROM takes")

    records.replace(attempt("a1", folder, overall=1.0))

    assert query(places, "SELECT * FROM takes") == takes
    assert query(places, "SELECT overall FROM attempts") == [(1.0,)]


def test_two_that_begin_the_file_at_once_do_not_disturb_one_another(places: Places) -> None:
    ready = threading.Barrier(4)
    failures: list[Exception] = []

    def call(name: str) -> None:
        own = SqlRecords(places)
        ready.wait()
        try:
            keep(own, name)
        except PortError as error:
            failures.append(error)

    threads = [threading.Thread(target=call, args=(f"a{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert len(SqlRecords(places).attempts()) == 4


def test_importing_the_adapter_does_not_import_the_library() -> None:
    program = (
        "import sys; import simulator.adapters.records_sqlalchemy as r;"
        "from simulator.settings import places; r.SqlRecords(places()).unfinished();"
        "sys.exit('sqlalchemy' in sys.modules)"
    )
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "ROLECALL_HOME": home}
        subprocess.run([sys.executable, "-c", program], env=environment, check=True)


def test_what_only_sqlite_knows_stays_in_two_files() -> None:
    folder = Path(schema.__file__).parent
    special = re.compile(r"PRAGMA|rowid|sqlite3\.|import sqlite3|AUTOINCREMENT|INSERT OR")
    found = {p.name for p in folder.glob("*.py") if special.search(p.read_text("utf-8"))}
    assert found == {"database.py", "salvage.py"}


def test_the_tables_can_be_made_in_other_databases() -> None:
    dialects: list[Dialect] = [registry.load(name)() for name in ("postgresql", "mysql", "mssql")]
    for dialect in dialects:
        for table in schema.metadata.sorted_tables:
            assert str(CreateTable(table).compile(dialect=dialect))
