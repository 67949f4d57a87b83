"""YAML text -> Scenario or VoiceProfile, or an error that holds all problems of the file."""

from __future__ import annotations

from simulator.scenario.marked_yaml import read, validated
from simulator.scenario.model import Scenario
from simulator.scenario.problem import Problem, ProblemsFound
from simulator.scenario.rules import Surroundings, broken_rules
from simulator.scenario.slots import variants
from simulator.scenario.voice import VoiceProfile

ANYWHERE = Surroundings()
"""For a text by itself: voices, sound files and other scenarios are not looked at."""


class ScenarioError(ProblemsFound):
    """The text is no usable scenario or voice. `problems` holds all that is wrong."""


def parse_scenario(text: str, source: str, around: Surroundings = ANYWHERE) -> Scenario:
    """Turn YAML text into a scenario, variant 0; see `parse_variants`."""
    return parse_variants(text, source, around)[0]


def parse_variants(text: str, source: str, around: Surroundings = ANYWHERE) -> tuple[Scenario, ...]:
    """Turn YAML text into all variants of a scenario; `source` names the text in problems.

    Raises:
        ScenarioError: with all problems, each once. The rules that need a whole scenario are only
            checked once every field is right.
    """
    found: list[Scenario] = []
    problems: list[Problem] = []
    try:
        for marked in variants(read(text, source)):
            scenario = validated(marked, Scenario)
            problems += broken_rules(scenario, marked, around)
            found.append(scenario)
    except ProblemsFound as error:
        raise ScenarioError(error.problems) from None
    if problems:
        raise ScenarioError(dict.fromkeys(problems))
    return tuple(found)


def parse_voice(text: str, source: str) -> VoiceProfile:
    """Turn YAML text into a voice; `source` names the text in problems.

    Raises:
        ScenarioError: with all problems.
    """
    try:
        return validated(read(text, source), VoiceProfile)
    except ProblemsFound as found:
        raise ScenarioError(found.problems) from None
