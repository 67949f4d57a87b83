"""The number that was written down, beside the one that was meant."""

from __future__ import annotations

import pytest

from simulator.grading.rubric import Bands
from simulator.practice.number_written import (
    Difference,
    NumberWritten,
    differences,
    digits_in,
    ordinal,
    shaped_like,
    verdict_in_words,
    why_in_words,
)

BANDS = Bands(green_to=3.5, red_above=6.0)


def written(digits: str, number: str = "617-555-0142") -> NumberWritten:
    return NumberWritten("a1", "2026-03-01T10:15:00+01:00", digits, number)


@pytest.mark.parametrize(
    "typed", ["617-555-0142", "6175550142", "(617) 555 0142", "+1 617.555.0142", "617/5550142"]
)
def test_the_number_is_right_with_any_separators(typed: str) -> None:
    assert written(typed).is_right
    assert verdict_in_words(written(typed)) == "You wrote 617-555-0142: that is the number."


def test_a_digit_that_differs_is_named_by_its_place() -> None:
    assert verdict_in_words(written("617 545 0142")) == (
        "You wrote 617-545-0142, the number is 617-555-0142: the 5th digit: you wrote 4, it is 5."
    )


def test_two_digits_that_changed_places_are_two_differences() -> None:
    assert differences(written("617-555-0124")) == (
        Difference(9, "2", "4"),
        Difference(10, "4", "2"),
    )


def test_one_digit_that_was_missed_does_not_make_all_after_it_wrong() -> None:
    assert [d.in_words for d in differences(written("67-555-0142"))] == [
        "the 2nd digit is missing, it is 1"
    ]
    assert [d.in_words for d in differences(written("617-555-01"))] == [
        "the 9th digit is missing, it is 4",
        "the 10th digit is missing, it is 2",
    ]


def test_a_digit_that_differs_is_found_beside_one_that_was_missed() -> None:
    assert [d.in_words for d in differences(written("617-545-042"))] == [
        "the 5th digit: you wrote 4, it is 5",
        "the 8th digit is missing, it is 1",
    ]


def test_a_digit_too_many_is_told_with_its_place() -> None:
    assert [d.in_words for d in differences(written("617-555-01342"))] == [
        "after the 8th digit you wrote a 3 too many"
    ]
    assert [d.in_words for d in differences(written("9617-555-0142"))] == [
        "at the beginning you wrote a 9 too many"
    ]


def test_a_number_that_is_another_one_is_not_taken_apart() -> None:
    assert verdict_in_words(written("212 444 9999")) == (
        "You wrote 212-444-9999, the number is 617-555-0142: 9 digits are amiss."
    )


def test_what_was_written_is_shown_in_the_groups_of_the_number() -> None:
    assert shaped_like("617-555-0142", "61755501") == "617-555-01"
    assert shaped_like("617-555-0142", "617") == "617"
    assert shaped_like("(617) 555 0142", "6175550142") == "(617) 555 0142"
    assert shaped_like("617-555-0142", "617555014299") == "617-555-014299"


@pytest.mark.parametrize(
    ("typed", "pace", "says"),
    [
        ("617", 6.2, "At 6.2 digits a second nobody can write along."),
        ("617", 4.0, "At 4 digits a second a digit is easily lost. Under 3.5"),
        ("617", 2.9, "At 2.9 digits a second it was slow enough"),
        ("617-555-0142", 6.2, "at 6.2 digits a second nobody else can write along"),
        ("617-555-0142", 4.0, "You kept up at 4 digits a second"),
        ("617-555-0142", 2.9, "slow enough for a pen"),
    ],
)
def test_a_coach_says_what_the_pace_had_to_do_with_it(typed: str, pace: float, says: str) -> None:
    assert says in why_in_words(written(typed), pace, BANDS)


def test_where_the_pace_is_not_known_nothing_is_made_up() -> None:
    assert why_in_words(written("617"), None, BANDS) == ""
    assert why_in_words(written("617"), 4.0, None) == ""
    assert why_in_words(written("617"), 4.0, Bands(red_below=1.0, green_from=2.0)) == ""


def test_places_are_named_as_people_say_them() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 4, 10, 11, 12, 13)] == [
        "1st", "2nd", "3rd", "4th", "10th", "11th", "12th", "13th",
    ]  # fmt: skip


def test_only_a_country_code_is_left_out_of_a_number() -> None:
    assert digits_in("1-617-555-0142") == "6175550142"
    assert digits_in("2-617-555-0142") == "26175550142"
    assert digits_in("٣ 4") == "4"
