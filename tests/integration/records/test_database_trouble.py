"""What a damaged, busy, full, newer or closed database leads to: a sentence, and nothing lost."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.ports import PortError
from simulator.settings import Places
from tests.contract.attempts_for_tests import attempt
from tests.integration.records.rows import change, keep, query


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


def test_a_result_that_cannot_be_read_does_not_hide_the_others(
    records: SqlRecords, places: Places
) -> None:
    for name in ("a1", "a2", "a3"):
        keep(records, name)
    change(places, "UPDATE attempts SET scorecard = '{}' WHERE id = 'a1'")
    change(places, "UPDATE attempts SET scorecard = x'ff' WHERE id = 'a2'")

    assert [card.attempt for card in records.scorecards(["a1", "a2", "a3"])] == ["a3"]


def test_a_new_result_that_cannot_be_written_leaves_the_old_one(
    records: SqlRecords, places: Places
) -> None:
    folder = keep(records, "a1")

    with closing(sqlite3.connect(places.database)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(PortError, match=r"new result .* another program .* The old one stays"):
            records.replace(attempt("a1", folder, overall=1.0))

    assert records.attempt("a1") == attempt("a1", folder)


def test_an_own_answer_that_cannot_be_is_a_sentence(records: SqlRecords, places: Places) -> None:
    keep(records, "a1")
    unsure = '{"would_call_back": true, "sure_percent": 7}'
    change(places, f"UPDATE attempts SET self_rating = '{unsure}'")

    with pytest.raises(PortError, match="in a form that cannot be read"):
        records.attempt("a1")


def test_corrections_in_an_unknown_form_are_a_sentence(records: SqlRecords, places: Places) -> None:
    folder = keep(records, "a1")
    change(places, "UPDATE attempts SET corrections = '[1]'")

    with pytest.raises(PortError, match=f"cannot be read; its recordings are in {folder}"):
        records.attempt("a1")


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
    change(places, "INSERT INTO takes SELECT 'a2', take, file, size_bytes, sha256, NULL FROM takes")
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


@pytest.mark.parametrize("damage", ["started_at = 'yesterday'", "started_at = x'ff'"])
def test_a_moment_that_is_none_is_a_sentence(
    records: SqlRecords, places: Places, damage: str
) -> None:
    keep(records, "a1")
    change(places, f"UPDATE attempts SET {damage}")

    with pytest.raises(PortError, match="a form that cannot be read; its recordings are in"):
        records.attempt("a1")
    assert records.attempts() == []


def test_a_result_whose_id_is_no_text_is_passed_over(records: SqlRecords, places: Places) -> None:
    keep(records, "a1")
    keep(records, "b1")
    change(places, "UPDATE attempts SET id = x'00ff' WHERE id = 'b1'")

    assert records.attempt("b1") is None
    assert [a.id for a in records.attempts()] == ["a1"]


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
