"""`rolecall export` and `rolecall import`: there and back, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import re
import stat
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from pydantic import BaseModel

from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.session import export_lines, export_practice, export_table
from tests.contract.attempts_for_tests import attempt
from tests.integration.export_kit import (
    A_DECISION,
    A_RUN,
    ROOT,
    SOUND,
    Run,
    a_home_with_two_calls,
    after_the_first,
    keep,
    lines_of,
    places_of,
    run,
)
from tests.integration.records.rows import change

__all__ = ["run"]

DRILLS = "Also 2 lines on drills and exams; what was new of that is kept.\n"


def test_there_and_back_the_lines_are_the_same(run: Run, tmp_path: Path) -> None:
    here, there = a_home_with_two_calls(tmp_path / "here"), tmp_path / "there"
    file = tmp_path / "calls.zip"
    _, lines, _ = run(here, "export")
    assert run(here, "export", file, "--audio") == (
        0,
        f"Written to {file}: 2 calls with 2 recordings.\n",
        "",
    )

    code, told, _ = run(there, "import", file)

    assert (code, told) == (0, f"Taken in: 2 calls with 2 recordings.\n{DRILLS}")
    assert after_the_first(run(there, "export")[1]) == after_the_first(lines)
    ours, theirs = SqlRecords(places_of(here)), SqlRecords(places_of(there))
    mine, taken = ours.attempt("a1"), theirs.attempt("a1")
    assert mine is not None
    assert taken == replace(mine, folder=places_of(there).attempts / "a1")
    assert (taken.folder / "take-1.wav").read_bytes() == SOUND
    assert (theirs.reached(), theirs.hearings()) == (ours.reached(), ours.hearings())
    assert theirs.all_series() == [A_RUN]
    assert list(theirs.evidence()) == [A_DECISION]
    assert theirs.unfinished() == []
    assert {stat.S_IMODE(f.stat().st_mode) for f in taken.folder.iterdir()} == {0o600}
    assert list(places_of(there).attempts.glob(".import*")) == []


def test_lines_without_sound_bring_the_words(run: Run, tmp_path: Path) -> None:
    here, file = a_home_with_two_calls(tmp_path / "here"), tmp_path / "calls.jsonl"
    assert run(here, "export", file, "--json")[1] == (
        json.dumps(
            {"schema_version": 1, "file": str(file), "calls": 2, "recordings": 0, "left_out": []},
            indent=2,
        )
        + "\n"
    )
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    code, told, _ = run(tmp_path / "there", "import", file, "--json")

    assert (code, json.loads(told)) == (
        0,
        {
            "schema_version": 1,
            "imported": ["a1", "a2"],
            "recordings": 0,
            "already_here": 0,
            "runs_and_decisions": 2,
        },
    )
    (take,) = SqlRecords(places_of(tmp_path / "there")).takes("a1")
    assert take.erased_at is not None


def test_a_call_that_is_here_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    here, file = a_home_with_two_calls(tmp_path / "here"), tmp_path / "calls.zip"
    run(here, "export", file, "--audio")
    records = SqlRecords(places_of(here))
    records.erase("a2")
    mine = records.attempt("a1")
    assert mine is not None
    records.replace(replace(mine, corrections={}))

    _, told, _ = run(here, "import", file)

    assert told == (
        f"Taken in: 1 call with 1 recording.\n{DRILLS}1 call was here already and stays as it is.\n"
    )
    assert records.attempt("a1") == replace(mine, corrections={})
    assert len(records.hearings()) == 2
    assert len(records.all_series()) == len(records.evidence()) == 1
    assert run(here, "import", file)[1].endswith(
        "2 calls were here already and stay as they are.\n"
    )


def test_a_table_can_be_opened_in_a_spreadsheet(run: Run, tmp_path: Path) -> None:
    here = a_home_with_two_calls(tmp_path / "here")

    _, text, _ = run(here, "export", "--csv")

    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["call"] for row in rows] == ["a1", "a2"]
    first = rows[0]
    assert (first["variant"], first["passed"], first["overall"]) == ("3", "yes", "82.5")
    assert (first["own_answer"], first["own_answer_sure_percent"]) == ("yes", "80")
    assert (first["made"], first["seconds_to_decide"], first["how"]) == ("leave", "1.25", "")


def test_a_cell_is_never_a_formula() -> None:
    kept = attempt("a1", Path())
    card = kept.scorecard
    assert card.message is not None
    message = card.message.model_copy(update={"transcript": "=1+1\x1b[31m"})
    bad = replace(kept, scorecard=card.model_copy(update={"message": message}))
    (row,) = export_table.rows([bad], ())
    assert row[-1] == "'=1+1\ufffd[31m"


def test_a_recording_that_was_changed_or_is_gone_is_left_out_and_said(
    run: Run, tmp_path: Path
) -> None:
    here, file = a_home_with_two_calls(tmp_path / "here"), tmp_path / "calls.zip"
    folder = places_of(here).attempts
    (folder / "a1" / "take-1.wav").write_bytes(b"another")
    (folder / "a2" / "take-1.wav").unlink()

    code, told, talk = run(here, "export", file, "--audio")

    assert (code, told) == (1, f"Written to {file}: 2 calls with 0 recordings.\n")
    assert "a1/take-1.wav is left out: it was changed since the call" in talk
    assert "a2/take-1.wav is left out: No such file" in talk
    assert run(tmp_path / "there", "import", file)[0] == 0


def test_a_call_that_cannot_be_read_is_left_out_and_said(run: Run, tmp_path: Path) -> None:
    here, file = a_home_with_two_calls(tmp_path / "here"), tmp_path / "calls.jsonl"
    keep(here, "a3")
    change(places_of(here), "UPDATE attempts SET journal = 'x' WHERE id = 'a1'")
    change(places_of(here), "UPDATE attempts SET scorecard = '{' WHERE id = 'a3'")

    code, told, talk = run(here, "export", file)

    assert (code, told) == (1, f"Written to {file}: 1 call.\n")
    assert "The call a1 is left out: its journal cannot be read" in talk
    assert "The result of the call a3 is kept in a form that cannot be read" in talk
    assert run(tmp_path / "there", "import", file)[0] == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["export", "--audio"], "--audio: name the file to write"),
        (["export", "--json"], "--json: name the file to write"),
        (["export", "{there}"], "is there already"),
        (["import", "{missing}"], "There is no file"),
    ],
)
def test_bad_usage_is_a_sentence(run: Run, tmp_path: Path, words: list[str], sentence: str) -> None:
    there = tmp_path / "there"
    there.write_text("mine")
    named = [w.format(there=there, missing=tmp_path / "missing") for w in words]
    code, out, talk = run(tmp_path / "home", *named)
    assert (code, out) == (2, "")
    assert sentence in talk
    assert there.read_text() == "mine"


def test_an_export_that_fails_leaves_no_half_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, file = a_home_with_two_calls(tmp_path / "here"), tmp_path / "calls.jsonl"

    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("simulator.session.exporting.hearing_line", full)
    code, _, talk = run(here, "export", file)
    assert code == 3
    assert "No space left on device" in talk
    assert list(tmp_path.glob("*calls*")) == []


PAGE = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")


def fields_after(heading: str) -> list[str]:
    """The first column of the first table after a heading."""
    table = PAGE[PAGE.index(heading) :].split("|---|---|\n", 1)[1].split("\n\n", 1)[0]
    return re.findall(r"^\| `(\w+)`", table, re.MULTILINE)


def test_the_page_names_every_field_and_no_other() -> None:
    models: dict[str, type[BaseModel]] = {
        "### A call": export_lines.CallLine,
        "`scenario`:": export_lines.ScenarioPlayed,
        "`number_written`:": export_lines.NumberListed,
        "`recordings`, each:": export_lines.RecordingListed,
        "### A message that was heard": export_lines.HearingLine,
        "### A run of a drill or an exam": export_practice.RunLine,
        "### What a drill showed": export_practice.ShownLine,
    }
    for heading, model in models.items():
        assert fields_after(heading) == list(model.model_fields), heading
    table = PAGE[PAGE.index("| columns |") :]
    named = [
        column
        for row in table.splitlines()[2:]
        if row.startswith("|")
        for column in re.findall(r"`(\w+)`", row.split("|")[1])
    ]
    assert named == list(export_table.COLUMNS)


def test_the_page_shows_lines_as_they_are_written(run: Run, tmp_path: Path) -> None:
    shown = [json.loads(text) for text in re.findall(r"```json\n(.*?)\n```", PAGE, re.DOTALL)]
    lines = lines_of(run, a_home_with_two_calls(tmp_path / "here"))
    assert [list(line) for line in shown] == [list(lines[0]), list(lines[-1])]
    call = lines[1]
    assert list(call) == list(export_lines.CallLine.model_fields)
    assert sha256(SOUND).hexdigest() == call["recordings"][0]["sha256"]
