"""Recordings that are not to be kept go when Rolecall starts, and nothing else does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.bootstrap import Bench
from simulator.settings import HOME_VARIABLE, Places, Preferences, save_preferences
from tests.contract.attempts_for_tests import attempt, begun


def kept(places: Places, name: str, days_ago: float) -> Path:
    records = SqlRecords(places)
    folder = begun(records, name)
    moment = datetime.now(UTC) - timedelta(days=days_ago)
    records.finish(attempt(name, folder, started_at=moment.isoformat()))
    return folder / "take-1.wav"


@pytest.mark.parametrize(
    ("keep", "left"),
    [
        ("always", ["a1", "a2", "a3"]),
        ("30", ["a2", "a3"]),
        ("7", ["a3"]),
        ("none", ["a3"]),  # perhaps another Rolecall is at its result
        ("thirty", ["a1", "a2", "a3"]),
    ],
)
def test_what_is_due_at_the_start_is_erased(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keep: str, left: list[str]
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    places = Places(tmp_path / "data", tmp_path / "cache")
    ages = {"a1": 40, "a2": 20, "a3": 0.01}
    takes = {name: kept(places, name, days_ago) for name, days_ago in ages.items()}
    cut_off = begun(SqlRecords(places), "a0") / "take-1.wav"
    save_preferences(places.preferences, Preferences(keep_recordings=keep))

    bench = Bench()
    records = bench.records()
    bench.erase_due_recordings(records)

    assert [name for name, take in takes.items() if take.exists()] == left
    assert bench.notices == []
    assert cut_off.exists()
    assert len(records.attempts()) == 3
