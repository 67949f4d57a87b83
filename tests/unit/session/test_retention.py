"""Recordings are kept as long as the rep wants, and nothing is erased by a wrong clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from simulator.adapters.records_memory import MemoryRecords
from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.ports import Records
from simulator.session.desk import Desk
from simulator.session.retention import Retention, days_kept
from simulator.session.simulated import Script, SimulatedCall
from simulator.settings import Places
from tests.contract.attempts_for_tests import attempt, begun
from tests.unit.session.kit import MESSAGE, HearsInTime, WatchingStage, desk, says

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


@pytest.fixture(params=["database", "memory"])
def records(request: pytest.FixtureRequest, tmp_path: Path) -> Records:
    places = Places(tmp_path / "data", tmp_path / "cache")
    return SqlRecords(places) if request.param == "database" else MemoryRecords(places.attempts)


def kept(records: Records, name: str, days_ago: float) -> Path:
    folder = begun(records, name)
    started_at = (NOW - timedelta(days=days_ago)).isoformat()
    records.finish(attempt(name, folder, started_at=started_at))
    return folder / "take-1.wav"


def due(records: Records, preference: str, now: datetime = NOW) -> tuple[str, ...]:
    return Retention(records).erase_due(preference, now)


@pytest.mark.parametrize(
    ("preference", "days"),
    [("always", None), ("none", 0), ("30", 30), ("1", 1), ("0", None), ("-3", None), ("x", None),
     ("٣", None), ("9" * 20, None)],
)  # fmt: skip
def test_what_is_no_number_of_days_erases_nothing(preference: str, days: int | None) -> None:
    assert days_kept(preference) == days


def test_recordings_are_kept_by_default(records: Records) -> None:
    take = kept(records, "a1", 3000)
    assert due(records, "always") == ()
    assert take.exists()


def test_after_so_many_days_the_recording_goes_and_the_result_stays(records: Records) -> None:
    old, young = kept(records, "a1", 30.1), kept(records, "a2", 29.9)

    assert due(records, "30") == ()

    assert (old.exists(), young.exists()) == (False, True)
    assert records.attempt("a1") is not None
    assert records.takes("a1")[0].erased_at == "2026-03-31T12:00:00+00:00"


def test_days_are_counted_whatever_the_time_zone(records: Records) -> None:
    take = kept(records, "a1", 7)
    tokyo = datetime.fromisoformat("2026-03-31T20:59:00+09:00")  # a minute before it is due
    due(records, "7", tokyo)
    assert take.exists()
    due(records, "7", tokyo + timedelta(minutes=2))
    assert not take.exists()


def test_a_call_that_is_not_finished_is_never_touched(records: Records) -> None:
    kept(records, "a1", 1)
    under_way = begun(records, "a2") / "take-1.wav"

    due(records, "none")
    due(records, "1")

    assert under_way.exists()


def test_with_a_clock_that_was_put_back_nothing_is_erased(records: Records) -> None:
    take = kept(records, "a1", 100)
    kept(records, "a2", -2)  # two days from now

    (sentence,) = due(records, "30")

    assert take.exists()
    assert "2026-03-31, which is before your last call" in sentence


def test_with_a_clock_that_jumped_ahead_nothing_is_erased_before_the_next_call(
    records: Records,
) -> None:
    take = kept(records, "a1", 400)

    (sentence,) = due(records, "30")
    assert take.exists()
    assert "your last call was 400 days ago" in sentence

    kept(records, "a2", 0)
    assert due(records, "30") == ()
    assert not take.exists()


def test_kept_not_at_all_spares_what_another_rolecall_may_show(records: Records) -> None:
    just_now, before = kept(records, "a1", 0.5 / 24), kept(records, "a2", 2 / 24)
    due(records, "none")
    assert (just_now.exists(), before.exists()) == (True, False)


def spoken_call(at: Desk) -> Path:
    setting = at.new_setting(at.ports.library.scenario("desk-classic"))
    ended = SimulatedCall(setting, at.ports, WatchingStage(), Script(utterances=[says()])).run()
    at.grade_now(ended)
    return next(iter(ended.recordings.values()))


def test_kept_not_at_all_a_recording_goes_when_its_result_is_left(tmp_path: Path) -> None:
    at = desk(tmp_path, recognizer=HearsInTime(MESSAGE, MESSAGE))
    at.prefer(keep_recordings="none")

    take = spoken_call(at)
    assert take.exists()
    assert at.erase_due_recordings() == ()
    assert not take.exists()

    second = spoken_call(at)
    at.close()
    assert not second.exists()
    assert [one.scenario_id for one in at.ports.records.attempts()] == ["desk-classic"] * 2


def test_what_cannot_be_erased_is_said(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(records, "a1", 40)
    take = kept(records, "a2", 40)

    def refused(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refused)
        sentences = due(records, "30")

    assert len(sentences) == 2
    assert "could not be erased (Permission denied)" in sentences[1]
    assert take.exists()
    assert due(records, "30") == ()
    assert not take.exists()
