"""Names that may have been misheard, and words that are not names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.grading.language.introduction import introductions
from simulator.grading.language.names import (
    find_names,
    first_name,
    last_name,
    likeness,
    nicknames,
)
from tests.unit.grading.bakery import criteria

SURE = 0.8


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        ("load sync", "LoadSync"), ("load sink", "LoadSync"), ("on boy", "Onvoy"),
        ("root wise", "RouteWise"), ("Data Kim", "Dana Kim"), ("Dayna Kimm", "Dana Kim"),
        ("Dana came", "Dana Kim"), ("jenna kwan", "Jenna Kwon"), ("tom alice", "Tom Ellis"),
        ("william oka for", "William Okafor"), ("bill a coffer", "Bill Okafor"),
        ("priya row", "Priya Rao"), ("TRAIL DESK", "TrailDesk"), ("Dana Kim's", "Dana Kim"),
        ("chris adam a", "Chris Adeyemi"), ("Markus Bill", "Marcus Bell"),
        ("5 star", "FiveStar"), ("route 66", "Route 66"),
    ],
)  # fmt: skip
def test_a_misheard_name_is_still_the_name(heard: str, name: str) -> None:
    assert likeness(heard, name) >= SURE


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        ("return", "ReturnKit"), ("routes", "RouteWise"), ("recall", "Recallio"),
        ("one of", "Onvoy"), ("been", "Ben"), ("been trained", "Ben Tran"), ("data", "Dana"),
        ("the person who", "Dana Kim"), ("marketing", "Marcus Bell"), ("", "Dana"), ("!", "Dana"),
        ("dinner", "Dana"), ("out twice", "RouteWise"), ("tiny", "Dana"),
        ("_", "???"), ("", ""), ("4 sale", "ForgeSense"),
    ],
)  # fmt: skip
def test_another_word_is_not_the_name(heard: str, name: str) -> None:
    assert likeness(heard, name) < SURE


def test_a_name_is_found_where_it_stands() -> None:
    text = "hi this is maya lind quist from trail desk"
    [person] = find_names(text, ("Maya Lindqvist",), SURE)
    [company] = find_names(text, ("TrailDesk",), SURE)

    assert text[person.span.start : person.span.end] == "maya lind quist"
    assert text[company.span.start : company.span.end] == "trail desk"
    assert company.likeness == 1


def test_of_overlapping_places_the_likest_is_chosen() -> None:
    [found] = find_names("a Dana Kim a", ("Dana Kim", "Dana"), SURE)

    assert found.likeness == 1
    assert (found.span.start, found.span.end) == (2, 10)


def test_every_place_is_found_in_order() -> None:
    assert [f.span.start for f in find_names("Onvoy, yes, on voy", ("Onvoy",), SURE)] == [0, 12]


def test_parts_of_names() -> None:
    assert first_name("Dr. Anita Raman") == "Anita"
    assert first_name("Mr.") == "Mr."
    assert last_name("Anita Raman") == "Raman"
    assert "bill" in nicknames("William")
    assert "william" in nicknames("Bill")
    assert nicknames("Priya") == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hi Dana, this is Marcus Bell from LoadSync", ["Marcus Bell"]),
        ("it's uh ben with class guard", ["ben"]),
        ("my name is Hannah and I call", ["Hannah"]),
        ("I’m Chris. Ring me.", ["Chris"]),
        ("it's Owen", ["Owen"]),
        ("I'm looking for the right person for this", []),
        ("this is going to take a while", []),
    ],
)
def test_where_somebody_introduces_themselves(text: str, names: list[str]) -> None:
    assert [text[s.start : s.end] for s in introductions(text)] == names


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Owen, miya Lindqvist, TrailDesk.", "miya Lindqvist"),
        ("Lindqvist calling about May.", None),
        ("You moved in May. A bakery told me.", None),
        ("since may a lot has changed", None),
        ("Maya's here", "Maya's"),
        ("hi this is may a from trail desk", "may a"),
    ],
)
def test_whether_the_rep_said_their_name(text: str, heard: str | None) -> None:
    criterion = criteria(text)["states_name"]

    assert [e.text for e in criterion.evidence] == ([heard] if heard else [])
    assert criterion.state == ("yes" if heard else "no")


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("it's Maya with trail dish", "trail dish"), ("Maya Lindqvist, Trail Disc", "Trail Disc"),
        ("it's Maya", None), ("this is Maya and I call about bread", None),
    ],
)  # fmt: skip
def test_whether_the_rep_said_their_company(text: str, heard: str | None) -> None:
    assert [e.text for e in criteria(text)["states_company"].evidence] == ([heard] if heard else [])


@given(st.text(max_size=60))
def test_any_two_texts_can_be_compared(text: str) -> None:
    assert 0 <= likeness(text, "Maya Lindqvist") <= 1
    assert 0 <= likeness("Maya Lindqvist", text) <= 1
