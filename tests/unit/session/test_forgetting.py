"""What is forgotten, and what is said where something cannot be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from simulator.ports import PortError
from simulator.session.desk import Desk
from simulator.session.forgetting import forget_call, forget_everything, forget_sound, traces
from simulator.session.people import People
from simulator.settings import save_preferences
from tests.contract.attempts_for_tests import attempt, begun
from tests.unit.session.kit import desk


def with_calls(root: Path, *names: str) -> Desk:
    """A desk whose records and places lie in the same folder, as they do outside tests."""
    at = desk(root)
    at.places = replace(at.places, data=root)
    for name in names:
        at.ports.records.finish(attempt(name, begun(at.ports.records, name)))
        for owner in (root / "attempts").glob("*/owner"):
            owner.unlink()
    return at


def test_what_there_is_to_forget_is_counted(tmp_path: Path) -> None:
    at = with_calls(tmp_path, "a1", "a2")
    at.places.baselines.write_text("{}")

    found = traces(at)

    assert (found.calls, found.with_sound, found.bytes_of_sound) == (2, ("a1", "a2"), 8)
    assert (found.unfinished, found.has_baseline) == ((), True)


def test_recordings_that_were_gone_already_are_noted_as_erased(tmp_path: Path) -> None:
    at = with_calls(tmp_path, "a1", "a2")
    (tmp_path / "attempts" / "a1" / "take-1.wav").unlink()

    done = forget_sound(at)

    assert (done.recordings, done.troubles) == (1, ())
    assert all(at.ports.records.takes(name)[0].erased_at for name in ("a1", "a2"))


def refusing(monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    def refused(*_: object) -> None:
        raise PortError("It could not be erased (Permission denied).")

    monkeypatch.setattr(f"simulator.adapters.records_memory.MemoryRecords.{method}", refused)


def test_what_cannot_be_erased_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = with_calls(tmp_path, "a1")
    refusing(monkeypatch, "erase")
    refusing(monkeypatch, "erase_recordings")
    sentence = ("It could not be erased (Permission denied).",)

    assert (forget_call(at, "a1").calls, forget_call(at, "a1").troubles) == (0, sentence)
    assert (forget_sound(at).recordings, forget_sound(at).troubles[:1]) == (0, sentence)


def test_everything_of_one_person_goes_with_their_place_in_the_list(tmp_path: Path) -> None:
    at = with_calls(tmp_path, "a1")
    people = People(at.places)
    alex, sam = people.add("Alex Reed"), people.add("Sam Ray")
    people.choose(alex.id)
    save_preferences(at.places.preferences, at.preferences)
    at.seat(people, alex)

    done = forget_everything(at)

    assert (done.calls, done.recordings, done.troubles) == (1, 1, ())
    assert not at.places.preferences.exists()
    assert people.all == (sam,)
    assert people.find(None) == sam


def test_a_list_of_people_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    at = with_calls(tmp_path, "a1")
    people = People(at.places)
    at.seat(people, people.add("Alex Reed"))
    at.places.people.write_text("{")

    (trouble,) = forget_everything(at).troubles

    assert "The list of people" in trouble
