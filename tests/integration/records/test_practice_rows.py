"""What practice remembers, in a database that somebody has edited."""

from __future__ import annotations

import pytest

from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.practice.following import standing_after
from simulator.settings import Places
from tests.contract.records.test_practice import EARLY, LATE, shown
from tests.integration.records.rows import change


@pytest.fixture
def practised(places: Places) -> SqlRecords:
    records = SqlRecords(places)
    for id_, moment in (("a", EARLY), ("b", LATE)):
        records.keep_evidence(shown(id_, moment))
    before = records.practised()
    records.keep_standing(standing_after(before.since[:1]), EARLY, before.changes)
    return records


@pytest.mark.parametrize(
    "edit",
    [
        "DELETE FROM practice",
        "UPDATE practice SET standing = x'7b7d'",
        "UPDATE practice SET standing = '{}x'",
    ],
)
def test_a_standing_that_cannot_be_used_is_followed_anew(
    practised: SqlRecords, places: Places, edit: str
) -> None:
    change(places, edit)

    found = practised.practised()
    whole = standing_after(practised.evidence())
    assert standing_after(found.since, found.standing) == whole
    practised.keep_standing(whole, LATE, found.changes)
    again = practised.practised()
    assert standing_after(again.since, again.standing) == whole


def test_evidence_that_cannot_be_read_is_said_and_no_standing_is_kept_past_it(
    practised: SqlRecords, places: Places
) -> None:
    change(places, "UPDATE evidence SET evidence = '{garbage' WHERE id = 'b'")

    found = practised.practised()

    assert not found.is_whole
    assert found.since == ()
    assert "cannot be read" in practised.notices[-1]
    practised.practised()
    assert len(practised.notices) == 1, "it is said once"
