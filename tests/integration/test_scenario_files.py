"""Scenario and voice files on a real disk, with everything that can be wrong with files."""

import os
import shutil
import sys
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
import soundfile

import simulator
from simulator.adapters.scenario_files import ScenarioFiles, load_scenario, shipped_folder
from simulator.bootstrap import library as at_hand
from simulator.ports import ScenarioFile, UnknownScenario
from simulator.scenario.model import RecordedGreeting
from simulator.scenario.parse import ScenarioError
from tests.integration.scenario_kit import library, write_wav, written
from tests.unit.scenario.texts import SCENARIO, VOICE, replaced

links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path)


def complaints(path: Path) -> list[str]:
    """What is wrong with a file, without its name."""
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path, None)
    return [str(p).removeprefix(f"{path}:") for p in caught.value.problems]


@pytest.mark.parametrize("beside_the_voices", [True, False])
def test_a_folder_that_is_asked_for_brings_its_voices(
    folder: Path, beside_the_voices: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROLECALL_HOME", str(folder / "home"))
    if beside_the_voices:
        for path in (folder / "scenarios").iterdir():
            path.rename(folder / path.name)
    found = at_hand([folder])
    assert found.problems() == []
    assert found.scenario("bakery").scenario.id == "bakery"
    assert "ben" in found.voices()


def test_a_scenario_comes_with_the_hash_of_its_file_and_its_folder(folder: Path) -> None:
    path = folder / "scenarios" / "bakery.yaml"
    found = load_scenario(path, ["ben", "robot"])
    assert found.scenario.id == "bakery"
    assert found.sha256 == sha256(path.read_bytes()).hexdigest()
    assert found.folder == path.parent.resolve()


def test_more_folders_add_to_what_is_shipped(folder: Path) -> None:
    ids = [f.scenario.id for f in library(folder).scenarios()]
    assert {"bakery", "desk-classic"} <= set(ids)
    assert library(folder).problems() == []
    assert {"ben", "operator"} <= set(library(folder).voices())


def test_scenarios_come_by_level_and_then_title() -> None:
    found = [(f.scenario.level, f.scenario.title.casefold()) for f in ScenarioFiles().scenarios()]
    assert found == sorted(found)


def test_files_are_read_once(folder: Path) -> None:
    there = library(folder)
    before = list(there.scenarios())
    shutil.rmtree(folder)
    assert list(there.scenarios()) == before


def test_a_faulty_file_is_a_problem_and_the_others_can_be_played(folder: Path) -> None:
    path = folder / "scenarios" / "faulty.yaml"
    path.write_text("id: faulty\nlevel: 9\n", encoding="utf-8")
    problems = library(folder).problems()
    assert len(problems) == 1
    assert problems[0].startswith(f"{path}:1:1: ")
    assert problems[0].endswith(f"more: `rolecall check {path}` shows all)")
    assert library(folder).scenario("bakery").scenario.title == "The bakery"


def test_a_single_problem_is_told_whole(folder: Path) -> None:
    path = folder / "voices" / "ben.yaml"
    path.write_text(replaced("pitch: 1,", "pitch: 9,", VOICE), encoding="utf-8")
    assert f"{path}:3:18: natural.pitch: must be 1.5 or less, not `9`" in library(folder).problems()


def test_a_second_scenario_with_the_same_id_is_refused(folder: Path) -> None:
    first, second = (folder / "scenarios" / n for n in ("bakery.yaml", "copy.yaml"))
    shutil.copy(first, second)
    assert library(folder).problems() == [
        f"{second}:1:5: id: {first} has this id already; give this scenario another"
    ]


def test_a_folder_that_is_missing_is_a_sentence(tmp_path: Path) -> None:
    problems = ScenarioFiles([tmp_path / "gone"]).problems()
    assert problems == [
        f"The folder {tmp_path / 'gone'} cannot be used: No such file or directory."
    ]


def test_hidden_files_and_other_files_are_left_alone(folder: Path) -> None:
    (folder / "scenarios" / ".draft.yaml").write_text("nonsense", encoding="utf-8")
    (folder / "scenarios" / "notes.txt").write_text("nonsense", encoding="utf-8")
    assert library(folder).problems() == []


def test_an_unknown_scenario_is_told_with_the_nearest_name() -> None:
    with pytest.raises(UnknownScenario) as caught:
        ScenarioFiles().scenario("desk-clasic")
    assert str(caught.value).startswith(
        "There is no scenario `desk-clasic` (did you mean `desk-classic`?). `rolecall list` names "
    )


def test_the_name_of_a_faulty_scenario_tells_what_is_wrong_with_it(folder: Path) -> None:
    path = folder / "scenarios" / "bakery.yaml"
    path.write_text(replaced("level: 2", "level: 9"), encoding="utf-8")
    with pytest.raises(UnknownScenario) as caught:
        library(folder).scenario("bakery")
    assert str(caught.value) == (
        f"The scenario in {path} cannot be played until this is corrected:\n"
        f"{path}:4:8: level: must be 3 or less, not `9`"
    )


def test_a_path_to_a_file_will_do_for_a_name(folder: Path) -> None:
    found = library(folder).scenario(str(folder / "scenarios" / "bakery.yaml"))
    assert found.scenario.id == "bakery"


def test_a_path_to_no_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnknownScenario, match=r"gone.yaml:1:1: there is no such file"):
        ScenarioFiles().scenario(str(tmp_path / "gone.yaml"))


