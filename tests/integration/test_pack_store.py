"""Packs on disk: what is installed, and what is refused."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from pathlib import Path

import pytest

from simulator.adapters.packs.store import PackStore
from simulator.scenario.pack import Limits, PackRefused
from simulator.scenario.pack_sums import sums_text
from tests.integration.pack_kit import all_below, as_folder, as_zip, pack_files
from tests.integration.pack_store_kit import add, library, refusal
from tests.unit.scenario.texts import SCENARIO, VOICE, replaced

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX files")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "data" / "packs"


@pytest.fixture
def files() -> dict[str, bytes]:
    return pack_files()


@pytest.mark.parametrize("form", ["folder", "zip", "zip of a folder"])
def test_a_pack_is_installed_from_a_folder_or_a_zip(
    root: Path, tmp_path: Path, files: dict[str, bytes], form: str
) -> None:
    extra = {**files, "__MACOSX/._x": b"?", "scenarios/.DS_Store": b"?"}
    source = (
        as_folder(tmp_path / "crumbs", extra)
        if form == "folder"
        else as_zip(tmp_path / "c.zip", extra, inside="outer/" if form != "zip" else "")
    )
    added = add(root, source)
    assert (added.pack.name, added.replaced) == ("crumbs", None)
    there = {p for p in all_below(root / "crumbs") if (root / "crumbs" / p).is_file()}
    assert there == {*files, "rolecall.sha256"}
    for path, data in files.items():
        assert (root / "crumbs" / path).read_bytes() == data
    assert not added.pack.damage()


def test_what_a_pack_brings_is_at_hand(root: Path, tmp_path: Path, files: dict[str, bytes]) -> None:
    add(root, as_zip(tmp_path / "c.zip", files))
    found = library(root)
    assert found.problems() == []
    bakery = found.scenario("bakery")
    assert bakery.pack == "crumbs"
    assert bakery.folder == (root / "crumbs" / "greetings").resolve()
    assert found.voices()["ben"].line == "mobile"
    assert set(found.rubrics()) == {"gentle"}
    assert found.scenario("desk-classic").pack is None


def test_sounds_may_lie_beside_the_scenarios(
    root: Path, tmp_path: Path, files: dict[str, bytes]
) -> None:
    files["scenarios/ben.wav"] = files.pop("greetings/ben.wav")
    add(root, as_zip(tmp_path / "c.zip", files))
    folder = library(root).scenario("bakery").folder
    assert folder == (root / "crumbs" / "scenarios").resolve()


@posix
def test_what_is_installed_is_readable_by_its_owner_only(
    root: Path, tmp_path: Path, files: dict[str, bytes]
) -> None:
    source = as_folder(tmp_path / "crumbs", files)
    (source / "README.md").chmod(0o777)
    add(root, source)
    for path in [root.parent, root, *root.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


# What is wrong inside


@pytest.mark.parametrize(
    ("path", "data", "said"),
    [
        ("pack.yaml", None, "There is no pack.yaml at its top"),
        ("pack.yaml", b"\xff", "pack.yaml: this is not UTF-8 text"),
        ("pack.yaml", b"name: crumbs\n", "pack.yaml:1:1: author: this key is missing"),
        (
            "scenarios/bakery.yaml",
            replaced("level: 2", "level: 9").encode(),
            "scenarios/bakery.yaml:4:8: level: must be 3 or less",
        ),
        (
            "scenarios/bakery.yaml",
            replaced("id: bakery", "id: desk-classic").encode(),
            "scenarios/bakery.yaml:1:5: id: a call of Rolecall's own has this id already",
        ),
        ("scenarios/two.yaml", SCENARIO.encode(), "two.yaml:1:5: id: scenarios/bakery.yaml has"),
        (
            "scenarios/bakery.yaml",
            SCENARIO.replace("voice: robot", "voice: zoe").encode(),
            "there is no voice `zoe`",
        ),
        ("greetings/ben.wav", None, "there is no file `ben.wav` beside the scenario"),
        ("greetings/ben.wav", b"RIFF", "`ben.wav` is not a WAV, FLAC or OGG file"),
        (
            "voices/ben.yaml",
            replaced("line: mobile", "line: phone", VOICE).encode(),
            "voices/ben.yaml:6:7: line: `phone` is not known",
        ),
        (
            "voices/dana.yaml",
            replaced("id: ben", "id: dana", VOICE).encode(),
            "voices/dana.yaml:1:5: id: Rolecall has a voice `dana` already",
        ),
        ("voices/two.yaml", VOICE.encode(), "voices/two.yaml:1:5: id: voices/ben.yaml has a voice"),
        ("rubrics/gentle.yaml", b"id: gentle\n", "rubrics/gentle.yaml:1:1: "),
        ("rubrics/gentle.yaml", None, "pack.yaml:1:1: rubric: there is no rubric `gentle`"),
        ("run.py", b"print()", "run.py: `.py` files do not belong in a pack"),
        ("SHA256SUMS", b"nonsense\n", "SHA256SUMS:1:1: must be a SHA-256"),
    ],
)
def test_a_pack_with_something_wrong_in_it_is_not_installed(
    root: Path, tmp_path: Path, files: dict[str, bytes], path: str, data: bytes | None, said: str
) -> None:
    if data is None:
        del files[path]
    else:
        files[path] = data
    assert said in refusal(root, as_folder(tmp_path / "crumbs", files))


def test_a_missing_sound_is_looked_for_in_the_greetings(
    root: Path, tmp_path: Path, files: dict[str, bytes]
) -> None:
    files["greetings/other.wav"] = files.pop("greetings/ben.wav")
    said = refusal(root, as_folder(tmp_path / "crumbs", files))
    assert "there is no file `ben.wav` in the pack's greetings" in said


def test_a_pack_with_nothing_to_play_is_refused(root: Path, tmp_path: Path) -> None:
    files = {"pack.yaml": pack_files()["pack.yaml"], "README.md": b"?"}
    assert "no scenario, no voice and no rubric" in refusal(root, as_folder(tmp_path / "c", files))


@pytest.mark.parametrize(
    ("drop", "said"),
    [
        ((), "the pack `crumbs` has this id already"),
        (("scenarios/bakery.yaml",), "another pack has a voice `ben` already"),
        (("scenarios/bakery.yaml", "voices/ben.yaml"), "another pack has a rubric `gentle`"),
    ],
)
def test_two_packs_may_not_share_an_id(
    root: Path, tmp_path: Path, files: dict[str, bytes], drop: tuple[str, ...], said: str
) -> None:
    add(root, as_folder(tmp_path / "crumbs", files))
    second = {k: v for k, v in pack_files(name="loaves").items() if k not in drop}
    assert said in refusal(root, as_folder(tmp_path / "loaves", second))


def test_a_pack_may_bring_a_list_that_it_is_held_to(
    root: Path, tmp_path: Path, files: dict[str, bytes]
) -> None:
    sums = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    files["SHA256SUMS"] = sums_text(sums).encode()
    source = as_folder(tmp_path / "crumbs", files)
    (source / "README.md").write_bytes(b"other")
    (source / "LICENSE").unlink()
    (source / "notes.txt").write_bytes(b"more")
    said = refusal(root, source)
    assert said.splitlines() == [
        "It is not what its SHA256SUMS lists.",
        "changed: README.md",
        "missing: LICENSE",
        "extra: notes.txt",
    ]
    (source / "notes.txt").unlink()
    assert not add(root, as_folder(source, files)).pack.damage()


def test_the_folder_of_an_installed_pack_can_be_given_away(
    root: Path, tmp_path: Path, files: dict[str, bytes]
) -> None:
    add(root, as_folder(tmp_path / "crumbs", files))
    elsewhere = tmp_path / "elsewhere" / "packs"
    assert not add(elsewhere, root / "crumbs").pack.damage()
    (root / "crumbs" / "README.md").write_bytes(b"other")
    third = tmp_path / "third" / "packs"
    assert "It is not what its rolecall.sha256 lists." in refusal(third, root / "crumbs")


# Sources that will not do


def test_a_path_that_leads_nowhere_is_a_sentence(root: Path, tmp_path: Path) -> None:
    assert refusal(root, tmp_path / "gone") == "There is no such file or folder."


@posix
def test_links_in_a_folder_are_refused(root: Path, tmp_path: Path, files: dict[str, bytes]) -> None:
    source = as_folder(tmp_path / "crumbs", files)
    secret = tmp_path / "secret.md"
    secret.write_text("secret")
    (source / "notes.md").symlink_to(secret)
    assert refusal(root, source).startswith("notes.md: it is a link")
    (source / "notes.md").unlink()
    (source / "voices" / "more").symlink_to(tmp_path, target_is_directory=True)
    assert refusal(root, source).startswith("voices/more: it is a link")


@posix
def test_special_files_are_refused_and_nothing_waits_for_them(
    root: Path, tmp_path: Path, files: dict[str, bytes]
) -> None:
    source = as_folder(tmp_path / "crumbs", files)
    os.mkfifo(source / "notes.md")
    assert "notes.md: it is neither a file nor a folder" in refusal(root, source)
    assert "This is neither a folder nor a file." in refusal(root, source / "notes.md")


@posix
def test_names_that_would_clash_elsewhere_are_refused(
    root: Path, tmp_path: Path, files: dict[str, bytes]
) -> None:
    source = as_folder(tmp_path / "crumbs", {**files, "notes.md": b"a"})
    (source / "Notes.md").write_bytes(b"b")
    if len({p.name for p in source.glob("[nN]otes.md")}) < 2:
        pytest.skip("this disk cannot tell them apart either")
    assert "some systems cannot tell it from" in refusal(root, source)


def test_a_folder_with_too_much_in_it_is_refused(
    root: Path, tmp_path: Path, files: dict[str, bytes]
) -> None:
    source = as_folder(tmp_path / "crumbs", files)
    assert "more than 5 files and folders" in refusal(root, source, Limits(entries=5))
    small = Limits(total_bytes=60_000)
    assert refusal(root, source, small).startswith("It is too large: at most 0.06 MB")
    one = Limits(file_bytes=50_000)
    assert refusal(root, source, one).startswith("greetings/ben.wav: it is too large")


def test_a_folder_that_goes_too_deep_is_refused(
    root: Path, tmp_path: Path, files: dict[str, bytes]
) -> None:
    source = as_folder(tmp_path / "crumbs", {**files, "greetings/" + "a/" * 40 + "x.wav": b"?"})
    assert "too deep" in refusal(root, source)


# Replacing, removing


def test_a_higher_version_takes_the_place_and_what_it_no_longer_has_is_gone(
    root: Path, tmp_path: Path, files: dict[str, bytes]
) -> None:
    add(root, as_folder(tmp_path / "crumbs", {**files, "notes.md": b"old"}))
    added = add(root, as_folder(tmp_path / "new", pack_files(version="1.0.1")))
    assert added.replaced is not None
    assert added.replaced.manifest is not None
    assert added.replaced.manifest.version == "1.0.0"
    assert all_below(root) & {"crumbs/notes.md", ".old-crumbs"} == set()
    assert not added.pack.damage()


def test_the_same_version_stays_unless_it_is_to_be_replaced(
    root: Path, tmp_path: Path, files: dict[str, bytes]
) -> None:
    source = as_folder(tmp_path / "crumbs", files)
    add(root, source)
    (source / "README.md").write_bytes(b"other")
    assert "--replace" in refusal(root, source)
    assert (root / "crumbs" / "README.md").read_bytes() == files["README.md"]
    add(root, source, replace=True)
    assert (root / "crumbs" / "README.md").read_bytes() == b"other"


def test_a_faulty_new_version_leaves_the_old_one_as_it_is(
    root: Path, tmp_path: Path, files: dict[str, bytes]
) -> None:
    add(root, as_folder(tmp_path / "crumbs", files))
    new = {**pack_files(version="2.0.0"), "voices/ben.yaml": b"id: ben\n"}
    refusal(root, as_folder(tmp_path / "new", new))
    assert library(root).problems() == []
    assert not PackStore(root).find("crumbs").damage()


def test_a_removed_pack_is_gone(root: Path, tmp_path: Path, files: dict[str, bytes]) -> None:
    add(root, as_folder(tmp_path / "crumbs", files))
    PackStore(root).remove("crumbs")
    assert all_below(root) == {".lock"}
    assert PackStore(root).installed() == ()


@pytest.mark.parametrize("name", ["..", "../attempts", ".lock", "", "/", "crumb"])
def test_only_a_pack_is_removed(
    root: Path, tmp_path: Path, files: dict[str, bytes], name: str
) -> None:
    add(root, as_folder(tmp_path / "crumbs", files))
    before = all_below(root.parent)
    with pytest.raises(PackRefused, match="There is no pack"):
        PackStore(root).remove(name)
    assert all_below(root.parent) == before


# Whole or not at all


def test_a_list_may_name_what_is_never_taken_into_a_pack(
    root: Path, tmp_path: Path, files: dict[str, bytes]
) -> None:
    files["scenarios/scenario.schema.json"] = b"{}"
    files[".gitignore"] = b"*.zip\n"
    sums = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    files["SHA256SUMS"] = sums_text(sums).encode()
    assert add(root, as_folder(tmp_path / "crumbs", files)).pack.name == "crumbs"


@pytest.mark.parametrize("name", ["pack.yaml", "SHA256SUMS", "rolecall.sha256"])
def test_a_folder_by_the_name_of_a_packs_own_file_is_refused(
    root: Path, tmp_path: Path, files: dict[str, bytes], name: str
) -> None:
    files.pop(name, None)
    source = as_folder(tmp_path / "crumbs", files)
    (source / name).mkdir()
    assert f"`{name}` has to be a file, and is a folder" in refusal(root, source)


def test_scenarios_are_counted_as_they_are_read(
    root: Path, tmp_path: Path, files: dict[str, bytes]
) -> None:
    files["scenarios/bakery.YAML"] = files.pop("scenarios/bakery.yaml")
    assert add(root, as_folder(tmp_path / "crumbs", files)).pack.count("scenarios") == 1
