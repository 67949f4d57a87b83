"""`rolecall check`: what it prints where, and how it ends."""

import argparse
import json
from pathlib import Path

import pytest

from simulator.commands import check
from tests.unit.scenario.texts import VOICE, replaced
from tests.unit.scenario.well_written import WELL_WRITTEN

# A scenario without a recording, so that a text alone is whole.
SPOKEN = replaced(
    """    greeting:
      wav: ben.wav
      captions:
        - {at_seconds: 0, text: Ben Wood here.}
        - {at_seconds: 1.5, text: Leave one.}
""",
    "    greeting: Ben Wood here.\n",
)
FAULTY = replaced("level: 2", "level: 9", SPOKEN)


class Outcome:
    """What a run of the command has left behind."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("scenarios", "voices"):
        (tmp_path / name).mkdir()
    (tmp_path / "scenarios" / "bakery.yaml").write_text(SPOKEN, encoding="utf-8")
    (tmp_path / "voices" / "ben.yaml").write_text(VOICE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> "Run":
    return Run(capsys)


class Run:
    """Runs the command with arguments."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> Outcome:
        parser = argparse.ArgumentParser()
        check.add_arguments(parser)
        code = check.run(parser.parse_args([str(a) for a in arguments]))
        out, err = self._capsys.readouterr()
        return Outcome(code, out, err)


def test_everything_that_is_shipped_can_be_used(run: Run) -> None:
    outcome = run()
    assert (outcome.code, outcome.out) == (0, "")
    assert int(outcome.err.split()[0]) >= 80
    assert "further variants were not graded: --strict does that." in outcome.err


def test_strict_grades_the_messages_of_every_variant_that_is_shipped(run: Run) -> None:
    outcome = run("--strict")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.endswith("files checked: all is well.\n")


def test_what_could_be_better_is_a_warning_with_its_place(run: Run, folder: Path) -> None:
    path = folder / "scenarios" / "office.yaml"
    path.write_text(replaced("you\n  dial it", "press zero", WELL_WRITTEN), encoding="utf-8")
    outcome = run(path)
    assert outcome.code == 0
    assert outcome.out == (
        f"{path}:25:8: warning: brief: `press zero` gives the answer away; "
        "the rep should hear where they are\n"
    )
    assert outcome.err == "1 file checked: no problem and 1 warning in 1 file.\n"


def test_an_id_of_rolecalls_own_is_refused_as_the_app_does(run: Run, folder: Path) -> None:
    path = folder / "scenarios" / "bakery.yaml"
    path.write_text(SPOKEN.replace("id: bakery", "id: after-hours"), encoding="utf-8")
    outcome = run(path, folder / "voices")
    assert outcome.code == 2
    assert "Rolecall has this id already; give this scenario another" in outcome.out


def test_a_file_by_two_names_is_checked_once(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    outcome = run("scenarios/bakery.yaml", folder / "scenarios", "voices/ben.yaml", folder)
    assert outcome.code == 0
    assert outcome.err.startswith("2 files checked: no problem")


def test_strict_lets_nothing_pass_that_could_be_better(run: Run, folder: Path) -> None:
    path = folder / "scenarios" / "office.yaml"
    path.write_text(WELL_WRITTEN, encoding="utf-8")
    assert run("--strict", path).code == 0
    path.write_text(replaced("you\n  dial it", "press zero", WELL_WRITTEN), encoding="utf-8")
    assert run("--strict", path).code == 2


def test_warnings_are_a_list_of_their_own_in_json(run: Run, folder: Path) -> None:
    path = folder / "scenarios" / "office.yaml"
    path.write_text(replaced("you\n  dial it", "press zero", WELL_WRITTEN), encoding="utf-8")
    (file,) = json.loads(run("--json", path).out)["files"]
    assert (file["ok"], file["problems"]) == (True, [])
    (warning,) = file["warnings"]
    assert (warning["line"], warning["column"], warning["key"]) == (25, 8, "brief")
    assert warning["message"].startswith("`press zero` gives the answer away")


def test_a_twin_may_be_checked_with_its_partner_in_any_order(run: Run, folder: Path) -> None:
    twin = folder / "scenarios" / "a-twin.yaml"
    text = replaced("slots:\n", "twin_of: corner-office\nslots:\n", WELL_WRITTEN)
    text = replaced("id: corner-office", "id: a-twin", text)
    twin.write_text(replaced("best: leave,", "best: hang_up,", text), encoding="utf-8")
    partner = folder / "scenarios" / "office.yaml"
    partner.write_text(WELL_WRITTEN, encoding="utf-8")
    assert "there is no scenario `corner-office`" in run(twin).out
    assert run(twin, partner).out == ""


def test_a_file_that_is_right_is_well(run: Run, folder: Path) -> None:
    path = folder / "scenarios" / "office.yaml"
    path.write_text(WELL_WRITTEN, encoding="utf-8")
    outcome = run(path, folder / "voices" / "ben.yaml")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "2 files checked: all is well.\n")


