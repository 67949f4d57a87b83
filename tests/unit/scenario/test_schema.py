"""The schema that editors use: every file that is right fits, and much that is not does not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest

from simulator.scenario import model
from simulator.scenario.marked_yaml import read
from simulator.scenario.schema import DIALECT, scenario_schema, schema_text
from simulator.scenario.vocabulary import BY_FIELD
from tests.unit.scenario.schema_check import faults
from tests.unit.scenario.texts import SCENARIO, replaced
from tests.unit.scenario.well_written import WELL_WRITTEN

ROOT = Path(__file__).parents[3]
SCHEMA = scenario_schema()
FILES = sorted((ROOT / "scenarios").glob("*.yaml"))


def found(text: str) -> list[str]:
    return list(faults(read(text, "x.yaml").data, SCHEMA, SCHEMA))


def test_the_file_is_up_to_date() -> None:
    written = (ROOT / "docs" / "scenario.schema.json").read_text(encoding="utf-8")
    assert written == schema_text(), "run `python docs/generate.py`"
    assert json.loads(written)["$schema"] == DIALECT


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_every_shipped_scenario_fits(file: Path) -> None:
    assert found(file.read_text(encoding="utf-8")) == []


def test_a_recording_an_operator_and_slots_fit() -> None:
    assert found(SCENARIO) == []
    assert found(WELL_WRITTEN) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("number: 617-555-0100", 'number: "{who.number}"'),
        ("voice: dana", 'voice: "{who.voice}"'),
        ("{best: leave,", '{best: "{right}",'),
        ("kind: own_mailbox", 'kind: "{kind}"'),
        ("kind: own_mailbox", 'manner: ["{manner}"]\n    kind: own_mailbox'),
        ("fails: [personal_hook,", 'fails: ["{fault}",'),
    ],
)
def test_a_placeholder_may_stand_wherever_words_are_filled_in(old: str, new: str) -> None:
    assert found(replaced(old, new, WELL_WRITTEN)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: corner-office", "id: Corner Office"),
        ("id: corner-office", 'id: "{who.first}"'),
        ("level: 1", "level: 4"),
        ("type: personal_mailbox", "type: mailbox"),
        ("[named_own_voice]", "[own_voice]"),
        ("number: 617-555-0100", "number: call me"),
        ("kind: own_mailbox", "kind: mailbox"),
        ("  desk:", "  The desk:"),
        ('{"#": beep}', '{"##": beep}'),
        ("then: beep", "than: beep"),
        ("fails: [personal_hook,", "fails: [hook,"),
        ("{best: leave,", "{best: key:0,"),
        ("first: Nadia", "First: Nadia"),
        ("brief: >-", "brief: [no text]\nbriefs: >-"),
    ],
)
def test_what_is_wrong_by_itself_is_underlined(old: str, new: str) -> None:
    assert found(replaced(old, new, WELL_WRITTEN)) != []


def test_everything_that_can_be_written_is_described() -> None:
    objects = [SCHEMA, *SCHEMA["definitions"].values()]
    fields: list[tuple[str, Any]] = [f for o in objects for f in o["properties"].items()]
    assert [name for name, field in fields if not field.get("description")] == []


@pytest.mark.parametrize("made", ["leave", "hang_up", "zero_out", "pitch", "key:9", '"key:#"'])
def test_every_decision_can_be_chosen(made: str) -> None:
    assert found(replaced("{best: leave,", f"{{best: {made},", WELL_WRITTEN)) == []


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("type", model.ScenarioType),
        ("kind", model.LineKind),
        ("then", model.Then),
        ("manner", model.Manner),
        ("temper", model.Temper),
        ("unfit", model.Unfit),
        ("rule", model.Rule),
    ],
)
def test_every_word_to_choose_from_has_a_meaning(field: str, words: Any) -> None:
    assert set(BY_FIELD[field]) == set(get_args(words))
    schema = json.dumps(SCHEMA)
    assert all(json.dumps(meaning) in schema for meaning in BY_FIELD[field].values())
