"""Calls that were cut off are found by their marks, and without any where there are none yet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from simulator.session.attempt_folders import AttemptFolders
from simulator.session.open_calls import OPEN_NAME


def cut_off(root: Path, name: str) -> Path:
    """A call of a process that has died since."""
    folder = AttemptFolders(root).begin(name)
    (folder / "journal.jsonl").write_text("{}\n")
    (folder / "owner").unlink()
    return folder


def finished(root: Path, name: str) -> Path:
    folders = AttemptFolders(root)
    folder = folders.begin(name)
    (folder / "journal.jsonl").write_text("{}\n")
    folders.finish(name)
    return folder


def test_calls_that_an_earlier_rolecall_left_behind_are_found(tmp_path: Path) -> None:
    left = cut_off(tmp_path, "a1")
    finished(tmp_path, "a2")
    shutil.rmtree(tmp_path / OPEN_NAME)

    assert AttemptFolders(tmp_path).left_behind() == [left]
    assert [mark.name for mark in (tmp_path / OPEN_NAME).iterdir()] == ["a1"]


def test_so_are_they_when_a_call_is_begun_before_anybody_looked(tmp_path: Path) -> None:
    left = cut_off(tmp_path, "a1")
    shutil.rmtree(tmp_path / OPEN_NAME)

    AttemptFolders(tmp_path).begin("a2")

    assert AttemptFolders(tmp_path).left_behind() == [left]


def test_finished_calls_are_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = cut_off(tmp_path, "a1")
    for number in range(20):
        finished(tmp_path, f"b{number}")
    asked: list[str] = []
    real = Path.is_dir

    def noted(path: Path, **rest: bool) -> bool:
        asked.append(path.name)
        return real(path, **rest)

    monkeypatch.setattr(Path, "is_dir", noted)
    assert AttemptFolders(tmp_path).left_behind() == [left]
    assert not [name for name in asked if name.startswith("b")]


def test_a_mark_whose_call_is_finished_or_gone_is_taken_away(tmp_path: Path) -> None:
    finished(tmp_path, "a1")
    for name in ("a1", "a2"):
        (tmp_path / OPEN_NAME / name).touch()
    assert AttemptFolders(tmp_path).left_behind() == []
    assert list((tmp_path / OPEN_NAME).iterdir()) == []


def test_a_call_that_is_erased_takes_its_mark_along(tmp_path: Path) -> None:
    folder = cut_off(tmp_path, "a1")
    AttemptFolders(tmp_path).discard(folder)
    assert list((tmp_path / OPEN_NAME).iterdir()) == []


def test_where_no_mark_can_be_made_every_folder_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = cut_off(tmp_path, "a1")
    shutil.rmtree(tmp_path / OPEN_NAME)

    def refused(**_: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", refused)
    assert AttemptFolders(tmp_path).left_behind() == [left]
