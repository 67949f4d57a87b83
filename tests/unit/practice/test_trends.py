"""Figures week by week, and what changed."""

from __future__ import annotations

import pytest

from simulator.practice.evidence import Decided
from simulator.practice.mastery import masteries
from simulator.practice.standing import NEW_REP, Standing
from simulator.practice.trends import Point, changes, newly_mastered, trend, week_in_words
from simulator.scenario.model import ScenarioType
from tests.unit.practice.calls_made import skills
from tests.unit.practice.practised import after, at, call, mastered, shelved

TODAY = "2026-11-25"
RIGHT = Decided(best="leave", made="leave", verdict="best")
WRONG: tuple[ScenarioType, ...] = ("wrong_contact",)


def two_weeks(*, before: int = 4, now: int = 4) -> Standing:
    """Worse calls last week, better ones this week."""
    return after(
        *(
            call(
                at("2026-11-18", n), passed=n == 0, scores={"overall": 50.0},
                measures={"words_per_minute": 180.0}, decided=(RIGHT,),
                ratings={"cue:colleague": "again", "skill:pace": "good"},
            )
            for n in range(before)
        ),
        *(
            call(
                at("2026-11-24", n), scores={"overall": 80.0}, decided=(RIGHT,),
                measures={"words_per_minute": 150.0},
                ratings={"cue:colleague": "good", "skill:pace": "good"},
            )
            for n in range(now)
        ),
    )  # fmt: skip


def test_a_trend_has_every_week_and_nothing_where_nothing_was_measured() -> None:
    assert trend(two_weeks(), "overall", TODAY, weeks=3) == (
        Point("2026-11-09", None, 0),
        Point("2026-11-16", 50.0, 4),
        Point("2026-11-23", 80.0, 4),
    )
    assert trend(NEW_REP, "overall", TODAY, weeks=1) == (Point("2026-11-23", None, 0),)


def test_what_changed_is_told_with_both_weeks_the_general_figures_first() -> None:
    found = {one.name: one.in_words for one in changes(two_weeks(), TODAY, skills())}

    assert found == {
        "passed": "Calls passed: 100 % of 4, last week 25 % of 4.",
        "right": "Right decisions: 100 % of 4, last week 100 % of 4.",
        "overall": "Overall: 80 of 100, last week 50.",
        "words_per_minute": "Pace: 150.0 words a minute, last week 180.0.",
        "cue:colleague": "Somebody else's name: 100 % of 4, last week 0 % of 4.",
        "skill:pace": "Calm pace: 100 % of 4, last week 100 % of 4.",
    }


@pytest.mark.parametrize(("before", "now"), [(2, 4), (4, 2), (0, 4), (4, 0)])
def test_of_too_few_calls_nothing_is_said(before: int, now: int) -> None:
    standing = two_weeks(before=before, now=now)

    assert not any(one.in_words for one in changes(standing, TODAY, skills()))
    assert week_in_words(standing, {}, TODAY, skills()) == (
        "Too few calls in one of the two weeks to say what changed.",
    )


def test_a_week_is_told_with_what_was_mastered_first_and_no_card_that_stayed_the_same() -> None:
    shelf = (shelved("a", "full"),)
    proofs = mastered("cue:full", WRONG)
    old = masteries(["cue:full"], after(*proofs), shelf)
    assert not newly_mastered(old, TODAY)
    late = [
        call(at(day), attempt=day, ratings={"cue:full": "good"})
        for day in ("2026-11-23", "2026-11-24")
    ]
    new = masteries(["cue:full"], after(*late), shelf)

    told = week_in_words(two_weeks(), new, TODAY, skills())

    assert newly_mastered(new, TODAY) == ("cue:full",)
    assert told[0] == "Mastered this week: Nothing can be left."
    assert told[-1] == "Somebody else's name: 100 % of 4, last week 0 % of 4."
    assert not any("Calm pace" in one for one in told)


def test_energy_has_no_unit() -> None:
    calls = [
        call(at(day, n), measures={"energy_over_baseline": 0.4})
        for day in ("2026-11-18", "2026-11-24")
        for n in range(3)
    ]

    (told,) = (
        one.in_words
        for one in changes(after(*calls), TODAY, {})
        if one.name == "energy_over_baseline"
    )

    assert told == "Energy over your own baseline: 0.4, last week 0.4."
