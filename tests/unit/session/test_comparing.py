"""Earlier calls of the same scenario."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from simulator.adapters.records_memory import MemoryRecords
from simulator.ports import Attempt, PortError
from simulator.session.comparing import earlier_attempts
from simulator.wording import since_the_last_time
from tests.contract.attempts_for_tests import attempt


def kept(folder: Path, *attempts: Attempt) -> MemoryRecords:
    records = MemoryRecords(folder)
    for one in attempts:
        records.finish(one)
    return records


def test_only_earlier_calls_of_the_same_scenario_are_found_the_newest_first(tmp_path: Path) -> None:
    now = attempt("now", tmp_path, started_at="2026-03-03T10:00:00+01:00")
    first = attempt("first", tmp_path, started_at="2026-03-01T10:00:00+01:00")
    second = attempt("second", tmp_path, started_at="2026-03-03T08:59:00+00:00")
    later = attempt("later", tmp_path, started_at="2026-03-04T10:00:00+01:00")
    other = replace(first, id="other", scenario_id="own-cell")
    records = kept(tmp_path, now, first, second, later, other)

    assert [a.id for a in earlier_attempts(records, now)] == ["second", "first"]
    assert [a.id for a in earlier_attempts(records, now, at_most=1)] == ["second"]


def test_one_that_cannot_be_read_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = attempt("now", tmp_path, started_at="2026-03-03T10:00:00+01:00")
    records = kept(tmp_path, now, attempt("first", tmp_path))

    def damaged(_: str) -> None:
        raise PortError("It is kept in a form that cannot be read.")

    monkeypatch.setattr(records, "attempt", damaged)
    assert earlier_attempts(records, now) == ()


def test_what_has_changed_is_told_in_sentences(tmp_path: Path) -> None:
    card = attempt("a1", tmp_path).scorecard
    named = card.criteria["name"].model_copy(update={"passed": True, "state": "yes"})
    unnamed = named.model_copy(update={"passed": False, "state": "no"})
    before = card.model_copy(update={"criteria": {"name": unnamed}})
    now = card.model_copy(
        update={
            "criteria": {"name": named},
            "choice": card.choices[0].model_copy(update={"made": "hang_up", "verdict": "wrong"}),
            "delivery": card.delivery.model_copy(update={"words_per_minute": 150.0}),
        }
    )
    assert list(since_the_last_time(before, now)) == [
        "The last time, this scenario went 82 of 100.",
        "  Better. Says the name: no before, now yes.",
        "  Worse. You hung up; before, you left a message.",
        "  Pace: 131 words a minute before, 150 now.",
    ]
