"""Would you call you back? Asked and answered in lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.plain.callback import NOT_UNDERSTOOD, QUESTION, read_answer, would_call_back
from simulator.ports import Attempt, PortError
from simulator.practice.self_rating import SelfRating
from simulator.session.desk import Desk
from simulator.session.simulated import Script
from simulator.wording import own_answer_in_words
from tests.unit.session.kit import MESSAGE, HearsInTime, desk, says
from tests.unit.session.test_grading_again import called


class Answers:
    """A rep who has decided beforehand what to type."""

    def __init__(self, *lines: str | None) -> None:
        self._lines = list(lines)

    def next_line(self, unless: Callable[[], bool]) -> str | None:
        unless()
        return self._lines.pop(0)


def left(folder: Path) -> tuple[Desk, Attempt]:
    at = desk(folder, recognizer=HearsInTime(MESSAGE))
    return at, called(at, Script(utterances=[says()]))


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("y 80", SelfRating(True, 80)),
        ("NO, 60 %", SelfRating(False, 60)),
        ("yes", SelfRating(True, 70)),
        ("n100", None),
        ("y 40", None),
        ("y 101", None),
        ("maybe", None),
        ("yesterday", None),
    ],
)
def test_an_answer_is_a_letter_and_a_number(line: str, answer: SelfRating | None) -> None:
    assert read_answer(line) == answer


def test_it_is_asked_again_until_it_is_understood_and_then_kept(tmp_path: Path) -> None:
    at, attempt = left(tmp_path)
    told: list[str] = []
    rated = would_call_back(at, attempt, Answers("perhaps", "n 90", None), told.append, plays=False)
    assert told == [QUESTION, NOT_UNDERSTOOD]
    assert rated.self_rating == SelfRating(False, 90)
    assert at.ports.records.attempt(attempt.id) == rated


@pytest.mark.parametrize("nothing", ["", None])
def test_enter_alone_and_the_end_of_the_input_skip_it(tmp_path: Path, nothing: str | None) -> None:
    at, attempt = left(tmp_path)
    assert would_call_back(at, attempt, Answers(nothing), print, plays=True) is attempt


def test_enter_while_it_plays_is_where_it_would_have_been_deleted(tmp_path: Path) -> None:
    at, attempt = left(tmp_path)
    told: list[str] = []
    rated = would_call_back(at, attempt, Answers("y", ""), told.append, plays=True)
    assert rated.self_rating is not None
    assert rated.self_rating.deleted_at_seconds == pytest.approx(0, abs=1.0)
    assert told[1].startswith("Now hear it as they would.")
    assert told[2].startswith('"Hi')
    assert told[-1] == "You would have deleted it after 0 seconds."


def test_a_message_that_was_heard_out_was_not_deleted(tmp_path: Path) -> None:
    at, attempt = left(tmp_path)
    rated = would_call_back(at, attempt, Answers("y", None), print, plays=True)
    assert rated.self_rating == SelfRating(True, 70)


def test_where_no_message_was_left_nothing_is_asked(tmp_path: Path) -> None:
    at = desk(tmp_path)
    attempt = called(at, Script(hang_up_at_seconds=0.5))
    assert would_call_back(at, attempt, Answers(), print, plays=True) is attempt


def test_an_answer_that_cannot_be_kept_is_said(tmp_path: Path) -> None:
    at, attempt = left(tmp_path)

    def full(attempt: Attempt, evidence: object = None) -> None:
        raise PortError("The disk is full.")

    at.ports.records.replace = full  # type: ignore[method-assign]
    told: list[str] = []
    assert would_call_back(at, attempt, Answers("y"), told.append, plays=False) is attempt
    assert told[-1] == "Your answer could not be kept. The disk is full."


@pytest.mark.parametrize(
    ("own", "graded", "told"),
    [
        (True, "yes", "So does the grade: yes."),
        (True, "no", "The grade says no"),
        (False, "yes", "you are harder on yourself"),
        (False, "maybe", "The grade says perhaps."),
        (False, None, "The grade cannot say."),
    ],
)
def test_the_own_answer_stands_beside_the_grade(
    tmp_path: Path, own: bool, graded: str | None, told: str
) -> None:
    _, attempt = left(tmp_path)
    card = attempt.scorecard
    score = card.score.model_copy(update={"would_call_back": graded})
    lines = list(
        own_answer_in_words(SelfRating(own, 80, 3.0), card.model_copy(update={"score": score}))
    )
    assert told in lines[0]
    assert lines[1].startswith("You would have deleted it at 0:03, after “")
