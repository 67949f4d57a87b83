"""Where things are kept, and preferences that survive a damaged file."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.settings import (
    HOME_VARIABLE,
    Places,
    Preferences,
    load_preferences,
    places,
    save_preferences,
)


def test_one_variable_puts_everything_under_one_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))

    found = places()

    assert found == Places(tmp_path / "data", tmp_path / "cache")
    for path in (found.attempts, found.database, found.preferences, found.voices, found.log):
        assert path.is_relative_to(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_without_it_they_are_where_the_system_keeps_such_things(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(HOME_VARIABLE, raising=False)

    found = places()

    assert "rolecall" in found.data.parts
    assert "rolecall" in " ".join(found.cache.parts)


def test_results_and_what_may_be_deleted_lie_apart(tmp_path: Path) -> None:
    found = Places(tmp_path / "data", tmp_path / "cache")

    for kept in (found.attempts, found.database, found.preferences):
        assert not kept.is_relative_to(found.cache)
    for expendable in (found.voices, found.log):
        assert expendable.is_relative_to(found.cache)


def test_without_a_file_there_are_the_defaults(tmp_path: Path) -> None:
    assert load_preferences(tmp_path / "preferences.json") == (Preferences(), None)


@given(
    chosen=st.builds(
        Preferences,
        microphone=st.text(max_size=20),
        speaker=st.text(max_size=20),
        voices=st.sampled_from(["best", "natural", "espeak", "system"]),
        recognition_model=st.text(max_size=20),
        recording_notice_seen=st.booleans(),
        keys=st.dictionaries(st.text(max_size=5), st.text(min_size=1, max_size=5), max_size=3),
    )
)
def test_what_was_saved_comes_back(
    chosen: Preferences, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("home") / "new folder" / "preferences.json"

    save_preferences(path, chosen)

    assert load_preferences(path) == (chosen, None)
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix", reason="file modes are a POSIX thing")
def test_the_folder_is_made_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "data" / "preferences.json"

    save_preferences(path, Preferences())

    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[1]", b'"text"', b"null"])
def test_a_damaged_file_gives_the_defaults_and_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "preferences.json"
    path.write_bytes(content)

    preferences, sentence = load_preferences(path)

    assert preferences == Preferences()
    assert sentence is not None
    assert str(path) in sentence
    assert "using the defaults" in sentence
    assert path.read_bytes() == content


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    preferences, sentence = load_preferences(tmp_path)

    assert preferences == Preferences()
    assert sentence is not None
    assert "could not be read" in sentence


def test_wrong_and_unknown_entries_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    path.write_text(
        json.dumps({"microphone": 7, "speaker": "Desk", "voices": None, "colour": "red"}), "utf-8"
    )

    assert load_preferences(path) == (Preferences(speaker="Desk"), None)


def test_of_kept_keys_what_is_no_key_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    path.write_text('{"keys": {"home.open": "o", "home.next": 7, "brief.dial": ""}}', "utf-8")

    assert load_preferences(path) == (Preferences(keys={"home.open": "o"}), None)


def test_a_number_is_not_taken_for_yes_or_no(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    path.write_text('{"recording_notice_seen": 1}', "utf-8")

    assert load_preferences(path) == (Preferences(), None)


def test_settings_nested_without_end_are_said_to_be_unreadable(tmp_path: Path) -> None:
    (tmp_path / "preferences.json").write_text("[" * 100_000, "utf-8")
    preferences, sentence = load_preferences(tmp_path / "preferences.json")
    assert preferences == Preferences()
    assert sentence is not None
    assert "could not be read" in sentence
