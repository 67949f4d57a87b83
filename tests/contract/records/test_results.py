"""What every kind of records remembers, in the database or in memory."""

from __future__ import annotations

import pytest

from simulator.ports import PortError, Records
from simulator.practice.self_rating import SelfRating
from tests.contract.attempts_for_tests import attempt, begun


def test_a_finished_attempt_comes_back_as_it_was(records: Records) -> None:
    kept = attempt("20260301-101500", begun(records, "20260301-101500"))

    records.finish(kept)

    assert records.attempt("20260301-101500") == kept


def test_there_is_nothing_at_first(records: Records) -> None:
    assert records.attempts() == []
    assert records.attempt("2026") is None
    assert records.unfinished() == []


def test_the_newest_attempt_is_listed_first_whatever_its_time_zone(records: Records) -> None:
    for name, started_at in [
        ("noon-in-london", "2026-03-01T12:00:00+00:00"),
        ("later-in-boston", "2026-03-01T08:00:00-05:00"),
        ("earlier-in-berlin", "2026-03-01T12:30:00+01:00"),
    ]:
        records.finish(attempt(name, begun(records, name), started_at=started_at))

    assert [a.id for a in records.attempts()] == [
        "later-in-boston",
        "noon-in-london",
        "earlier-in-berlin",
    ]


def test_a_summary_tells_score_and_verdict(records: Records) -> None:
    records.finish(attempt("a1", begun(records, "a1"), overall=41.0, passed=False))

    (summary,) = records.attempts()

    assert (summary.scenario_id, summary.overall, summary.passed) == ("desk-classic", 41.0, False)
    assert summary.started_at == "2026-03-01T10:15:00+01:00"


def test_a_unique_beginning_finds_an_attempt(records: Records) -> None:
    for name in ("20260301-a", "20260301-b", "20260302-c"):
        records.finish(attempt(name, begun(records, name)))

    found = records.attempt("20260302")

    assert found is not None
    assert found.id == "20260302-c"
    assert records.attempt("2027") is None
    assert records.attempt("") is None


def test_a_beginning_of_several_names_them(records: Records) -> None:
    for name in ("day-a", "day-b"):
        records.finish(attempt(name, begun(records, name)))

    with pytest.raises(PortError, match="2 calls begin with “day-”: day-a, day-b"):
        records.attempt("day-")


def test_of_many_candidates_only_some_are_named(records: Records) -> None:
    for number in range(6):
        records.finish(attempt(f"a{number}", begun(records, f"a{number}")))

    with pytest.raises(PortError, match="6 calls begin with “a”: a0, a1, a2, a3, …"):
        records.attempt("a")


def test_a_whole_id_that_begins_another_finds_its_own(records: Records) -> None:
    for name in ("day", "day-2"):
        records.finish(attempt(name, begun(records, name)))

    found = records.attempt("day")

    assert found is not None
    assert found.id == "day"


def test_the_same_attempt_cannot_be_finished_twice(records: Records) -> None:
    kept = attempt("a1", begun(records, "a1"))
    records.finish(kept)

    with pytest.raises(PortError, match="already"):
        records.finish(kept)

    assert len(records.attempts()) == 1


def test_a_moment_without_its_time_zone_is_a_mistake(records: Records) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        records.finish(attempt("a1", begun(records, "a1"), started_at="2026-03-01T10:15:00"))


def test_an_attempt_that_was_graded_again_takes_the_place_of_the_old_one(records: Records) -> None:
    folder = begun(records, "a1")
    other = attempt("a2", begun(records, "a2"))
    records.finish(attempt("a1", folder, overall=41.0, passed=False))
    records.finish(other)

    again = attempt("a1", folder, overall=97.0, corrections={"take-1": "Hi, Dana [/] “Reed”"})
    records.replace(again)

    assert records.attempt("a1") == again
    assert records.attempt("a2") == other
    summaries = {a.id: (a.overall, a.passed) for a in records.attempts()}
    assert summaries == {"a1": (97.0, True), "a2": (82.5, True)}


def test_a_correction_can_be_taken_back(records: Records) -> None:
    folder = begun(records, "a1")
    records.finish(attempt("a1", folder, corrections={"take-1": "Hi Dana"}))

    records.replace(attempt("a1", folder))

    kept = records.attempt("a1")
    assert kept is not None
    assert kept.corrections == {}
    assert kept.transcripts["take-1"].text == "Hi"


def test_the_reps_own_answer_is_kept_with_the_call(records: Records) -> None:
    folder = begun(records, "a1")
    records.finish(attempt("a1", folder))

    rated = attempt("a1", folder, self_rating=SelfRating(True, 80, 12.5))
    records.replace(rated)

    assert records.attempt("a1") == rated


def test_nothing_can_take_the_place_of_what_was_never_kept(records: Records) -> None:
    with pytest.raises(PortError, match="first one was never kept, or is gone"):
        records.replace(attempt("a1", begun(records, "a1")))

    assert records.attempts() == []


def test_a_new_result_needs_a_time_zone_as_well(records: Records) -> None:
    folder = begun(records, "a1")
    records.finish(attempt("a1", folder))

    with pytest.raises(ValueError, match="no time zone"):
        records.replace(attempt("a1", folder, started_at="2026-03-01T10:15:00"))
