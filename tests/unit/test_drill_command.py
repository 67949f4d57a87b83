"""Drills line by line: by a script that needs no time, and live."""

from __future__ import annotations

import argparse
import io
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from simulator.commands import drill as command
from simulator.commands.errors import BadInput
from simulator.commands.typed_lines import TypedLines
from simulator.session.drilling.deciding import Deciding
from simulator.session.drilling.run import NothingToDrill
from tests.tui.fakes import Setup
from tests.unit.session.drill_kit import Clock, at_a_desk


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    return at_a_desk(tmp_path, Clock())


class Typed(TypedLines):
    """These lines, each as soon as it is asked for, and then no more."""

    def __init__(self, *lines: str) -> None:
        self._given = list(lines)
        self.is_over = False

    @override
    def wait(self) -> str | None:
        if not self._given:
            self.is_over = True
            return None
        return self._given.pop(0)

    @override
    def look(self, at_most_seconds: float) -> tuple[str, ...]:
        line = self.wait()
        return () if line is None else (line,)


def arguments(name: str, **more: Any) -> argparse.Namespace:
    given = {
        "drill": name, "resume": False, "seed": 3, "dials": None, "type": None, "level": None,
        "json": False,
    }  # fmt: skip
    return argparse.Namespace(**{**given, **more})


def drill(setup: Setup, name: str, *lines: str, is_live: bool = False, **more: Any) -> int:
    return command.drill(setup.desk, arguments(name, **more), Typed(*lines), is_live=is_live)


def test_a_script_decides_after_the_words_that_tell_it(
    setup: Setup, capsys: pytest.CaptureFixture[str]
) -> None:
    assert drill(setup, "quick-choice", "l@1", "x", "l", "late", "h@soon", "0 @ 2", dials=4) == 0
    told = capsys.readouterr()
    assert "Right: leave a message, 1.0 s after the words that tell it." in told.err
    assert "0.5 s after the words that tell it." in told.err
    assert "Too late" in told.err
    assert told.err.count("No such key.") == 2
    assert "You want to reach" in told.err
    assert told.out.startswith("3 of 4 right, 1 too late")
    assert "--resume" not in told.out


def test_a_run_that_ends_early_says_how_to_go_on(
    setup: Setup, capsys: pytest.CaptureFixture[str]
) -> None:
    drill(setup, "quick-choice", "l", "q", dials=3)
    told = capsys.readouterr()
    assert "1 of 3 were played." in told.out
    assert "To go on with it: rolecall drill quick-choice --resume" in told.out
    drill(setup, "quick-choice", "l", "0", resume=True)
    told = capsys.readouterr()
    assert "1 of 3 were done before." in told.err
    assert told.out.startswith("3 of 3 right")
    with pytest.raises(NothingToDrill):
        drill(setup, "quick-choice", resume=True)


def test_what_came_of_it_is_given_to_scripts_as_json(
    setup: Setup, capsys: pytest.CaptureFixture[str]
) -> None:
    drill(setup, "quick-choice", "l", "l", dials=2, json=True)
    shape = json.loads(capsys.readouterr().out)
    assert (shape["schema_version"], shape["drill"], shape["seed"]) == (1, "quick-choice", 3)
    assert [one["place"] for one in shape["done"]] == [0, 1]
    assert shape["summary"]["headline"].startswith("2 of 2 right")
    assert shape["summary"]["sections"][0]["rows"]
    drill(setup, "quick-choice", dials=2, json=True)
    assert json.loads(capsys.readouterr().out)["summary"] is None


def test_nothing_done_is_said(setup: Setup, capsys: pytest.CaptureFixture[str]) -> None:
    drill(setup, "opening", dials=2)
    assert capsys.readouterr().out == "Nothing was done.\n"


def test_live_a_key_and_enter_decide(
    setup: Setup, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        Deciding, "seconds", property(lambda self: (self.sound.cue_end_seconds or 0.0) + 1.0)
    )
    drill(setup, "quick-choice", "", "x", "l", "", "l", is_live=True, dials=2)
    told = capsys.readouterr()
    assert told.out.startswith("2 of 2 right")
    assert "Enter begins; q stops." in told.err
    assert "No such key." in told.err
    assert setup.player.played


