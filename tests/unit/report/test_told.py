"""Progress in sentences and line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import pairwise

import pytest

from simulator.practice.confusion import ConfusionTable
from simulator.practice.dates import instant
from simulator.practice.figures import FIGURES, GROUPS, title_in_a_line
from simulator.practice.progress import TRENDS, CardProgress
from simulator.practice.trends import Point
from simulator.report.about import Reported
from simulator.report.lines import progress_lines
from simulator.report.page import report_page
from simulator.report.told import (
    card_in_sentences,
    date_in_words,
    day_of,
    decisions_in_words,
    due_in_words,
    lacking_in_words,
    memory_in_words,
    mistakes_in_words,
    next_step,
    practice_in_words,
    state_word,
    trend_in_words,
)
from tests.unit.practice.practised import after, at, introduced, mastered, rated
from tests.unit.report.histories import (
    EXAMS,
    TODAY,
    exam_is_next,
    progress_from,
    progress_of_nobody,
    progress_of_weeks,
    reported,
)

OWN = "cue:named_own_voice"


def card_of(card: str, *calls: object) -> CardProgress:
    progress = progress_from(after(*calls))  # type: ignore[arg-type]
    return next(one for one in progress.cards if one.card == card)


def test_a_new_rep_is_told_what_to_do_and_nothing_of_figures() -> None:
    lines = "\n".join(progress_lines(reported(progress_of_nobody(), name="")))

    assert lines.startswith("Your progress, Wednesday 25 November 2026")
    assert "  Call “" in lines
    assert "  New: their full name, in their own voice." in lines
    assert "No streak: one call begins one." in lines
    assert lines.endswith("No call yet: after the first one, there is something to see here.")
    assert "%" not in lines


def test_the_lines_begin_with_what_is_next_and_hold_every_part() -> None:
    lines = list(progress_lines(reported(exams=EXAMS)))

    heads = [line for line in lines if line[:1].isupper() and line == line.upper()]
    assert lines[0] == "Progress of Alex Reed, Wednesday 25 November 2026"
    assert lines[2] == "WHAT TO DO NEXT"
    assert [head.partition(":")[0] for head in heads] == [
        "WHAT TO DO NEXT",
        "PRACTICE",
        "WHAT CHANGED SINCE LAST WEEK",
        "EXAMS",
        "SIGNS",
        "SKILLS",
        "TRENDS, WEEK BY WEEK",
        "HOW WELL YOU JUDGE YOURSELF",
        "DECISIONS",
    ]
    assert not any(before == now == "" for before, now in pairwise(lines))
    told = "  Certification, 20 November 2026: not passed, 7 of 12 passed, WHERE "
    assert f"{told}61 of 100 on average. Sealed result: certification-1.json." in lines


def test_signs_that_were_never_met_are_named_in_one_line() -> None:
    progress = progress_from(after(*introduced(OWN, type_="personal_mailbox")))

    lines = "\n".join(progress_lines(reported(progress)))

    assert "  Their full name, in their own voice: due" in lines
    assert lines.count("Not met yet:") == 2
    assert "Calls passed. This week" not in lines
    assert "Overall score. Not measured in these weeks." in lines
    assert "Not measured: you have not yet said whether you would call yourself back." in lines


def test_the_name_of_a_sign_is_told_before_its_call_in_blocks_only() -> None:
    new, due = reported(progress_of_nobody()), reported()

    assert "their full name" in next_step(new).why
    assert due.progress.next_call is not None
    assert due.progress.next_call.reason != next_step(due).why
    assert next_step(due).why == due.progress.next_call.reason_untold


def test_an_exam_that_is_open_is_what_comes_next() -> None:
    step = next_step(Reported(exam_is_next()))

    assert step.what == "Take the exam “Certification”."
    assert step.why == "The exam is open: no hints, no second try."


def test_where_nothing_can_be_called_that_is_said() -> None:
    step = next_step(Reported(replace(progress_of_nobody(), next_call=None)))

    assert step.what == "There is no call to make."
    assert "No scenario here" in step.why


def test_a_scenario_without_a_title_is_named_by_its_id() -> None:
    progress = progress_of_nobody()
    assert progress.next_call is not None

    assert next_step(Reported(progress)).what == f"Call “{progress.next_call.scenario}”."


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ({"reviews": 0}, "not met yet"),
        ({"is_due": False}, "on the way"),
        ({"is_due": True}, "due"),
        ({"is_due": True, "is_mastered": True}, "mastered, due"),
        ({"is_due": False, "is_mastered": True}, "mastered"),
    ],
)
def test_how_a_sign_stands_is_said_in_a_word(known: dict[str, bool], state: str) -> None:
    proved = known.pop("is_mastered", False)
    calls = mastered(OWN, ["personal_mailbox"])
    card = card_of(OWN, *(calls if proved else calls[:1]))

    assert state_word(replace(card, **known)) == state  # type: ignore[arg-type]


def test_a_card_tells_its_evidence_its_last_critical_error_and_what_is_expected() -> None:
    wrong = rated(
        at("2026-11-16"), OWN, "again", type_="personal_mailbox", critical=(OWN,), attempt="bad"
    )
    right = rated(at("2026-11-24"), OWN, type_="personal_mailbox", attempt="good")

    card = card_of(OWN, wrong, right)

    assert list(card_in_sentences(card, TODAY)) == [
        "Still to show: a clean call on another day.",
        "Shown: personal mailbox 24 November 2026 (call good).",
        "Last critical error: 16 November 2026.",
        memory_in_words(card, TODAY),
    ]
    assert memory_in_words(card, TODAY).startswith("Asked 2 times, missed once. Odds that you")
    assert lacking_in_words(card.mastery) == ("another day",)


def test_calls_and_drill_items_are_told_apart() -> None:
    drill = [rated(at("2026-11-24", n), setting="quick_choice", place=n) for n in range(20)]
    only_drills = progress_from(after(*drill))

    assert practice_in_words(only_drills).endswith(
        "In all: 1 day of practice, no whole call yet, 20 drill items."
    )
    both = progress_from(after(*drill, rated(at("2026-11-24", 30))))
    assert practice_in_words(both).endswith("1 day of practice, 1 call, 20 drill items.")
    assert "WHAT CHANGED" in "\n".join(progress_lines(reported(only_drills)))
    page = report_page(reported(both))
    assert '<dt>calls made</dt><dd class="figure-value">1</dd>' in page
    assert '<dt>drill items</dt><dd class="figure-value">20</dd>' in page


def test_what_is_not_due_yet_is_not_told_as_due_before_today() -> None:
    calls = [rated(f"2026-11-{day}T06:00:00+13:00") for day in (19, 22)]
    due = card_of("cue:colleague", *calls).due
    assert due is not None
    day = instant(due).isoformat()[:10]  # the day before, in London
    night = datetime.fromisoformat(f"{day}T23:00:00+00:00").astimezone(
        timezone(timedelta(hours=13))
    )
    early = night.replace(hour=5, minute=0).isoformat()

    found = progress_from(after(*calls), early)

    card = next(one for one in found.cards if one.card == "cue:colleague")
    assert not card.is_due
    assert memory_in_words(card, early[:10]).endswith("Due today.")


def test_what_is_lacking_is_told_by_types_and_days() -> None:
    fresh = card_of("cue:colleague")

    assert lacking_in_words(fresh.mastery) == ("wrong contact", "2 more days")
    assert list(card_in_sentences(fresh, TODAY))[-1] == "Not met yet."
    assert due_in_words(fresh, TODAY) == ""


def test_a_sign_that_no_call_here_carries_has_nothing_left_to_show() -> None:
    days = [rated(at(f"2026-11-{day}"), "cue:unheard_of") for day in (20, 23)]

    card = card_of("cue:unheard_of", *days)

    assert lacking_in_words(card.mastery) == ("No call here carries it now.",)
    assert next(card_in_sentences(card, TODAY)) == "No call here carries it now."


def test_every_figure_of_a_week_has_a_title_a_unit_and_a_place() -> None:
    shown = [name for names in GROUPS.values() for name in names]

    assert sorted(shown) == sorted(TRENDS) == sorted(FIGURES)
    for name, points in progress_of_weeks().trends.items():
        assert FIGURES[name].name == name
        assert title_in_a_line(FIGURES[name])[0].isupper()
        assert trend_in_words(FIGURES[name], points).startswith("This week: ")


@pytest.mark.parametrize(
    ("name", "mean", "told"),
    [
        ("passed", 0.666, "67 % of 12 calls"),
        ("overall", 81.6, "82 of 100 in 12 calls"),
        ("words_per_minute", 148.3, "148 words a minute in 12 messages"),
        ("energy_over_baseline", -0.04, "+0.0 over baseline in 12 messages"),
        ("digits_per_second", 2.26, "2.3 digits a second in 12 messages"),
        ("brier", 0.254, "0.25 in 12 answers"),
        ("seconds", None, "not measured"),
    ],
)
def test_a_week_is_told_with_its_unit_and_number(name: str, mean: float | None, told: str) -> None:
    assert FIGURES[name].told(Point("2026-11-23", mean, 12)) == told


def test_a_trend_says_where_a_figure_stands_and_where_it_came_from() -> None:
    figure = FIGURES["passed"]
    none, half, most = (
        Point("2026-11-09", None, 0),
        Point("2026-11-16", 0.5, 2),
        Point("2026-11-23", 0.75, 1),
    )

    assert trend_in_words(figure, (none, none)) == "Not measured in these weeks."
    assert trend_in_words(figure, (none, most)) == "This week: 75 % of 1 call."
    assert trend_in_words(figure, (half, none)) == "In the week of 16 Nov: 50 % of 2 calls."
    assert trend_in_words(figure, (half, most)) == (
        "This week: 75 % of 1 call. In the week of 16 Nov: 50 % of 2 calls."
    )


def test_decisions_are_counted_and_the_frequent_mistakes_told() -> None:
    table = progress_of_weeks().confusion

    assert decisions_in_words(progress_of_nobody().confusion).startswith("Not measured")
    assert "were the best one." in decisions_in_words(table)
    told = mistakes_in_words(table)
    assert len(told) == 3
    assert "times, you left a message where it was best to hang up." in told[0]
    assert mistakes_in_words(progress_of_nobody().confusion) == ()


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        (((1, 0),), "1 decision; it was the best one."),
        (((0, 1),), "1 decision; it was not the best one."),
        (((1, 1),), "1 of 2 decisions was the best one."),
        (((2, 0),), "2 of 2 decisions were the best one."),
    ],
)
def test_decisions_are_counted_in_good_english(
    counts: tuple[tuple[int, ...], ...], told: str
) -> None:
    assert decisions_in_words(ConfusionTable(("leave",), ("leave", "hang_up"), counts)) == told


def test_dates_are_told_whole_and_short() -> None:
    assert date_in_words("2026-03-02") == "2 March 2026"
    assert day_of("2026-03-02", "2026-11-25") == "2 Mar"
    assert day_of("2025-03-02", "2026-11-25") == "2 Mar 2025"
