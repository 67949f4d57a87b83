"""The pages about scenarios say what the model says, and their example can be played."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.adapters.scenario_files import ScenarioFiles, load_scenario
from simulator.scenario.coverage import coverage_page, holes
from simulator.scenario.cues import CUES
from simulator.scenario.document import format_page
from simulator.scenario.model import Scenario
from simulator.scenario.parse import parse_scenario
from simulator.scenario.shapes import models_in
from tests.integration.rolecall import Rolecall
from tests.unit.scenario.texts import SCENARIO
from tests.unit.scenario.well_written import WELL_WRITTEN, scenarios_of

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLE = DOCS / "example-scenario.yaml"
REGENERATE = "run `python docs/generate.py`"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_the_page_of_the_format_is_up_to_date() -> None:
    assert page("scenario-format.md") == format_page(EXAMPLE.read_text("utf-8")), REGENERATE


def test_the_page_of_what_is_covered_is_up_to_date() -> None:
    library = ScenarioFiles()
    scenarios = [file.scenario for file in library.scenarios()]
    assert page("coverage.md") == coverage_page(scenarios, library.voices()), REGENERATE


def test_nothing_that_can_be_trained_is_missing() -> None:
    library = ScenarioFiles()
    assert holes([file.scenario for file in library.scenarios()], library.voices()) == []


@pytest.mark.parametrize("model", models_in(Scenario), ids=lambda m: m.__name__)
def test_every_field_is_told_with_what_it_means(model: type[Scenario]) -> None:
    section = page("scenario-format.md").partition(f"### {model.__name__}\n")[2].partition("###")[0]
    for name, field in model.model_fields.items():
        assert f"| `{name}` | " in section
        assert field.description
        assert field.description in section


def test_every_cue_is_told_with_how_it_sounds() -> None:
    text = page("scenario-format.md")
    assert all(f"`{c.id}`: {c.title} | {c.rule} | {c.listen_for}" in text for c in CUES.values())


def test_nothing_could_be_better_in_the_example(rolecall: Rolecall) -> None:
    checked = rolecall.run("check", "--strict", str(EXAMPLE))
    assert (checked.code, checked.out) == (0, "")


def test_the_example_is_won_by_what_it_says_is_best(rolecall: Rolecall) -> None:
    scenario = load_scenario(EXAMPLE, None).scenario
    said = ["--type", f"{scenario.prospect.name}, please", "--type", scenario.model.text]
    call = rolecall.run("call", str(EXAMPLE), "--keys", "0#", *said)
    assert call.code == 0
    assert "The right place, and easy to call back." in call.out


def test_a_hole_is_whatever_no_scenario_trains() -> None:
    scenarios = [*scenarios_of(WELL_WRITTEN)[:1], parse_scenario(SCENARIO, "x.yaml")]
    found = holes(scenarios, ["dana", "ben", "robot", "nobody"])
    assert "cue full" in found
    assert "cue named_own_voice" not in found
    assert "type vendor_line at level 1" in found
    assert "type vendor_line at level 2" not in found
    assert "manners: car" in found
    assert "manners: plain" not in found
    assert "tempers: weary" in found
    assert "unfit facts: stale" in found
    assert "best decisions: ask_who" in found
    assert "best decisions: leave" not in found
    assert [hole for hole in found if hole.startswith("voices")] == ["voices: nobody"]


def test_holes_are_shown_as_nothing_and_twins_as_pairs() -> None:
    (one, _) = scenarios_of(WELL_WRITTEN)
    twin = one.model_copy(update={"id": "twin", "twin_of": one.id, "slots": {}})
    text = coverage_page([one, twin], ["dana", "nobody"])
    assert "2 scenarios make 3 different calls" in text
    assert (
        "| `named_own_voice`: Their full name, in their own voice | 2 | 2 | – | – | 2 | – | – |"
        in text
    )
    assert "| `full`: Nothing can be left | 0 | – | – | – | – | – | – |" in text
    assert "| `corner-office` | `twin` |" in text
    assert "dana 2, nobody 0." in text
    assert "dairy 2." in text