def test_live_who_waits_is_too_late(
    setup: Setup, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Deciding, "seconds", property(lambda self: self.sound.seconds + 6.0))
    drill(setup, "quick-choice", "", "q", is_live=True, dials=2)
    assert "Too late" in capsys.readouterr().err


@pytest.mark.parametrize("lines", [("q",), (), ("", "q"), ("",)])
def test_live_it_is_stopped_at_any_moment(
    setup: Setup, capsys: pytest.CaptureFixture[str], lines: tuple[str, ...]
) -> None:
    assert drill(setup, "quick-choice", *lines, is_live=True, dials=2) == 0
    assert capsys.readouterr().out == "Nothing was done.\n"


def test_openings_are_typed(setup: Setup, capsys: pytest.CaptureFixture[str]) -> None:
    drill(setup, "opening", "", "Hi, this is nobody in particular", "q", dials=2)
    told = capsys.readouterr()
    assert "Nothing was typed." in told.err
    assert "  Says your name: work on this" in told.err
    assert told.out.startswith("0 of 1 opening had everything. 1 of 2 were said.")


def test_numbers_are_spoken_between_two_enters(
    setup: Setup, capsys: pytest.CaptureFixture[str]
) -> None:
    setup.recognizer._texts = ["", "call me any time"]
    drill(setup, "number", "", "", "", "", "", dials=2, is_live=True)
    told = capsys.readouterr()
    assert told.err.count("Recording. Enter ends it.") == 2
    assert "Not one word could be understood." in told.err
    assert "“call me any time”" in told.err
    assert told.out.startswith("0 of 1 phone number had everything.")


def test_a_power_hour_by_script_has_no_feedback_until_the_end(
    setup: Setup, capsys: pytest.CaptureFixture[str]
) -> None:
    drill(setup, "power-hour", "h", "0#", "Hi it is me call me", "x", dials=3)
    told = capsys.readouterr()
    assert "Dial 3 of 3. 60 minutes left." in told.err
    assert "You hung up." in told.err
    assert "of 100" not in told.err
    assert told.out.startswith("3 of 3 dials in less than a minute")
    kept = setup.desk.ports.records.evidence()
    assert {(one.setting, one.place) for one in kept} == {("power_hour", n) for n in range(3)}


def test_free_play_has_all_feedback(setup: Setup, capsys: pytest.CaptureFixture[str]) -> None:
    drill(setup, "free-play", "h", "q", type="wrong", level=1)
    told = capsys.readouterr()
    assert "Where: you hung up" in told.err
    assert "Call 2." in told.err
    assert told.out.startswith("1 call in less than a minute")


def test_calls_are_made_live(setup: Setup, capsys: pytest.CaptureFixture[str]) -> None:
    setup.desk.ports = replace(setup.desk.ports, microphone=None)
    drill(setup, "free-play", "", "h", "q", is_live=True, type="personal", level=1)
    told = capsys.readouterr()
    assert "You hung up." in told.err
    assert told.out.startswith("1 call in less than a minute")


def test_an_hour_that_is_over_is_said(
    setup: Setup, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.session.drilling.calls.HOUR_SECONDS", 0.0)
    drill(setup, "power-hour", "h", dials=3)
    assert "The hour is over." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"dials": 0}, "--dials: 0 is not a number from 1 to 200"),
        ({"level": 2}, "--type and --level are for free-play"),
        ({"resume": True}, "--resume goes on with what was dealt"),
        ({"drill": "free-play", "dials": 3}, "free play goes on until you stop"),
    ],
)
def test_what_makes_no_sense_is_refused(more: dict[str, Any], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        command.run(arguments(**{"name": "quick-choice", **_named(more)}))


def _named(more: dict[str, Any]) -> dict[str, Any]:
    return {"name" if key == "drill" else key: value for key, value in more.items()}


def test_the_command_opens_a_desk_and_reads_what_is_piped_in(
    setup: Setup, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    setup.desk.ports = replace(setup.desk.ports, notices=("No speaker was found.",))
    monkeypatch.setattr("simulator.bootstrap.open_quiet_desk", lambda _: setup.desk)
    monkeypatch.setattr(sys, "stdin", io.StringIO("l\nl\n"))
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    words = ["quick-choice", "--seed", "3", "--dials", "2"]
    assert command.run(parser.parse_args(words)) == 0
    told = capsys.readouterr()
    assert "No speaker was found." in told.err
    assert told.out.startswith("2 of 2 right")
    assert setup.closed == [True]
