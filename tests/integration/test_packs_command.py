"""`rolecall packs`, from the outside; and the page about packs, which is run line by line."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.integration.pack_kit import MANIFEST, as_folder, as_zip, pack_files
from tests.integration.rolecall import Rolecall
from tests.unit.scenario.texts import VOICE

PAGE = (Path(__file__).parents[2] / "docs" / "packs.md").read_text(encoding="utf-8")
NO_PROOF = "does not prove who made a pack"
GREETED = ["call", "bakery", "--keys", "0", "--type", "Ben Wood, please", "--type", "Hello Ben."]


def test_a_pack_is_added_listed_played_verified_and_removed(
    rolecall: Rolecall, tmp_path: Path
) -> None:
    source = as_zip(tmp_path / "crumbs.zip", pack_files())

    added = rolecall.run("packs", "add", str(source))
    assert added.code == 0, added.err
    assert added.out.splitlines() == [
        "Installed crumbs 1.0.0 by Ada Stone (CC0-1.0): 1 scenario, 1 voice and 1 rubric.",
        "Its calls are meant to be graded by the rubric gentle: add --rubric gentle, or choose it "
        "in the settings.",
    ]
    source.unlink()

    listed = json.loads(rolecall.run("list", "--json").out)["scenarios"]
    assert {s["id"]: s["pack"] for s in listed}["bakery"] == "crumbs"
    called = rolecall.run(*GREETED, "--rubric", "gentle", "--json")
    assert called.code in {0, 1}, called.err
    assert '"Ben Wood here. Leave one."' in called.err
    assert json.loads(called.out)["rubric"]["id"] == "gentle"

    whole = rolecall.run("packs", "verify")
    assert (whole.code, whole.out) == (0, "crumbs 1.0.0: whole.\n")
    assert NO_PROOF in whole.err
    folder = rolecall.home / "data" / "packs" / "crumbs"
    (folder / "voices" / "ben.yaml").write_text(VOICE + "age: 40\n", encoding="utf-8")
    (folder / "README.md").unlink()
    damaged = rolecall.run("packs", "verify", "crumbs")
    assert damaged.code == 1
    assert damaged.out == "crumbs: changed: voices/ben.yaml\ncrumbs: missing: README.md\n"
    assert NO_PROOF in damaged.err
    assert re.search(r"crumbs +1.0.0 +1 +damaged +CC0-1.0 +Ada Stone", packs(rolecall))
    told = rolecall.run("list")
    assert told.code == 0
    assert f"{folder / 'voices' / 'ben.yaml'}:7:1: age: unknown key" in told.err

    removed = rolecall.run("packs", "remove", "crumbs")
    assert removed.code == 0
    assert removed.out.startswith("Removed crumbs 1.0.0: 1 scenario, 1 voice and 1 rubric.")
    assert not folder.exists()
    gone = rolecall.run(*GREETED)
    assert gone.code == 2
    assert "There is no scenario `bakery`" in gone.err


def packs(rolecall: Rolecall) -> str:
    return rolecall.run("packs", "list").out


def test_results_as_json_have_the_shape_that_is_promised(
    rolecall: Rolecall, tmp_path: Path
) -> None:
    source = as_folder(tmp_path / "crumbs", pack_files())
    pack = {
        "name": "crumbs",
        "version": "1.0.0",
        "author": "Ada Stone",
        "licence": "CC0-1.0",
        "description": "Calls to bakers.",
        "rubric": "gentle",
        "scenarios": 1,
        "voices": 1,
        "rubrics": 1,
        "folder": str(rolecall.home / "data" / "packs" / "crumbs"),
    }
    added = rolecall.run("packs", "add", str(source), "--json")
    assert json.loads(added.out) == {"schema_version": 1, "installed": pack, "replaced": None}
    again = rolecall.run("packs", "add", str(source), "--replace", "--json")
    assert json.loads(again.out) == {"schema_version": 1, "installed": pack, "replaced": "1.0.0"}
    listed = rolecall.run("packs", "list", "--json")
    assert json.loads(listed.out) == {"schema_version": 1, "packs": [{**pack, "state": "whole"}]}
    verified = rolecall.run("packs", "verify", "--json")
    files: dict[str, list[str]] = {"changed": [], "missing": [], "extra": []}
    assert json.loads(verified.out) == {
        "schema_version": 1,
        "packs": [{"name": "crumbs", "whole": True, **files}],
        "proves_authorship": False,
    }
    removed = rolecall.run("packs", "remove", "crumbs", "--json")
    assert json.loads(removed.out) == {"schema_version": 1, "removed": pack}


def test_what_is_refused_is_told_with_every_place_and_nothing_is_installed(
    rolecall: Rolecall, tmp_path: Path
) -> None:
    files = pack_files() | {"scenarios/two.yaml": b"id: [", "voices/two.yaml": b"\xff"}
    source = as_folder(tmp_path / "crumbs", files)
    refused = rolecall.run("packs", "add", str(source))
    assert (refused.code, refused.out) == (2, "")
    first, *others = refused.err.splitlines()
    assert first == f"{source} was not installed:"
    assert [line.split(":")[0] for line in others] == ["  scenarios/two.yaml", "  voices/two.yaml"]
    assert packs(rolecall) == ""
    assert rolecall.run("packs", "list").err.startswith("No pack is installed.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "gone.zip"], "There is no such file or folder."),
        (["remove", "crumbs"], "There is no pack `crumbs`. No pack is installed."),
        (["remove", "../../x"], "There is no pack `../../x`."),
        (["verify", "crumbs"], "There is no pack `crumbs`."),
        ([], "required: ACTION"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(rolecall: Rolecall, words: list[str], said: str) -> None:
    answer = rolecall.run("packs", *words)
    assert answer.code == 2
    assert said in answer.err


def test_packs_belong_to_everybody_on_the_machine(rolecall: Rolecall, tmp_path: Path) -> None:
    from simulator.session.people import People
    from simulator.settings import Places

    rolecall.run("packs", "add", str(as_folder(tmp_path / "crumbs", pack_files())))
    people = People(Places(rolecall.home / "data", rolecall.home / "cache"))
    people.add("Ada")
    people.add("Ben")
    for name in ("Ada", "Ben"):
        assert "bakery" in rolecall.run("list", "--profile", name).out


def test_rules_and_check_know_what_packs_bring(rolecall: Rolecall, tmp_path: Path) -> None:
    source = as_folder(tmp_path / "crumbs", pack_files())
    checked = rolecall.run("check", str(source))
    assert checked.code == 0, checked.out
    rolecall.run("packs", "add", str(source))
    assert "(rubric gentle, version" in rolecall.run("rules", "gentle").out
    unknown = rolecall.run("rules", "gentl")
    assert "did you mean `gentle`" in unknown.err
    (source / "pack.yaml").write_text(MANIFEST.replace("licence", "license"), encoding="utf-8")
    faulty = rolecall.run("check", str(source))
    assert faulty.code == 2
    said = "pack.yaml:4:1: license: unknown key (did you mean `licence`?)"
    assert f"{source}/{said}" in faulty.out
    manifest = rolecall.home / "data" / "packs" / "crumbs" / "pack.yaml"
    manifest.write_text("name: crumbs\n", encoding="utf-8")
    assert f"{manifest}:1:1: author: this key is missing" in rolecall.run("check").out


def test_a_rubric_of_a_pack_can_be_chosen_in_the_settings(tmp_path: Path) -> None:
    from simulator.grading.rubric import parse_rubric, shipped_rubric
    from tests.tui.fakes import ShelfLibrary, set_up

    text = shipped_rubric()[0].replace("id: snell", "id: gentle", 1)
    desk = set_up(tmp_path).desk
    shelf = ShelfLibrary((), rubrics=[parse_rubric(text, "gentle.yaml")])
    desk.ports = replace(desk.ports, library=shelf)
    assert desk.rubric_ids == ("snell", "double-tap", "gentle")
    desk.prefer_rubric("gentle")
    assert desk.rubric.id == "gentle"
    assert desk.preferences.rubric == "gentle"
    desk.prefer_next_rubric()
    assert desk.rubric.id == "snell"


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_the_page_about_packs_can_be_followed_line_by_line(
    rolecall: Rolecall, tmp_path: Path
) -> None:
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)[1:]
    assert [kind for kind, _ in blocks].count("sh") == 5
    command = f'rolecall() {{ "{sys.executable}" -m simulator "$@"; }}\n'
    command += f'python3() {{ "{sys.executable}" "$@"; }}\n'
    out, env = "", {**rolecall.environment, "PYTHONPATH": str(Path(__file__).parents[2])}
    for kind, text in blocks:
        if kind == "yaml":
            (tmp_path / "dental" / "pack.yaml").write_text(text, encoding="utf-8")
        elif kind == "sh":
            ended = subprocess.run(
                ["bash", "-c", command + text],
                cwd=tmp_path,
                env=env,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )
            assert ended.returncode == 0, ended.stderr
            assert "Traceback" not in ended.stderr
            out = ended.stdout
        else:
            assert out.endswith(text)
