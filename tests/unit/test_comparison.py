from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from simulator.ports import Attempt
from simulator.tui.comparison import comparison
from tests.contract.attempts_for_tests import scorecard


def call(started_at: str) -> Attempt:
    return Attempt("a", "own", 1, started_at, "", {}, scorecard("a", overall=71.0), Path())


def leads(*started_at: str) -> list[str]:
    now, *earlier = map(call, started_at)
    rows = comparison(now, [replace(one, id="b") for one in earlier])
    return [row.lead.plain for row in rows if row.lead is not None]


def test_calls_of_the_same_day_are_told_apart_by_the_hour() -> None:
    assert leads(
        "2026-11-28T18:30:00+01:00", "2026-11-28T09:05:00+01:00", "2026-11-27T18:30:00+01:00"
    ) == ["now", "09:05", "27 Nov"]


def test_of_a_first_call_that_is_said() -> None:
    [row] = comparison(call("2026-11-28T18:30:00+01:00"), [])
    assert "first call" in row.text.plain
