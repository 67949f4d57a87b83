"""Which exams were taken, and how they went."""

from __future__ import annotations

from simulator.practice.evidence import Evidence
from simulator.practice.exam_parse import parse_exam
from simulator.practice.exams_taken import ExamTaken, exams_taken
from simulator.practice.series import Series
from tests.unit.practice.practised import MORNING, at, call

EXAM = parse_exam(
    """\
id: mine
version: 1
title: My exam
about: Two calls.
rubric: snell
minutes: 5
calls:
  - {scenario: colleague}
  - {scenario: desk-classic, variant: 2}
passing: {calls: 2, where: 80}
""",
    "mine.yaml",
)


def run(id_: str, finished_at: str | None, exam: str = "mine", calls: int = 2) -> Series:
    return Series(
        id=id_, kind="exam", exam=exam, seed=0, started_at=MORNING, items=EXAM.items[:calls],
        finished_at=finished_at,
    )  # fmt: skip


def made(series: str, place: int, *, passed: bool = True) -> Evidence:
    return call(
        at("2026-11-24", place), attempt=f"{series}-{place}", setting="exam", series=series,
        place=place, passed=passed, scores={"where": 100.0 if passed else 50.0},
    )  # fmt: skip


def test_exams_are_told_in_their_order_with_what_came_of_them() -> None:
    runs = [run("b", "2026-11-25T00:30:00+01:00"), run("a", "2026-11-24T12:00:00+00:00")]
    evidence = [made("a", 0), made("a", 1, passed=False), made("b", 0), made("b", 1)]

    assert exams_taken(runs, evidence, {"mine": EXAM}) == (
        ExamTaken("My exam", "2026-11-24", False, 75.0, "1 of 2 passed"),
        ExamTaken("My exam", "2026-11-25", True, 100.0, "2 of 2 passed"),
    )


def test_what_is_not_over_or_is_no_longer_that_exam_is_left_out() -> None:
    ended = "2026-11-24T12:00:00+01:00"
    runs = [run("a", None), run("b", ended, exam="gone"), run("c", ended, calls=1)]

    assert exams_taken(runs, [made("a", 0)], {"mine": EXAM}) == ()


def test_an_exam_of_which_nothing_was_done_is_not_passed_and_has_no_score() -> None:
    runs = [run("a", "2026-11-24T12:00:00+01:00")]

    (taken,) = exams_taken(runs, [], {"mine": EXAM})

    assert (taken.passed, taken.score, taken.calls) == (False, None, "0 of 2 passed")
