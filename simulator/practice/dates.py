"""Days and moments as practice needs them; what time it is, is always given.

Moments are texts (ISO 8601 with the zone), dates are those of the clock on the wall where a call
was made (YYYY-MM-DD), and a week is named by its Monday.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
WEEKDAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
DAYS_A_WEEK: Final = 7
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 9000
_DATE_LETTERS: Final = 10


def local_date(moment: str) -> str:
    """The date of a moment, as the clock on the wall had it where it was written down."""
    return moment[:_DATE_LETTERS]


def instant(moment: str) -> datetime:
    """A moment in UTC, as `fsrs` asks for it; without a zone it is taken for UTC.

    Raises:
        ValueError: it is no moment, is written without hyphens (the date is read off it), or is one
            with which no calendar can reckon.
    """
    if moment[4:5] != "-" or moment[7:8] != "-":
        raise ValueError(f"{moment} is not written as YYYY-MM-DD and a time")
    read = datetime.fromisoformat(moment)
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise ValueError(f"{moment} lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def week_of(day: str) -> str:
    """The Monday of a date's week."""
    read = date.fromisoformat(day)
    return (read - timedelta(days=read.weekday())).isoformat()


def weekday_of(day: str) -> int:
    """The day of the week of a date, Monday being 0."""
    return date.fromisoformat(day).weekday()


def days_after(day: str, days: int) -> str:
    """The date so many days later, or earlier where `days` is negative."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def day_in_words(day: str, today: str) -> str:
    """A date as people say it: today, yesterday, on Tuesday, on 27 November (2025).

    A day that is still to come (a clock that was put back) is told by its date.
    """
    ago = (date.fromisoformat(today) - date.fromisoformat(day)).days
    if ago == 0:
        return "today"
    if ago == 1:
        return "yesterday"
    if 1 < ago < DAYS_A_WEEK:
        return f"on {WEEKDAYS[date.fromisoformat(day).weekday()]}"
    year, month, number = day.split("-")
    told = f"on {int(number)} {MONTHS[int(month) - 1]}"
    return told if year == today.partition("-")[0] else f"{told} {year}"
