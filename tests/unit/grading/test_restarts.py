"""Words that were begun anew."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.grading.language.restarts import restarts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("we could, we could drive", ["we could, we could"]),
        ("the um the warehouse", ["the um the"]),
        ("it's it's it's Maya", ["it's it's", "it's it's"]),
        ("the ware- the warehouse", ["ware-"]),
        ("I wanted to I wanted to ask", ["I wanted to I wanted to"]),
        ("in In May", ["in In"]),
    ],
)
def test_what_is_said_again_at_once_is_a_restart(text: str, found: list[str]) -> None:
    assert [text[s.start : s.end] for s in restarts(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "six one seven, five five five, oh one one two",
        "617 617 0142",
        "a very very good year",
        "I know that that is so",
        "a well-known firm with a third-shift crew",
        "many, many thanks and bye bye",
        "one keg in twelve, and one keg in fifty",
        "",
    ],
)
def test_digits_and_what_is_doubled_for_weight_are_none(text: str) -> None:
    assert list(restarts(text)) == []


@given(st.text(max_size=200))
def test_restarts_lie_inside_any_text_and_in_order(text: str) -> None:
    found = list(restarts(text))

    assert all(0 <= s.start < s.end <= len(text) for s in found)
    assert found == sorted(found, key=lambda s: s.start)
