"""Scenarios that were read once open quickly the next time, and never as they no longer are."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import stat
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from simulator.adapters import scenarios_kept
from simulator.adapters.scenario_files import ScenarioFiles, reading
from simulator.adapters.scenarios_kept import KeptScenarios, KeptVariants
from simulator.ports import Listing, ScenarioFile
from simulator.scenario.model import Scenario
from tests.unit.scenario.texts import SCENARIO, VOICE, replaced

SPOKEN = "greeting: Ben Wood here. Leave one."
SLOTS = "slots: {what: [rye bread, oat bread]}\n"
RECORDED = """\
greeting:
      wav: ben.wav
      captions:
        - {at_seconds: 0, text: Ben Wood here.}
        - {at_seconds: 1.5, text: Leave one.}"""
TEXT = SLOTS + replaced(RECORDED, SPOKEN).replace("You call", "About {what}. You call")


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files need not grow old before they are kept."""
    monkeypatch.setattr(scenarios_kept, "SETTLED_NANOSECONDS", -(10**12))


@pytest.fixture
def bakery(tmp_path: Path) -> Path:
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "ben.yaml").write_text(VOICE, encoding="utf-8")
    (tmp_path / "scenarios").mkdir()
    path = tmp_path / "scenarios" / "bakery.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "scenarios"


def started(bakery: Path, cache: Path) -> ScenarioFiles:
    """The library as it is at another start of the program, read."""
    voices = [bakery.parent.parent / "voices"]
    library = ScenarioFiles([bakery.parent], voices, memory=KeptScenarios(cache))
    assert library.scenarios()
    return library


def briefs(bakery: Path, cache: Path) -> list[str]:
    file = started(bakery, cache).scenario("bakery")
    return [file.as_variant(number).scenario.brief for number in range(len(file.variants))]


