"""An exam is a file, what it takes to pass is told, and whether it was passed follows."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from simulator.grading.score import Scorecard
from simulator.practice.curriculum_parse import load_curriculum
from simulator.practice.evidence import Decided, Evidence
from simulator.practice.exam import (
    CallMade,
    Exam,
    Passing,
    exams_passed,
    in_words,
    judged,
    made_so_far,
)
from simulator.practice.exam_parse import ExamError, load_exam, parse_exam, shipped_exams
from simulator.practice.self_rating import SelfRating
from simulator.practice.series import Series
from tests.contract.attempts_for_tests import CHOICE, scorecard
from tests.unit.practice.calls_made import library
from tests.unit.practice.practised import MORNING, call

TEXT = """\
id: mine
version: 1
title: My exam
about: Two calls.
rubric: snell
minutes: 5
calls:
  - {scenario: colleague}
  - {scenario: desk-classic, variant: 2}
passing:
  calls: 2
  where: 80
"""
EXAM = parse_exam(TEXT, "mine.yaml")
VARIANTS = {"colleague": 3, "desk-classic": 2}
GOOD = CallMade(True, 0, 100.0, left_message=False, is_rated=False)


def told(text: str) -> list[str]:
    with pytest.raises(ExamError) as refused:
        parse_exam(text, "mine.yaml", VARIANTS)
    return [str(problem) for problem in refused.value.problems]


def test_an_exam_is_read() -> None:
    made = parse_exam(TEXT, "mine.yaml", VARIANTS)

    assert [(item.scenario, item.variant) for item in made.items] == [
        ("colleague", 0),
        ("desk-classic", 1),
    ]
    assert made.passing == Passing(calls=2, where=80.0, critical_errors=0, every_rating=True)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("colleague}", "colleaguex}",
         "mine.yaml:8:16: calls[0].scenario: there is no scenario `colleaguex` (did you mean "
         "`colleague`?)"),
        ("variant: 2", "variant: 3",
         "mine.yaml:9:39: calls[1].variant: `desk-classic` has no variant 3; there are 2"),
        ("variant: 2", "variant: 0", "mine.yaml:9:39: calls[1].variant: "),
        ("desk-classic", "colleague",
         "mine.yaml:9:16: calls[1].scenario: `colleague` is called twice; in an exam there is no "
         "second try"),
        ("calls: 2", "calls: 3",
         "mine.yaml:11:10: passing.calls: 3 calls cannot pass: the exam has 2"),
        ("rubric: snell\n", "", "mine.yaml:1:1: rubric: "),
        ("id: mine", "id: [mine", "mine.yaml:"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(old: str, new: str, problem: str) -> None:
    assert old in TEXT

    found = told(TEXT.replace(old, new, 1))

    assert any(one.startswith(problem) for one in found), found


def test_an_exam_that_is_not_there_is_told_with_those_that_are() -> None:
    message = "There is no exam `certificate` (did you mean `certification`?)."

    with pytest.raises(LookupError, match=re.escape(message)):
        load_exam("certificate")


def test_the_shipped_exam_names_calls_that_exist_and_covers_what_is_taught() -> None:
    exam = load_exam("certification").exam
    variants = {id_: len(every) for id_, every in library().items()}
    text = exam.model_dump_json()
    called = [library()[one.scenario][one.variant - 1] for one in exam.calls]

    assert shipped_exams() == ("certification",)
    assert all(variants[one.scenario] >= one.variant for one in exam.calls), text
    assert len(called) == 12
    assert Counter(scenario.type for scenario in called) == {
        "personal_mailbox": 4,
        "vendor_line": 4,
        "wrong_contact": 4,
    }
    assert Counter(scenario.level for scenario in called) == {1: 1, 2: 6, 3: 5}
    week = load_curriculum().stages[1]
    assert {cue for scenario in called for cue in scenario.cues} == set(week.cues)
    assert load_curriculum().stages[-1].exam == exam.id
    first = [scenario.lines[scenario.first_line].choice for scenario in called]
    assert {choice.best for choice in first if choice} == {
        "leave", "hang_up", "zero_out", "answer_screen",
    }  # fmt: skip


def test_the_twins_of_the_shipped_exam_are_never_neighbours() -> None:
    called = [library()[one.scenario][0] for one in load_exam("certification").exam.calls]
    places = {scenario.id: place for place, scenario in enumerate(called)}
    apart = [
        abs(places[scenario.id] - places[scenario.twin_of])
        for scenario in called
        if scenario.twin_of in places
    ]

    assert len(apart) == 2
    assert min(apart) > 1


def test_an_exam_is_passed_when_everything_that_is_asked_for_is_met() -> None:
    result = judged(EXAM, [GOOD, CallMade(True, 0, 70.0, left_message=True, is_rated=True)])

    assert result.passed
    assert result.headline == "Passed."
    assert result.where == 85.0
    assert [demand.sentence for demand in result.demands] == [
        "2 of 2 calls made (asked for: all).",
        "2 of 2 calls passed (asked for: 2).",
        "No critical error (allowed: none).",
        "WHERE 85 of 100 on average (asked for: 80).",
        "1 of 1 messages rated (asked for: all).",
    ]


@pytest.mark.parametrize(
    ("calls", "sentence"),
    [
        ([GOOD], "1 of 2 calls made (asked for: all)."),
        ([GOOD, CallMade(False, 0, 90.0, left_message=False, is_rated=False)],
         "1 of 2 calls passed (asked for: 2)."),
        ([GOOD, CallMade(True, 1, 100.0, left_message=False, is_rated=False)],
         "1 critical error (allowed: none)."),
        ([GOOD, CallMade(True, 2, 100.0, left_message=False, is_rated=False)],
         "2 critical errors (allowed: none)."),
        ([GOOD, CallMade(True, 0, 20.0, left_message=False, is_rated=False)],
         "WHERE 60 of 100 on average (asked for: 80)."),
        ([CallMade(True, 0, None, left_message=False, is_rated=False)] * 2,
         "WHERE not measured (asked for: 80)."),
        ([GOOD, CallMade(True, 0, 100.0, left_message=True, is_rated=False)],
         "0 of 1 messages rated (asked for: all)."),
    ],
)  # fmt: skip
def test_one_thing_that_is_not_met_fails_the_exam(calls: list[CallMade], sentence: str) -> None:
    result = judged(EXAM, calls)

    assert not result.passed
    assert result.headline == "Not passed."
    assert sentence in [demand.sentence for demand in result.demands if not demand.is_met]


def test_an_exam_may_ask_for_less() -> None:
    asked = Passing(calls=1, critical_errors=2, every_rating=False)
    exam = EXAM.model_copy(update={"passing": asked})
    calls = [GOOD, CallMade(False, 2, None, left_message=True, is_rated=False)]

    result = judged(exam, calls)

    assert result.passed
    assert [demand.sentence for demand in result.demands][2:] == [
        "2 critical errors (allowed: at most 2)."
    ]
    assert in_words(asked, 2) == (
        "At least 1 of the 2 calls passed.",
        "At most 2 critical errors.",
    )


def test_what_it_takes_is_told() -> None:
    assert in_words(EXAM.passing, 2) == (
        "At least 2 of the 2 calls passed.",
        "No critical error: no message where none may be left.",
        "WHERE at least 80 of 100 on average.",
        "Every message rated by you.",
    )


def test_a_scorecard_and_its_evidence_say_the_same_of_a_call() -> None:
    card: Scorecard = scorecard("a1")
    wrong = CHOICE.model_copy(update={"critical": True, "verdict": "wrong", "made": "leave"})
    card = card.model_copy(update={"choices": (wrong,), "passed": False})
    evidence = call(
        passed=False,
        decided=(Decided(best="hang_up", made="leave", verdict="wrong", critical=True),),
        scores={"where": card.score.where},
    )

    made = CallMade.of(card, None)

    assert made == CallMade.shown_by(evidence)
    assert made.owes_rating
    assert not CallMade.of(card, SelfRating(would_call_back=True, sure_percent=70)).owes_rating


def run_of(asked: Exam, **more: object) -> Series:
    given = {
        "id": "run-1", "kind": "exam", "exam": asked.id, "seed": 0, "started_at": MORNING,
        "items": asked.items, "finished_at": MORNING,
    }  # fmt: skip
    return Series.model_validate({**given, **more})


def made_in(place: int, attempt: str, *, passed: bool = True) -> Evidence:
    scores = {"where": 100.0}
    return call(
        attempt=attempt, setting="exam", series="run-1", place=place, scores=scores, passed=passed
    )


BOTH = (made_in(0, "a"), made_in(1, "b"))


def test_the_first_call_of_a_place_counts_and_no_other() -> None:
    again = made_in(0, "c", passed=False)
    elsewhere = made_in(7, "d")
    found = made_so_far(run_of(EXAM), [again, *BOTH, elsewhere, call()])

    assert [(place, one.attempt) for place, one in found.items()] == [(0, "a"), (1, "b")]


@pytest.mark.parametrize(
    ("run", "evidence", "passed"),
    [
        (run_of(EXAM), BOTH, True),
        (run_of(EXAM), BOTH[:1], False),
        (run_of(EXAM, finished_at=None), BOTH, False),
        (run_of(EXAM, kind="power_hour"), BOTH, False),
        (run_of(EXAM, exam="another"), BOTH, False),
        (run_of(EXAM, items=EXAM.items[:1]), BOTH, False),
        (run_of(EXAM), [made_in(0, "a", passed=False), BOTH[1]], False),
    ],
)
def test_which_exams_were_passed_follows_from_what_is_kept(
    run: Series, evidence: tuple[Evidence, ...], passed: bool
) -> None:
    assert exams_passed([run], evidence, {"mine": EXAM}) == ({"mine"} if passed else set())