def test_a_voice_that_nobody_has_is_told_with_those_at_hand(folder: Path) -> None:
    path = folder / "scenarios" / "bakery.yaml"
    path.write_text(SCENARIO.replace("voice: robot", "voice: robbot"), encoding="utf-8")
    with pytest.raises(UnknownScenario, match=r"no voice `robbot` .did you mean `robot`.*`dana`"):
        library(folder).scenario("bakery")


def test_a_large_file_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"a: " + b"x" * 10_000_000)

    def reading(_: Path) -> bytes:
        raise AssertionError("the file was read")

    monkeypatch.setattr(Path, "read_bytes", reading)
    assert complaints(path) == ["1:1: the file has 10,000,003 bytes; at most 200,000 are allowed"]


def test_bytes_that_are_not_utf_8_are_told_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("id: a\ntitle: Émile".encode() + "é".encode("latin-1"))
    assert complaints(path) == ["2:13: this is not UTF-8 text; save the file as UTF-8"]


def test_binary_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "program.yaml"
    path.write_bytes(b"\x7fELF\x02\x01\x00")
    assert "is this a text file, saved as UTF-8?" in complaints(path)[0]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "folder.yaml"
    path.mkdir()
    assert complaints(path) == ["1:1: this is not a file"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_no_file_and_never_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.yaml"
    os.mkfifo(path)
    assert complaints(path) == ["1:1: this is not a file"]


@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")]
)
def test_a_file_that_cannot_be_read_is_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    def failing(_: Path) -> bytes:
        raise error

    monkeypatch.setattr(Path, "read_bytes", failing)
    path = folder / "scenarios" / "bakery.yaml"
    assert complaints(path) == [f"1:1: the file cannot be read: {error.strerror}"]


@links
def test_a_link_that_leads_out_of_its_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    link = folder / "voices" / "bakery.yaml"
    link.symlink_to(folder / "scenarios" / "bakery.yaml")
    assert complaints(link) == [
        "1:1: this link leads out of its folder; put a copy of the file here"
    ]


@links
def test_a_link_in_a_circle_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to(tmp_path / "b.yaml")
    (tmp_path / "b.yaml").symlink_to(tmp_path / "a.yaml")
    assert complaints(tmp_path / "a.yaml")[0].startswith("1:1: the file cannot be read: ")


@links
def test_a_link_inside_the_folder_is_followed(folder: Path) -> None:
    link = folder / "scenarios" / "again.yaml"
    link.symlink_to(folder / "scenarios" / "bakery.yaml")
    assert load_scenario(link, None).scenario.id == "bakery"


def wav_complaint(folder: Path) -> str:
    said = complaints(folder / "scenarios" / "bakery.yaml")
    assert len(said) == 1
    assert said[0].startswith("62:12: lines.ben.greeting.wav: ")
    return said[0].removeprefix("62:12: lines.ben.greeting.wav: ")


