"""`rolecall redo` with a microphone: two lines from the keyboard, and the words that come out."""

from __future__ import annotations

import argparse
import io
from dataclasses import replace
from pathlib import Path

import pytest

from simulator import bootstrap
from simulator.before_and_now import Beside, compared_in_words
from simulator.commands import redo
from simulator.commands.errors import BadInput
from simulator.ports import PortError
from simulator.session.desk import Desk
from simulator.session.redoing import Compared
from tests.unit.session.test_redoing import BETTER, NEVER, Ears, called, redo_of, redone

ARGUMENTS = argparse.Namespace(attempt=None, part="opening", say=None, profile=None, json=False)


def run(at: Desk, monkeypatch: pytest.MonkeyPatch, typed: str = "\n\n") -> int:
    monkeypatch.setattr(bootstrap, "open_desk", lambda _: at)
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    return redo.run(ARGUMENTS)


def test_enter_begins_and_ends_and_the_verdicts_are_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at, attempt = called(tmp_path)
    code = run(at, monkeypatch)
    told = capsys.readouterr()
    assert code in {0, 1}
    assert told.err.startswith("You said: “Hi Dana. You told FreshSummit")
    assert "Press Enter when you have said it." in told.err
    assert f"Spliced in: “{BETTER}”" in told.out
    assert "  Says your name: before no, now yes" in told.out
    assert "  WHAT: before " in told.out
    assert "the call keeps its result" in told.out
    assert (attempt.folder / "redo" / "spliced.wav").is_file()


def test_without_a_keyboard_it_names_the_other_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, _ = called(tmp_path)
    with pytest.raises(BadInput, match="--say FILE"):
        run(at, monkeypatch, typed="")


def test_without_a_microphone_it_names_the_other_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, _ = called(tmp_path)
    at.ports = replace(at.ports, microphone=None)
    with pytest.raises(PortError, match="--say FILE"):
        run(at, monkeypatch)


def test_what_was_not_understood_is_bad_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, _ = called(tmp_path)
    at.ports = replace(at.ports, recognizer=Ears({}))
    with pytest.raises(BadInput, match="Not one word could be understood"):
        run(at, monkeypatch)


def test_what_is_not_measured_now_is_neither_better_nor_worse(tmp_path: Path) -> None:
    again = redo_of(*called(tmp_path))
    compared = again.grade(redone(again), NEVER)
    name = compared.now.criteria["states_name"].model_copy(
        update={"passed": None, "value": None, "state": "not_measured"}
    )
    unread = compared.now.model_copy(
        update={
            "criteria": {**compared.now.criteria, "states_name": name},
            "score": compared.now.score.model_copy(update={"how": None}),
        }
    )
    verdicts, points = compared_in_words(Compared(compared.part, compared.before, unread))
    assert Beside("Says your name", "no", "not measured", None) in verdicts
    [how] = [each for each in points if each.title == "HOW"]
    assert (how.now, how.is_better) == ("not measured", None)
    [what] = [each for each in points if each.title == "WHAT"]
    assert what.is_better is not None
