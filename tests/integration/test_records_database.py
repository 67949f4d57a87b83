"""The database file: its rights, its form, and what a damaged, busy, full or newer one leads to."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event, inspect

from simulator.adapters.records_sqlalchemy import SqlRecords, schema
from simulator.ports import PortError
from simulator.settings import Places
from tests.contract.attempts_for_tests import attempt

posix_only = pytest.mark.skipif(os.name != "posix", reason="file modes are a POSIX thing")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(data=tmp_path / "data", cache=tmp_path / "cache")


@pytest.fixture
def records(places: Places) -> SqlRecords:
    return SqlRecords(places, lock_timeout_seconds=0.05)


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


def test_a_file_that_is_no_database_is_put_aside_with_a_sentence(
    records: SqlRecords, places: Places
) -> None:
    places.data.mkdir()
    places.database.write_bytes(b"not a database, by any means" * 100)

    keep(records, "a1")

    assert [a.id for a in records.attempts()] == ["a1"]
    aside = places.data / "rolecall.sqlite3.damaged-1"
    assert aside.read_bytes().startswith(b"not a database")
    (notice,) = records.notices
    assert "rolecall.sqlite3.damaged-1" in notice
    assert "recordings are not affected" in notice


def test_damage_is_found_while_reading_too(records: SqlRecords, places: Places) -> None:
    for number in range(20):
        keep(records, f"a{number}")
    content = bytearray(places.database.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    places.database.write_bytes(content)

    assert SqlRecords(places).attempts() == []
    assert (places.data / "rolecall.sqlite3.damaged-1").exists()


def test_a_second_damaged_file_does_not_replace_the_first(places: Places) -> None:
    places.data.mkdir()
    for text in (b"first" * 300, b"second" * 300):
        places.database.write_bytes(text)
        assert SqlRecords(places).attempts() == []

    assert (places.data / "rolecall.sqlite3.damaged-1").read_bytes().startswith(b"first")
    assert (places.data / "rolecall.sqlite3.damaged-2").read_bytes().startswith(b"second")


def test_a_database_in_use_by_another_program_is_a_sentence(
    records: SqlRecords, places: Places
) -> None:
    keep(records, "a1")
    folder = records.begin("a2")
    (folder / "take-1.wav").write_bytes(b"RIFF")

    with closing(sqlite3.connect(places.database)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(PortError, match=f"another program is using .* stay in {folder}"):
            records.finish(attempt("a2", folder))

    assert (folder / "take-1.wav").read_bytes() == b"RIFF"
    records.finish(attempt("a2", folder))
    assert len(records.attempts()) == 2


def test_a_full_disk_keeps_nothing_by_halves(records: SqlRecords, places: Places) -> None:
    keep(records, "a1")
    folder = records.begin("a2")
    (folder / "take-1.wav").write_bytes(b"RIFF")

    def no_room(connection: sqlite3.Connection, _: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    big = attempt("a2", folder)
    object.__setattr__(big, "journal", "x" * 100_000)
    event.listen(Engine, "connect", no_room)
    try:
        with pytest.raises(PortError, match=f"disk is full; make room.* stay in {folder}"):
            records.finish(big)
    finally:
        event.remove(Engine, "connect", no_room)

    assert [a.id for a in records.attempts()] == ["a1"]
    assert query(places, "SELECT attempt_id FROM takes") == [("a1",)]
    assert (folder / "take-1.wav").exists()


def test_a_failure_between_row_and_takes_keeps_neither(records: SqlRecords, places: Places) -> None:
    keep(records, "a1")
    change(places, "INSERT INTO takes SELECT 'a2', take, file, size_bytes, sha256 FROM takes")
    folder = records.begin("a2")
    (folder / "take-1.wav").write_bytes(b"RIFF")

    with pytest.raises(PortError):
        records.finish(attempt("a2", folder))

    assert query(places, "SELECT id FROM attempts") == [("a1",)]


def test_a_database_of_a_newer_version_is_not_touched(records: SqlRecords, places: Places) -> None:
    keep(records, "a1")
    change(places, "INSERT INTO migrations VALUES (99, 'from the future')")
    before = places.database.read_bytes()
    newer = SqlRecords(places)
    folder = newer.begin("a2")

    with pytest.raises(PortError, match=r"newer Rolecall \(format 99.*upgrade Rolecall"):
        newer.finish(attempt("a2", folder))
    with pytest.raises(PortError, match="upgrade Rolecall"):
        newer.attempts()

    assert places.database.read_bytes() == before


def test_a_result_in_an_unknown_form_is_a_sentence(records: SqlRecords, places: Places) -> None:
    folder = keep(records, "a1")
    change(places, """UPDATE attempts SET scorecard = '{"schema_version": 7}'""")

    with pytest.raises(PortError, match=f"cannot be read; its recordings are in {folder}"):
        records.attempt("a1")


def test_a_folder_in_place_of_the_database_is_a_sentence(
    records: SqlRecords, places: Places
) -> None:
    places.database.mkdir(parents=True)

    with pytest.raises(PortError, match="cannot be opened"):
        records.finish(attempt("a1", places.attempts / "a1"))
    with pytest.raises(PortError, match="cannot be opened"):
        records.attempts()


@pytest.fixture
def as_somebody_else() -> Iterator[Callable[[], None]]:
    """Gives up the rights of root, for which nothing is read-only."""
    if os.name != "posix":
        pytest.skip("file modes are a POSIX thing")
    before = os.geteuid()
    yield lambda: os.seteuid(65534) if before == 0 else None
    os.seteuid(before)


def test_a_database_that_may_not_be_written_is_a_sentence(
    as_somebody_else: Callable[[], None],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        places = Places(folder, folder)
        keep(SqlRecords(places), "a1")
        for path in (places.database, folder / "attempts"):
            path.chmod(0o444 if path.is_file() else 0o555)
        folder.chmod(0o555)
        records = SqlRecords(places)
        records.attempts()
        as_somebody_else()

        with pytest.raises(PortError, match="ROLECALL_HOME"):
            records.begin("a2")
        with pytest.raises(PortError, match=r"Permission denied.*ROLECALL_HOME"):
            records.finish(attempt("a3", folder))
        assert [a.id for a in SqlRecords(places).attempts()] == ["a1"]

        os.seteuid(os.getuid())
        folder.chmod(0o755)
        (folder / "attempts").chmod(0o755)


def test_importing_the_adapter_does_not_import_the_library() -> None:
    program = (
        "import sys; import simulator.adapters.records_sqlalchemy as r;"
        "from simulator.settings import places; r.SqlRecords(places()).unfinished();"
        "sys.exit('sqlalchemy' in sys.modules)"
    )
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "ROLECALL_HOME": home}
        subprocess.run([sys.executable, "-c", program], env=environment, check=True)
