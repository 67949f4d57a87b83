"""The lines and the cues on the best way through a call."""

from __future__ import annotations

import pytest

from simulator.scenario.best_way import cues_heard, lines_heard
from simulator.scenario.model import Scenario
from tests.unit.practice.calls_made import shipped_scenario


@pytest.mark.parametrize(
    ("id_", "lines"),
    [
        ("desk-classic", ("desk",)),
        ("colleague", ("extension",)),
        ("team-of-one", ("team-desk", "operator", "desk")),
        ("call-screen", ("screen", "desk")),
        ("temp-assistant", ("office",)),
    ],
)
def test_the_best_way_leads_over_the_lines_that_are_heard(id_: str, lines: tuple[str, ...]) -> None:
    assert lines_heard(shipped_scenario(id_)) == lines


def test_a_cue_that_is_decided_off_the_best_way_is_not_heard() -> None:
    assert cues_heard(shipped_scenario("temp-assistant")) == ("assistant", "press_zero_offered")
    assert cues_heard(shipped_scenario("team-of-one")) == ("team_name",)
    assert cues_heard(shipped_scenario("colleague")) == ("colleague",)


def told(scenario: Scenario, best: str, **more: object) -> Scenario:
    """The scenario with another best choice on its first line."""
    name = scenario.first_line
    line = scenario.lines[name]
    assert line.choice is not None
    choice = line.choice.model_copy(update={"best": best})
    changed = line.model_copy(update={"choice": choice, **more})
    return scenario.model_copy(update={"lines": {**scenario.lines, name: changed}})


@pytest.mark.parametrize(
    "best", ["hang_up", "leave", "ask_by_name", "ask_who", "answer_screen", "key:7", "zero_out"]
)
def test_where_a_choice_leads_nowhere_the_way_ends(best: str) -> None:
    call = told(shipped_scenario("desk-classic"), best, keys={})
    assert lines_heard(call) == ("desk",)
    asked = told(shipped_scenario("call-screen"), best, keys={})
    talk = asked.lines["screen"].conversation
    assert talk is not None
    mute = talk.model_copy(update={"answered": None, "who": None, "people": ()})
    assert lines_heard(told(asked, best, conversation=mute)) == ("screen",)


def test_a_way_in_a_circle_ends_and_a_key_may_lead_to_the_beep() -> None:
    call = shipped_scenario("desk-classic")
    assert lines_heard(told(call, "key:1", keys={"1": "desk"})) == ("desk",)
    assert lines_heard(told(call, "key:1", keys={"1": "beep"})) == ("desk",)
    assert lines_heard(told(call, "zero_out", keys={"0": "beep"})) == ("desk",)


def test_the_prospect_is_asked_for_by_any_of_their_names_and_whoever_is_responsible() -> None:
    call = shipped_scenario("team-of-one")
    talk = call.lines["operator"].conversation
    assert talk is not None
    who = talk.model_copy(update={"who": talk.people[0]})
    operator = call.lines["operator"]
    choice = operator.choice
    assert choice is not None
    asked = choice.model_copy(update={"best": "ask_who"})
    changed = operator.model_copy(update={"choice": asked, "conversation": who})
    lines = {**call.lines, "operator": changed}

    assert lines_heard(call.model_copy(update={"lines": lines})) == lines_heard(call)
