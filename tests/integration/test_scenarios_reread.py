"""Folders of scenarios that change while the app is open."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from simulator.adapters.scenario_files import ScenarioFiles, load_scenario, shipped_folder
from simulator.adapters.scenario_files import library as scenario_library
from simulator.adapters.scenario_files import shelf as scenario_shelf
from simulator.ports import ScenarioFile, UnknownScenario
from tests.integration.scenario_kit import library, write_wav, written
from tests.unit.scenario.texts import SCENARIO, replaced


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path)


def save(path: Path, text: str) -> None:
    """Write a file so that it is later than before, whatever the clock's steps."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


def test_what_was_saved_is_read_again_when_asked_for(folder: Path) -> None:
    shelf = library(folder)
    assert shelf.may_change
    assert shelf.scenario("bakery").scenario.level == 2
    assert shelf.reread() is False
    save(folder / "scenarios" / "bakery.yaml", replaced("level: 2", "level: 3"))
    assert shelf.scenario("bakery").scenario.level == 2
    assert shelf.reread() is True
    assert shelf.scenario("bakery").scenario.level == 3
    assert shelf.reread() is False


def test_a_mistake_leaves_the_last_good_version_and_is_a_problem(folder: Path) -> None:
    shelf, path = library(folder), folder / "scenarios" / "bakery.yaml"
    known = shelf.scenario("bakery")
    save(path, replaced("level: 2", "level: 9"))
    assert shelf.reread() is True
    assert shelf.scenario("bakery") is known
    assert shelf.problems() == [f"{path}:4:8: level: must be 3 or less, not `9`"]
    save(path, SCENARIO)
    assert shelf.reread() is True
    assert shelf.problems() == []


def test_files_that_come_and_go_come_and_go_on_the_shelf(folder: Path) -> None:
    shelf, path = library(folder), folder / "scenarios" / "other.yaml"
    shelf.scenarios()
    save(path, SCENARIO)
    assert shelf.reread() is True
    assert "has this id already" in shelf.problems()[0]
    (folder / "scenarios" / "bakery.yaml").unlink()
    assert shelf.reread() is True
    assert shelf.problems() == []
    assert shelf.scenario("bakery").scenario.title == "The bakery"
    path.unlink()
    assert shelf.reread() is True
    with pytest.raises(UnknownScenario):
        shelf.scenario("bakery")


def test_ids_that_two_files_swap_are_theirs_at_the_next_look(folder: Path) -> None:
    one, two = (folder / "scenarios" / f"{name}.yaml" for name in ("bakery", "other"))
    two.write_text(replaced("id: bakery", "id: other"), encoding="utf-8")
    shelf = library(folder)
    assert set(shelf.places()) >= {"bakery", "other"}
    save(one, replaced("id: bakery", "id: other"))
    save(two, SCENARIO)
    assert shelf.reread() is True
    assert (shelf.problems(), shelf.places()["bakery"]) == ([], two)


def test_a_clash_of_ids_is_over_once_the_other_file_has_another(folder: Path) -> None:
    shelf, second = library(folder), folder / "scenarios" / "a-copy.yaml"
    shelf.scenarios()
    save(second, SCENARIO)
    assert shelf.reread() is True
    assert "has this id already" in shelf.problems()[0]
    save(folder / "scenarios" / "bakery.yaml", replaced("id: bakery", "id: other"))
    assert shelf.reread() is True
    assert (shelf.problems(), shelf.places()["bakery"]) == ([], second)


def test_a_sound_that_is_laid_beside_its_scenario_is_found(folder: Path) -> None:
    (folder / "scenarios" / "ben.wav").unlink()
    shelf = library(folder)
    assert "there is no file `ben.wav`" in shelf.problems()[0]
    write_wav(folder / "scenarios" / "ben.wav")
    assert shelf.reread() is True
    assert shelf.problems() == []


def test_a_voice_that_comes_later_is_known_to_whoever_speaks(folder: Path) -> None:
    voice = (folder / "voices" / "ben.yaml").read_text("utf-8")
    shutil.rmtree(folder / "voices")
    shelf = ScenarioFiles([folder])
    voices = shelf.voices()
    assert "no voice `ben`" in shelf.problems()[0]
    (folder / "voices").mkdir()
    (folder / "voices" / "ben.yaml").write_text(voice, encoding="utf-8")
    assert shelf.reread() is True
    assert (shelf.problems(), "ben" in voices) == ([], True)
    shutil.rmtree(folder / "voices")
    assert shelf.reread() is True
    assert "ben" not in voices


def test_a_folder_that_goes_away_is_told(folder: Path) -> None:
    shelf = ScenarioFiles([folder])
    assert shelf.problems() == []
    folder.rename(folder.with_name("elsewhere"))
    assert shelf.reread() is True
    assert [f"The folder {folder} cannot be used" in said for said in shelf.problems()] == [True]


def test_a_folder_that_is_asked_for_twice_is_read_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    twice = [folder, Path("scenarios"), folder / "scenarios" / "bakery.yaml", Path()]
    assert ScenarioFiles(twice).problems() == []
    assert ScenarioFiles([shipped_folder("scenarios")]).problems() == []


def test_the_manifest_of_a_pack_is_no_scenario(folder: Path) -> None:
    (folder / "pack.yaml").write_text("name: crumbs\n", encoding="utf-8")
    assert ScenarioFiles([folder]).problems() == []


def test_a_file_may_stand_for_a_folder(folder: Path) -> None:
    (folder / "scenarios" / "other.yaml").write_text("id: 1", encoding="utf-8")
    shelf = ScenarioFiles([folder / "scenarios" / "bakery.yaml"], [folder / "voices"])
    assert shelf.scenario("bakery").scenario.id == "bakery"
    assert shelf.problems() == []


def test_what_is_shipped_is_not_read_again() -> None:
    shelf = ScenarioFiles()
    assert (shelf.may_change, shelf.reread()) == (False, False)


def test_of_too_many_files_the_first_are_read_and_a_notice_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        text = replaced("id: bakery", f"id: bakery-{number}")
        (folder / "scenarios" / f"bakery-{number}.yaml").write_text(text, encoding="utf-8")
    shipped = len(ScenarioFiles().scenarios())
    monkeypatch.setattr(scenario_library, "MOST_SCENARIOS", shipped + 4)
    found = library(folder)
    assert len(found.scenarios()) == shipped + 4
    assert found.problems() == [
        f"There are {shipped + 6} files of calls; only the first {shipped + 4} are read."
    ]
    assert found.reread() is False


def test_a_library_is_whole_while_it_is_read_again(folder: Path) -> None:
    shelf = library(folder)
    before = shelf.scenarios()
    path = folder / "scenarios" / "bakery.yaml"
    path.write_text(replaced("The bakery", "Another bakery"), encoding="utf-8")
    real, seen = load_scenario, list[list[ScenarioFile]]()

    def loading(*given: Any) -> ScenarioFile:
        seen.append(list(shelf.scenarios()))
        return real(*given)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(scenario_shelf, "load_scenario", loading)
        assert shelf.reread() is True
    assert seen
    assert all(one == before for one in seen)
    assert shelf.scenario("bakery").scenario.title == "Another bakery"
