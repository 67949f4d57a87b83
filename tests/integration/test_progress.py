"""Progress and the report, from the command line."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from simulator.session.people import People
from simulator.settings import Places
from tests.integration.rolecall import Rolecall

CALL = ("call", "shared-home", "--hang-up-at", "8")


@pytest.fixture
def after_a_call(rolecall: Rolecall) -> Rolecall:
    people = People(Places(rolecall.home / "data", rolecall.home / "cache"))
    people.add("Alex <Reed>")
    assert rolecall.run(*CALL).code == 0
    return rolecall


def test_progress_tells_what_was_done_and_what_is_next(after_a_call: Rolecall) -> None:
    shown = after_a_call.run("progress")

    assert (shown.code, shown.err) == (0, "")
    lines = shown.out.splitlines()
    assert lines[0].startswith("Progress of Alex <Reed>, ")
    assert lines[2] == "WHAT TO DO NEXT"
    assert lines[3].startswith("  Call “")
    assert "1 day of practice, 1 call." in shown.out
    assert "  A line for several people: " in shown.out


def test_progress_as_json_and_as_a_table_tells_the_same(after_a_call: Rolecall) -> None:
    found = json.loads(after_a_call.run("progress", "--json").out)
    rows = list(csv.DictReader(io.StringIO(after_a_call.run("progress", "--csv").out)))

    assert (found["schema_version"], found["calls"], found["name"]) == (1, 1, "Alex <Reed>")
    (card,) = [one for one in found["cards"] if one["id"] == "shared_line"]
    (missed,) = [row for row in rows if row["name"] == card["title"] and row["figure"] == "missed"]
    assert (missed["value"], missed["of"]) == (str(card["misses"]), str(card["reviews"]))
    assert found["next"]["what"] == next(
        row["value"] for row in rows if row["figure"] == "what to do"
    )


def test_json_and_a_table_exclude_one_another(rolecall: Rolecall) -> None:
    assert rolecall.run("progress", "--json", "--csv").code == 2


def test_the_progress_of_nobody_is_asked_for_in_vain(rolecall: Rolecall) -> None:
    refused = rolecall.run("progress", "--profile", "Nobody")

    assert refused.code == 2
    assert "Nobody" in refused.err


def test_a_report_is_a_page_for_its_owner_and_is_never_written_over_another(
    after_a_call: Rolecall, tmp_path: Path
) -> None:
    file = tmp_path / "my report.html"

    written = after_a_call.run("report", "--output", str(file))
    again = after_a_call.run("report", "--output", str(file))

    assert written.code == 0, written.err
    assert str(file) in written.out
    page = file.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "Alex &lt;Reed&gt;: practice so far" in page
    if sys.platform != "win32":
        assert file.stat().st_mode & 0o077 == 0
    assert again.code == 2
    assert "is there already" in again.err
    assert "--replace" in again.err
    assert file.read_text(encoding="utf-8") == page
    assert {one.name for one in tmp_path.iterdir()} == {"home", file.name}


def test_a_report_takes_the_place_of_another_when_that_is_asked_for(
    after_a_call: Rolecall, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    file.write_text("old", encoding="utf-8")

    written = after_a_call.run("report", "--output", str(file), "--replace", "--name", "")

    assert written.code == 0, written.err
    page = file.read_text(encoding="utf-8")
    assert "Alex" not in page
    assert "Practice so far" in page


@pytest.mark.parametrize(
    ("output", "told"),
    [("nowhere/report.html", "There is no folder"), (".", "is a folder. Name the file in it.")],
)
def test_a_report_says_why_it_cannot_be_written(
    rolecall: Rolecall, tmp_path: Path, output: str, told: str
) -> None:
    refused = rolecall.run("report", "--replace", "--output", str(tmp_path / output))

    assert refused.code == 2
    assert told in refused.err
    assert refused.out == ""
