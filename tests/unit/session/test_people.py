"""Several people on one machine: each with a folder of their own, and a list that survives."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from simulator.ports import PortError
from simulator.session.people import People, ProfileRefused, UnknownPerson, telephone_number
from simulator.settings import Places


def people_in(folder: Path) -> People:
    return People(Places(folder / "data", folder / "cache"))


def test_nobody_has_a_profile_at_first_and_nothing_is_made(tmp_path: Path) -> None:
    people = people_in(tmp_path)

    assert people.all == ()
    assert people.find(None) is None
    assert people.places_of(None).data == tmp_path / "data"
    assert people.trouble is None
    assert list(tmp_path.iterdir()) == []


def test_the_first_person_goes_on_with_what_is_there_and_later_ones_begin_anew(
    tmp_path: Path,
) -> None:
    people = people_in(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "rolecall.sqlite3").write_text("results from before")

    alex = people.add("Alex Reed", "Northwind", "(617) 555 0142")
    sam = people.add("Sam Poe")

    assert people.places_of(alex).data == tmp_path / "data"
    assert people.places_of(alex).database.read_text() == "results from before"
    assert people.places_of(sam).data == tmp_path / "data" / "people" / "sam-poe"
    assert not people.places_of(sam).database.exists()
    assert people.places_of(sam).cache == people.places_of(alex).cache


@pytest.mark.skipif(os.name != "posix", reason="file modes are a POSIX thing")
def test_folders_and_list_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    people = people_in(tmp_path)
    people.add("Alex Reed")
    sam = people.places_of(people.add("Sam Poe")).data

    modes = {stat.S_IMODE(p.stat().st_mode) for p in (sam, sam.parent, tmp_path / "data")}
    assert modes == {0o700}
    assert stat.S_IMODE((tmp_path / "data" / "people.json").stat().st_mode) == 0o600


def test_who_was_chosen_last_is_found_by_another_rolecall(tmp_path: Path) -> None:
    people = people_in(tmp_path)
    people.add("Alex Reed")
    sam = people.add("Sam Poe")
    assert people.find(None) != sam

    people.choose(sam.id)

    assert people_in(tmp_path).find(None) == sam


@pytest.mark.parametrize("wanted", ["José Marín", "josé marín", "Jose Marin", "jose-marin", "Jose"])
def test_a_person_is_found_by_name_id_or_first_name(tmp_path: Path, wanted: str) -> None:
    people = people_in(tmp_path)
    people.add("Alex Reed")
    jose = people.add("José Marín")

    assert people.find(wanted) == jose


def test_a_name_that_nobody_or_several_have_is_refused_with_the_names_there_are(
    tmp_path: Path,
) -> None:
    people = people_in(tmp_path)
    with pytest.raises(UnknownPerson, match="Nobody has a profile yet"):
        people.find("Alex")
    people.add("Alex Reed")
    people.add("Alex Poe")

    for wanted in ("Alex", "Kim"):
        with pytest.raises(UnknownPerson, match=r"There are: “Alex Reed”, “Alex Poe”\."):
            people.find(wanted)


def test_a_profile_can_be_changed_and_keeps_its_folder(tmp_path: Path) -> None:
    people = people_in(tmp_path)
    people.add("Alex Reed")
    sam = people.add("Sam Poe")

    changed = people.change(sam.id, "Samantha Poe", "Acme", "+49 30 901820")

    assert (changed.title, changed.number) == ("Samantha Poe · Acme", "+49 30 901820")
    assert changed.is_complete
    assert people.places_of(changed) == people.places_of(sam)
    assert people.all[1] == changed
    with pytest.raises(UnknownPerson):
        people.change("nobody", "Nobody")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("", "needs a name"), ("  7 ", "needs a name"), ("x" * 61, "at most 60"),
     ("ALEX reed", "Add a last name or an initial")],
)  # fmt: skip
def test_a_name_that_will_not_do_is_refused_with_a_reason(
    tmp_path: Path, name: str, sentence: str
) -> None:
    people = people_in(tmp_path)
    alex = people.add("Alex Reed")

    with pytest.raises(ProfileRefused, match=sentence):
        people.add(name)

    assert people.all == (alex,)


def test_two_names_that_make_the_same_folder_get_two(tmp_path: Path) -> None:
    people = people_in(tmp_path)
    ids = [people.add(name).id for name in ("Ann Lee", "Ann-Lee", "李娜", "王芳")]
    assert ids == ["ann-lee", "ann-lee-2", "person", "person-2"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("6175550142", "617-555-0142"),
        ("(617) 555-0142", "617-555-0142"),
        ("+1 617.555.0142", "617-555-0142"),
        ("+49 30 901820", "+49 30 901820"),
        ("+65 8123 4567", "+65 8123 4567"),
        ("030 901820", "030 901820"),
        ("  ", ""),
    ],
)
def test_a_number_is_kept_as_it_would_be_written(typed: str, kept: str) -> None:
    assert telephone_number(typed) == kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("call me", "“c” does not belong in a telephone number"),
        ("617-555-0142 x3", "“x” does not belong"),
        ("617+5550142", "“[+]” does not belong"),
        ("555-01", "has 7 to 15 digits; this has 5"),
        ("1234567890123456", "this has 16"),
    ],
)
def test_what_is_no_telephone_number_is_refused_with_a_reason(typed: str, sentence: str) -> None:
    with pytest.raises(ProfileRefused, match=sentence):
        telephone_number(typed)


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        '{"people": 7}',
        '{"people": [{"id": "a"}]}',
        '{"people": [{"id": "a", "name": "A", "folder": "../../etc"}]}',
        '{"people": [{"id": "../a", "name": "A", "folder": "people/../a"}]}',
        '{"people": [{"id": "a", "name": 7}]}',
    ],
)
def test_a_damaged_list_is_a_sentence_and_is_never_written_over(
    tmp_path: Path, content: str
) -> None:
    path = tmp_path / "data" / "people.json"
    path.parent.mkdir()
    path.write_text(content)
    people = people_in(tmp_path)

    assert people.find(None) is None
    assert people.trouble is not None
    assert str(path) in people.trouble
    with pytest.raises(PortError, match="cannot be read"):
        people.add("Alex Reed")
    assert path.read_text() == content


def test_a_list_with_fields_of_a_later_version_is_read(tmp_path: Path) -> None:
    people = people_in(tmp_path)
    alex = people.add("Alex Reed")
    path = tmp_path / "data" / "people.json"
    data = json.loads(path.read_text())
    data["people"][0]["colour"] = "red"
    path.write_text(json.dumps(data))

    assert people.all == (alex,)


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    people = people_in(tmp_path)
    alex = people.add("Alex Reed")
    (tmp_path / "data" / "people").write_text("a file in the way")

    with pytest.raises(PortError, match="No folder for Sam Poe can be made"):
        people.add("Sam Poe")

    assert people.all == (alex,)
