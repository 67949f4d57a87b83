"""`rolecall verify`, run as a person would; exams in the database; and the page on exams."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import BaseModel

from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.cli import main
from simulator.practice.exam import Exam
from simulator.practice.exam_parse import load_exam
from simulator.session.examining import sealed as form
from simulator.session.examining.examination import Examination
from simulator.session.examining.sealing import write_sealed
from simulator.session.examining.told import NOT_IDENTITY
from simulator.settings import HOME_VARIABLE, Places
from tests.unit.session.exam_kit import Candidate, Edited, whole_exam

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "exam.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The certification, passed and sealed."""
    folder = tmp_path_factory.mktemp("exam")
    done = whole_exam(folder)
    path = folder / "rep-certification-2026-11-29.rolecall-exam"
    write_sealed(done.files, path)
    return path


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))


def edited(sealed: Path) -> Edited:
    with zipfile.ZipFile(sealed) as zipped:
        return Edited({name: zipped.read(name) for name in zipped.namelist()})


def test_a_sealed_exam_that_nobody_touched_is_consistent(
    sealed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(sealed)]) == 0

    out = capsys.readouterr().out
    assert out.startswith("Certification by somebody without a name, 2026-11-29: passed, says")
    assert "Consistent: graded again, the calls give the result that the file says." in out
    assert NOT_IDENTITY in " ".join(out.split())


def test_an_edited_one_is_not_and_what_differs_is_named(
    sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = edited(sealed)
    files.replace("transcripts.json", b'"text": "Hi', b'"text": "Ho')
    path = files.sealed_again().at(tmp_path / "forged.rolecall-exam")

    assert main(["verify", str(path)]) == 1
    out = capsys.readouterr().out
    assert "Differences:\n  call 1, calls/01-own-new-job/scorecard.json: message" in out
    assert "NOT consistent as it stands" in out
    assert NOT_IDENTITY in " ".join(out.split())

    assert main(["verify", str(path), "--json"]) == 1
    shape = json.loads(capsys.readouterr().out)
    assert shape["consistent"] is False
    assert shape["findings"][0]["kind"] == "difference"
    assert shape["findings"][0]["call"] == 1
    assert shape["proves"] == NOT_IDENTITY


def test_what_is_no_sealed_exam_is_bad_input(
    sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "short.rolecall-exam"
    path.write_bytes(sealed.read_bytes()[:5000])

    assert main(["verify", str(path)]) == 2
    assert "cannot be verified. It is not a sealed exam, or was cut short" in (
        capsys.readouterr().err
    )
    assert main(["verify", str(tmp_path / "gone.rolecall-exam")]) == 2
    assert capsys.readouterr().err == f"There is no file {tmp_path / 'gone.rolecall-exam'}.\n"


def test_an_exam_cannot_be_gone_on_with_that_was_never_begun(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["exam", "--resume"]) == 2
    assert "No exam “Certification” has been begun yet." in capsys.readouterr().err
    assert main(["exam", "certificate", "--resume"]) == 2
    assert "There is no exam `certificate` (did you mean `certification`?)" in (
        capsys.readouterr().err
    )
    there = tmp_path / "there"
    there.write_text("mine")
    assert main(["exam", "--output", str(there)]) == 2
    assert "is there already; choose another name." in capsys.readouterr().err
    assert there.read_text() == "mine"


def test_an_exam_in_the_database_goes_on_after_a_restart(tmp_path: Path) -> None:
    def opened() -> Candidate:
        made = Candidate.at(tmp_path / "unused")
        made.desk.ports = replace(made.desk.ports, records=SqlRecords(places))
        made.desk.practice._records = made.desk.ports.records
        made.desk._retention._records = made.desk.ports.records
        return made

    places = Places(tmp_path / "data", tmp_path / "cache")
    first = opened()
    first.desk.ports.records.keep_series(first.exam.run)
    first.make_all(3)
    run = first.exam.run

    again = opened()
    again.exam = Examination(again.desk, load_exam("certification"), run)
    assert again.next_call().place == 3
    again.desk.practice.clock = first.desk.practice.clock
    again.make_all()

    assert again.exam.finish().manifest.result.passed
    assert again.desk.practice.exams_passed() == {"certification"}
    kept = again.desk.ports.records.series(run.id)
    assert kept is not None
    assert kept.finished_at is not None


# The page.


def table_after(heading: str) -> list[str]:
    """The names in the first column of the first table after some words."""
    part = PAGE.split(heading, 1)[1]
    names: list[str] = []
    for line in part.splitlines()[1:]:
        if line.startswith("| `"):
            names += re.findall(r"`([^`]+)`", line.split("|")[1])
        elif names:
            break
    return names


def fields_of(model: type[BaseModel]) -> list[str]:
    return list(model.model_fields)


def test_the_page_describes_every_field_of_the_manifest() -> None:
    assert table_after("`manifest.json`:") == fields_of(form.Manifest)
    assert table_after("Each of `calls`:") == fields_of(form.CallSealed)
    result = next(line for line in PAGE.splitlines() if line.startswith("| `result` |"))
    named = set(re.findall(r"`([^`]+)`", result.split("|")[2]))
    assert named == {*fields_of(form.ResultSealed), *fields_of(form.DemandSealed)}


def test_the_page_names_every_file_and_no_other(sealed: Path) -> None:
    named = table_after("## The sealed file")
    shapes = {re.sub(r"calls/\d\d-[a-z-]+", "calls/NN-SCENARIO", n) for n in edited(sealed).files}
    shapes = {re.sub(r"take-\d", "TAKE", name) for name in shapes}
    assert set(named) == shapes


def test_the_page_says_what_the_certification_is() -> None:
    exam = load_exam("certification").exam
    assert len(exam.calls) == 12
    assert f"twelve calls, about {exam.minutes} minutes" in PAGE
    assert fields_of(Exam)[:4] == ["id", "version", "title", "about"]


def test_the_format_of_the_page_is_the_one_that_is_written() -> None:
    assert f"the number of the format, {form.FORMAT};" in PAGE
    assert form.ENDING in PAGE
