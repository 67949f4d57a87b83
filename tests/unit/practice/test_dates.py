"""Days and moments, as practice needs them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from simulator.practice.dates import day_in_words, days_after, instant, local_date, week_of


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-11-27", "today"),
        ("2026-11-26", "yesterday"),
        ("2026-11-24", "on Tuesday"),
        ("2026-11-21", "on Saturday"),
        ("2026-11-20", "on 20 November"),
        ("2025-11-20", "on 20 November 2025"),
        ("2026-12-03", "on 3 December"),
    ],
)
def test_a_day_is_told_as_people_say_it(day: str, told: str) -> None:
    assert day_in_words(day, "2026-11-27") == told


def test_a_week_is_named_by_its_monday() -> None:
    assert {week_of(f"2026-11-{day}") for day in range(23, 30)} == {"2026-11-23"}
    assert week_of("2027-01-01") == "2026-12-28"


def test_a_moment_is_an_instant_and_has_a_date_of_its_own_place() -> None:
    late = "2026-11-24T23:40:00-05:00"

    assert local_date(late) == "2026-11-24"
    assert instant(late) == datetime(2026, 11, 25, 4, 40, tzinfo=UTC)
    assert instant("2026-11-24T23:40:00") == datetime(2026, 11, 24, 23, 40, tzinfo=UTC)


def test_what_is_no_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="yesterday"):
        instant("yesterday")


def test_days_are_counted_on_the_calendar() -> None:
    assert days_after("2026-02-27", 2) == "2026-03-01"
    assert days_after("2026-03-01", -1) == "2026-02-28"
