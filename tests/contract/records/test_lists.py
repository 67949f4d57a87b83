"""What lists need of many calls, without reading each."""

from __future__ import annotations

from dataclasses import replace

from simulator.ports import Reached, Records
from simulator.practice.occasion import Occasion
from tests.contract.attempts_for_tests import attempt, begun

NOON = "2026-03-01T12:00:00+00:00"
LATER_IN_BOSTON = "2026-03-01T08:00:00-05:00"
NOON_IN_BERLIN = "2026-03-01T12:00:00+01:00"


def keep(
    records: Records, name: str, started_at: str = NOON, overall: float = 50.0, passed: bool = False
) -> None:
    folder = begun(records, name)
    kept = attempt(name, folder, started_at=started_at, overall=overall, passed=passed)
    records.finish(kept)


def test_how_far_one_has_come_counts_calls_and_keeps_the_best(records: Records) -> None:
    keep(records, "a1", NOON, 95.0, passed=False)
    keep(records, "a2", LATER_IN_BOSTON, 72.0, passed=True)
    keep(records, "a3", NOON_IN_BERLIN, 70.0, passed=True)

    latest = "2026-03-01T13:00:00.000000+00:00"
    assert records.reached() == {"desk-classic": Reached(3, 2, 95.0, 72.0, latest)}


def test_how_far_one_has_come_follows_new_results_and_what_is_erased(records: Records) -> None:
    keep(records, "a1", overall=95.0, passed=True)
    keep(records, "a2", overall=40.0)
    again = records.attempt("a1")
    assert again is not None
    card = again.scorecard
    worse = card.model_copy(update={"score": card.score.model_copy(update={"overall": 60.0})})

    records.replace(replace(again, scorecard=worse))
    assert records.reached()["desk-classic"].best == 60.0
    records.erase("a1")
    assert records.reached()["desk-classic"] == Reached(
        1, 0, 40.0, None, "2026-03-01T12:00:00.000000+00:00"
    )
    records.erase("a2")
    assert records.reached() == {}


def test_the_latest_are_the_newest_by_the_clock_of_the_world(records: Records) -> None:
    keep(records, "a1", NOON)
    keep(records, "a2", LATER_IN_BOSTON)
    keep(records, "a3", NOON_IN_BERLIN)

    assert [one.id for one in records.latest(2)] == ["a2", "a1"]
    assert [one.id for one in records.latest(9, "desk-classic")] == ["a2", "a1", "a3"]
    assert records.latest(9, "another") == []


def test_a_call_remembers_its_variant_and_its_place_in_a_drill(records: Records) -> None:
    occasion = Occasion("power_hour", "drill-1", 4, with_hints=True, seed=99)
    kept = replace(attempt("a1", begun(records, "a1")), variant=3, occasion=occasion)
    records.finish(kept)

    assert records.attempt("a1") == kept
