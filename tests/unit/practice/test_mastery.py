"""Mastery: a standard, not minutes."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.practice.mastery import Mastery, Standard, masteries, mastery
from simulator.practice.shelf import Shelved, TypesTraining, twins
from simulator.practice.standing import NEW_REP, Standing
from simulator.scenario.model import ScenarioType
from tests.unit.practice.calls_made import shipped_scenario
from tests.unit.practice.practised import after, at, call, mastered, rated, shelved, shipped_shelf

COLLEAGUE, PACE = "cue:colleague", "skill:pace"
TYPES: tuple[ScenarioType, ...] = ("personal_mailbox", "vendor_line", "wrong_contact")
ALL = frozenset(TYPES)


def of(standing: Standing, card: str = COLLEAGUE, standard: Standard | None = None) -> Mastery:
    return mastery(card, standing, ALL, standard or Standard())


def test_clean_calls_in_all_types_on_two_days_are_mastery() -> None:
    found = of(after(*mastered(COLLEAGUE, TYPES)))

    assert found.is_mastered
    assert found.mastered_on == "2026-11-19"
    assert [(one.type, one.date) for one in found.evidence] == [
        *((type_, "2026-11-18") for type_ in TYPES),
        ("personal_mailbox", "2026-11-19"),
    ]
    assert found.in_words == "Mastered: 4 clean calls on 2 days."


def test_one_day_is_not_enough() -> None:
    found = of(after(*mastered(COLLEAGUE, TYPES)[:3]))

    assert not found.is_mastered
    assert (found.lacking_types, found.lacking_days) == ((), 1)
    assert found.in_words == "Still to show: a clean call on another day."


def test_a_type_that_is_lacking_is_named() -> None:
    found = of(after(*mastered(COLLEAGUE, ("wrong_contact", "vendor_line"))))

    assert not found.is_mastered
    assert found.lacking_types == ("personal_mailbox",)
    assert found.in_words == "Still to show: a clean call on a personal mailbox."


def test_before_the_first_call_everything_is_lacking() -> None:
    found = of(NEW_REP)

    assert found.lacking_types == tuple(sorted(ALL))
    assert found.in_words == (
        "Still to show: clean calls on a personal mailbox, on a vendor line and on a wrong contact;"
        " days with a clean call: 2 more."
    )


@pytest.mark.parametrize(
    ("standard", "told"),
    [
        (Standard(days=2, types=1), "Still to show: a clean call on another day."),
        (Standard(days=3, types=1), "Still to show: clean calls on 2 more days."),
    ],
)
def test_where_the_types_are_shown_days_are_lacking(standard: Standard, told: str) -> None:
    found = of(after(rated(at("2026-11-24"))), standard=standard)

    assert found.in_words == told


def test_a_critical_error_takes_the_evidence_away_and_an_error_does_not() -> None:
    missed = rated(at("2026-11-20"), rating="again")
    critical = missed.model_copy(update={"critical": (COLLEAGUE,)})

    assert of(after(*mastered(COLLEAGUE, TYPES), missed)).is_mastered
    lost = of(after(*mastered(COLLEAGUE, TYPES), critical))
    assert not lost.is_mastered
    assert (lost.evidence, lost.critical_on) == ((), "2026-11-20")


@pytest.mark.parametrize(
    "more",
    [
        {"with_hints": True},
        {"setting": "quick_choice"},
        {"setting": "one_part"},
        {"is_clean": False},
    ],
)
def test_what_is_no_evidence(more: dict[str, Any]) -> None:
    ratings = {COLLEAGUE: "good"}

    assert not of(after(call(ratings=ratings, **more))).evidence


def test_a_skill_is_shown_in_calls_without_a_critical_error_whatever_else_was_decided() -> None:
    decided = {"best": "leave", "made": "hang_up", "verdict": "wrong", "critical": False}
    ratings, critical = {PACE: "good"}, {**decided, "critical": True}

    shown = after(call(ratings=ratings, is_clean=False, decided=(decided,)))
    not_shown = after(call(ratings=ratings, is_clean=False, decided=(critical,)))

    assert of(shown, PACE).evidence
    assert not of(not_shown, PACE).evidence


def test_two_clean_calls_on_one_day_are_one_piece_of_evidence_of_a_type() -> None:
    standing = after(rated(at("2026-11-24", 0)), rated(at("2026-11-24", 5)))

    assert len(of(standing).evidence) == 1


def test_evidence_is_kept_of_a_few_days_only() -> None:
    standing = after(*(rated(at(f"2026-11-{day:02d}")) for day in range(1, 20)))

    assert [one.date for one in standing.cards[COLLEAGUE].clean][-1] == "2026-11-05"


def test_another_standard_can_be_set() -> None:
    standing = after(*mastered(COLLEAGUE, ("wrong_contact",)))

    assert of(standing, standard=Standard(days=2, types=1)).is_mastered
    assert not of(standing, standard=Standard(days=3, types=1)).is_mastered
    assert not of(standing, standard=Standard(days=2, types=2)).is_mastered


def test_a_cue_that_is_never_heard_in_a_type_needs_no_call_of_it() -> None:
    standing = after(*mastered("cue:general_box", ("vendor_line",)))

    found = masteries(["cue:general_box"], standing, shipped_shelf())

    assert found["cue:general_box"].is_mastered


def test_what_can_be_met_nowhere_cannot_be_mastered() -> None:
    standing = after(*mastered(COLLEAGUE, TYPES))

    found = masteries([COLLEAGUE], standing, ())[COLLEAGUE]

    assert not found.is_mastered
    assert found.in_words == "No call here carries it now."


@pytest.mark.parametrize(
    ("type_", "today", "gains"),
    [
        ("vendor_line", "2026-11-18", True),  # a type that lacks
        ("wrong_contact", "2026-11-18", False),  # the same day and type
        ("wrong_contact", "2026-11-19", True),  # another day
    ],
)
def test_a_call_that_would_be_evidence_is_known_before(
    type_: ScenarioType, today: str, gains: bool
) -> None:
    standing = after(rated(at("2026-11-18")))

    assert of(standing).would_gain(type_, today) is gains


def test_nothing_is_gained_for_what_is_mastered() -> None:
    standing = after(*mastered(COLLEAGUE, TYPES))

    assert not of(standing).would_gain("vendor_line", "2026-12-01")


def test_the_types_in_which_a_card_can_be_met_are_those_of_the_shelf() -> None:
    types = TypesTraining(shipped_shelf())

    assert types.of("cue:colleague") == {"wrong_contact"}
    assert types.of("cue:press_zero_offered") == ALL
    assert types.of("skill:pace") == ALL
    assert not types.of("cue:of_a_newer_version")


def test_a_scenario_says_what_it_trains() -> None:
    one = Shelved.of(shipped_scenario("retired"), 0)

    assert one.trains("cue:no_longer_here")
    assert not one.trains("cue:colleague")
    assert not one.trains("skill:pace")
    assert Shelved.of(shipped_scenario("desk-classic")).trains("skill:pace")
    assert one.variants == 1


def test_twins_are_known_both_ways_where_both_are_there() -> None:
    shelf = (
        shelved("a", "colleague"),
        shelved("b", "colleague", twin_of="a"),
        shelved("c", "colleague", twin_of="a"),
        shelved("d", "colleague", twin_of="not there"),
    )

    assert twins(shelf) == {"a": {"b", "c"}, "b": {"a"}, "c": {"a"}}
