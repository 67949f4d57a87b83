"""Where a rep stands follows from their calls, and from nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from simulator.practice.dates import instant
from simulator.practice.evidence import Decided, Evidence
from simulator.practice.memory import LONGEST_DAYS, Remembering, predicted_recall
from simulator.practice.standing import (
    NEW_REP,
    Played,
    as_json,
    from_json,
)
from simulator.practice.tally import LONGEST_BLOCK
from tests.unit.practice.practised import after, at, call, introduced, rated

COLLEAGUE = "cue:colleague"


def test_the_same_calls_lead_to_the_same_standing() -> None:
    calls = [*introduced(COLLEAGUE), rated(at("2026-11-24"), rating="again")]

    assert after(*calls) == after(*calls)
    assert after(*calls[2:], since=after(*calls[:2])) == after(*calls)


def test_a_standing_that_is_kept_is_the_same_when_it_is_read() -> None:
    seen: dict[str, Any] = {
        "self_percent": 80,
        "would_call_back": "yes",
        "scores": {"overall": 81.5},
    }
    decided = (Decided(best="hang_up", made="leave", verdict="wrong", critical=True),)
    standing = after(
        *introduced(COLLEAGUE),
        rated(
            at("2026-11-24"),
            rating="again",
            mistaken_for={COLLEAGUE: "named_own_voice"},
            decided=decided,
            **seen,
        ),
    )

    assert from_json(as_json(standing)) == standing
    assert from_json(as_json(NEW_REP)) == NEW_REP


@pytest.mark.parametrize("kept", [b"", b"{}...", b'{"calls": "many"}', b'{"version": 99}'])
def test_a_kept_standing_that_cannot_be_read_is_none(kept: bytes) -> None:
    assert from_json(kept) is None


def test_a_block_is_over_after_three_in_a_row_that_were_right_without_a_hint() -> None:
    day = "2026-11-24"
    two = [rated(at(day, 0)), rated(at(day, 1))]
    hinted = rated(at(day, 2), rating="hard", with_hints=True)
    missed = rated(at(day, 2), rating="again")

    assert not after(*two).cards[COLLEAGUE].is_introduced
    assert not after(*two, hinted).cards[COLLEAGUE].is_introduced
    assert not after(*two, missed, rated(at(day, 3))).cards[COLLEAGUE].is_introduced
    assert after(*two, hinted, rated(at(day, 3), rating="easy")).cards[COLLEAGUE].is_introduced
    assert after(*two, rated(at(day, 2)), missed).cards[COLLEAGUE].is_introduced


def test_a_block_that_does_not_go_well_ends_all_the_same() -> None:
    misses = [rated(at("2026-11-24", n), rating="again") for n in range(LONGEST_BLOCK)]

    assert not after(*misses[1:]).cards[COLLEAGUE].is_introduced
    assert after(*misses).cards[COLLEAGUE].is_introduced


def test_a_miss_is_remembered_with_its_day_and_what_it_was_mistaken_for() -> None:
    missed = rated(at("2026-11-24"), rating="again", mistaken_for={COLLEAGUE: "named_own_voice"})

    card = after(*introduced(COLLEAGUE), missed).cards[COLLEAGUE]

    assert (card.misses, card.missed_on, card.mistaken_for) == (1, "2026-11-24", "named_own_voice")
    assert (card.last, card.last_on, card.right_in_a_row) == ("again", "2026-11-24", 0)
    again = after(*introduced(COLLEAGUE), missed, rated(at("2026-11-25"))).cards[COLLEAGUE]
    assert (again.misses, again.missed_on) == (1, "2026-11-24")


def test_what_was_missed_is_due_within_the_hour_and_what_was_right_days_later() -> None:
    calls = introduced(COLLEAGUE)
    last = instant(calls[-1].finished_at)

    right = after(*calls).cards[COLLEAGUE].memory
    missed = after(*calls, rated(at("2026-11-20", 5), rating="again")).cards[COLLEAGUE].memory

    assert not right.is_due(last + timedelta(days=1))
    assert right.is_due(last + timedelta(days=3))
    assert missed.is_due(last + timedelta(hours=1))


def test_no_card_stays_away_for_months() -> None:
    remembering, moment = Remembering(), instant(at("2026-01-05"))
    for _ in range(12):
        remembering.review("easy", moment)
        moment = remembering.memory.due

    memory = remembering.memory

    assert memory.due - memory.last_review == timedelta(days=LONGEST_DAYS)


def test_predicted_recall_sinks_with_the_days() -> None:
    memory = after(*introduced(COLLEAGUE)).cards[COLLEAGUE].memory
    days = [predicted_recall(memory, memory.last_review + timedelta(days=n)) for n in (0, 2, 9)]

    assert days[0] == 1.0
    assert 1 > days[1] > days[2] > 0


def test_a_card_without_a_review_is_not_remembered() -> None:
    with pytest.raises(ValueError, match="without a review"):
        _ = Remembering().memory


def test_a_clock_that_was_put_back_hides_no_card() -> None:
    ahead = [rated(f"2031-01-0{day}T09:00:00+01:00") for day in (1, 2, 3, 4)]
    now = instant(at("2026-11-24"))

    standing = after(*ahead)
    put_right = after(*ahead, rated(at("2026-11-24")))

    assert standing.cards[COLLEAGUE].memory.is_due(now)
    assert put_right.cards[COLLEAGUE].memory.last_review == now
    assert put_right.cards[COLLEAGUE].memory.due <= now + timedelta(days=LONGEST_DAYS)


def test_what_was_played_is_known_with_its_variants_the_last_one_last() -> None:
    calls = [
        call(at("2026-11-24", n), scenario=scenario, variant=variant)
        for n, (scenario, variant) in enumerate([("a", 0), ("a", 2), ("b", 1), ("a", 0)])
    ]

    standing = after(*calls)

    assert standing.played == {"a": Played(3, (2, 0)), "b": Played(1, (1,))}
    assert standing.recent == ("a", "a", "b", "a")
    assert standing.calls == 4


def test_a_week_has_sums_and_how_many_they_are_of() -> None:
    wrong = Decided(best="hang_up", made="leave", verdict="wrong")
    right = Decided(best="leave", made="leave", verdict="best")
    first = call(
        at("2026-11-24"), passed=False, decided=(wrong, right), scores={"overall": 40.0},
        ratings={COLLEAGUE: "again"}, measures={"words_per_minute": 150.0},
        self_percent=90, would_call_back="no",
    )  # fmt: skip
    second = call(at("2026-11-25"), scores={"overall": 90.0}, ratings={COLLEAGUE: "good"})
    later = call(at("2026-12-01"))

    standing = after(first, second, later)

    assert standing.weeks["2026-11-23"] == {
        "passed": (1.0, 2),
        "right": (1.0, 2),
        "overall": (130.0, 2),
        "words_per_minute": (150.0, 1),
        "brier": (pytest.approx(0.81), 1),
        "predicted": (pytest.approx(0.77, abs=0.05), 1),
        "recalled": (1.0, 1),
        COLLEAGUE: (1.0, 2),
    }
    assert standing.weeks["2026-11-30"] == {"passed": (1.0, 1)}
    assert standing.days == ("2026-11-24", "2026-11-25", "2026-12-01")
    assert standing.decided == {"hang_up>leave": 1, "leave>leave": 1}
    assert standing.beliefs == {90: (0.0, 1)}


@pytest.mark.parametrize(("self_percent", "graded"), [(None, "yes"), (80, "maybe"), (80, None)])
def test_an_answer_counts_where_there_is_one_and_the_grade_says_yes_or_no(
    self_percent: int | None, graded: str | None
) -> None:
    standing = after(call(self_percent=self_percent, would_call_back=graded))

    assert not standing.beliefs
    assert "brier" not in standing.weeks["2026-11-23"]


def test_what_was_predicted_stands_beside_what_came_out_when_a_night_lies_between() -> None:
    same_day = after(*introduced(COLLEAGUE, "2026-11-24"))
    skill = after(rated(at("2026-11-23"), "skill:pace"), rated(at("2026-11-24"), "skill:pace"))

    standing = after(
        *introduced(COLLEAGUE, "2026-11-20"),
        rated(at("2026-11-24"), rating="again"),
        rated(at("2026-11-26")),
    )

    week = standing.weeks["2026-11-23"]
    predicted, number = week["predicted"]
    assert number == 2
    assert 1.4 < predicted < 2
    assert week["recalled"] == (1.0, 2)
    assert not any("predicted" in one.weeks["2026-11-23"] for one in (same_day, skill))


@pytest.mark.parametrize("setting", ["quick_choice", "one_part"])
def test_a_drill_of_a_part_counts_its_decisions_and_reviews_and_nothing_else(setting: str) -> None:
    wrong = Decided(best="hang_up", made="leave", verdict="wrong")
    drill = call(
        setting=setting, decided=(wrong,), ratings={COLLEAGUE: "again"}, scores={"overall": 0.0},
        self_percent=90, would_call_back="no",
    )  # fmt: skip

    standing = after(drill, call(), call(setting="power_hour"), since=after(drill))

    assert after(drill).weeks["2026-11-23"] == {COLLEAGUE: (0.0, 1), "right": (0.0, 1)}
    assert (standing.calls, standing.drill_items) == (2, 2)


@pytest.mark.parametrize("moment", ["yesterday", "0001-01-01T00:00:00+14:00", "9999-12-31"])
def test_a_call_of_no_moment_is_refused_before_it_can_stop_others(moment: str) -> None:
    with pytest.raises(ValueError, match=r"moment|years|isoformat|YYYY"):
        call(moment)


def test_cues_that_are_mixed_up_are_counted() -> None:
    missed: list[Evidence] = [
        rated(at("2026-11-24", n), rating="again", mistaken_for={COLLEAGUE: "named_own_voice"})
        for n in range(2)
    ]

    assert after(*missed).mixed_up == {"colleague>named_own_voice": 2}
