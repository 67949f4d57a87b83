"""Every example of every check: what it finds, and where."""

from __future__ import annotations

import pytest

from simulator.grading.check import Check, Subject
from simulator.grading.example import PROSPECT, REP, RESEARCH, UNSAID, Example
from simulator.grading.judge import judge
from simulator.grading.registry import shipped
from simulator.grading.rubric import Weighing, default_rubric, load_rubric, shipped_ids
from simulator.grading.score import Criterion
from simulator.grading.transcript import Span

RUBRIC = default_rubric()
WEIGHINGS: dict[str, Weighing] = {}
for id_ in reversed(shipped_ids()):
    WEIGHINGS |= load_rubric(id_).weighings
EXAMPLES = [(check, example) for check in shipped() for example in check.examples]
FINDING = [(check, example) for check, example in EXAMPLES if check.find]


def named(value: Check | Example) -> str:
    return value.id if isinstance(value, Check) else value.state


def judged(check: Check, example: Example) -> Criterion:
    subject = Subject(
        transcript=example.transcript if check.of == "message" else None,
        rep=REP,
        prospect=PROSPECT,
        research=RESEARCH,
        choices=example.choices,
        reading=RUBRIC.reading,
        choice_points=RUBRIC.choice,
        unsaid=UNSAID,
    )
    return judge(
        check,
        subject,
        WEIGHINGS[check.id].bands if check.id in WEIGHINGS else None,
        RUBRIC.score.pass_from,
    )


@pytest.mark.parametrize(("check", "example"), EXAMPLES, ids=named)
def test_a_check_finds_what_its_example_says(check: Check, example: Example) -> None:
    assert judged(check, example).state == example.state


@pytest.mark.parametrize(("check", "example"), FINDING, ids=named)
def test_the_evidence_stands_where_the_example_marks_it(check: Check, example: Example) -> None:
    evidence = judged(check, example).evidence

    assert tuple((e.start, e.end) for e in evidence) == tuple(
        (s.start, s.end) for s in example.spans
    )
    assert tuple(e.text for e in evidence) == tuple(
        example.words[s.start : s.end] for s in example.spans
    )


@pytest.mark.parametrize("check", shipped(), ids=lambda c: c.id)
def test_who_fails_gets_advice_and_who_does_not_gets_none(check: Check) -> None:
    for example in check.examples:
        criterion = judged(check, example)
        can_do_better = criterion.state != "not_measured" and criterion.score != 100
        assert bool(criterion.advice) == can_do_better
        assert criterion.why.endswith(".")


def test_marks_are_not_part_of_the_words() -> None:
    example = Example(text="Hi, «this» is «me».", state="yes")

    assert example.words == "Hi, this is me."
    assert example.spans == (Span(4, 8), Span(12, 14))


def test_a_spoken_example_has_times_and_a_typed_one_has_none() -> None:
    assert Example(text="one two", state="yes", seconds=3).transcript.words[1].start == 1.5
    assert Example(text="one two", state="yes").transcript.words[1].start is None
