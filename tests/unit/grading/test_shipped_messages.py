"""The model and the poor message of every shipped scenario, graded."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.grading.grade import Recording, grade_recording
from simulator.grading.registry import shipped
from simulator.grading.rubric import default_rubric
from simulator.grading.score import Scorecard
from simulator.grading.transcript import typed
from simulator.scenario.model import Scenario
from simulator.scenario.parse import parse_scenario
from tests.unit.grading.played import overall_of, said

FILES = sorted((Path(__file__).parents[3] / "scenarios").glob("*.yaml"))
RUBRIC, CHECKS = default_rubric(), shipped()
MODEL_WORDS_PER_SECOND = 2.4
"""144 words a minute, where a digit counts as a word: a natural voice at its normal speed."""


@pytest.fixture(params=FILES, ids=lambda f: f.stem)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    file: Path = request.param
    return parse_scenario(file.read_text(encoding="utf-8"), file.name)


def spoken_card(scenario: Scenario, text: str) -> Scorecard:
    words = sum(max(1.0, float(sum(c.isdecimal() for c in w))) for w in text.split())
    transcript = said(text, words / MODEL_WORDS_PER_SECOND)
    return grade_recording(Recording("a", scenario, "0" * 64, transcript), RUBRIC, CHECKS)


def test_there_are_scenarios() -> None:
    assert FILES


def test_a_model_message_at_a_natural_pace_would_be_called_back(scenario: Scenario) -> None:
    card = spoken_card(scenario, scenario.model.text)

    weighed = {id_: card.criteria[id_].passed for id_ in RUBRIC.weighings}
    assert {id_: passed for id_, passed in weighed.items() if passed is not True} == {
        "right_choice": None,
        "energy": None,
        "room_to_breathe": None,  # there is no sound
    }
    assert overall_of(card) >= 85
    assert card.score.would_call_back == "yes"


def test_a_poor_message_fails_what_it_is_said_to_fail(scenario: Scenario) -> None:
    poor = Recording("a", scenario, "0" * 64, typed(scenario.poor.text))
    card = grade_recording(poor, RUBRIC, CHECKS)
    graded = set(RUBRIC.weighings) - {"right_choice", "length", *RUBRIC.parts.how.criteria}
    failed = {id_ for id_ in graded if card.criteria[id_].passed is False}

    assert failed == graded & set(scenario.poor.fails)
    assert overall_of(card) < 50


def test_even_well_spoken_in_the_right_place_a_poor_message_stays_under_fifty(
    scenario: Scenario,
) -> None:
    assert overall_of(spoken_card(scenario, scenario.poor.text)) < 50


def test_every_criterion_is_fired_by_some_poor_message() -> None:
    scenarios = [parse_scenario(f.read_text(encoding="utf-8"), f.name) for f in FILES]
    fired = {id_ for s in scenarios for id_ in s.poor.fails}

    assert set(RUBRIC.weighings) - {"right_choice", "length", *RUBRIC.parts.how.criteria} <= fired
