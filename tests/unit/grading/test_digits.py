"""Digits and phone numbers, however they were said, written or misheard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.grading.language.digits import digit_runs
from simulator.grading.language.phone_number import readings

NUMBER = "617-555-0142"
NAMES = ("oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def digits(text: str) -> list[str]:
    return ["".join(d.value for d in run) for run in digit_runs(text)]


def complete(text: str) -> list[str]:
    heard = readings(text, NUMBER, max_errors=2)
    return [text[h.span.start : h.span.end] for h in heard if h.is_complete]


@pytest.mark.parametrize(
    "said",
    [
        "617-555-0142",
        "617 555 0142",
        "617.555.0142",
        "617, 555, 0142",
        "6175550142",
        "61 75 55 01 42",
        "six one seven five five five oh one four two",
        "six one seven, triple five, oh one four two",
        "six one seven treble 5 zero one four two",
        "six seventeen five fifty five oh one forty two",
        "six seventeen, five fifty-five, oh one forty-two",
        "six one seven double five five o one four two",
        "six one seven five hundred fifty five nought one four two",
        "six one seven five hundred and fifty five zero one four two",
        "six one seven uh five five um five dash oh one four two",
        "617 then 555 and 0142",
        "six one seven five five five oh one for two",
        "six won seven five five five oh one four two",
        "617 555 oh one four two",
    ],
)
def test_a_number_is_read_however_it_is_said(said: str) -> None:
    assert complete(f"call me at {said}, thanks") == [said]


def test_the_country_code_may_be_said_and_need_not() -> None:
    assert complete("+1 617 555 0142") == ["617 555 0142"]
    assert complete("1-617. 5550142") == ["617. 5550142"]
    assert readings("617 555 0142", "1-617-555-0142", 0)[0].is_complete


def test_parentheses_do_not_matter() -> None:
    assert complete("(617) 555-0142") == ["617) 555-0142"]


def test_a_number_said_twice_is_heard_twice() -> None:
    text = "617-555-0142, that's six one seven five five five oh one four two"

    assert complete(text) == ["617-555-0142", "six one seven five five five oh one four two"]


def test_numbers_said_without_a_break_are_told_apart() -> None:
    assert complete("617 555 0142 617 555 0142") == ["617 555 0142", "617 555 0142"]


def test_a_number_that_is_said_a_thousand_times_is_heard_a_thousand_times() -> None:
    text = "617 555 0142 " * 1000

    assert len(readings(text, NUMBER, max_errors=2)) == 1000


def test_between_exact_readings_those_with_a_digit_amiss_are_heard_too() -> None:
    heard = readings("617 555 014, 617 555 0142, 717 555 0142, 617 555 0142", NUMBER, 2)

    assert [h.errors for h in heard] == [1, 0, 1, 0]


def test_whether_a_number_breaks_off_is_known() -> None:
    [broken], [misheard] = readings("617 555 01", NUMBER, 2), readings("617 55 0142", NUMBER, 2)

    assert (broken.breaks_off, misheard.breaks_off) == (True, False)


def test_one_digit_too_many_does_not_spoil_a_number() -> None:
    assert complete("at 2 617 555 0142 or 7") == ["617 555 0142"]


@pytest.mark.parametrize(
    ("text", "heard", "errors"),
    [
        ("617 555 014", "617555014", 1),
        ("617 555 01", "61755501", 2),
        ("617 55 0142", "617550142", 1),
        ("617 555 0192", "6175550192", 1),
        ("617 555 50142", "61755550142", 1),
        ("717 556 0142", "7175560142", 2),
    ],
)
def test_up_to_two_digits_amiss_are_heard_and_counted(text: str, heard: str, errors: int) -> None:
    [reading] = readings(text, NUMBER, max_errors=2)

    assert (reading.digits, reading.errors, reading.is_complete) == (heard, errors, False)


@pytest.mark.parametrize(
    "text", ["617-555", "555-0142", "212-555-9999", "call me twice", "", "24 7 support, 40 beds"]
)
def test_what_is_not_the_number_is_not_taken_for_it(text: str) -> None:
    assert readings(text, NUMBER, max_errors=2) == ()


def test_a_broken_and_a_whole_reading_are_both_heard() -> None:
    heard = readings("617 555 01, I mean 617 555 0142", NUMBER, max_errors=2)

    assert [h.errors for h in heard] == [2, 0]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("twenty four seven", ["247"]),
        ("twenty oh one", ["2001"]),
        ("eight hundred five", ["8005"]),
        ("eight hundred", ["800"]),
        ("five thousand", ["5000"]),
        ("one hundred and", ["100"]),
        ("ten and twelve", ["1012"]),
        ("double the price", []),
        ("I went to the store for a tree", []),
        ("G2 and 3rd and Q3", []),
        ("one of a great many, of two", ["1", "2"]),
        ("two", ["2"]),
        ("٣", []),
    ],
)
def test_small_numbers_are_read_too(text: str, read: list[str]) -> None:
    assert digits(text) == read


def test_a_hundred_without_a_digit_means_nothing() -> None:
    assert digits("a hundred people") == []


@given(st.text(alphabet="0123456789", min_size=10, max_size=10), st.data())
def test_any_number_is_read_back_from_words_and_figures(number: str, data: st.DataObject) -> None:
    said = " ".join(NAMES[int(d)] if data.draw(st.booleans()) else d for d in number)
    heard = readings(f"my number is {said}.", number, max_errors=2)

    assert any(h.is_complete for h in heard)


@given(st.text(max_size=80))
def test_any_text_can_be_read_and_spans_lie_inside_it(text: str) -> None:
    for run in digit_runs(text):
        for digit in run:
            assert 0 <= digit.span.start < digit.span.end <= len(text)
