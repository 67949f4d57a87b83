"""One part, prospect after prospect: recorded or typed, graded, kept, and its sound erased."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.ports import PortError
from simulator.practice.sections import lines_of
from simulator.session.drilling.dealt import Wanted, deal, go_on_with
from simulator.session.drilling.drills import drill_named
from simulator.session.drilling.parts import OnePart
from simulator.session.redoing import NothingSaid
from tests.tui.fakes import Setup
from tests.unit.session.drill_kit import Clock, at_a_desk

STOPPED = threading.Event()
STOPPED.set()
NUMBER, OPENING = drill_named("number"), drill_named("opening")


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    return at_a_desk(tmp_path, Clock())


def run_of(setup: Setup, drill: str = "opening", number: int = 3) -> OnePart:
    run, _ = deal(setup.desk, drill_named(drill), Wanted(seed=4, number=number))
    assert isinstance(run, OnePart)
    return run


def introduction(run: OnePart, place: int) -> str:
    calling = run.brief(place)
    assert calling is not None
    rep = calling.scenario.rep
    return f"Hi, this is {rep.name} with {rep.company}."


def test_an_opening_that_is_typed_is_graded_by_its_own_points(setup: Setup) -> None:
    run = run_of(setup)
    graded = run.grade_typed(0, introduction(run, 0))
    assert graded.criteria["states_name"].passed
    assert graded.criteria["states_company"].passed
    assert "states_callback_number" not in graded.criteria
    (kept,) = setup.desk.ports.records.evidence(run.series.id)
    assert kept.ratings["skill:states_name"] == "good"
    assert run.place == 1


def test_a_run_of_a_part_is_gone_on_with(setup: Setup) -> None:
    run = run_of(setup)
    run.grade_typed(0, introduction(run, 0))
    again = go_on_with(setup.desk, OPENING)
    assert isinstance(again, OnePart)
    assert again.place == 1
    again.grade_typed(1, introduction(again, 1))
    told = "\n".join(lines_of(again.summary()))
    assert "Says your name" in told
    assert "2 of 3 were said." in told
    with pytest.raises(PortError):
        go_on_with(setup.desk, NUMBER)


def test_what_was_said_is_heard_graded_and_erased(setup: Setup) -> None:
    run = run_of(setup, "number")
    calling = run.brief(0)
    assert calling is not None
    setup.recognizer._texts = [f"call {calling.scenario.rep.number}"]
    setup.microphone.content = b"RIFF"
    run.record(lambda _: None, STOPPED)
    take = run._take
    assert take.exists()
    graded = run.grade(0)
    assert calling.scenario.rep.number in graded.said
    assert graded.criteria["states_callback_number"].passed
    assert not take.exists()


def test_where_nothing_was_understood_nothing_is_kept(setup: Setup) -> None:
    run = run_of(setup)
    run.record(lambda _: None, STOPPED)
    with pytest.raises(NothingSaid, match="Not one word"):
        run.grade(0)
    with pytest.raises(NothingSaid, match="Nothing was typed"):
        run.grade_typed(0, "   ")
    assert run.done == ()
    assert run.place == 0


def test_devices_that_are_missing_or_lost_are_said(setup: Setup) -> None:
    run = run_of(setup)
    setup.microphone.ended_by = "device_lost"
    with pytest.raises(PortError, match="lost while you spoke"):
        run.record(lambda _: None, STOPPED)
    setup.desk.ports = replace(setup.desk.ports, microphone=None)
    with pytest.raises(PortError, match="no microphone"):
        run.record(lambda _: None, STOPPED)


def test_without_room_for_a_recording_typing_is_proposed(setup: Setup, tmp_path: Path) -> None:
    (tmp_path / "drill").write_text("in the way")
    run = run_of(setup)
    with pytest.raises(PortError, match="or type what you would say"):
        run.record(lambda _: None, STOPPED)
    assert run.end() == ""


def test_what_a_crash_has_left_is_erased(setup: Setup, tmp_path: Path) -> None:
    left = tmp_path / "drill" / "part.wav"
    run_of(setup).record(lambda _: None, STOPPED)
    left.write_bytes(b"what was said before the crash")
    run_of(setup, "number").record(lambda _: None, STOPPED)
    assert left.read_bytes() == b""
    run_of(setup).end()
    assert not left.exists()


def test_a_prospect_that_is_gone_is_said(setup: Setup) -> None:
    run = run_of(setup)
    gone = run.series.items[0].model_copy(update={"variant": 99})
    run.series = run.series.model_copy(update={"items": (gone,)})
    assert run.brief(0) is None
    with pytest.raises(PortError, match="is gone"):
        run.grade_typed(0, "Hi")
