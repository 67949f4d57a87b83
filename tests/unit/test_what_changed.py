"""What a new grade of a call says otherwise, and why."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.before_and_now import Changed, changed_in_words, reasons_for_change
from simulator.grading.score import Criterion, LanguageRef, Scorecard
from tests.contract.attempts_for_tests import scorecard

READ = LanguageRef(weights_sha256="11" * 32, embeddings=False)
CARD = scorecard("a1").model_copy(update={"language": READ})


def other(part: str, **changes: Any) -> Scorecard:
    """The scorecard with one of its parts changed."""
    return CARD.model_copy(update={part: getattr(CARD, part).model_copy(update=changes)})


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (other("rubric", id="double-tap"), "by the rubric snell, and now by double-tap"),
        (other("rubric", sha256="cc" * 32), "The rubric snell has changed since"),
        (other("language", weights_sha256="22" * 32), "trained anew since"),
        (other("language", embeddings=True), "Now hooks are found by meaning, too"),
        (other("message", transcript="Ho", graded="corrected"), "Your correction counts now"),
        (other("message", transcript="Ho"), "heard otherwise this time"),
        (other("score", overall=1.0), "The checks of this Rolecall are not those"),
    ],
)
def test_what_is_different_is_named(now: Scorecard, reason: str) -> None:
    assert reason in " ".join(reasons_for_change(CARD, now))


def test_a_correction_that_is_taken_back_is_named() -> None:
    corrected = other("message", transcript="Ho", graded="corrected")
    assert reasons_for_change(corrected, CARD) == ("What was heard counts again.",)


def test_where_nothing_is_different_nothing_is_said() -> None:
    assert (reasons_for_change(CARD, CARD), changed_in_words(CARD, CARD)) == ((), ())


def test_an_old_scorecard_without_its_models_is_said_to_be_old() -> None:
    old = CARD.model_copy(update={"language": None})
    assert "an earlier Rolecall" in " ".join(reasons_for_change(old, CARD))


def test_criteria_choices_and_points_are_told_with_their_reasons() -> None:
    name: Criterion = CARD.criteria["name"]
    heard = name.model_copy(update={"state": "yes", "passed": True, "why": "It is there."})
    added = name.model_copy(update={"title": "Repeats it", "why": "It is not."})
    wrong = CARD.choices[0].model_copy(update={"verdict": "wrong", "why": "It was not hers."})
    score = CARD.score.model_copy(update={"overall": 39.0, "how": 50.0, "would_call_back": "no"})
    now = CARD.model_copy(
        update={
            "criteria": {"name": heard, "added": added},
            "choices": (wrong,),
            "score": score,
            "passed": False,
        }
    )

    assert changed_in_words(CARD, now) == (
        Changed("The choice on the line own", "best", "wrong", "It was not hers."),
        Changed("Says the name", "not sure", "yes", "It is there."),
        Changed("Repeats it", "not graded", "not sure", "It is not."),
        Changed("HOW", "not measured", "50"),
        Changed("OVERALL", "82", "39"),
        Changed("Would they call you back?", "maybe", "no"),
        Changed("Passed", "yes", "no"),
    )
    assert changed_in_words(now, CARD)[2] == Changed("Repeats it", "not sure", "not graded")
