"""Installed packs that were damaged since."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from simulator.adapters.packs.store import PackStore
from tests.integration.pack_kit import as_folder, pack_files
from tests.integration.pack_store_kit import add, library, refusal
from tests.unit.scenario.texts import VOICE, replaced

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX files")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "data" / "packs"


@pytest.fixture
def files() -> dict[str, bytes]:
    return pack_files()


def test_damage_is_found_file_by_file(root: Path, tmp_path: Path, files: dict[str, bytes]) -> None:
    pack = add(root, as_folder(tmp_path / "crumbs", files)).pack
    (pack.folder / "voices" / "ben.yaml").write_bytes(VOICE.encode() + b"\n")
    (pack.folder / "README.md").unlink()
    (pack.folder / "scenarios" / "more.yaml").write_text("id: more\n")
    (pack.folder / "scenarios" / ".DS_Store").write_text("the system's")
    damage = pack.damage()
    assert damage.changed == ("voices/ben.yaml",)
    assert damage.missing == ("README.md",)
    assert damage.extra == ("scenarios/more.yaml",)


@posix
def test_links_that_were_put_in_later_are_damage_and_not_followed(
    root: Path, tmp_path: Path, files: dict[str, bytes]
) -> None:
    pack = add(root, as_folder(tmp_path / "crumbs", files)).pack
    readme = pack.folder / "README.md"
    copy = tmp_path / "same.md"
    readme.rename(copy)
    readme.symlink_to(copy)
    (pack.folder / "all").symlink_to("/", target_is_directory=True)
    os.mkfifo(pack.folder / "pipe")
    damage = pack.damage()
    assert damage.changed == ("README.md",)
    assert damage.extra == ("all", "pipe")


@pytest.mark.parametrize("text", [None, "nonsense", "0" * 64 + "  ../../x\n"])
def test_without_its_list_a_pack_counts_as_damaged(
    root: Path, tmp_path: Path, files: dict[str, bytes], text: str | None
) -> None:
    pack = add(root, as_folder(tmp_path / "crumbs", files)).pack
    path = pack.folder / "rolecall.sha256"
    path.unlink()
    if text is not None:
        path.write_text(text)
    assert pack.damage().told() == (f"{'missing' if text is None else 'changed'}: rolecall.sha256",)


def test_the_faulty_files_of_a_damaged_pack_are_told_and_the_rest_plays(
    root: Path, tmp_path: Path, files: dict[str, bytes]
) -> None:
    files["scenarios/other.yaml"] = replaced("id: bakery", "id: other").encode()
    add(root, as_folder(tmp_path / "crumbs", files))
    pack = root / "crumbs"
    (pack / "scenarios" / "bakery.yaml").write_text("id: [")
    (pack / "rubrics" / "gentle.yaml").write_bytes(b"\0")
    (pack / "voices" / "two.yaml").write_text(VOICE)
    (pack / "rubrics" / "snell.yaml").write_bytes(
        files["rubrics/gentle.yaml"].replace(b"id: gentle", b"id: snell")
    )
    found = library(root)
    assert found.scenario("other").scenario.id == "other"
    told = "\n".join(found.problems())
    assert len(found.problems()) == 4
    for name in ("bakery.yaml", "gentle.yaml", "two.yaml", "snell.yaml"):
        assert name in told
    assert "there is a voice `ben` already" in told


def test_a_call_of_rolecalls_own_goes_before_one_of_a_pack(
    root: Path, tmp_path: Path, files: dict[str, bytes]
) -> None:
    """As after an update of Rolecall that brings an id which a pack has."""
    add(root, as_folder(tmp_path / "crumbs", files))
    path = root / "crumbs" / "scenarios" / "bakery.yaml"
    path.write_text(replaced("id: bakery", "id: desk-classic"), encoding="utf-8")
    found = library(root)
    assert found.scenario("desk-classic").pack is None
    assert "desk-classic.yaml has this id already" in "\n".join(found.problems())


def test_a_pack_without_a_manifest_is_still_there_to_be_removed(
    root: Path, tmp_path: Path, files: dict[str, bytes]
) -> None:
    add(root, as_folder(tmp_path / "crumbs", files))
    (root / "crumbs" / "pack.yaml").write_text("name: [")
    (pack,) = PackStore(root).installed()
    assert pack.manifest is None
    assert "--replace" in refusal(root, tmp_path / "crumbs")
    assert PackStore(root).remove("crumbs").name == "crumbs"
