"""A scenario under the rep's own name: replaced where it stands, and nowhere else."""

from __future__ import annotations

import re
from itertools import cycle
from pathlib import Path

import pytest

from simulator.grading.calling_as import Identity, why_not_as, with_rep
from simulator.grading.grade import Recording, grade_recording
from simulator.grading.registry import shipped
from simulator.grading.rubric import default_rubric
from simulator.grading.transcript import typed
from simulator.scenario.model import Scenario
from simulator.scenario.parse import parse_scenario
from tests.unit.scenario.texts import SCENARIO

FILES = sorted((Path(__file__).parents[3] / "scenarios").glob("*.yaml"))
RUBRIC, CHECKS = default_rubric(), shipped()
ME = Identity("Priya Osei", "Acme Analytics", "415-555-0190")
PEOPLE = (
    ME,
    Identity("José Marín", "Café Río", "+49 30 901820"),
    Identity("Jo", "O'Neill & Sons Inc.", "(212) 555-0101"),
    Identity("Alex Reed", "Tastebridge", "617-555-0142"),
)


@pytest.fixture(params=FILES, ids=lambda f: f.stem)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    file: Path = request.param
    return parse_scenario(file.read_text(encoding="utf-8"), file.name)


def told(model: str, poor: str = "Hello.", brief: str = "You dial.") -> Scenario:
    """A scenario with these texts; its rep is Alex Reed, Tastebridge, 617-555-0142."""
    [file] = (file for file in FILES if file.stem == "desk-classic")
    base = parse_scenario(file.read_text(encoding="utf-8"), file.name)
    assert base.rep.name == "Alex Reed"
    return base.model_copy(
        update={
            "brief": brief,
            "model": base.model.model_copy(update={"text": model}),
            "poor": base.poor.model_copy(update={"text": poor}),
        }
    )


def test_without_anybody_the_scenario_stays_itself(scenario: Scenario) -> None:
    assert with_rep(scenario, None) is scenario


@pytest.mark.parametrize("who", PEOPLE, ids=lambda p: p.name)
def test_the_invented_rep_is_gone_from_every_shipped_scenario(
    scenario: Scenario, who: Identity
) -> None:
    mine, old = with_rep(scenario, who), scenario.rep

    assert (mine.rep.name, mine.rep.company, mine.rep.offer) == (who.name, who.company, old.offer)
    assert who.name in mine.model.text
    assert who.company in mine.model.text
    assert mine.model.text.count(mine.rep.number) == 2
    if old.name != who.name:
        texts = f"{mine.model.text} {mine.poor.text} {mine.brief}"
        for gone in (old.name, old.name.split()[0], old.company, old.number):
            assert not re.search(rf"(?<!\w){re.escape(gone)}(?!\w)", texts)
    assert mine.lines == scenario.lines
    assert (mine.prospect, mine.research) == (scenario.prospect, scenario.research)


@pytest.mark.parametrize(
    ("file", "who"),
    [*zip(FILES, cycle(PEOPLE), strict=False)],
    ids=lambda one: getattr(one, "stem", "by"),
)
def test_the_examples_are_worth_the_same_under_another_name(file: Path, who: Identity) -> None:
    scenario = parse_scenario(file.read_text(encoding="utf-8"), file.name)
    assert why_not_as(scenario, who, RUBRIC, CHECKS) == ""
    for before, after in (
        (scenario.model.text, with_rep(scenario, who).model.text),
        (scenario.poor.text, with_rep(scenario, who).poor.text),
    ):
        cards = [
            grade_recording(Recording("a", at, "0" * 64, typed(text)), RUBRIC, CHECKS)
            for at, text in ((scenario, before), (with_rep(scenario, who), after))
        ]
        old, new = (
            {id_: c.state for id_, c in card.criteria.items() if id_ != "length"} for card in cards
        )
        assert old == new


@pytest.mark.parametrize(
    "number",
    ["617-555-0142", "(617) 555-0142", "617.555.0142", "617 555 0142", "6175550142",
     "+1 617-555-0142", "1-617-555-0142"],
)  # fmt: skip
def test_a_number_is_replaced_in_any_form(number: str) -> None:
    mine = with_rep(told(f"Call {number}. Again, {number}"), ME)
    assert mine.model.text == "Call 415-555-0190. Again, 415-555-0190"


def test_other_numbers_and_parts_of_words_stay() -> None:
    text = "Reeds grow, Alexander. 617-555-01423 or 0617-555-0142, Tastebridges, tastebridge."
    assert with_rep(told(text), ME).model.text == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It's Alex Reed's team.", "It's Priya Osei's team."),
        ("Alex here. Ms. Reed, that is.", "Priya here. Ms. Osei, that is."),
        ("It's Alex\n  Reed at Tastebridge.", "It's Priya Osei at Acme Analytics."),
        ("A Tastebridge tasting", "An Acme Analytics tasting"),
        ("you need a Tastebridge", "you need an Acme Analytics"),
        ("Dana Kim is not Alex.", "Dana Kim is not Priya."),
    ],
)
def test_names_are_replaced_as_whole_words_and_the_sentence_stays_english(
    old: str, new: str
) -> None:
    assert with_rep(told(old), ME).model.text == new


def test_a_full_stop_at_the_end_of_a_company_is_not_doubled() -> None:
    who = Identity("Jo", "Acme Inc.", "212-555-0101")
    assert with_rep(told("I'm at Tastebridge. Bye."), who).model.text == "I'm at Acme Inc. Bye."


def test_a_name_is_replaced_once_even_where_the_new_one_holds_the_old() -> None:
    who = Identity("Reed Alex", "Tastebridge Europe", "212-555-0101")
    mine = with_rep(told("Alex Reed, Tastebridge. Alex."), who)
    assert mine.model.text == "Reed Alex, Tastebridge Europe. Reed."


@pytest.mark.parametrize(
    "who",
    [
        Identity("Sam Poe", "Harbor Foods", "212-555-0101"),
        Identity("dana kim", "Acme", "212-555-0101"),
        Identity("Dana", "Acme", "212-555-0101"),
        Identity("Sam Poe", "Marketing", "212-555-0101"),
    ],
    ids=["the prospect's company", "the prospect's name", "a name like theirs", "a company's word"],
)
def test_where_the_examples_would_no_longer_fit_the_invented_name_stays(who: Identity) -> None:
    poor = "Hi Dana, this is about marketing and sampling."
    scenario = told("Hi Dana, it's Alex Reed at Tastebridge, 617-555-0142.", poor)
    note = why_not_as(scenario, who, RUBRIC, CHECKS)
    assert note.endswith("here you are Alex Reed, Tastebridge.")


def test_a_first_name_that_is_a_word_stays_in_the_call_as_invented() -> None:
    base = told("It's Will Reed.", "Will you call me? Will")
    scenario = base.model_copy(update={"rep": base.rep.model_copy(update={"name": "Will Reed"})})
    assert why_not_as(scenario, ME, RUBRIC, CHECKS) != ""


def test_the_full_example_of_the_format_can_be_called_by_anybody() -> None:
    scenario = parse_scenario(SCENARIO, "full.yaml")
    assert with_rep(scenario, ME).rep.name == ME.name
