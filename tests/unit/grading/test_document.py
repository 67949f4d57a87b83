"""The generated documents say what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.grading.check import Check
from simulator.grading.document import checks_page, scorecard_fields
from simulator.grading.registry import shipped
from simulator.grading.score import Scorecard

DOCS = Path(__file__).parents[3] / "docs"
REGENERATE = "run `python docs/generate.py`"


def test_the_page_of_checks_is_up_to_date() -> None:
    assert (DOCS / "checks.md").read_text(encoding="utf-8") == checks_page(), REGENERATE


def test_the_page_of_the_scorecard_is_up_to_date() -> None:
    assert scorecard_fields() in (DOCS / "scorecard.md").read_text(encoding="utf-8"), REGENERATE


@pytest.mark.parametrize("check", shipped(), ids=lambda c: c.id)
def test_the_page_has_every_check_with_its_reason_and_source(check: Check) -> None:
    page = checks_page()

    assert f"### `{check.id}`" in page
    assert check.why in page
    assert check.source in page


def test_the_tables_have_every_field_of_the_scorecard() -> None:
    tables = scorecard_fields()

    assert all(f"| `{name}` |" in tables for name in Scorecard.model_fields)
    assert "| `would_call_back` | `yes`, `maybe`, `no`, null |" in tables
    assert "| `criteria` | object: Criterion by id |" in tables
    assert "| `part` | `where`, `what`, `how`, `overall` |" in tables
