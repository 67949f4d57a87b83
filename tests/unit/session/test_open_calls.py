"""Calls that were cut off are found by their marks; without good ones every folder is asked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from simulator.session.attempt_folders import AttemptFolders


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "attempts"


@pytest.fixture
def marks(tmp_path: Path) -> Path:
    return tmp_path / "attempts.open"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the folders that were asked whether they are finished."""
    names: list[str] = []
    real = Path.exists

    def noted(path: Path, **rest: bool) -> bool:
        if path.name == "finished":
            names.append(path.parent.name)
        return real(path, **rest)

    monkeypatch.setattr(Path, "exists", noted)
    return names


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


def test_calls_that_an_earlier_rolecall_left_behind_are_found(root: Path, marks: Path) -> None:
    left = cut_off(root, "a1")
    finished(root, "a2")
    shutil.rmtree(marks, ignore_errors=True)

    assert AttemptFolders(root).left_behind() == [left]
    assert "a1" in [mark.name for mark in marks.iterdir()]


def test_so_are_they_when_a_call_is_begun_before_anybody_looked(root: Path, marks: Path) -> None:
    left = cut_off(root, "a1")
    shutil.rmtree(marks, ignore_errors=True)
    AttemptFolders(root).begin("a2")
    assert AttemptFolders(root).left_behind() == [left]


def test_finished_calls_are_asked_once(root: Path, asked: list[str]) -> None:
    for number in range(5):
        finished(root, f"b{number}")
    assert AttemptFolders(root).left_behind() == []
    left = cut_off(root, "a1")
    for number in range(5):
        finished(root, f"c{number}")
    asked.clear()

    assert AttemptFolders(root).left_behind() == [left]
    assert set(asked) == {"a1"}


def test_a_folder_from_elsewhere_is_found(root: Path) -> None:
    left = cut_off(root, "a1")
    assert AttemptFolders(root).left_behind() == [left]
    copied = root / "a2"
    shutil.copytree(left, copied)
    assert AttemptFolders(root).left_behind() == [copied, left]


def test_one_from_elsewhere_is_found_although_a_call_was_begun_since(root: Path) -> None:
    left = cut_off(root, "a1")
    assert AttemptFolders(root).left_behind() == [left]
    shutil.copytree(left, root / "a2")
    finished(root, "a3")
    assert AttemptFolders(root).left_behind() == [root / "a2", left]


def test_marks_stay_good_when_a_call_is_erased(root: Path, asked: list[str]) -> None:
    finished(root, "b1")
    first, second = cut_off(root, "a1"), cut_off(root, "a2")
    AttemptFolders(root).left_behind()
    AttemptFolders(root).discard(first)
    asked.clear()
    assert AttemptFolders(root).left_behind() == [second]
    assert set(asked) == {"a2"}


def test_a_mark_whose_call_is_finished_or_gone_is_taken_away(root: Path, marks: Path) -> None:
    finished(root, "a1")
    AttemptFolders(root).left_behind()
    for name in ("a1", "a2"):
        (marks / name).touch()
    assert AttemptFolders(root).left_behind() == []
    assert [mark.name for mark in marks.iterdir()] == [".asked"]


def test_where_no_mark_can_be_made_every_folder_is_asked(root: Path, marks: Path) -> None:
    left = cut_off(root, "a1")
    shutil.rmtree(marks, ignore_errors=True)
    marks.write_text("in the way")
    assert AttemptFolders(root).left_behind() == [left]
    assert AttemptFolders(root).left_behind() == [left]
    assert AttemptFolders(root).begin("a2").is_dir()


def test_with_everything_the_marks_go_too(root: Path, marks: Path) -> None:
    cut_off(root, "a1")
    AttemptFolders(root).left_behind()
    assert AttemptFolders(root).erase_all() == []
    assert not marks.exists()
