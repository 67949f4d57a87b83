"""Words that fill a pause, and the same words where they mean something."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.grading.language.fillers import fillers
from tests.unit.grading.bakery import MESSAGE, criteria


def found(text: str) -> list[str]:
    return [text[s.start : s.end] for s in fillers(text)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("um so uh it's er Maya", ["um", "uh", "er"]), ("Uhhh, hmm, ummm", ["Uhhh", "hmm", "ummm"]),
        ("the vans, you know, stand", ["you know"]), ("I mean, they stand", ["I mean"]),
        ("it's kind of a map", ["kind of"]), ("it basically works", ["basically"]),
        ("it's like really good", ["like"]), ("um like what", ["um", "like"]),
        ("and, like, the vans", ["like"]), ("I literally saw it", ["literally"]),
        ("UM SO UH IT'S MAYA", ["UM", "UH"]),
    ],
)  # fmt: skip
def test_a_filler_is_found_where_it_stands(text: str, said: list[str]) -> None:
    assert found(text) == said


@pytest.mark.parametrize(
    "text",
    ["as you know it from May", "do you know Dover", "I would like to show you",
     "vans like yours", "this kind of road", "the likes of you", "I mean it", "error", "hummus",
     "umbrella", "", "!", "your ER in Salem lost a slot"],
)  # fmt: skip
def test_the_same_words_with_a_meaning_are_none(text: str) -> None:
    assert found(text) == []


def test_a_few_do_no_harm_and_many_do() -> None:
    few = f"Um, {MESSAGE}"
    many = MESSAGE.replace(". ", ". Um, uh, you know, ")

    assert criteria(few)["filler_heavy"].passed
    assert criteria(many)["filler_heavy"].passed is False
    assert [e.text for e in criteria(many)["filler_heavy"].evidence][:3] == [
        "Um", "uh", "you know",
    ]  # fmt: skip


def test_fillers_alone_are_full_of_fillers() -> None:
    heard = criteria("um uh er um uh er um uh")

    assert heard["filler_heavy"].passed is False
    assert heard["personal_hook"].passed is False


@given(st.text(alphabet="umhaer ,you knowlike", max_size=60))
def test_any_text_can_be_read_and_fillers_do_not_overlap(text: str) -> None:
    spans = list(fillers(text))

    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
