"""Which paths a pack may hold."""

from __future__ import annotations

import posixpath
import unicodedata
from pathlib import PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.scenario.pack_paths import (
    DEEPEST,
    LONGEST_NAME,
    LONGEST_PATH,
    Paths,
    alike,
    is_left_out,
    path_fault,
    place_fault,
    shown,
)

ANY_PATH = st.one_of(
    st.text(),
    st.lists(
        st.one_of(
            st.sampled_from(["..", ".", "", "con", "NUL.txt", "C:", "a", "A", "voices", "x.yaml"]),
            st.text(alphabet=st.sampled_from("aA.é~ -:\\/\0\n*?é"), max_size=12),
        ),
        min_size=1,
        max_size=7,
    ).map("/".join),
)


@given(ANY_PATH)
@example("../x.yaml")
@example("a/../../x")
@example("/etc/passwd")
@example("C:x")
@example("C:\\x")
@example("\\\\server\\share")
@example("a\0b")
@example("a/./b")
@example("a//b")
def test_a_path_without_a_fault_stays_inside_on_every_system(path: str) -> None:
    if path_fault(path) is not None:
        return
    assert path == posixpath.normpath(path)
    assert not path.startswith(("/", ".."))
    assert ".." not in path.split("/")
    windows = PureWindowsPath(path)
    assert not windows.is_absolute()
    assert not windows.drive
    assert windows.parts == tuple(path.split("/"))
    assert len(path) <= LONGEST_PATH
    assert path.count("/") < DEEPEST
    assert not any(unicodedata.category(letter).startswith("C") for letter in path)


@given(ANY_PATH)
def test_a_fault_is_a_piece_of_a_sentence_that_can_be_shown(path: str) -> None:
    for fault in (path_fault(path), place_fault(path)):
        assert fault is None or (fault and not fault.endswith("."))


@given(st.lists(st.tuples(ANY_PATH, st.booleans()), max_size=8))
def test_no_two_paths_that_are_taken_are_one_file_anywhere(paths: list[tuple[str, bool]]) -> None:
    rules = Paths()
    taken = [path for path, is_folder in paths if not rules.fault(path, is_folder=is_folder)
             if not is_folder]  # fmt: skip
    assert len({path.lower() for path in taken}) == len(taken)
    assert len({unicodedata.normalize("NFC", path) for path in taken}) == len(taken)


@given(st.text())
def test_what_is_alike_stays_alike(text: str) -> None:
    assert alike(alike(text)) == alike(text)
    assert alike(unicodedata.normalize("NFD", text)) == alike(unicodedata.normalize("NFC", text))


@given(st.text())
def test_any_path_can_be_shown_on_one_line(text: str) -> None:
    path = shown(text)
    assert len(path) <= LONGEST_PATH + 1
    path.encode("utf-8")
    assert not any(unicodedata.category(letter) == "Cc" for letter in path)


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("../x.yaml", "leads out of the pack"),
        ("scenarios/../../x.yaml", "leads out of the pack"),
        ("/etc/passwd", "begins at the top of a disk"),
        ("C:/x.yaml", "begins at the top of a disk"),
        ("c:x.yaml", "begins at the top of a disk"),
        ("scenarios\\x.yaml", "parted by /"),
        ("scenarios/x\0.yaml", "cannot be shown (U+0000)"),
        ("scenarios/\u202excod.yaml", "cannot be shown (U+202E)"),
        ("scenarios/\udcff.yaml", "cannot be shown (U+DCFF)"),
        ("", "is missing"),
        ("scenarios//x.yaml", "is missing"),
        ("scenarios/./x.yaml", "is missing"),
        ("scenarios/.x.yaml", "is hidden"),
        ("scenarios/x?.yaml", "has a ?"),
        ("scenarios/x:y.yaml", "has a :"),
        ("scenarios/x.yaml.", "ends with a point"),
        ("scenarios/ x.yaml", "begins or ends with a space"),
        ("scenarios/NUL.yaml", "a device on Windows"),
        ("scenarios/com1.a.yaml", "a device on Windows"),
        ("aux/x.yaml", "a device on Windows"),
        ("scenarios/COM².wav", "a device on Windows"),
        ("a/b/c/d/e/x.yaml", "too deep"),
        ("/".join(["a" * 60] * 3), "path is too long"),
        ("a" * (LONGEST_NAME + 1), "name in its path is too long"),
        ("\U00020000" * 61, "name in its path is too long"),
    ],
)
def test_a_path_that_cannot_be_written_everywhere_is_refused(path: str, fault: str) -> None:
    assert fault in str(path_fault(path))


