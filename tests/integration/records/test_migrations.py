"""A database that an earlier Rolecall wrote is brought up to date with all that is in it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, inspect

from simulator.adapters.records_sqlalchemy import SqlRecords, schema
from simulator.adapters.records_sqlalchemy.rows import row_of
from simulator.ports import Attempt, Reached, TakeKept
from simulator.practice.inbox import Hearing, Waiting
from simulator.practice.number_written import NumberWritten
from simulator.practice.occasion import Occasion
from simulator.practice.self_rating import SelfRating
from simulator.settings import Places
from tests.contract.attempts_for_tests import attempt
from tests.integration.records.rows import change, query

FORMATS = range(1, len(schema.MIGRATIONS))
"""All but the present one."""
JOURNAL = '{"rolecall_journal": 1, "variant": 2}\n{"event": "Dialled", "at_seconds": 0.0}\n'
IN_EARLY_BOSTON = "2026-03-01T20:30:00-05:00"


def as_it_was(kept: Attempt, number: int) -> dict[str, object]:
    """The row of an attempt as it was in a format, with a scorecard as old."""
    card = json.loads(kept.scorecard.model_dump_json())
    if number == 1:
        del card["message"]["graded"], card["message"]["heard"]
    return {**row_of(kept), "scorecard": json.dumps(card)}


def a_database_of_format(places: Places, number: int, *kept: Attempt) -> None:
    """A database as the Rolecall of that format wrote it: each attempt with one take."""
    places.data.mkdir()
    with closing(sqlite3.connect(places.database)) as database, database:
        database.execute("CREATE TABLE migrations (number INTEGER PRIMARY KEY, title VARCHAR(120))")
        for step in schema.MIGRATIONS[:number]:
            for statement in step.statements:
                database.execute(statement)
            database.execute("INSERT INTO migrations VALUES (?, ?)", (step.number, step.title))
        known = [column[1] for column in database.execute("PRAGMA table_info(attempts)")]
        for one in kept:
            row = as_it_was(one, number)
            database.execute(
                f"INSERT INTO attempts ({', '.join(known)}) VALUES ({', '.join('?' * len(known))})",
                [row[name] for name in known],
            )
            database.execute(
                "INSERT INTO takes (attempt_id, take, file, size_bytes, sha256) "
                "VALUES (?, 'take-1', 'take-1.wav', 4, ?)",
                (one.id, "cc" * 32),
            )
    engine = create_engine(f"sqlite:///{places.database}")
    with engine.begin() as connection:
        for step in schema.MIGRATIONS[:number]:
            if step.fill is not None:
                step.fill(connection)
    engine.dispose()


def calls_of_before(places: Places) -> tuple[Attempt, Attempt]:
    early = attempt("a1", places.attempts / "a1", overall=90.0, passed=False)
    late = attempt("a2", places.attempts / "a2", started_at=IN_EARLY_BOSTON, overall=71.5)
    return early, replace(late, journal=JOURNAL)


@pytest.mark.parametrize("number", FORMATS)
def test_every_call_of_an_earlier_format_is_there_as_it_was(
    records: SqlRecords, places: Places, number: int
) -> None:
    early, late = calls_of_before(places)
    a_database_of_format(places, number, early, late)

    assert records.attempt("a1") == early
    assert records.attempt("a2") == replace(late, variant=2)
    assert records.takes("a1") == [TakeKept("take-1", "take-1.wav", 4, "cc" * 32)]
    assert query(places, "SELECT max(number) FROM migrations") == [(len(schema.MIGRATIONS),)]


@pytest.mark.parametrize("number", FORMATS)
def test_what_lists_need_is_filled_in_for_them(
    records: SqlRecords, places: Places, number: int
) -> None:
    a_database_of_format(places, number, *calls_of_before(places))

    latest = "2026-03-02T01:30:00.000000+00:00"
    assert records.reached() == {"desk-classic": Reached(2, 1, 90.0, 71.5, latest)}
    assert [one.id for one in records.latest(1)] == ["a2"]
    assert [one.id for one in records.without_evidence()] == ["a1", "a2"]


@pytest.mark.parametrize("number", FORMATS)
def test_an_earlier_database_takes_everything_that_is_kept_now(
    records: SqlRecords, places: Places, number: int
) -> None:
    early, late = calls_of_before(places)
    a_database_of_format(places, number, early, late)
    again = replace(
        early,
        corrections={"take-1": "Hi Dana"},
        self_rating=SelfRating(True, 80),
        occasion=Occasion("exam", "e1", 2, seed=7),
    )

    records.replace(again)
    records.keep_number(NumberWritten("a1", "2026-03-02T10:00:00+01:00", "617", "617-555-0142"))
    heard = Waiting("own", "desk-classic", "a2")
    records.keep_hearing(Hearing("box", 1, 5, "2026-03-03T10:00:00+01:00", heard, "keep", 3.0))

    assert SqlRecords(places).attempt("a1") == again
    records.erase("a2")
    assert records.hearings() == []
    assert [one.id for one in records.attempts()] == ["a1"]


@pytest.mark.parametrize("number", FORMATS)
def test_an_earlier_format_ends_with_the_tables_of_now(places: Places, number: int) -> None:
    a_database_of_format(places, number, *calls_of_before(places))
    SqlRecords(places).attempts()
    engine = create_engine(f"sqlite:///{places.database}")
    made = inspect(engine)
    columns = {t: {c["name"] for c in made.get_columns(t)} for t in made.get_table_names()}
    indexes = {i["name"] for t in made.get_table_names() for i in made.get_indexes(t)}
    engine.dispose()

    tables = schema.metadata.tables
    assert columns == {name: set(table.c.keys()) for name, table in tables.items()}
    assert indexes == {index.name for table in tables.values() for index in table.indexes}


def test_results_that_cannot_be_read_do_not_stop_the_step(
    records: SqlRecords, places: Places
) -> None:
    early, late = calls_of_before(places)
    third = attempt("a3", places.attempts / "a3", overall=99.0)
    a_database_of_format(places, 4, early, late, third)
    change(places, "UPDATE attempts SET scorecard = '{', journal = x'ff' WHERE id = 'a1'")
    change(places, "UPDATE attempts SET started_at = 'yesterday' WHERE id = 'a3'")

    assert [one.id for one in records.attempts()] == ["a2", "a1"]
    assert records.reached()["desk-classic"].best == 90.0


def test_a_step_that_fails_leaves_the_old_database_as_it_was(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_database_of_format(places, 4, *calls_of_before(places))
    before = places.database.read_bytes()

    def full(connection: object) -> None:
        raise OSError(28, "No space left on device")

    steps = (*schema.MIGRATIONS[:-1], replace(schema.MIGRATIONS[-1], fill=full))
    with monkeypatch.context() as patched:
        patched.setattr("simulator.adapters.records_sqlalchemy.database.MIGRATIONS", steps)
        with pytest.raises(Exception, match="No space left"):
            SqlRecords(places).attempts()

    assert places.database.read_bytes() == before
    assert len(SqlRecords(places).attempts()) == 2
