"""What one finished call says of a rep."""

from __future__ import annotations

from typing import Literal

import pytest

from simulator.grading.registry import shipped
from simulator.grading.rubric import default_rubric
from simulator.grading.score import Delivery, Scorecard
from simulator.practice.cards import cue_card, id_of, is_cue, skill_card, skills_of, title_of
from simulator.practice.evidence import CallPlayed, Evidence, evidence_of
from simulator.practice.occasion import Occasion
from simulator.practice.self_rating import SelfRating
from simulator.scenario.deciding_line import deciding_line
from simulator.scenario.model import Scenario
from tests.unit.practice.calls_made import (
    chosen,
    criterion,
    graded,
    library,
    shipped_scenario,
    skills,
)

AT = "2026-11-24T23:40:00-05:00"


def said_by(
    scenario: Scenario,
    card: Scorecard,
    *,
    setting: Literal["call", "quick_choice"] = "call",
    with_hints: bool = False,
    self_rating: SelfRating | None = None,
    twins: tuple[Scenario, ...] = (),
) -> Evidence:
    occasion = Occasion(setting, "drill", 3, with_hints)
    call = CallPlayed(scenario, 0, card, AT, occasion, self_rating)
    return evidence_of(call, skills(), twins)


@pytest.mark.parametrize("id_", sorted(library()))
def test_every_cue_of_a_shipped_scenario_is_decided_on_one_line(id_: str) -> None:
    for cue in library()[id_][0].cues:
        lines = {deciding_line(cue, variant) for variant in library()[id_]}
        (line,) = lines
        assert line is not None, f"{cue} is decided nowhere"
        assert library()[id_][0].lines[line].choice is not None


@pytest.mark.parametrize(
    ("id_", "cue", "line"),
    [
        ("team-of-one", "team_name", "team-desk"),
        ("team-of-one", "vendor_hotline", "suppliers"),
        ("temp-assistant", "press_zero_offered", "office"),
        ("temp-assistant", "after_hours", "night"),
        ("call-screen", "screening", "screen"),
        ("call-screen", "named_own_voice", "desk"),
        ("operator-guarded", "live_operator", "reception"),
        ("operator-guarded", "team_name", "support"),
        ("menu-then-own", "directory", "extension"),
        ("napkin-number", "nickname", "sales"),
        ("team-and-name", "team_name", "desk"),
    ],
)
def test_where_several_lines_decide_a_cue_belongs_to_the_one_on_which_it_is_heard(
    id_: str, cue: str, line: str
) -> None:
    assert deciding_line(cue, shipped_scenario(id_)) == line


def test_a_directory_in_which_something_is_decided_is_where_its_cue_is_heard() -> None:
    scenario = shipped_scenario("dial-by-name")
    choice = scenario.lines["main"].choice
    lines = {n: x.model_copy(update={"choice": choice}) for n, x in scenario.lines.items()}

    asked = scenario.model_copy(update={"lines": lines})

    assert deciding_line("directory", asked) == "directory"


@pytest.mark.parametrize("cue", ["live_operator", "directory"])
def test_a_cue_without_a_line_to_decide_on_is_decided_nowhere(cue: str) -> None:
    assert deciding_line(cue, shipped_scenario("desk-classic")) is None


def test_a_call_reviews_only_the_cues_of_lines_that_were_reached() -> None:
    scenario = shipped_scenario("team-of-one")

    said = said_by(scenario, graded(chosen(scenario, "team-desk", "hang_up")))

    assert said.ratings == {"cue:team_name": "again"}


def test_a_cue_that_no_line_decides_is_not_reviewed() -> None:
    scenario = shipped_scenario("desk-classic").model_copy(update={"cues": ("live_operator",)})

    assert not said_by(scenario, graded(chosen(scenario, "desk", "leave"))).ratings


@pytest.mark.parametrize(
    ("made", "with_hints", "rating"),
    [
        ("hang_up", False, "good"),
        ("zero_out", False, "good"),
        ("leave", False, "again"),
        ("hang_up", True, "hard"),
        ("leave", True, "again"),
    ],
)
def test_a_decision_rates_its_cue(made: str, with_hints: bool, rating: str) -> None:
    scenario = shipped_scenario("colleague")

    said = said_by(scenario, graded(chosen(scenario, "extension", made)), with_hints=with_hints)

    assert said.ratings == {"cue:colleague": rating}


@pytest.mark.parametrize(
    ("id_", "line", "made", "setting", "seconds", "rating"),
    [
        ("colleague", "extension", "hang_up", "call", 1.5, "easy"),
        ("colleague", "extension", "hang_up", "call", 2.5, "good"),
        ("colleague", "extension", "zero_out", "call", 1.5, "good"),  # acceptable only
        ("directory-only", "main", "key:9", "call", 0.5, "easy"),
        ("desk-classic", "desk", "leave", "call", 0.5, "good"),
        ("desk-classic", "desk", "leave", "quick_choice", 0.5, "easy"),
        ("desk-classic", "desk", "leave", "quick_choice", 3.0, "good"),
        ("desk-classic", "desk", "leave", "quick_choice", None, "good"),
    ],
)
def test_speed_counts_where_a_key_decides(
    id_: str,
    line: str,
    made: str,
    setting: Literal["call", "quick_choice"],
    seconds: float | None,
    rating: str,
) -> None:
    scenario = shipped_scenario(id_)
    card = graded(chosen(scenario, line, made, seconds=seconds))

    said = said_by(scenario, card, setting=setting)

    assert said.ratings[cue_card(scenario.cues[0])] == rating


def test_a_guess_that_was_right_says_nothing_and_is_not_clean() -> None:
    scenario = shipped_scenario("colleague")

    said = said_by(scenario, graded(chosen(scenario, "extension", "hang_up", guess=True)))

    assert not said.ratings
    assert not said.is_clean


