"""What is refused as a check, and how checks are found."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint
from typing import Any

import pytest

from simulator.grading import registry
from simulator.grading.check import Check, CheckRefused, NotMeasured, Subject
from simulator.grading.example import PROSPECT, REP, RESEARCH, Example
from simulator.grading.registry import installed, joined, shipped
from simulator.grading.rubric import default_rubric

BOTH = (Example(state="yes"), Example(state="no"))


def made(**changes: Any) -> Check:
    fields: dict[str, Any] = {
        "id": "smiles", "title": "Smiles", "rule": "ALIVE", "why": "It is heard.",
        "source": "invented", "advice": "Smile.", "find": lambda subject: (), "examples": BOTH,
    }  # fmt: skip
    return Check(**(fields | changes))


OURS = made()
NOT_A_CHECK = "smiles"


def test_a_complete_check_is_accepted() -> None:
    assert made().id == "smiles"
    assert not made().needs_bands


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"examples": ()}, "needs an example that it finds true"),
        ({"examples": BOTH[:1]}, "needs an example"),
        ({"examples": BOTH[1:]}, "needs an example"),
        ({"find": None}, "either `find` or `measure`"),
        ({"measure": lambda subject: NotMeasured("."), "unit": "s"}, "either `find` or `measure`"),
        ({"find": None, "measure": lambda subject: NotMeasured(".")}, "needs a unit"),
        ({"unit": "s"}, "needs a unit if it measures, and only then"),
        ({"id": "Smiles!"}, "must be small letters"),
        (
            {"missed": lambda subject: (), "wants": "none"},
            "has `missed`, but nothing that it wants",
        ),
    ],
)
def test_an_incomplete_check_is_refused(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(CheckRefused, match=sentence):
        made(**changes)


def test_a_figure_needs_bands_and_points_do_not() -> None:
    measure: dict[str, Any] = {"find": None, "measure": lambda subject: NotMeasured(".")}

    assert made(**measure, unit="s").needs_bands
    assert not made(**measure, unit="points").needs_bands


def test_the_shipped_checks_are_found_in_their_packages() -> None:
    assert {c.id for c in shipped()} >= {
        "right_choice", "length", "pace", "states_name", "states_company",
        "states_callback_number", "number_repeated",
    }  # fmt: skip


def test_listing_the_checks_and_reading_the_rubric_loads_no_numeric_library() -> None:
    program = (
        "import sys; from simulator.grading.rubric import default_rubric; default_rubric(); "
        "print([m for m in ('numpy', 'rapidfuzz', 'jellyfish') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


def test_two_checks_of_one_id_are_refused() -> None:
    with pytest.raises(CheckRefused, match="Two checks are called `smiles`"):
        joined((made(),), (made(),))


def offering(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    entry = EntryPoint(name="smiles", value=value, group=registry.GROUP)
    found = {registry.GROUP: (entry,)}
    monkeypatch.setattr(registry, "entry_points", lambda group: found[group])


def test_other_packages_add_checks_by_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    offering(monkeypatch, f"{__name__}:OURS")

    assert [c.id for c in installed()] == [*(c.id for c in shipped()), "smiles"]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("no_such_package:check", "cannot be loaded: No module named"),
        (f"{__name__}:NO_SUCH_NAME", "cannot be loaded"),
        (f"{__name__}:NOT_A_CHECK", "is not a check"),
    ],
)
def test_a_package_whose_check_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, value: str, sentence: str
) -> None:
    offering(monkeypatch, value)

    with pytest.raises(CheckRefused, match=sentence):
        installed()


def test_asking_for_a_message_that_is_not_there_is_a_fault_of_the_check() -> None:
    rubric = default_rubric()
    subject = Subject(None, REP, PROSPECT, RESEARCH, (), rubric.reading, rubric.choice)

    with pytest.raises(LookupError, match="No message was left"):
        _ = subject.message