BRIEFS = ["About rye bread. You call the bakery.", "About oat bread. You call the bakery."]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read as YAML."""
    names: list[str] = []
    real = reading.read_bytes

    def noted(path: Path) -> bytes:
        names.append(path.name)
        return real(path)

    monkeypatch.setattr(reading, "read_bytes", noted)
    return names


def scenarios_in(names: Sequence[str]) -> list[str]:
    voices = {p.name for p in reading.yaml_files(reading.shipped_folder("voices"))} | {"ben.yaml"}
    return [name for name in names if name not in voices]


def test_a_second_start_reads_no_scenario_and_has_the_same(
    bakery: Path, cache: Path, read: list[str]
) -> None:
    def all_of(library: ScenarioFiles) -> list[tuple[ScenarioFile, list[str]]]:
        files = library.scenarios()
        return [(f, [v.model_dump_json() for v in f.variants]) for f in files]

    before = all_of(started(bakery, cache))
    assert "bakery.yaml" in scenarios_in(read)
    read.clear()
    again = all_of(started(bakery, cache))
    assert scenarios_in(read) == []
    assert again == before
    assert briefs(bakery, cache) == BRIEFS


def edited_with_the_same_size_and_time(path: Path) -> None:
    before = path.stat()
    path.write_text(TEXT.replace("rye bread", "RYE BREAD"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def edited_at_an_earlier_time(path: Path) -> None:
    path.write_text(TEXT.replace("rye bread", "RYE BREAD"), encoding="utf-8")
    os.utime(path, ns=(0, 10**18))


def edited_and_longer(path: Path) -> None:
    before = path.stat()
    path.write_text(TEXT.replace("rye bread", "RYE BREAD") + "\n\n", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced_by_another(path: Path) -> None:
    beside = path.with_suffix(".new")
    beside.write_text(TEXT.replace("rye bread", "RYE BREAD"), encoding="utf-8")
    shutil.copystat(path, beside)
    beside.replace(path)


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(
            edited_with_the_same_size_and_time,
            marks=pytest.mark.skipif(
                sys.platform == "win32", reason="Windows does not say when a file was changed"
            ),
        ),
        edited_at_an_earlier_time,
        edited_and_longer,
        replaced_by_another,
    ],
)
def test_an_edited_file_is_never_served_as_it_was(bakery: Path, cache: Path, edit: object) -> None:
    assert briefs(bakery, cache) == BRIEFS
    time.sleep(0.05)  # some file systems count in hundredths of a second
    assert callable(edit)
    edit(bakery)
    assert briefs(bakery, cache)[0] == "About RYE BREAD. You call the bakery."
    assert briefs(bakery, cache)[0] == "About RYE BREAD. You call the bakery."


def test_a_file_that_was_written_just_now_is_not_kept(
    bakery: Path, cache: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scenarios_kept, "SETTLED_NANOSECONDS", 60 * 10**9)
    briefs(bakery, cache)
    read.clear()
    briefs(bakery, cache)
    assert "bakery.yaml" in read


def test_a_file_that_is_gone_is_gone(bakery: Path, cache: Path) -> None:
    briefs(bakery, cache)
    bakery.rename(bakery.with_name("other.yaml"))
    library = started(bakery, cache)
    assert library.scenario("bakery").scenario.brief == BRIEFS[0]
    bakery.with_name("other.yaml").unlink()
    assert "bakery" not in {f.scenario.id for f in started(bakery, cache).scenarios()}


def test_a_file_that_became_wrong_is_a_problem_at_every_start(bakery: Path, cache: Path) -> None:
    briefs(bakery, cache)
    bakery.write_text(TEXT.replace("level: 2", "level: 9"), encoding="utf-8")
    for _ in range(2):
        assert started(bakery, cache).problems() == [
            f"{bakery}:5:8: level: must be 3 or less, not `9`"
        ]


def test_a_second_scenario_with_the_same_id_is_refused_from_what_is_kept_too(
    bakery: Path, cache: Path
) -> None:
    briefs(bakery, cache)
    earlier = bakery.with_name("another.yaml")
    shutil.copy(bakery, earlier)
    for _ in range(2):
        (problem,) = started(bakery, cache).problems()
        assert problem.startswith(f"{bakery}:2:5: id: {earlier} has this id already")


def test_other_voices_are_looked_at_anew(bakery: Path, cache: Path) -> None:
    briefs(bakery, cache)
    (bakery.parent.parent / "voices" / "ben.yaml").unlink()
    (problem,) = started(bakery, cache).problems()
    assert "there is no voice `ben`" in problem


def test_another_version_of_the_program_reads_anew(
    bakery: Path, cache: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    briefs(bakery, cache)
    read.clear()
    monkeypatch.setattr(scenarios_kept, "FORMAT", 99)
    briefs(bakery, cache)
    assert "bakery.yaml" in read


def test_what_brings_recordings_is_looked_at_at_every_start(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "ben.yaml").write_text(VOICE, encoding="utf-8")
    (tmp_path / "scenarios").mkdir()
    path = tmp_path / "scenarios" / "bakery.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    for _ in range(2):
        (problem,) = started(path, cache).problems()
        assert "there is no file `ben.wav`" in problem


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_is_looked_at_at_every_start(bakery: Path, cache: Path, tmp_path: Path) -> None:
    inside = bakery.with_name("real.txt")
    bakery.rename(inside)
    bakery.symlink_to(inside)
    assert briefs(bakery, cache) == BRIEFS
    outside = tmp_path / "elsewhere.txt"
    inside.rename(outside)
    bakery.unlink()
    bakery.symlink_to(outside)
    (problem,) = started(bakery, cache).problems()
    assert "this link leads out of its folder" in problem


def kept_files(cache: Path) -> list[Path]:
    return sorted(cache.iterdir())


def damages(whole: bytes) -> list[bytes]:
    head, _, body = whole.partition(b"\n")
    return [
        b"", b"\n", whole[:-1], whole[: len(whole) // 2], head, body, b"garbage" * 100,
        pickle.dumps({"bakery.yaml": "harmful"}), json.dumps({"bakery.yaml": [1, 2]}).encode(),
        whole.replace(b"rye", b"RYE"), whole.replace(b"bakery", b"BAKERY"), head + b"\n{}\n" + body,
        head + b"\n" + body * 2,
        *(whole[:at] + b"\xff" + whole[at + 1 :] for at in range(0, 200, 40)),
    ]  # fmt: skip


def test_a_damaged_or_foreign_cache_is_left_out_of_account_and_written_anew(
    bakery: Path, cache: Path, read: list[str]
) -> None:
    briefs(bakery, cache)
    whole = {
        path: path.read_bytes() for path in kept_files(cache) if b"bakery" in path.read_bytes()
    }
    for number in range(len(damages(b"x"))):
        for path, data in whole.items():
            path.write_bytes(damages(data)[number])
        read.clear()
        assert briefs(bakery, cache) == BRIEFS
        assert "bakery.yaml" in read
        assert {path: path.read_bytes() for path in whole} == whole


def test_what_says_it_is_ours_and_holds_something_else_is_left_out_of_account(
    bakery: Path, cache: Path
) -> None:
    briefs(bakery, cache)
    for path in kept_files(cache):
        head, _, body = path.read_bytes().partition(b"\n")
        made_by = head.split()[2]
        for other in (b"1\n", b"[]\n", b'["a"]\n', b"null\t\t\n", b"[1, 2, 3]\t" + body):
            path.write_bytes(scenarios_kept._head(made_by, other) + b"\n" + other)
            assert briefs(bakery, cache) == BRIEFS


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_only_its_owner_can_read_the_cache(bakery: Path, cache: Path) -> None:
    briefs(bakery, cache)
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept_files(cache)} == {0o600}


def test_a_cache_that_cannot_be_written_is_done_without(bakery: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder", encoding="utf-8")
    for _ in range(2):
        assert briefs(bakery, tmp_path / "cache" / "scenarios") == BRIEFS


def test_folders_that_were_not_used_for_long_are_forgotten(
    bakery: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scenarios_kept, "MOST_FOLDERS", 3)
    for number in range(5):
        folder = bakery.parent.parent / f"copy-{number}"
        folder.mkdir()
        shutil.copy(bakery, folder / "bakery.yaml")
        assert briefs(folder / "bakery.yaml", cache) == BRIEFS
    assert len(kept_files(cache)) == 3


def test_lists_are_made_without_making_scenarios(
    bakery: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [file.listing for file in started(bakery, cache).scenarios()]
    made: list[str] = []
    real = KeptVariants.__getitem__

    def making(variants: KeptVariants, at: int) -> Scenario:
        made.append(real(variants, at).id)
        return real(variants, at)

    monkeypatch.setattr(KeptVariants, "__getitem__", making)
    library = started(bakery, cache)
    assert [file.listing for file in library.scenarios()] == before
    assert made == []
    file = library.scenario("bakery")
    assert (file.scenario.brief, file.scenario.brief) == (BRIEFS[0], BRIEFS[0])
    assert made == ["bakery"]
    assert file.listing == Listing.of(file.scenario)
