"""Packs on disk: what a crash, another program or a disk that is in the way leaves behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from simulator.adapters.packs import folders
from simulator.adapters.packs.folders import BUSY, held, installed_folders
from simulator.adapters.packs.store import PackStore
from tests.integration.pack_kit import all_below, as_folder, pack_files
from tests.integration.pack_store_kit import add, library, refusal

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX files")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "data" / "packs"


@pytest.fixture
def files() -> dict[str, bytes]:
    return pack_files()


def test_a_pack_that_cannot_be_moved_into_place_leaves_nothing_and_the_old_one_stays(
    root: Path, tmp_path: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    add(root, as_folder(tmp_path / "crumbs", files))
    real = Path.rename

    def failing(path: Path, to: Path) -> Path:
        if path.name.startswith(".new-"):
            raise OSError(28, "No space left on device", str(path))
        return real(path, to)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="No space left"):
        add(root, as_folder(tmp_path / "new", pack_files(version="2.0.0")))
    monkeypatch.undo()
    found = PackStore(root).find("crumbs")
    assert found.manifest is not None
    assert found.manifest.version == "1.0.0"
    assert not found.damage()
    assert not [path for path in root.iterdir() if path.name.startswith((".new", ".old"))]


CRASH = """
import os, sys
from pathlib import Path
from simulator.adapters.packs.store import PackStore

real, at = Path.rename, int(sys.argv[3])

def dying(path, to):
    global at
    at -= 1
    if at < 0:
        os._exit(9)
    return real(path, to)

Path.rename = dying
if at < 0:  # die while the files are written
    at = 99
    import simulator.adapters.packs.store as store
    store.write_list = lambda folder, sums: os._exit(9)
PackStore(Path(sys.argv[1])).add(Path(sys.argv[2]), lambda folder, manifest: None)
"""


@pytest.mark.parametrize("renames", [-1, 0, 1])
def test_a_crash_leaves_the_old_pack_and_the_rest_is_cleaned_up(
    root: Path, tmp_path: Path, files: dict[str, bytes], renames: int
) -> None:
    add(root, as_folder(tmp_path / "crumbs", files))
    new = as_folder(tmp_path / "new", pack_files(version="2.0.0"))
    words = [sys.executable, "-c", CRASH, str(root), str(new), str(renames)]
    assert subprocess.run(words, check=False).returncode == 9
    assert [path for path in root.iterdir() if path.name.startswith((".new", ".old"))]

    assert [folder.name for folder in installed_folders(root)] == ["crumbs"]

    assert {path.name for path in root.iterdir()} == {".lock", "crumbs"}
    assert library(root).problems() == []
    assert not PackStore(root).find("crumbs").damage()


def test_what_a_crash_left_of_a_removal_is_erased(
    root: Path, tmp_path: Path, files: dict[str, bytes]
) -> None:
    add(root, as_folder(tmp_path / "crumbs", files))
    (root / "crumbs").rename(root / ".gone-crumbs")
    assert installed_folders(root) == ()
    assert all_below(root) == {".lock"}


def test_what_could_not_be_erased_of_a_replaced_pack_never_comes_back(
    root: Path, tmp_path: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = as_folder(tmp_path / "crumbs", files)
    add(root, source)
    with monkeypatch.context() as stuck:
        stuck.setattr(folders, "erase", lambda _: None)  # as where another program holds its files
        add(root, source, replace=True)
        PackStore(root).remove("crumbs")
        assert installed_folders(root) == ()
    assert installed_folders(root) == ()
    assert all_below(root) == {".lock"}


def test_an_old_pack_whose_place_is_taken_is_erased(
    root: Path, tmp_path: Path, files: dict[str, bytes]
) -> None:
    add(root, as_folder(tmp_path / "crumbs", files))
    (root / ".old-crumbs").mkdir()
    assert [folder.name for folder in installed_folders(root)] == ["crumbs"]
    assert {path.name for path in root.iterdir()} == {".lock", "crumbs"}


def test_two_at_once_do_not_mix(root: Path, tmp_path: Path, files: dict[str, bytes]) -> None:
    source = as_folder(tmp_path / "crumbs", files)
    with held(root):
        (root / ".new-other").mkdir()
        assert refusal(root, source) == BUSY
        assert installed_folders(root) == ()
        assert (root / ".new-other").exists()  # somebody is at it: not ours to erase
    assert add(root, source).pack.name == "crumbs"
    assert not (root / ".new-other").exists()


def test_a_folder_that_cannot_be_made_is_an_error_of_the_system(
    tmp_path: Path, files: dict[str, bytes]
) -> None:
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(OSError, match="exists"):
        add(tmp_path / "data" / "packs", as_folder(tmp_path / "crumbs", files))


# Damage
