"""What is next, from the outside: rolecall next, and rolecall call without a name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.integration.export_kit import Run, run

__all__ = ["run"]
HANG_UP = ("--hang-up-at", "300")


@pytest.fixture
def home(tmp_path: Path, scenarios_kept: object) -> Path:
    return tmp_path / "home"


def test_a_new_rep_is_told_the_first_stage_and_the_first_call(run: Run, home: Path) -> None:
    code, out, _ = run(home, "next")

    assert code == 0
    assert "Day one: whose line it is: next. 0 of 9 practised." in out
    assert "- Their full name, in their own voice: a few right in a row." in out
    assert "and 4 more." in out
    assert "New: their full name, in their own voice." in out
    assert out.endswith("To make it: rolecall call\n")


def test_as_json_it_names_the_call_its_card_and_the_number_that_drew_it(
    run: Run, home: Path
) -> None:
    code, out, _ = run(home, "next", "--json")
    told = json.loads(out)

    assert code == 0
    assert list(told) == ["schema_version", "curriculum", "exam", "stages", "next_call"]
    assert (told["curriculum"], told["exam"]) == ("onboarding", None)
    assert [stage["state"] for stage in told["stages"]] == ["next", "locked", "locked"]
    assert told["next_call"]["card"] == "cue:named_own_voice"
    assert told["next_call"]["seed"] == 0


def test_a_call_without_a_name_is_the_next_one_and_moves_what_is_next(run: Run, home: Path) -> None:
    drawn = json.loads(run(home, "next", "--json")[1])["next_call"]

    _, out, talk = run(home, "call", "--json", *HANG_UP)

    assert json.loads(out)["scenario"]["id"] == drawn["scenario"]
    assert "Next for you: " in talk
    after = json.loads(run(home, "next", "--json")[1])["next_call"]
    assert after["scenario"] != drawn["scenario"]
    assert after["seed"] == 1
    listed = json.loads(run(home, "list", "--json")[1])["scenarios"]
    assert any(one["due"] is not None for one in listed)


def test_a_hint_says_what_to_listen_for(run: Run, home: Path) -> None:
    _, _, talk = run(home, "call", "colleague", "--hint", "--json", *HANG_UP)

    assert "Hint: A full name that is not the one you want, in the same company." in talk
    line = json.loads(run(home, "export")[1].splitlines()[1])
    assert line["occasion"]["with_hints"] is True