def test_problems_go_to_standard_output_and_the_summary_does_not(run: Run, folder: Path) -> None:
    path = folder / "scenarios" / "bakery.yaml"
    path.write_text(FAULTY, encoding="utf-8")
    outcome = run(path)
    assert outcome.code == 2
    assert outcome.out == f"{path}:4:8: level: must be 3 or less, not `9`\n"
    assert outcome.err == "1 file checked: 1 problem in 1 file.\n"


def test_json_has_the_shape_that_is_promised(run: Run, folder: Path) -> None:
    path = folder / "scenarios" / "bakery.yaml"
    path.write_text(FAULTY, encoding="utf-8")
    outcome = run("--json", path, folder / "voices")
    assert outcome.code == 2
    problem = {"line": 4, "column": 8, "key": "level", "message": "must be 3 or less, not `9`"}
    assert json.loads(outcome.out) == {
        "schema_version": 1,
        "files": [
            {"path": str(path), "ok": False, "problems": [problem], "warnings": []},
            {
                "path": str(folder / "voices" / "ben.yaml"),
                "ok": True,
                "problems": [],
                "warnings": [],
            },
        ],
    }


def test_a_folder_is_searched_and_so_are_its_folders_of_scenarios_and_voices(
    run: Run, folder: Path
) -> None:
    (folder / "loose.yaml").write_text(FAULTY, encoding="utf-8")
    outcome = run(folder)
    assert f"{folder / 'loose.yaml'}:4:8: level" in outcome.out
    assert outcome.err.startswith("3 files checked: 1 problem and ")


def test_a_voice_is_known_by_its_keys_wherever_it_lies(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "somebody.yaml"
    path.write_text(replaced("line: mobile", "line: phone", VOICE), encoding="utf-8")
    assert run(path).out.startswith(f"{path}:6:7: line: `phone` is not known")


def test_a_scenario_may_use_a_voice_that_is_checked_with_it(run: Run, folder: Path) -> None:
    voice = folder / "voices" / "ben.yaml"
    voice.write_text(replaced("id: ben", "id: benjamin", VOICE), encoding="utf-8")
    scenario = folder / "scenarios" / "bakery.yaml"
    scenario.write_text(replaced("voice: ben\n", "voice: benjamin\n", SPOKEN), encoding="utf-8")
    assert run(voice, scenario).code == 0
    outcome = run(scenario)
    assert "there is no voice `benjamin`" in outcome.out
    assert outcome.code == 2


def test_a_faulty_voice_is_told_once_and_not_in_each_scenario(run: Run, folder: Path) -> None:
    voice = folder / "voices" / "ben.yaml"
    voice.write_text(replaced("line: mobile", "line: phone", VOICE), encoding="utf-8")
    problems = [p for p in run(folder).out.splitlines() if ": warning: " not in p]
    assert len(problems) == 1
    assert problems[0].startswith(str(voice))


def test_two_scenarios_may_not_share_an_id(run: Run, folder: Path) -> None:
    twin = folder / "scenarios" / "copy.yaml"
    twin.write_text(SPOKEN, encoding="utf-8")
    assert f"{twin}:1:5: id: " in run(folder).out


def test_a_file_given_twice_is_checked_once(run: Run, folder: Path) -> None:
    path = folder / "scenarios" / "bakery.yaml"
    assert run(path, folder / "voices", path).err.startswith("2 files checked: ")


def test_a_rubric_is_checked_by_the_graders(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("simulator.grading.rubric")
    (tmp_path / "rubrics").mkdir()
    path = tmp_path / "rubrics" / "mine.yaml"
    path.write_text("no_rubric: 1\n", encoding="utf-8")
    outcome = run(path)
    assert outcome.code == 2
    assert outcome.out.startswith(f"{path}:1:1: ")


def test_a_path_that_leads_nowhere_is_a_sentence(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "gone.yaml"
    outcome = run(path)
    assert (outcome.code, outcome.out) == (2, f"{path}:1:1: there is no such file\n")


def test_an_empty_folder_is_a_sentence(run: Run, tmp_path: Path) -> None:
    outcome = run(tmp_path)
    assert outcome.code == 2
    assert outcome.out == f"{tmp_path}:1:1: there are no YAML files in this folder\n"


def test_a_folder_that_cannot_be_listed_is_a_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("simulator.adapters.scenario_files.yaml_files", failing)
    assert run(tmp_path).out == (
        f"{tmp_path}:1:1: this folder cannot be listed: Permission denied\n"
    )
