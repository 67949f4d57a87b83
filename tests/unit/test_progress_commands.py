"""Progress and the report at a desk that is open."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from simulator.commands.errors import BadInput
from simulator.commands.progress import show
from simulator.commands.report import write
from simulator.session.desk import Desk
from simulator.session.people import Profile
from tests.tui.fakes import set_up
from tests.unit.practice.calls_made import shipped_files
from tests.unit.report.histories import TODAY, progress_of_weeks


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Alex's desk, at which they have practised for weeks."""
    alex = Profile("alex", "Alex Reed", "Northwind", "617-555-0142")
    made = set_up(tmp_path, files=shipped_files(), profile=alex, notices=("No sound.",)).desk
    monkeypatch.setattr(made.practice, "progress", progress_of_weeks)
    return made


def test_lines_go_to_standard_output_and_notices_do_not(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert show(desk) == 0

    shown = capsys.readouterr()
    assert shown.out.startswith("Progress of Alex Reed, Wednesday 25 November 2026\n")
    assert shown.err == "No sound.\n"


def test_json_and_the_table_can_be_read(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    show(desk, as_json=True)
    assert json.loads(capsys.readouterr().out)["calls"] == progress_of_weeks().calls

    show(desk, as_table=True)
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows[0]["value"] == TODAY


def test_without_a_place_the_report_is_named_by_its_day(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert write(desk, None, None, replaces=False) == 0

    page = (tmp_path / f"rolecall-report-{TODAY}.html").read_text(encoding="utf-8")
    assert "Alex Reed: practice so far" in page
    assert f"rolecall-report-{TODAY}.html" in capsys.readouterr().out
    with pytest.raises(BadInput, match="is there already"):
        write(desk, None, None, replaces=False)


def test_a_report_that_cannot_be_put_in_its_place_leaves_nothing_behind(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()

    def fails(_: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="No space left"):
        write(desk, folder / "report.html", "Sam", replaces=True)

    assert list(folder.iterdir()) == []
