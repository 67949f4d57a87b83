"""Quick choices: one greeting, one decision, judged as in a call."""

from __future__ import annotations

import pytest

from simulator.grading.rubric import default_rubric
from simulator.grading.score import ChoiceMade
from simulator.practice.done import Done
from simulator.practice.evidence import Decided, Evidence
from simulator.practice.occasion import Occasion
from simulator.practice.quick_choice import (
    LATE_SECONDS,
    SECONDS_TO_DECIDE,
    Greeting,
    cues_on,
    evidence_of_choice,
    is_late,
    judged,
    offered,
    told,
    words_that_tell,
)
from simulator.scenario.model import Made
from tests.unit.practice.calls_made import shipped_scenario
from tests.unit.practice.practised import after

RUBRIC = default_rubric()
DONE = Done("q-1", "2026-11-24T09:00:00+01:00", Occasion("quick_choice", "series-1", 3))


def colleague(cue_end_seconds: float | None = 3.0) -> Greeting:
    return Greeting(shipped_scenario("colleague"), 1, "extension", 6.0, cue_end_seconds)


def decide(
    made: Made | None, at_seconds: float = 4.0, greeting: Greeting | None = None
) -> ChoiceMade:
    choice = judged(greeting or colleague(), made, at_seconds, RUBRIC)
    assert choice is not None
    return choice


def evidence(choice: ChoiceMade, *twins: str) -> Evidence:
    others = [shipped_scenario(id_) for id_ in twins]
    return evidence_of_choice(colleague(), choice, RUBRIC, DONE, others)


def test_the_seconds_run_from_the_end_of_the_deciding_words() -> None:
    choice = decide("hang_up")
    assert (choice.verdict, choice.guess, choice.seconds_to_decide) == ("best", False, 1.0)
    assert told(choice) == "Right: hang up, 1.0 s after the words that tell it."


def test_leaving_a_message_has_its_seconds_too() -> None:
    choice = decide("leave", 3.5)
    assert (choice.verdict, choice.critical, choice.seconds_to_decide) == ("wrong", True, 0.5)
    assert "Wrong: you chose to leave a message. Best here: hang up." in told(choice)
    assert "A message there is lost" in told(choice)


def test_before_the_deciding_words_it_is_a_guess() -> None:
    choice = decide("hang_up", 2.0)
    assert choice.guess
    assert choice.seconds_to_decide == -1.0
    assert told(choice).startswith("Right, but a guess: you decided before")
    assert told(decide("leave", 2.0)).endswith("could be heard: that was a guess.")
    kept = evidence(choice)
    assert kept.ratings == {}
    assert [(one.verdict, one.guess) for one in kept.decided] == [("best", True)]
    assert not kept.passed


def test_what_is_acceptable_is_right_as_well() -> None:
    greeting = Greeting(shipped_scenario("mailbox-full"), 0, "desk", 6.0, 5.0)
    choice = decide("zero_out", 6.0, greeting)
    assert choice.verdict == "acceptable"
    assert told(choice).startswith("Right as well: press 0#, 1.0 s after")


def test_where_no_words_tell_it_there_is_no_time_and_no_guess() -> None:
    choice = decide("hang_up", 0.5, colleague(None))
    assert (choice.verdict, choice.guess, choice.seconds_to_decide) == ("best", False, None)
    assert told(choice) == "Right: hang up."
    assert SECONDS_TO_DECIDE not in evidence(choice).measures


@pytest.mark.parametrize(
    ("made", "at_seconds"), [(None, 4.0), ("hang_up", 6.0 + LATE_SECONDS + 0.1)]
)
def test_who_waits_too_long_is_wrong_and_has_decided_nothing(
    made: Made | None, at_seconds: float
) -> None:
    choice = decide(made, at_seconds)
    assert is_late(choice)
    assert choice.verdict == "wrong"
    assert told(choice) == "Too late: nobody waits that long. Best here: hang up."
    kept = evidence(choice, "desk-classic")
    assert kept.ratings == {"cue:colleague": "again"}
    assert kept.decided == (Decided(best="hang_up", made="nothing", verdict="wrong"),)
    assert (kept.mistaken_for, kept.critical) == ({}, ())
    assert not kept.passed


def test_progress_counts_the_right_decisions_of_a_drill_as_the_drill_does() -> None:
    late, guess, right = decide(None), decide("hang_up", 2.0), decide("hang_up")

    standing = after(*(evidence(choice) for choice in (late, late, guess, right)))

    assert standing.weeks["2026-11-23"]["right"] == (1.0, 4)
    assert standing.decided == {"hang_up>hang_up": 2}


def test_a_greeting_that_asks_for_no_decision_is_not_judged() -> None:
    scenario = shipped_scenario("colleague")
    plain = {"extension": scenario.lines["extension"].model_copy(update={"choice": None})}
    silent = Greeting(scenario.model_copy(update={"lines": plain}), 0, "extension", 6.0)
    assert judged(silent, "hang_up", 3.0, RUBRIC) is None
    assert offered(silent.scenario, "extension") == ("leave", "hang_up", "zero_out")


def test_a_decision_is_kept_with_its_series_and_place() -> None:
    kept = evidence(decide("hang_up"))
    assert (kept.attempt, kept.setting, kept.series, kept.place) == (
        "q-1", "quick_choice", "series-1", 3,
    )  # fmt: skip
    assert kept.variant == 1
    assert kept.ratings == {"cue:colleague": "easy"}
    assert kept.measures == {SECONDS_TO_DECIDE: 1.0}
    assert [d.made for d in kept.decided] == ["hang_up"]
    assert kept.passed
    assert not kept.is_whole_call


def test_a_sign_is_mistaken_for_that_of_its_twin() -> None:
    twin = shipped_scenario("colleague").twin_of
    assert twin is not None
    kept = evidence(decide("leave"), twin)
    assert list(kept.mistaken_for) == ["cue:colleague"]


def test_what_is_offered_does_not_tell_what_is_right() -> None:
    machines = ("leave", "hang_up", "zero_out")
    for id_, line in (("colleague", "extension"), ("mailbox-full", "desk"), ("own-cell", "cell")):
        assert offered(shipped_scenario(id_), line) == machines
    live = next(
        (s, name)
        for s in (shipped_scenario("operator-weary"),)
        for name, one in s.lines.items()
        if one.then == "conversation"
    )
    assert offered(*live) == ("ask_by_name", "answer_screen", "ask_who", "pitch", "hang_up")


def test_the_cues_of_a_line_are_those_that_are_decided_on_it() -> None:
    assert cues_on("extension", shipped_scenario("colleague")) == ("colleague",)
    assert cues_on("nowhere", shipped_scenario("colleague")) == ()


def test_the_words_that_tell_are_marked() -> None:
    scenario = shipped_scenario("colleague")
    assert "«" in words_that_tell(scenario, "extension")
    line = scenario.lines["extension"].model_copy(update={"cue": None})
    without = scenario.model_copy(update={"lines": {"extension": line}})
    assert "«" not in words_that_tell(without, "extension")
