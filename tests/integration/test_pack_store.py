"""Packs on disk: what is installed, what is refused, and what a crash leaves behind."""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.adapters.packs import folders
from simulator.adapters.packs.folders import BUSY, held, installed_folders
from simulator.adapters.packs.store import Added, PackStore
from simulator.adapters.scenario_files import ScenarioFiles
from simulator.adapters.scenario_files.packs import PackCheck
from simulator.scenario.pack import Limits, Manifest, PackRefused
from simulator.scenario.pack_sums import sums_text
from simulator.scenario.problem import ProblemsFound
from tests.integration.pack_kit import all_below, as_folder, as_zip, pack_files
from tests.unit.scenario.texts import SCENARIO, VOICE, replaced

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX files")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "data" / "packs"


@pytest.fixture
def files() -> dict[str, bytes]:
    return pack_files()


def add(root: Path, source: Path, *, replace: bool = False, limits: Limits | None = None) -> Added:
    def check(folder: Path, manifest: Manifest) -> None:
        others = (path for path in installed_folders(root) if path.name != manifest.name)
        PackCheck(tuple(others))(folder, manifest)

    store = PackStore(root) if limits is None else PackStore(root, limits)
    return store.add(source, check, replace=replace)


def refusal(root: Path, source: Path, limits: Limits | None = None) -> str:
    """Why a pack is not installed; nothing of it may stay."""
    before = all_below(root)
    with pytest.raises((PackRefused, ProblemsFound)) as found:
        add(root, source, limits=limits)
    assert all_below(root) - before <= {".lock"}
    return str(found.value)


def library(root: Path) -> ScenarioFiles:
    return ScenarioFiles(packs=installed_folders(root))


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
