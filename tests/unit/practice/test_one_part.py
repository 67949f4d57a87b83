"""One part of a message: graded by its own points, and kept as such."""

from __future__ import annotations

from simulator.grading.score import Delivery, State
from simulator.practice.done import Done
from simulator.practice.occasion import Occasion
from simulator.practice.one_part import (
    criteria_of_part,
    evidence_of_part,
    is_good,
    verdict_in_words,
)
from tests.unit.practice.calls_made import criterion, graded, shipped_scenario, skills

DONE = Done("p-1", "2026-11-24T09:00:00+01:00", Occasion("one_part", "s", 2))
CRITERIA = {
    "states_name": criterion("yes"),
    "states_company": criterion("no"),
    "early_hook": criterion("not_sure", score=None),
    "pace": criterion("no"),
}


def test_only_the_points_of_the_part_count() -> None:
    card = graded(criteria=CRITERIA, delivery=Delivery(words_per_minute=140.0))
    kept = evidence_of_part("opening", shipped_scenario("colleague"), 1, card, skills(), DONE)
    assert kept.ratings == {"skill:states_name": "good", "skill:states_company": "again"}
    assert (kept.setting, kept.series, kept.place, kept.attempt) == ("one_part", "s", 2, "p-1")
    assert kept.measures == {"words_per_minute": 140.0}
    assert not kept.passed
    assert not kept.is_clean
    assert list(criteria_of_part("opening", card)) == [
        "states_name",
        "states_company",
        "early_hook",
    ]


def test_a_part_is_good_where_nothing_was_missed_and_something_judged() -> None:
    assert is_good("opening", graded(criteria={"states_name": criterion("yes")}))
    assert not is_good("opening", graded(criteria={"pace": criterion("yes")}))


def test_verdicts_are_two_words() -> None:
    states: tuple[State, ...] = ("yes", "no", "not_sure", "not_measured")
    assert [verdict_in_words(criterion(state)) for state in states] == [
        "good", "work on this", "not sure", "not measured",
    ]  # fmt: skip
