"""The rules are told before the call, and they are the rules by which it is graded."""

from __future__ import annotations

import pytest

from simulator.grading.rubric import Bands, Rubric, load_rubric, parse_rubric, shipped_ids
from simulator.grading.rubric import shipped_rubric as text_of
from simulator.grading.rules_told import rules_told
from tests.unit.grading.bakery import CHECKS, RUBRIC

RUBRICS = [load_rubric(id_) for id_ in shipped_ids()]
BY_ID = {c.id: c for c in CHECKS}


def told(rubric: Rubric) -> list[tuple[str, str]]:
    return [(rule.lead, rule.text) for rule in rules_told(rubric, CHECKS)]


def title_of(text: str) -> str:
    return text.split(": ", maxsplit=1)[0].split(" (not where", maxsplit=1)[0]


@pytest.mark.parametrize("rubric", RUBRICS, ids=lambda r: r.id)
def test_every_criterion_is_told_with_its_points(rubric: Rubric) -> None:
    texts = [title_of(text) for _, text in told(rubric)]

    assert {BY_ID[id_].title for id_ in rubric.weighings} <= set(texts)


@pytest.mark.parametrize("rubric", RUBRICS, ids=lambda r: r.id)
def test_points_come_to_a_hundred(rubric: Rubric) -> None:
    leads = [lead for lead, _ in told(rubric)]
    points = [abs(float(lead)) for lead in leads if lead.startswith(("+", "-"))]
    parts = [float(lead) for lead in leads if lead.isdecimal()]

    assert sum(points) == pytest.approx(100, abs=1)
    assert sum(parts) == pytest.approx(100, abs=1)


@pytest.mark.parametrize("rubric", RUBRICS, ids=lambda r: r.id)
def test_what_is_unwanted_costs_points_and_what_is_wanted_brings_them(rubric: Rubric) -> None:
    signs = {title_of(text): lead[:1] for lead, text in told(rubric)}

    for id_ in rubric.weighings:
        assert signs[BY_ID[id_].title] == ("-" if BY_ID[id_].wants == "none" else "+")


def test_limits_and_marks_are_told() -> None:
    lines = told(RUBRIC)

    for limit in RUBRIC.score.limits:
        assert (f"<= {limit.at_most:g}", limit.says) in lines
    assert ("<= 39", "A wrong choice") in lines
    assert ("<= 19", "A message where none belongs") in lines
    assert lines[-1][1].startswith("Passed from 60 points. They would call back from 80,")


def test_groups_begin_with_a_title() -> None:
    opened = [rule.text for rule in rules_told(RUBRIC, CHECKS) if rule.opens]

    assert opened[:4] == ["Where", "What you say", "How you say it", "Whatever else is good:"]
    assert "Where, what and how" in next(iter(rules_told(RUBRIC, CHECKS))).text


@pytest.mark.parametrize(
    ("bands", "green"),
    [
        ("{red_below: 8, green_from: 15, green_to: 30, red_above: 45}", "15 to 30 s"),
        ("{green_to: 30, red_above: 45}", "up to 30 s"),
        ("{red_below: 8, green_from: 15}", "from 15 s"),
    ],
)
def test_a_figure_is_told_with_where_it_is_good(bands: str, green: str) -> None:
    text, _ = text_of("snell")
    shipped = "{red_below: 8, green_from: 15, green_to: 30, red_above: 45}"
    assert shipped in text
    rubric = parse_rubric(text.replace(shipped, bands), "mine.yaml")

    assert isinstance(rubric.weighings["length"].bands, Bands)
    assert ("+2.9", f"Short, but long enough: {green}") in told(rubric)
