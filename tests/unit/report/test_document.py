"""docs/progress.md is true of the program."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from simulator.report.json_form import progress_as_json
from simulator.report.table_form import HEADER, progress_rows
from tests.unit.report.histories import EXAMS, reported

PAGE = (Path(__file__).parents[3] / "docs" / "progress.md").read_text(encoding="utf-8")


def fields(title: str) -> list[str]:
    """The names in the first column of the table under a heading."""
    text = PAGE.partition(f"### {title}\n")[2].partition("\n#")[0]
    rows = re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row)]


def as_read() -> Any:
    """The JSON as a program reads it."""
    return json.loads(json.dumps(progress_as_json(reported(exams=EXAMS))))


def at(path: str) -> Any:
    """What stands in the JSON at a path; of a list, its first entry."""
    found = as_read()
    for key in path.split("."):
        found = found[key]
        found = found[0] if isinstance(found, list) and isinstance(found[0], dict) else found
    return found


def test_the_object_has_the_fields_that_are_documented() -> None:
    assert list(progress_as_json(reported())) == fields("The object")


DESCRIBED = re.findall(r"^### `([\w.]+)`", PAGE, re.MULTILINE)


@pytest.mark.parametrize("path", DESCRIBED)
def test_every_part_has_the_fields_that_are_documented(path: str) -> None:
    each = ", each" if f"### `{path}`, each" in PAGE else ""
    assert list(at(path)) == fields(f"`{path}`{each}")


def test_every_part_that_has_fields_is_documented() -> None:
    def parts(found: Any, path: str) -> list[str]:
        if isinstance(found, list):
            return parts(found[0], path) if found else []
        if not isinstance(found, dict):
            return []
        here = [path] if path else []
        return here + [p for key, one in found.items() for p in parts(one, f"{path}.{key}")]

    there = {path.lstrip(".") for path in parts(as_read(), "")}
    same_as_weeks = {"changes.now", "changes.before"}
    assert there - same_as_weeks == set(DESCRIBED)


def test_the_table_has_the_columns_and_sections_that_are_documented() -> None:
    sections = dict.fromkeys(row[0] for row in progress_rows(reported(exams=EXAMS)))

    assert fields("The columns") == list(HEADER)
    assert fields("The sections") == list(sections)
