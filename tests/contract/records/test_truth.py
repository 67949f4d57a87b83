"""What every kind of records remembers of inboxes, and of numbers written down."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.ports import PortError, Records
from simulator.practice.inbox import Decision, Hearing, Waiting
from simulator.practice.number_written import NumberWritten
from tests.contract.attempts_for_tests import attempt, begun

WRITTEN = NumberWritten("a1", "2026-03-01T10:20:00+01:00", "617 555 0124", "617-555-0142")


def hearing(place: int, message: Waiting, decision: Decision = "delete") -> Hearing:
    return Hearing("box-1", place, 12345, "2026-03-02T09:00:00+01:00", message, decision, 6.4)


@pytest.fixture
def with_a_call(records: Records) -> Records:
    records.finish(attempt("a1", begun(records, "a1")))
    return records


def test_hearings_come_back_as_they_were_in_their_order(with_a_call: Records) -> None:
    heard = [
        hearing(1, Waiting("model", "desk-classic"), "keep"),
        hearing(2, Waiting("own", "desk-classic", "a1")),
        hearing(3, Waiting("poor", "own-cell")),
    ]
    for one in heard:
        with_a_call.keep_hearing(one)
    assert with_a_call.hearings() == heard


def test_the_oldest_inbox_comes_first_whatever_its_time_zone(records: Records) -> None:
    one = hearing(1, Waiting("model", "desk-classic"))
    for name, started_at in [
        ("later-in-boston", "2026-03-01T08:00:00-05:00"),
        ("noon-in-london", "2026-03-01T12:00:00+00:00"),
    ]:
        records.keep_hearing(replace(one, inbox_id=name, started_at=started_at))
    assert [h.inbox_id for h in records.hearings()] == ["noon-in-london", "later-in-boston"]


def test_there_is_no_hearing_and_no_number_at_first(records: Records) -> None:
    assert records.hearings() == []
    assert records.number_written("a1") is None


def test_a_message_is_decided_once(with_a_call: Records) -> None:
    first = hearing(1, Waiting("own", "desk-classic", "a1"))
    with_a_call.keep_hearing(first)
    with pytest.raises(PortError, match="first decision stays"):
        with_a_call.keep_hearing(replace(first, decision="keep"))
    with_a_call.keep_hearing(replace(first, inbox_id="box-2"))
    assert [one.decision for one in with_a_call.hearings()] == ["delete", "delete"]


def test_the_number_that_was_written_is_kept_with_the_call(with_a_call: Records) -> None:
    with_a_call.keep_number(WRITTEN)
    assert with_a_call.number_written("a1") == WRITTEN
    assert with_a_call.number_written("a2") is None


def test_only_the_first_hearing_of_a_number_counts(with_a_call: Records) -> None:
    with_a_call.keep_number(WRITTEN)
    with pytest.raises(PortError, match="written first stays"):
        with_a_call.keep_number(replace(WRITTEN, digits="617-555-0142"))
    assert with_a_call.number_written("a1") == WRITTEN


def test_nothing_is_kept_of_a_call_that_was_not(records: Records) -> None:
    with pytest.raises(PortError, match="call itself was not kept"):
        records.keep_number(WRITTEN)
    with pytest.raises(PortError, match="call itself was not kept"):
        records.keep_hearing(hearing(1, Waiting("own", "desk-classic", "a1")))
    records.keep_hearing(hearing(1, Waiting("model", "desk-classic")))
    assert records.number_written("a1") is None


def test_grading_a_call_again_forgets_neither(with_a_call: Records) -> None:
    with_a_call.keep_number(WRITTEN)
    with_a_call.keep_hearing(hearing(1, Waiting("own", "desk-classic", "a1")))
    kept = with_a_call.attempt("a1")
    assert kept is not None
    with_a_call.replace(replace(kept, corrections={"take-1": "Hi Dana"}))
    assert with_a_call.number_written("a1") == WRITTEN
    assert len(with_a_call.hearings()) == 1


def test_a_moment_without_its_time_zone_is_refused(with_a_call: Records) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        with_a_call.keep_number(replace(WRITTEN, written_at="2026-03-01T10:20:00"))
    with pytest.raises(ValueError, match="no time zone"):
        with_a_call.keep_hearing(
            replace(hearing(1, Waiting("poor", "x")), started_at="2026-03-01T10:20:00")
        )
