"""Calibration, confusion, days of practice, and all of it together."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from simulator.practice.calibration import calibration
from simulator.practice.confusion import confusion_table, mix_ups
from simulator.practice.curriculum_parse import load_curriculum
from simulator.practice.evidence import Decided, Evidence
from simulator.practice.progress import progress_of
from simulator.practice.standing import NEW_REP, Standing
from simulator.practice.streak import streak
from simulator.practice.way import way_of
from tests.unit.practice.calls_made import skills
from tests.unit.practice.practised import after, at, call, introduced, rated, shipped_shelf


def answered(*answers: tuple[int, str]) -> Standing:
    return after(
        *(
            call(at("2026-11-24", n), self_percent=percent, would_call_back=graded)
            for n, (percent, graded) in enumerate(answers)
        )
    )


def decided(best: str, made: str) -> Decided:
    return Decided(best=best, made=made, verdict="best" if best == made else "wrong")


def test_calibration_is_the_distance_of_the_answers_from_the_grades() -> None:
    found = calibration(answered((90, "yes"), (90, "no"), (20, "no"), (50, "yes")))

    assert found.number == 4
    assert found.brier == pytest.approx((0.01 + 0.81 + 0.04 + 0.25) / 4)
    assert found.sure == pytest.approx((0.9 + 0.9 + 0.8 + 0.5) / 4)
    assert found.right == pytest.approx((1 + 0 + 1 + 0.5) / 4)
    assert found.kind == pytest.approx((0.9 + 0.9 + 0.2 + 0.5 - 2) / 4)
    assert [(one.percent, one.number, one.called_back) for one in found.beliefs] == [
        (20, 1, 0.0),
        (50, 1, 1.0),
        (90, 2, 0.5),
    ]
    assert found.in_words == "4 of 10 answers: too few to say how well you judge yourself."


def test_without_an_answer_nothing_was_measured_and_no_zero_is_shown() -> None:
    found = calibration(NEW_REP)

    assert found.brier is None
    assert found.in_words.startswith("Not measured")


@pytest.mark.parametrize(
    ("answers", "advice"),
    [
        ([(90, "no")] * 10,
         "You were 90 % sure on average, and right in 0 % of 10 calls (Brier score 0.81). That is "
         "surer than you can be. You think better of your messages than they are."),
        ([(10, "yes")] * 10, "You think worse of your messages than they are."),
        ([(90, "yes"), (90, "no"), (10, "yes"), (10, "no")] * 3, "That is surer than you can be."),
        ([(60, "yes")] * 10, "You know better than you think."),
        ([(80, "yes")] * 8 + [(80, "no")] * 2, "You judge yourself well."),
    ],
)  # fmt: skip
def test_what_the_answers_come_to_is_said(answers: list[tuple[int, str]], advice: str) -> None:
    assert calibration(answered(*answers)).in_words.endswith(advice)


def test_a_confusion_table_counts_what_was_made_where_something_was_best() -> None:
    pairs = [("leave", "leave"), ("hang_up", "leave"), ("hang_up", "leave"), ("key:4", "key:9")]
    standing = after(
        *(call(at("2026-11-24", n), decided=(decided(*p),)) for n, p in enumerate(pairs))
    )

    table = confusion_table(standing)

    assert table.best == ("leave", "hang_up", "key:4")
    assert table.made == ("leave", "key:9")
    assert table.counts == ((1, 0), (2, 0), (0, 1))
    assert table.number == 4
    assert confusion_table(NEW_REP).counts == ()


def test_signs_that_are_mixed_up_are_told_the_most_frequent_first() -> None:
    def mixed(minute: int, cue: str, other: str) -> Evidence:
        mistaken = {f"cue:{cue}": other}
        return rated(at("2026-11-24", minute), f"cue:{cue}", "again", mistaken_for=mistaken)

    standing = after(
        mixed(0, "of_a_newer_version", "full"),
        mixed(1, "colleague", "named_own_voice"),
        mixed(2, "colleague", "named_own_voice"),
    )

    assert [one.in_words for one in mix_ups(standing)] == [
        "“Somebody else's name” was taken for “Their full name, in their own voice” 2 times.",
        "“of_a_newer_version” was taken for “Nothing can be left” once.",
    ]


@pytest.mark.parametrize(
    ("dates", "today", "days", "longest", "told"),
    [
        ([], "2026-11-25", 0, 0, "No streak: one call begins one."),
        (["2026-11-25"], "2026-11-25", 1, 1, "1 day."),
        (["2026-11-24"], "2026-11-25", 1, 1, "1 day, and today is still open."),
        (["2026-11-23"], "2026-11-25", 0, 1, "No streak: one call begins one."),
        (["2026-02-28", "2026-03-01", "2026-03-02"], "2026-03-02", 3, 3, "3 days in a row."),
        (["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-25", "2026-11-25"], "2026-11-25",
         1, 3, "1 day."),
    ],
)  # fmt: skip
def test_a_streak_is_days_in_a_row_until_today_or_yesterday(
    dates: list[str], today: str, days: int, longest: int, told: str
) -> None:
    found = streak(dates, today)

    assert (found.days, found.longest) == (days, longest)
    assert found.practised == len(set(dates))
    assert found.in_words == told


def test_a_clock_that_jumps_back_breaks_no_streak() -> None:
    days = ["2026-11-23", "2026-11-24", "2026-11-25"]

    assert streak(days, "2026-11-25").days == 3
    assert streak(days, "2026-11-10").days == 3
    assert streak([*days, "2031-01-01"], "2026-11-25").days == 3


@pytest.mark.parametrize(("now", "zone"), [("T05:00:00+13:00", "+13:00"), ("T05:00", "+00:00")])
def test_a_card_is_due_by_the_clock_on_the_wall(now: str, zone: str) -> None:
    standing = after(rated(f"2026-11-20T06:00:00{zone}"), rated(f"2026-11-23T06:00:00{zone}"))
    shelf = shipped_shelf()
    way = way_of(load_curriculum(), standing, shelf)

    found = progress_of(standing, shelf, way, f"2026-11-24{now}", skills())

    card = next(one for one in found.cards if one.card == "cue:colleague")
    assert not card.is_due
    assert card.due is not None
    assert card.due.endswith(f"T06:00:00{zone}")


def test_progress_holds_everything_and_can_be_written_as_json() -> None:
    shelf, curriculum = shipped_shelf(), load_curriculum()
    standing = after(
        *introduced("cue:named_own_voice", type_="personal_mailbox"),
        rated(at("2026-11-24"), "cue:of_a_newer_version", "again"),
    )
    way = way_of(curriculum, standing, shelf)

    found = progress_of(standing, shelf, way, at("2026-11-25"), skills())

    cards = {one.card: one for one in found.cards}
    own, new = cards["cue:named_own_voice"], cards["skill:states_name"]
    assert (own.reviews, own.misses, own.is_due) == (3, 0, True)
    assert own.recall == pytest.approx(0.85, abs=0.05)
    assert own.due == "2026-11-22T09:02:00+01:00"
    assert (new.reviews, new.recall, new.due) == (0, None, None)
    assert cards["cue:of_a_newer_version"].title == "of_a_newer_version"
    assert found.calls == 4
    assert found.streak.days == 1
    assert found.next_call is not None
    assert found.next_call.focus.card == "cue:named_own_voice"
    assert [point.number for point in found.trends["passed"]][-2:] == [3, 1]
    document = asdict(found)
    del document["way"]
    assert json.loads(json.dumps(document))["today"] == "2026-11-25"
