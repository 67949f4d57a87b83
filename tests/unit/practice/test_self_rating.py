"""A rep's own answer, and how it stands to the grade."""

from __future__ import annotations

import pytest

from simulator.practice.self_rating import SelfRating, agreement, surer
from tests.contract.attempts_for_tests import scorecard


@pytest.mark.parametrize("sure_percent", [49, 101, -70])
def test_nobody_is_less_sure_than_a_coin_or_more_than_certain(sure_percent: int) -> None:
    with pytest.raises(ValueError, match="from 50 to 100"):
        SelfRating(True, sure_percent)


@pytest.mark.parametrize("seconds", [-0.1, float("nan")])
def test_a_message_cannot_be_deleted_before_it_begins(seconds: float) -> None:
    with pytest.raises(ValueError, match="begins at 0"):
        SelfRating(True, 70, seconds)


def test_sureness_moves_in_steps_and_stays_in_its_range() -> None:
    assert surer(70, 1) == 80
    assert surer(70, -3) == 50
    assert surer(90, 4) == 100


def test_how_likely_a_call_back_is_by_the_reps_own_answer() -> None:
    assert SelfRating(True, 80).call_back_percent == 80
    assert SelfRating(False, 80).call_back_percent == 20


@pytest.mark.parametrize(
    ("own", "graded", "expected"),
    [
        (True, "yes", "agree"),
        (False, "no", "agree"),
        (True, "no", "too kind"),
        (False, "yes", "too hard"),
        (True, "maybe", None),
        (False, None, None),
    ],
)
def test_the_answer_beside_the_grade(own: bool, graded: str | None, expected: str | None) -> None:
    card = scorecard("a1")
    score = card.score.model_copy(update={"would_call_back": graded})

    rated = agreement(SelfRating(own, 70), card.model_copy(update={"score": score}))

    assert rated == expected