def test_a_guess_that_was_wrong_is_wrong() -> None:
    scenario = shipped_scenario("colleague")

    said = said_by(scenario, graded(chosen(scenario, "extension", "leave", guess=True)))

    assert said.ratings == {"cue:colleague": "again"}
    assert said.critical == ("cue:colleague",)


def test_a_call_is_clean_when_every_decision_was_right_and_no_hint_was_taken() -> None:
    scenario = shipped_scenario("colleague")
    right, wrong = chosen(scenario, "extension", "zero_out"), chosen(scenario, "desk", "hang_up")

    assert said_by(scenario, graded(right)).is_clean
    assert not said_by(scenario, graded(right), with_hints=True).is_clean
    assert not said_by(scenario, graded(right, wrong)).is_clean
    assert not said_by(scenario, graded()).is_clean


def test_skills_are_reviewed_by_what_was_judged_and_nothing_else() -> None:
    criteria = {
        "pace": criterion("yes"),
        "length": criterion("no", score=0.0),
        "energy": criterion("not_measured", score=None),
        "states_name": criterion("not_sure", score=None),
        "filler_heavy": criterion("yes", score=None),
        "right_choice": criterion("yes"),
    }

    scenario = shipped_scenario("desk-classic")

    assert said_by(scenario, graded(criteria=criteria)).ratings == {
        "skill:pace": "good",
        "skill:length": "again",
    }
    hinted = said_by(scenario, graded(criteria=criteria), with_hints=True)
    assert hinted.ratings["skill:pace"] == "hard"


def test_a_miss_that_is_right_in_the_twin_was_mistaken_for_what_is_heard_there() -> None:
    colleague, classic = shipped_scenario("colleague"), shipped_scenario("desk-classic")
    card = graded(chosen(colleague, "extension", "leave"))

    said = said_by(colleague, card, twins=(shipped_scenario("own-cell"), classic))

    assert said.mistaken_for == {"cue:colleague": "named_own_voice"}
    other_way = said_by(
        classic, graded(chosen(classic, "desk", "hang_up")), twins=(classic, colleague)
    )
    assert other_way.mistaken_for == {"cue:named_own_voice": "colleague"}


@pytest.mark.parametrize(
    ("id_", "line", "made", "twin"),
    [
        ("colleague", "extension", "leave", "own-cell"),  # no twin
        ("colleague", "extension", "hang_up", "desk-classic"),  # no miss
        ("robot-number", "cell", "leave", "robot-confirmed"),  # the same cue in both
        ("desk-classic", "desk", "zero_out", "colleague"),  # wrong there as well
    ],
)
def test_a_miss_without_such_a_twin_was_mistaken_for_nothing(
    id_: str, line: str, made: str, twin: str
) -> None:
    scenario = shipped_scenario(id_)

    said = said_by(scenario, graded(chosen(scenario, line, made)), twins=(shipped_scenario(twin),))

    assert not said.mistaken_for


def test_a_twin_whose_cue_is_decided_nowhere_is_not_mistaken_for() -> None:
    scenario, twin = shipped_scenario("colleague"), shipped_scenario("desk-classic")
    twin = twin.model_copy(update={"cues": ("live_operator",)})

    said = said_by(scenario, graded(chosen(scenario, "extension", "leave")), twins=(twin,))

    assert not said.mistaken_for


def test_what_was_not_measured_is_left_out_and_never_a_zero() -> None:
    scenario = shipped_scenario("desk-classic")
    delivery = Delivery(words_per_minute=150.0)

    said = said_by(scenario, graded(chosen(scenario, "desk", "leave"), delivery=delivery))

    assert said.scores == {"where": 100.0, "what": 80.0, "overall": 82.5}
    assert said.measures == {"words_per_minute": 150.0, "seconds": 7.9}
    no_message = graded(delivery=delivery).model_copy(update={"message": None})
    assert said_by(scenario, no_message).measures == {"words_per_minute": 150.0}


def test_evidence_is_dated_by_the_wall_and_reads_back_from_its_json() -> None:
    scenario = shipped_scenario("colleague")
    card = graded(chosen(scenario, "extension", "leave"))
    twins = (shipped_scenario("desk-classic"),)

    said = said_by(scenario, card, self_rating=SelfRating(False, 80), twins=twins)

    assert said.date == "2026-11-24"
    assert said.self_percent == 20
    assert (said.series, said.place) == ("drill", 3)
    assert Evidence.model_validate_json(said.model_dump_json()) == said


def test_skills_are_what_the_rubric_weighs_in_messages_and_voices() -> None:
    found = skills_of(default_rubric(), shipped())

    assert list(found)[:2] == ["personal_hook", "early_hook"]
    assert {"pace", "energy", "length"} <= set(found)
    assert not {"right_choice", "points_to_email"} & set(found)


def test_a_skill_whose_check_looks_for_a_fault_is_to_avoid_it() -> None:
    found = skills_of(default_rubric(), shipped())

    assert found["states_name"] == "Says your name"
    assert found["feature_dump"] == "Avoiding “lists features”"


@pytest.mark.parametrize(
    ("card", "title"),
    [
        (cue_card("colleague"), "Somebody else's name"),
        (cue_card("of_a_newer_version"), "of_a_newer_version"),
        (skill_card("pace"), "Pace of speech"),
        (skill_card("of_a_package"), "of_a_package"),
    ],
)
def test_a_card_has_a_title(card: str, title: str) -> None:
    assert title_of(card, {"pace": "Pace of speech"}) == title
    assert is_cue(card) == card.startswith("cue:")
    assert id_of(card) in card
