"""Hearings and numbers in the database file: what is erased with a call, and what is damaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.ports import PortError
from simulator.practice.inbox import Hearing, Waiting
from simulator.practice.number_written import NumberWritten
from simulator.settings import Places
from tests.integration.records.rows import change, keep, query

WRITTEN = NumberWritten("a1", "2026-03-01T10:20:00+01:00", "617 555 0142", "617-555-0142")
OWN = Waiting("own", "desk-classic", "a1")


def heard(place: int, message: Waiting = OWN) -> Hearing:
    return Hearing("box-1", place, 12345, "2026-03-02T09:00:00+01:00", message, "delete", 6.4)


def test_whether_the_number_was_right_can_be_counted(records: SqlRecords, places: Places) -> None:
    keep(records, "a1")
    records.keep_number(WRITTEN)
    assert query(places, "SELECT attempt_id, digits, is_right FROM numbers_written") == [
        ("a1", "617 555 0142", 1)
    ]


def test_what_was_heard_of_a_call_goes_with_it(records: SqlRecords, places: Places) -> None:
    keep(records, "a1")
    records.keep_number(WRITTEN)
    records.keep_hearing(heard(1))
    records.keep_hearing(heard(2, Waiting("model", "own-cell")))

    with closing(sqlite3.connect(places.database)) as database, database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("DELETE FROM takes")
        database.execute("DELETE FROM attempts")

    assert records.number_written("a1") is None
    assert [one.message.kind for one in records.hearings()] == ["model"]


@pytest.mark.parametrize(
    "damage",
    [
        "kind = 'friend'",
        "decision = ''",
        "at_seconds = -1",
        "attempt_id = NULL",
        "started_at = 'soon'",
    ],
)
def test_a_hearing_that_cannot_be_is_passed_over(
    records: SqlRecords, places: Places, damage: str
) -> None:
    keep(records, "a1")
    records.keep_hearing(heard(1))
    records.keep_hearing(heard(2))
    change(places, f"UPDATE hearings SET {damage} WHERE place = 1")
    assert [one.place for one in records.hearings()] == [2]


def test_a_database_in_use_by_another_program_is_a_sentence(
    records: SqlRecords, places: Places
) -> None:
    keep(records, "a1")
    with closing(sqlite3.connect(places.database)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(PortError, match="What you decided could not be kept: another program"):
            records.keep_hearing(heard(1))
        with pytest.raises(PortError, match="What you wrote could not be kept: another program"):
            records.keep_number(WRITTEN)


def test_looking_makes_no_file(records: SqlRecords, places: Places) -> None:
    assert records.hearings() == []
    assert records.number_written("a1") is None
    assert not places.data.exists()
