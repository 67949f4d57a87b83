"""What a scenario's two example messages are worth: warnings for whoever writes scenarios.

They are graded as typed, by themselves and by the default rubric: what is wrong with a voice, and
how long a message takes, is not asked here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from simulator.grading.check import Check, Subject
from simulator.grading.judge import judge
from simulator.grading.rubric import Rubric
from simulator.grading.score import Criterion
from simulator.grading.transcript import typed
from simulator.scenario.line_rules import Fault
from simulator.scenario.model import Scenario
from simulator.scenario.style import StyleRule

NOT_ASKED = ("right_choice", "length")
"""Criteria of the first two parts that words alone do not decide."""


def message_rules(rubric: Rubric, checks: tuple[Check, ...]) -> tuple[StyleRule, ...]:
    """The rules about the two messages."""
    by_words = set(rubric.weighings) - {*NOT_ASKED, *rubric.parts.how.criteria}
    asked = tuple(check for check in checks if check.id in by_words)
    return (
        partial(_the_model_message_passes, rubric, asked),
        partial(_the_poor_message_fails_what_it_says, rubric, asked),
    )


def _the_model_message_passes(
    rubric: Rubric, checks: tuple[Check, ...], scenario: Scenario
) -> Iterator[Fault]:
    criteria = _graded(scenario, scenario.model.text, rubric, checks)
    failed = [f"`{id_}` ({c.title})" for id_, c in criteria.items() if c.passed is not True]
    if failed:
        yield Fault(("model", "text"), f"this message does not pass {' and '.join(failed)}")


def _the_poor_message_fails_what_it_says(
    rubric: Rubric, checks: tuple[Check, ...], scenario: Scenario
) -> Iterator[Fault]:
    criteria = _graded(scenario, scenario.poor.text, rubric, checks)
    failed = [id_ for id_, c in criteria.items() if c.passed is False]
    for at, id_ in enumerate(scenario.poor.fails):
        if id_ in criteria and id_ not in failed:
            message = f"the poor message does not fail `{id_}`; take it out, or change the message"
            yield Fault(("poor", "fails", at), message)
    more = [id_ for id_ in failed if id_ not in scenario.poor.fails]
    if more:
        message = f"the poor message fails more: {', '.join(f'`{id_}`' for id_ in more)}"
        yield Fault(("poor", "fails"), message, of_key=True)


def _graded(
    scenario: Scenario, text: str, rubric: Rubric, checks: tuple[Check, ...]
) -> dict[str, Criterion]:
    subject = Subject(
        transcript=typed(text),
        rep=scenario.rep,
        prospect=scenario.prospect,
        research=scenario.research,
        choices=(),
        reading=rubric.reading,
        choice_points=rubric.choice,
        model=scenario.model.text,
    )
    return {
        check.id: judge(check, subject, rubric.weighings[check.id].bands, rubric.score.pass_from)
        for check in checks
    }
