"""What a command says when the machine does not do its part."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from simulator import bootstrap, cli
from simulator.commands import listing, recordings
from simulator.ports import PortError
from tests.unit.session.kit import MESSAGE, Hears, desk


@pytest.fixture
def graded_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of recordings; the one called bad.wav breaks the recogniser."""
    at = desk(tmp_path, recognizer=Hears(MESSAGE, MESSAGE))
    judge = at.judge_recording

    def judge_but_one(take: Path, file: Any, name: str) -> Any:
        if take.read_text() == "bad.wav":
            raise PortError("The recogniser has stopped.")
        return judge(take, file, name)

    def prepare(path: Path, into: Path) -> str:
        if path.name == "full.wav":
            raise OSError(28, "No space left on device")
        if path.name == "text.wav":
            raise PortError(f"{path}: this is no sound.")
        into.write_text(path.name)
        return path.name * 3

    monkeypatch.setattr(at, "judge_recording", judge_but_one)
    monkeypatch.setattr(bootstrap, "open_quiet_desk", lambda profile=None, voice=True: at)
    monkeypatch.setattr(recordings, "prepare_take", prepare)
    return tmp_path


@pytest.mark.parametrize(
    ("other", "code", "sentence"),
    [
        ("bad.wav", 3, "bad.wav could not be graded: The recogniser has stopped."),
        ("full.wav", 3, "full.wav could not be graded: No space left on device"),
        ("text.wav", 2, "text.wav: this is no sound."),
    ],
)
def test_one_recording_that_cannot_be_graded_does_not_discard_the_others(
    graded_at: Path, capsys: pytest.CaptureFixture[str], other: str, code: int, sentence: str
) -> None:
    given = ["a.wav", other, "c.wav"]
    assert cli.main(["grade", *given, "--scenario", "desk-classic", "--json"]) == code
    told = capsys.readouterr()
    assert [card["file"] for card in json.loads(told.out)["graded"]] == ["a.wav", "c.wav"]
    assert sentence in told.err


def test_a_folder_that_cannot_be_listed_is_bad_input(
    graded_at: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(path: Path) -> Any:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert cli.main(["grade", str(graded_at), "--scenario", "desk-classic"]) == 2
    assert "this folder cannot be listed (Permission denied)." in capsys.readouterr().err


def test_without_room_for_temporary_files_it_says_what_to_do(
    graded_at: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(**_: str) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryDirectory", full)
    assert cli.main(["grade", "a.wav", "--scenario", "desk-classic"]) == 3
    assert "set TMPDIR to a folder" in capsys.readouterr().err


def test_what_the_system_refuses_is_a_sentence_with_its_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: SimpleNamespace) -> int:
        raise PermissionError(13, "Permission denied", "/some/file")

    monkeypatch.setattr(listing, "run", refuse)
    assert cli.main(["list"]) == 3
    assert "Something went wrong with /some/file: Permission denied." in capsys.readouterr().err
