"""Rubrics: the shipped one, and every way in which one can be wrong."""

from __future__ import annotations

import hashlib

import pytest

from simulator.grading.registry import shipped
from simulator.grading.rubric import (
    Bands,
    RubricError,
    default_rubric,
    load_rubric,
    parse_rubric,
    shipped_ids,
    shipped_rubric,
)

TEXT, SHA256 = shipped_rubric("snell")


def problems(old: str, new: str) -> list[str]:
    """What is said about the shipped rubric with one change."""
    assert old in TEXT
    with pytest.raises(RubricError) as raised:
        parse_rubric(TEXT.replace(old, new, 1), "mine.yaml")
    return [str(p) for p in raised.value.problems]


def line_of(words: str) -> int:
    return TEXT[: TEXT.index(words)].count("\n") + 1


def test_the_shipped_rubric_can_be_used() -> None:
    rubric = default_rubric()

    assert rubric.id == "snell"
    assert rubric.sha256 == SHA256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert list(rubric.weighings) == [
        "right_choice", "personal_hook", "early_hook", "reason_to_call_back", "feature_dump",
        "wrong_person_ask", "cliche_opener", "apologetic_hedging", "length", "rambling",
        "filler_heavy", "states_name", "states_company", "states_callback_number",
        "number_repeated", "single_ask", "pace", "number_pace", "energy", "fillers",
        "room_to_breathe", "off_the_cuff",
    ]  # fmt: skip


def test_the_shipped_rubric_weighs_as_the_doctrine_says() -> None:
    rubric = default_rubric()

    assert [w.weight for _, w in rubric.parts.named()] == [30, 40, 30]
    assert [rubric.choice.worth(v) for v in ("best", "acceptable", "wrong")] == [100, 70, 0]
    assert (rubric.score.wrong_at_most, rubric.score.critical_at_most) == (39, 19)
    assert (rubric.score.pass_from, rubric.score.call_back_from) == (60, 80)


def test_every_rule_that_a_check_names_is_worded_in_every_rubric() -> None:
    for id_ in shipped_ids():
        assert {c.rule for c in shipped()} <= set(load_rubric(id_).rules)


def test_the_rival_rubric_wants_the_email_answered_and_no_call() -> None:
    rubric = load_rubric("double-tap")

    assert {"points_to_email", "asks_for_callback"} <= set(rubric.weighings)
    assert not {"states_callback_number", "number_repeated"} & set(rubric.weighings)
    assert rubric.sha256 != default_rubric().sha256
    assert rubric.reading == default_rubric().reading.model_copy(
        update={"source": rubric.reading.source}
    )


def test_a_limit_on_a_criterion_that_is_not_weighed_is_refused() -> None:
    [problem] = problems("fails: [wrong_person_ask]", "fails: [wrong_person]")

    assert "score.limits[1].fails[0]" in problem
    assert "`wrong_person` is not among the criteria of this rubric" in problem
    assert "(did you mean `wrong_person_ask`?)" in problem


@pytest.mark.parametrize("limits", ["limits: 3", "limits: [3]", "limits: [{fails: 3}]"])
def test_limits_without_their_shape_are_refused(limits: str) -> None:
    start, end = TEXT.index("  limits:"), TEXT.index("  source: >-\n    The founding text says")

    assert problems(TEXT[start:end], f"  {limits}\n")


def test_an_unknown_rubric_names_the_nearest() -> None:
    with pytest.raises(LookupError, match=r"no rubric `snel` \(did you mean `snell`\?\)"):
        shipped_rubric("snel")


def test_an_unknown_criterion_is_named_with_line_and_column() -> None:
    [problem] = problems("      states_name:", "      state_name:")

    assert problem.startswith(f"mine.yaml:{line_of('      states_name:')}:7: ")
    assert "there is no criterion of this name (did you mean `states_name`?)" in problem


def test_a_criterion_in_two_parts_is_refused() -> None:
    [problem] = problems("      pace:\n", "      length:\n")

    assert "parts.how.criteria.length: this criterion stands in two parts" in problem


