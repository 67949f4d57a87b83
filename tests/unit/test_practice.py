from __future__ import annotations

import pytest

from simulator.grading.rubric import default_rubric, load_rubric
from simulator.tui.practice import GoodLength, read_in, under_way

SNELL = GoodLength(15, 30)
SHORT = "a little short (good: 15 to 30 s). There is room for a reason."


def test_the_good_length_is_that_of_the_rubric() -> None:
    assert GoodLength.of(default_rubric()) == SNELL
    assert GoodLength.of(load_rubric("double-tap")).words == "good: 8 to 20 s"


def test_a_rubric_that_says_nothing_about_length_leaves_it_open() -> None:
    rubric = default_rubric()
    parts = rubric.parts
    rest = {id_: c for id_, c in parts.what.criteria.items() if id_ != "length"}
    what = parts.what.model_copy(update={"criteria": rest})
    without = rubric.model_copy(update={"parts": parts.model_copy(update={"what": what})})
    assert GoodLength.of(without) == GoodLength()
    assert read_in(24, GoodLength()) == "That took 24 seconds."
    assert under_way(1, GoodLength()) == "Reading aloud: 1 second. Press p when you are done."


@pytest.mark.parametrize(
    ("good", "words"),
    [
        (SNELL, "good: 15 to 30 s"),
        (GoodLength(None, 20), "good: up to 20 s"),
        (GoodLength(12.5), "good: from 12.5 s"),
        (GoodLength(), ""),
    ],
)
def test_a_band_may_have_one_edge(good: GoodLength, words: str) -> None:
    assert good.words == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (
            0.4,
            "That took 0 seconds: a little short (good: 15 to 30 s). There is room for a reason.",
        ),
        (
            14.4,
            "That took 14 seconds: a little short (good: 15 to 30 s). There is room for a reason.",
        ),
        (14.6, "That took 15 seconds: a good length (good: 15 to 30 s)."),
        (30.4, "That took 30 seconds: a good length (good: 15 to 30 s)."),
        (31, "That took 31 seconds: too long (good: 15 to 30 s). What could go?"),
    ],
)
def test_the_length_of_a_reading_is_told_as_it_is_shown(seconds: float, words: str) -> None:
    assert read_in(seconds, SNELL) == words


def test_only_the_edge_that_there_is_counts() -> None:
    assert "a good length" in read_in(3, GoodLength(None, 20))
    assert "too long" in read_in(21, GoodLength(None, 20))
    assert "a little short" in read_in(3, GoodLength(12.5))
    assert "a good length" in read_in(90, GoodLength(12.5))