@pytest.mark.parametrize(
    "path",
    ["pack.yaml", "scenarios/x.yaml", "greetings/a/b/c/Grüße.wav", "nuller/console.md", "a..b"],
)
def test_a_plain_path_is_fine(path: str) -> None:
    assert path_fault(path) is None


@pytest.mark.parametrize(
    "path",
    ["pack.yaml", "SHA256SUMS", "rolecall.sha256", "LICENSE", "README.md", "notes.TXT",
     "scenarios/x.yaml", "scenarios/x.yml", "scenarios/x.wav", "scenarios/more/x.ogg",
     "voices/v.yaml", "rubrics/r.yaml", "greetings/g.WAV", "greetings/a/g.flac",
     "voices/LICENCE", "greetings/README.md"],
)  # fmt: skip
def test_each_kind_of_file_has_its_place(path: str) -> None:
    assert place_fault(path) is None


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("run.sh", "`.sh` files do not belong in a pack; allowed are `.yaml`"),
        ("Makefile", "files without an ending do not belong in a pack"),
        ("scenarios/x.py", "`.py` files do not belong in a pack"),
        ("scenarios/pack.zip", "`.zip` files do not belong in a pack"),
        ("scenarios/SHA256SUMS", "files without an ending do not belong in a pack"),
        ("x.yaml", "`.yaml` files lie in one of a pack's folders: `scenarios`"),
        ("x.wav", "`.wav` files lie in one of a pack's folders"),
        ("scenarios/more/x.yaml", "would not be found: `.yaml` files lie directly in `scenarios`"),
        ("voices/v.wav", "`.wav` files do not belong in the folder `voices`"),
        ("greetings/x.yaml", "`.yaml` files do not belong in the folder `greetings`"),
        ("others/x.yaml", "a pack has no folder `others`; it may have `scenarios`"),
        ("others/x.md", "a pack has no folder `others`"),
    ],
)
def test_what_lies_in_the_wrong_place_is_refused(path: str, fault: str) -> None:
    assert fault in str(place_fault(path))


@pytest.mark.parametrize(
    ("first", "second", "fault"),
    [
        ("voices/a.yaml", "voices/A.yaml", "some systems cannot tell it from `voices/a.yaml`"),
        ("voices/a.yaml", "Voices/b.yaml", "some systems cannot tell it from `voices`"),
        ("voices/\xe9.yaml", "voices/e\u0301.yaml", "some systems cannot tell it from"),
        ("voices/a.yaml", "voices/a.yaml", "there twice"),
        ("a.md", "a.md/b.md", "`a.md` is both a file and a folder"),
        ("greetings/a.md/b.md", "greetings/a.md", "`greetings/a.md` is both a file and a folder"),
    ],
)
def test_two_paths_that_clash_are_refused(first: str, second: str, fault: str) -> None:
    rules = Paths()
    assert rules.fault(first, is_folder=False) is None
    assert fault in str(rules.fault(second, is_folder=False))


def test_a_folder_may_be_named_again_by_what_lies_in_it() -> None:
    rules = Paths()
    assert rules.fault("voices", is_folder=True) is None
    assert rules.fault("voices/a.yaml", is_folder=False) is None
    assert rules.fault("voices", is_folder=True) is None
    assert "both a file and a folder" in str(rules.fault("voices/a.yaml", is_folder=True))


@pytest.mark.parametrize(
    "path",
    [
        "__MACOSX/a/._x.yaml",
        "scenarios/.DS_Store",
        ".git/config",
        "voices/._v.yaml",
        "scenarios/scenario.schema.json",
    ],
)
def test_what_systems_leave_lying_about_is_left_out(path: str) -> None:
    assert is_left_out(path)
    assert not is_left_out("scenarios/git.yaml")