def test_a_recording_that_is_missing_is_told_at_its_name(folder: Path) -> None:
    (folder / "scenarios" / "ben.wav").unlink()
    assert wav_complaint(folder) == "there is no file `ben.wav` beside the scenario"


@pytest.mark.parametrize("data", [b"", b"RIFF", b"ID3 this is no recording at all"])
def test_a_recording_that_is_no_sound_is_told_at_its_name(folder: Path, data: bytes) -> None:
    (folder / "scenarios" / "ben.wav").write_bytes(data)
    assert wav_complaint(folder) == "`ben.wav` is not a WAV, FLAC or OGG file (with Vorbis or Opus)"


@pytest.mark.parametrize("ending", ["wav", "flac", "ogg"])
def test_a_recording_may_be_of_several_kinds(folder: Path, ending: str) -> None:
    path = folder / "scenarios" / "bakery.yaml"
    path.write_text(replaced("wav: ben.wav", f"file: ben.{ending}"), encoding="utf-8")
    soundfile.write(folder / "scenarios" / f"ben.{ending}", np.zeros(32_000), 16_000)
    greeting = load_scenario(path, None).scenario.lines["ben"].greeting
    assert isinstance(greeting, RecordedGreeting)
    assert greeting.sound == f"ben.{ending}"


def test_a_recording_that_ends_before_its_captions_is_told_at_the_caption(folder: Path) -> None:
    write_wav(folder / "scenarios" / "ben.wav", frames=16_000)
    assert complaints(folder / "scenarios" / "bakery.yaml") == [
        "65:24: lines.ben.greeting.captions[1].at_seconds: the sound has ended by then: "
        "it lasts 1.0 s"
    ]


def test_a_recording_without_sound_is_told_at_its_name(folder: Path) -> None:
    write_wav(folder / "scenarios" / "ben.wav", frames=0)
    assert wav_complaint(folder) == "`ben.wav` holds no sound"


def test_a_folder_is_no_recording(folder: Path) -> None:
    (folder / "scenarios" / "ben.wav").unlink()
    (folder / "scenarios" / "ben.wav").mkdir()
    assert wav_complaint(folder) == "`ben.wav` is not a file"


@links
def test_a_recording_behind_a_link_that_leads_out_is_refused(folder: Path) -> None:
    wav = folder / "scenarios" / "ben.wav"
    shutil.move(wav, folder / "elsewhere.wav")
    wav.symlink_to(folder / "elsewhere.wav")
    assert wav_complaint(folder).startswith("`ben.wav` is a link that leads out of the scenario's")


@links
def test_a_recording_that_is_a_link_in_a_circle_is_a_sentence(folder: Path) -> None:
    wav = folder / "scenarios" / "ben.wav"
    wav.unlink()
    wav.symlink_to(wav)
    assert wav_complaint(folder) == "`ben.wav` cannot be read"


def test_a_path_out_of_the_folder_is_never_looked_at(folder: Path) -> None:
    write_wav(folder / "secret.wav")
    path = folder / "scenarios" / "bakery.yaml"
    path.write_text(replaced("ben.wav", "../secret.wav"), encoding="utf-8")
    assert "must not leave the scenario's folder" in wav_complaint(folder)


def test_in_a_wheel_the_shipped_files_lie_inside_the_package(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = folder / "site-packages" / "simulator"
    package.mkdir(parents=True)
    for name in ("scenarios", "voices"):
        shutil.copytree(folder / name, package / "_shipped" / name)
    robot = replaced("id: ben", "id: robot", VOICE)
    (package / "_shipped" / "voices" / "robot.yaml").write_text(robot, encoding="utf-8")
    monkeypatch.setattr(simulator, "__file__", str(package / "__init__.py"))
    found = ScenarioFiles()
    assert [f.scenario.id for f in found.scenarios()] == ["bakery"]
    assert found.problems() == []


def test_in_a_checkout_the_shipped_files_lie_at_its_top(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = folder / "simulator"
    package.mkdir()
    monkeypatch.setattr(simulator, "__file__", str(package / "__init__.py"))
    assert shipped_folder("voices") == folder.resolve() / "voices"


def test_a_file_is_what_the_port_promises() -> None:
    assert all(isinstance(f, ScenarioFile) for f in ScenarioFiles().scenarios())
