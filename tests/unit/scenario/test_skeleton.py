"""A new scenario's text: whatever is answered, it can be played, or it is said what is wrong."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.grading.registry import shipped
from simulator.grading.rubric import default_rubric
from simulator.grading.style import message_rules
from simulator.scenario.marked_yaml import read
from simulator.scenario.model import ScenarioType
from simulator.scenario.parse import ScenarioError, parse_scenario, parse_variants
from simulator.scenario.problem import ProblemsFound
from simulator.scenario.skeleton import Answers, answer_faults, faults_of_one, skeleton
from simulator.scenario.style import style_rules
from tests.unit.scenario.well_written import told

TYPES: tuple[ScenarioType, ...] = get_args(ScenarioType)
ASKED = (
    "title", "prospect", "prospect_title", "company", "industry", "offer", "rep", "rep_company",
    "number", "greeting", "cue",
)  # fmt: skip
STRANGE = (
    "yes", "null", "~", "1e5", "12", "0x1F", "10:30", "- a", "a: b", "a #b", "{x}", "[x]", "*a",
    "&a", "!a", "'", '"', "%", "@", "`", "...", "---", "$id", "$$", "", " ", "\u2028", "\x85",
    "\x07",
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=130), st.sampled_from(STRANGE))


@pytest.mark.parametrize("kind", TYPES)
def test_nothing_could_be_better_but_that_words_never_change(kind: ScenarioType) -> None:
    text = skeleton(replace(Answers(), type=kind), "scenario.schema.json")
    found = told(text, rules=(*style_rules({}), *message_rules(default_rubric(), shipped())))
    assert len(found) == 1
    assert "there are no `slots`" in found[0]


@pytest.mark.parametrize("kind", TYPES)
def test_it_begins_with_its_schema_and_explains_itself(kind: ScenarioType) -> None:
    text = skeleton(replace(Answers(), type=kind), "../a folder/x.json")
    assert text.splitlines()[0] == "# yaml-language-server: $schema=../a folder/x.json"
    assert sum(line.lstrip().startswith("#") for line in text.splitlines()) >= 10
    assert max(map(len, text.splitlines())) <= 100


def test_the_slots_that_it_proposes_work_when_they_are_taken_in() -> None:
    text = skeleton(Answers(), "x")
    commented = [line for line in text.splitlines() if line.startswith(("# slots:", "#   "))]
    for line in commented:
        text = text.replace(line, line.removeprefix("# "))
    text = text.replace("name: Robin Vale", 'name: "{who.first} {who.last}"')
    scenarios = parse_variants(text, "x")
    assert [s.prospect.name for s in scenarios] == ["Robin Vale", "Casey Dunn"]


@given(
    st.sampled_from(TYPES),
    st.fixed_dictionaries({}, optional=dict.fromkeys(ASKED, TEXTS)),
    st.lists(TEXTS, min_size=1, max_size=3),
    st.lists(TEXTS, max_size=3),
)  # fmt: skip
def test_any_text_comes_out_as_it_went_in_or_is_refused(
    kind: ScenarioType, given_texts: dict[str, str], facts: list[str], said: list[str]
) -> None:
    answers = replace(
        Answers(),
        type=kind,
        facts=tuple(facts),
        said=tuple(said),
        **given_texts,
    )
    text = skeleton(answers, "x")
    faults = answer_faults(answers)
    try:
        scenario = parse_scenario(text, "x")
    except ScenarioError:
        assert faults
        return
    assert faults == []
    assert scenario.title == answers.title.strip()
    assert scenario.prospect.name == answers.prospect.strip()
    assert scenario.rep.offer == answers.offer.strip()
    assert [f.text for f in scenario.research] == [f.strip() for f in facts]
    assert scenario.lines[scenario.first_line].greeting_text == answers.heard.strip()
    assert scenario.lines[scenario.first_line].cue == answers.deciding.strip()


@given(TEXTS)
def test_what_is_written_is_what_is_read_even_where_it_is_refused_later(text: str) -> None:
    with suppress(ProblemsFound):  # a character that no text file contains
        assert read(skeleton(replace(Answers(), title=text), "x"), "x").data["title"] == text


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("number", "call me", "`call me` will not do; allowed: a number with its area code"),
        ("title", "", "must not be empty"),
        ("prospect", "a\nb", "must stand on one line, without tabs"),
        ("company", "{firm}", "there is no slot `firm`"),
        ("cue", "nothing of it", "`nothing of it` is not in the greeting"),
        ("id", "My Call", "`My Call` will not do; allowed: small letters and digits"),
    ],
)
def test_one_answer_can_be_checked_by_itself(name: str, value: str, expected: str) -> None:
    assert any(fault.startswith(expected) for fault in faults_of_one(name, value))


def test_the_deciding_words_are_guessed_where_they_are_not_given() -> None:
    kinds = {kind: replace(Answers(), type=kind).deciding for kind in TYPES}
    assert kinds == {
        "personal_mailbox": "You've reached Robin Vale",
        "vendor_line": "vendor information line",
        "wrong_contact": "this is Sam Porter in accounts payable",
    }
    assert replace(Answers(), greeting="Hi, leave one.").deciding == "Hi, leave one"
    assert replace(Answers(), greeting="Hi, Robin Vale here.").deciding == "Robin Vale"


def test_a_fact_without_a_way_to_say_it_gets_its_first_words() -> None:
    answers = replace(Answers(), facts=("One two three four five six seven eight nine.",), said=())
    assert answers.phrase(0) == "One two three four five six seven eight"