def test_a_negative_weight_is_refused() -> None:
    [problem] = problems("weight: 18", "weight: -18")

    assert "parts.what.criteria.reason_to_call_back.weight: must be 0" in problem


def test_a_figure_without_bands_is_refused() -> None:
    old = "bands: {red_below: 8, green_from: 15, green_to: 30, red_above: 45}"
    [problem] = problems(f"        {old}\n", "")

    assert "`bands` are missing: from where to where are the s good?" in problem


def test_bands_of_what_is_no_figure_are_refused() -> None:
    [problem] = problems(
        "      states_name:\n", "      states_name:\n        bands: {red_below: 1, green_from: 2}\n"
    )

    assert "not a figure, so it has no `bands`" in problem


@pytest.mark.parametrize(
    ("bands", "sentence"),
    [
        ("{red_below: 15, green_from: 8, green_to: 30, red_above: 45}", "the edges must rise"),
        ("{red_below: 8, green_from: 8, green_to: 30, red_above: 45}", "the edges must rise"),
        ("{red_below: 8, green_from: 15, green_to: 45, red_above: 45}", "the edges must rise"),
        ("{red_below: 8, green_from: 31, green_to: 30, red_above: 45}", "the edges must rise"),
        ("{red_below: 8, green_to: 30, red_above: 45}", "give both of a pair, or neither"),
        ("{red_below: 8, green_from: 15, green_to: 30}", "give both of a pair, or neither"),
        ("{}", "at least one pair of edges"),
        ("{red_below: low, green_from: 15}", "must be a number"),
    ],
)
def test_bands_out_of_order_are_refused(bands: str, sentence: str) -> None:
    found = problems("{red_below: 8, green_from: 15, green_to: 30, red_above: 45}", bands)

    assert sentence in found[0]
    assert found[0].startswith(f"mine.yaml:{line_of('{red_below: 8')}:")


def test_bands_may_have_one_side_only() -> None:
    at_most, at_least = Bands(green_to=10, red_above=20), Bands(red_below=10, green_from=20)

    assert [at_most.score(x) for x in (-5, 10, 15, 25)] == [100, 100, 50, 0]
    assert [at_least.score(x) for x in (5, 15, 20, 99)] == [0, 50, 100, 100]
    assert [at_most.is_low(0), at_least.is_low(0), at_least.is_low(20)] == [False, True, False]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("maybe_from: 60", "maybe_from: 90", "`maybe_from` must not be above"),
        ("critical_at_most: 19", "critical_at_most: 45", "`critical_at_most` must not be above"),
        ("wrong_at_most: 39", "wrong_at_most: 60", "`wrong_at_most` must be below `pass_from`"),
        ("pass_from: 60", "pass_from: 600", "pass_from"),
        ("    weight: 40", "    weight: 0", "must have a weight above 0"),
        ("        weight: 100\n        source", "        weight: 0\n        source", "above 0"),
        ("unless_scored: fillers", "unless_scored: filers", "is not among the criteria"),
        ("source: practitioners agree", "reason: practitioners agree", "unknown key"),
        ("  OWN: Leave", "  MINE: Leave", "MINE"),
        ("id: snell", "id: [", "mine.yaml:"),
    ],
)
def test_what_makes_no_sense_is_refused(old: str, new: str, sentence: str) -> None:
    assert any(sentence in problem for problem in problems(old, new))


def test_everything_that_is_wrong_is_said_at_once() -> None:
    text = TEXT.replace("states_name:", "state_name:").replace("weight: 18", "weight: -1")
    text = text.replace("best: 100", "best: 1000")
    with pytest.raises(RubricError) as raised:
        parse_rubric(text, "mine.yaml")

    assert len(raised.value.problems) == 3


@pytest.mark.parametrize("text", ["parts: 3", "parts: {where: 3}", "parts: {where: {criteria: 3}}"])
def test_a_rubric_without_its_shape_is_refused(text: str) -> None:
    with pytest.raises(RubricError, match="this key is missing"):
        parse_rubric(text, "mine.yaml")
