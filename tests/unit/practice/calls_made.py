"""Calls as they are graded, put together for the tests of practice."""

from __future__ import annotations

from functools import cache

from simulator.adapters.scenario_files import ScenarioFiles
from simulator.grading.registry import shipped
from simulator.grading.rubric import default_rubric
from simulator.grading.score import ChoiceMade, Criterion, Delivery, Scorecard, State
from simulator.ports import ScenarioFile
from simulator.practice.cards import skills_of
from simulator.scenario.model import Made, Scenario
from tests.contract.attempts_for_tests import CHOICE, scorecard


@cache
def shipped_files() -> tuple[ScenarioFile, ...]:
    """Every shipped scenario as it lies in its file."""
    return tuple(ScenarioFiles().scenarios())


@cache
def library() -> dict[str, tuple[Scenario, ...]]:
    """All variants of every shipped scenario, by id."""
    return {f.scenario.id: tuple(f.variants) or (f.scenario,) for f in shipped_files()}


@cache
def skills() -> dict[str, str]:
    """The skills of the default rubric."""
    return skills_of(default_rubric(), shipped())


def shipped_scenario(id_: str) -> Scenario:
    """A scenario of ours, with its first words."""
    return library()[id_][0]


def chosen(
    scenario: Scenario,
    line: str,
    made: Made,
    *,
    seconds: float | None = 5.0,
    guess: bool = False,
) -> ChoiceMade:
    """A decision as the graders write it down."""
    choice = scenario.lines[line].choice
    assert choice is not None
    is_best, is_right = made == choice.best, made in (choice.best, *choice.acceptable)
    return CHOICE.model_copy(
        update={
            "line": line,
            "made": made,
            "best": choice.best,
            "acceptable": choice.acceptable,
            "verdict": "best" if is_best else "acceptable" if is_right else "wrong",
            "critical": made == "leave" and not is_right,
            "rule": choice.rule,
            "guess": guess,
            "seconds_to_decide": seconds,
        }
    )


def criterion(state: State, *, score: float | None = 100.0) -> Criterion:
    """A criterion that was passed, missed, or not judged."""
    passed = {"yes": True, "no": False}.get(state)
    return Criterion(
        title="One", value=passed, passed=passed, state=state, score=score, evidence=(),
        why="", advice="", rule="SLOW",
    )  # fmt: skip


def graded(
    *choices: ChoiceMade,
    criteria: dict[str, Criterion] | None = None,
    delivery: Delivery | None = None,
) -> Scorecard:
    """A scorecard with these choices and criteria."""
    return scorecard("a1").model_copy(
        update={
            "choices": choices,
            "choice": choices[0] if choices else None,
            "criteria": criteria or {},
            "delivery": delivery or Delivery(),
        }
    )
