"""Folders of calls, where the system itself refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from simulator.ports import PortError
from simulator.session import file_lock
from simulator.session.attempt_folders import AttemptFolders, is_held


def test_a_folder_whose_owner_cannot_be_asked_counts_as_held(tmp_path: Path) -> None:
    (tmp_path / "owner").mkdir()

    assert is_held(tmp_path)


def test_a_folder_without_owner_is_not_held(tmp_path: Path) -> None:
    assert not is_held(tmp_path)


def test_a_folder_that_cannot_be_erased_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = AttemptFolders(tmp_path / "attempts")
    folder = folders.begin("a1")

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(shutil, "rmtree", refuse)

    with pytest.raises(PortError, match=r"could not be erased \(Permission denied\)"):
        folders.discard(folder)


def test_finishing_without_a_folder_does_nothing(tmp_path: Path) -> None:
    AttemptFolders(tmp_path / "attempts").finish("a1")

    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_somebody_only_asks_about_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_lock, refusals = file_lock.lock, [False, False]
    monkeypatch.setattr(
        file_lock, "lock", lambda file: refusals.pop() if refusals else take_lock(file)
    )

    folder = AttemptFolders(tmp_path / "attempts").begin("a1")

    assert not refusals
    assert is_held(folder)


def test_a_lock_that_somebody_keeps_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_lock, "lock", lambda file: False)

    with pytest.raises(PortError, match="in its hands"):
        AttemptFolders(tmp_path / "attempts").begin("a1")
