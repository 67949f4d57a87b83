"""Words of content, in a form in which they can be compared."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.grading.language.rarity import rarity
from simulator.grading.language.words import stem, words


def stems(text: str) -> list[str]:
    return [w.stem for w in words(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("center", "centres"), ("merged", "merger"), ("merging", "merger"),
        ("organisation", "organization"), ("harbour", "harbor"), ("deliveries", "delivery"),
        ("deliver", "delivers"), ("Maya's", "maya"), ("drivers'", "drivers"),
        ("you’re", "you're"),
    ],
)  # fmt: skip
def test_forms_of_one_word_are_the_same(one: str, other: str) -> None:
    assert stems(one) == stems(other)


@pytest.mark.parametrize(
    ("one", "other"), [("used", "us"), ("bed", "bad"), ("rates", "rats"), ("30", "13")]
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert stems(one) != stems(other)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("thirty", "30"), ("forty two", "42"), ("four hundred", "400"),
        ("two hundred and", "200 and"), ("three thousand five hundred", "3500"),
        ("two million three thousand", "2,003,000"), ("12%", "twelve"), ("3 thousand", "3000"),
        ("one hundred fifty", "150"), ("zero", "0"), ("twelve five", "12 5"),
        ("twenty thirty", "20 30"), ("fifteen one", "15 1"), ("30 ,000", "30,000"),
        ("nineteen seventy four", "1974"), ("sixteen eighty-two", "1682"),
    ],
)  # fmt: skip
def test_figures_in_words_are_figures(said: str, written: str) -> None:
    assert stems(said) == stems(written)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("617 555", ["#617", "#555"]), ("hundred", ["hundr"]),
        ("two thousand million", ["#2000", "million"]), ("six one", ["#6", "#1"]),
        ("five hundred thousand", ["#500000"]),
    ],
)  # fmt: skip
def test_digits_one_after_another_are_not_one_figure(text: str, read: list[str]) -> None:
    assert stems(text) == read


def test_a_word_knows_its_place_and_its_kind() -> None:
    night, the, forty = words("Night the forty two")

    assert (night.index, night.text, night.is_function_word, night.is_number) == (
        0, "night", False, False,
    )  # fmt: skip
    assert the.is_function_word
    assert forty.is_number
    assert (forty.span.start, forty.span.end) == (10, 19)


@given(st.text(max_size=120))
def test_any_text_can_be_read_and_words_are_in_order(text: str) -> None:
    found = words(text)

    assert [w.index for w in found] == list(range(len(found)))
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(0 <= w.span.start < w.span.end <= len(text) for w in found)


@given(st.integers(0, 999_999_999))
def test_a_figure_may_have_commas(number: int) -> None:
    assert stems(f"{number:,}") == stems(str(number)) == [f"#{number}"]


def test_what_is_in_every_voicemail_is_less_rare_than_what_is_in_none() -> None:
    assert rarity("no-such-word") == 1
    assert 0 <= rarity(stem("call")) < rarity(stem("night")) < 1
