"""What may be told to a rep who asks for a hint."""

from __future__ import annotations

from simulator.practice.hints import NO_HINT, hints
from simulator.scenario.cues import CUES
from tests.unit.practice.calls_made import shipped_scenario


def test_a_hint_says_what_to_listen_for_and_not_what_to_do() -> None:
    scenario = shipped_scenario("colleague")
    (hint,) = hints(scenario)

    assert hint[1:] == f"{CUES['colleague'].listen_for[1:]}."
    assert "hang up" not in hint.lower()


def test_a_call_without_a_known_cue_has_no_hint() -> None:
    scenario = shipped_scenario("colleague")

    assert hints(scenario.model_copy(update={"cues": ()})) == (NO_HINT,)
    assert hints(scenario.model_copy(update={"cues": ("of_tomorrow",)})) == (NO_HINT,)
