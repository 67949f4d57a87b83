"""`rolecall new`: questions or options make a file that can be played."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typing_extensions import override

from simulator.adapters.scenario_files import load_scenario, schema_file
from simulator.cli import main
from simulator.scenario.model import ScenarioType
from tests.integration.rolecall import Rolecall

KINDS = get_args(ScenarioType)
WELL = "1 file checked: no problem and 1 warning in 1 file.\n"
"""The warning is that words never change: a second prospect is for the author to invent."""


class Terminal(io.StringIO):
    """What is typed on a terminal."""

    @override
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typing(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("".join(f"{line}\n" for line in lines)))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_is_well(
    kind: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "first", "--type", kind]) == 0
    assert capsys.readouterr().out == "first.yaml\n"
    assert main(["check", "first.yaml"]) == 0
    assert capsys.readouterr().err == WELL
    assert load_scenario(folder / "first.yaml", None).scenario.type == kind


@pytest.mark.parametrize("kind", KINDS)
def test_with_every_answer_given_it_is_well_too(
    kind: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = {
        "--title": "The tall window", "--prospect": "Ada O'Lo", "--prospect-title": "CFO: interim",
        "--company": "Tall & Co", "--industry": "glass", "--offer": "panes", "--rep": "Jo Po",
        "--rep-company": "#1 Panes", "--number": "617-555-0142", "--voice": "lena",
        "--fact": "She told the crew in June: no more panes from the north.",
        "--said": "no more panes from the north",
        "--greeting": "Ada O'Lo here, or \"the window lady\". Leave one: short.",
        "--cue": "Ada O'Lo here",
    }  # fmt: skip
    said = [word for pair in options.items() for word in pair]
    assert main(["new", "--type", kind, *said]) == 0
    scenario = load_scenario(folder / "the-tall-window.yaml", None).scenario
    assert (scenario.prospect.name, scenario.prospect.title) == ("Ada O'Lo", "CFO: interim")
    assert scenario.lines[scenario.first_line].greeting_text == options["--greeting"]
    assert scenario.lines[scenario.first_line].cue == "Ada O'Lo here"
    assert scenario.research[0].phrases == ("no more panes from the north",)
    assert main(["check", "the-tall-window.yaml"]) == 0


def test_it_says_what_to_do_next(capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", "first", "--folder", "my calls"])
    said = capsys.readouterr().err
    for command in ("check", "preview", "call"):
        assert f"rolecall {command} 'my calls/first.yaml'" in said
    assert "rolecall --scenarios 'my calls'" in said


def test_a_file_that_is_there_stays_as_it_is(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "first.yaml").write_text("mine", encoding="utf-8")
    assert main(["new", "first"]) == 2
    assert (folder / "first.yaml").read_text(encoding="utf-8") == "mine"
    assert capsys.readouterr().err == (
        "first.yaml is there already, and stays as it is. Choose another name.\n"
    )


def test_a_name_of_rolecalls_own_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "desk-classic"]) == 2
    assert capsys.readouterr().err.startswith("Rolecall has a call `desk-classic` already.")


def test_the_schema_lies_beside_the_file_and_is_brought_up_to_date(folder: Path) -> None:
    copy = folder / "scenario.schema.json"
    main(["new", "first"])
    line = (folder / "first.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert line == "# yaml-language-server: $schema=scenario.schema.json"
    assert copy.read_bytes() == schema_file().read_bytes()

    copy.write_text('{"title": "A call of Rolecall"}', encoding="utf-8")
    main(["new", "second"])
    assert copy.read_bytes() == schema_file().read_bytes()

    copy.write_text('{"title": "of somebody else"}', encoding="utf-8")
    main(["new", "third"])
    assert "somebody else" in copy.read_text(encoding="utf-8")


def test_a_schema_that_holds_anything_else_stays(folder: Path) -> None:
    copy = folder / "scenario.schema.json"
    for number, text in enumerate(("[" * 200_000, "[]", "\udcff")):
        copy.write_text(text, encoding="utf-8", errors="surrogateescape")
        assert main(["new", f"call-{number}"]) == 0
        assert copy.read_text(encoding="utf-8", errors="surrogateescape") == text


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_in_the_place_of_the_schema_is_not_written_through(folder: Path) -> None:
    (folder / "calls").mkdir()
    (folder / "calls" / "scenario.schema.json").symlink_to(folder / "elsewhere.json")
    assert main(["new", "first", "--folder", "calls"]) == 0
    assert not (folder / "elsewhere.json").exists()


def test_in_a_checkout_the_schema_is_the_one_of_the_documents(tmp_path: Path) -> None:
    from simulator.commands.new_file import schema_for

    assert schema_for(schema_file().parent.parent / "scenarios") == "../docs/scenario.schema.json"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--number", "12"], "--number: `12` will not do; allowed: a number with its area code"),
        (["--title", "{x}"], "--title: nothing is filled in here"),
        (["--prospect", ""], "--prospect: must not be empty"),
        (["--fact", "a{b}"], "--fact: there is no slot `b`"),
        (["--said", "nothing"], "--said: there is no --fact that it could mention"),
        (["--fact", "a", "--fact", "b", "--said", "c"], "--said: give one for each --fact"),
        (["con"], "A file cannot be called so everywhere: `con.yaml` is the name of a device"),
        (["--cue", "nowhere"], "Nothing was written: `nowhere` is not in the greeting"),
        (["--voice", "caruso"], "--voice: choose one of "),
        (["--company", "\udcff"], "--company: the text is not UTF-8"),
        (["A Name"], "Nothing was written: `A Name` will not do; allowed: small letters"),
    ],
)
def test_what_cannot_be_used_is_a_sentence_and_writes_nothing(
    options: list[str], sentence: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", *options]) == 2
    assert capsys.readouterr().err.startswith(sentence)
    assert list(folder.iterdir()) == []


def test_json_says_what_was_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", "first", "--json"])
    assert json.loads(capsys.readouterr().out) == {
        "schema_version": 1,
        "id": "first",
        "path": "first.yaml",
        "schema": "scenario.schema.json",
    }


def test_on_a_terminal_it_asks_and_enter_takes_what_is_offered(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typing(monkeypatch, *[""] * 17)
    assert main(["new"]) == 0
    asked = capsys.readouterr().err
    assert "The rep's number, for calling back [617-555-0100]: " in asked
    assert "Its deciding words, exactly as they stand there [You've reached Robin Vale]: " in asked
    assert main(["check", "a-new-call.yaml"]) == 0


def test_what_cannot_be_used_is_asked_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "desk.yaml").write_text("mine", encoding="utf-8")
    answers = [
        "vendor", "vendor_line", "Desk", "Ada Lo", "", "Tall Co", "", "", "", "", "abc",
        "617-555-0142", "A fact {x}.", "", "A true fact.", "a true fact", "A second.", "",
        "Vendors, speak.", "suppliers", "Vendors", "caruso", "lena", "", "desk-two",
    ]  # fmt: skip
    typing(monkeypatch, *answers)
    assert main(["new"]) == 0
    said = capsys.readouterr().err
    for sentence in (
        "Choose one of personal_mailbox, vendor_line, wrong_contact.",
        "`abc` will not do; allowed: a number with its area code, like `617-555-0142`.",
        "there is no slot `x`; this file has no `slots`.",
        "`suppliers` is not in the greeting; repeat its deciding words exactly.",
        "Choose one of announcer, ",
        "desk.yaml is there already, and stays as it is. Choose another name.",
    ):
        assert f"{sentence}" in said
    scenario = load_scenario(folder / "desk-two.yaml", None).scenario
    assert [fact.text for fact in scenario.research] == ["A true fact.", "A second."]
    assert scenario.lines["vendors"].cue == "Vendors"
    assert scenario.prospect.company == "Tall Co"


def test_what_came_as_an_option_is_not_asked(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typing(monkeypatch, *[""] * 17)
    assert main(["new", "first", "--type", "wrong_contact", "--fact", "She sails."]) == 0
    asked = capsys.readouterr().err
    assert "The type of call" not in asked
    assert "found out" not in asked
    assert "The name of the file" not in asked


def test_left_in_the_middle_nothing_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typing(monkeypatch, "", "My call")
    assert main(["new"]) == 2
    assert capsys.readouterr().err.endswith(
        "The questions were not answered to the end, so nothing was written.\n"
    )
    assert list(folder.iterdir()) == []


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(KINDS), st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_text_makes_a_file_that_is_well_or_a_sentence(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    kind: str,
    name: str,
    fact: str,
    greeting: str,
) -> None:
    for path in folder.iterdir():
        path.unlink()
    texts = [f"--prospect={name}", f"--fact={fact}", f"--greeting={greeting}"]
    code = main(["new", "x", "--type", kind, *texts])
    said = capsys.readouterr().err
    if code == 0:
        assert main(["check", "x.yaml"]) == 0, capsys.readouterr().out
    else:
        assert code == 2
        assert said.strip()
        assert not (folder / "x.yaml").exists()


def test_as_a_process_without_a_terminal_it_asks_nothing(rolecall: Rolecall, folder: Path) -> None:
    answer = rolecall.run("new", "first", "--folder", str(folder))
    assert answer.code == 0
    assert "[" not in answer.err
