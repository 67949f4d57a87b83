"""What is erased is gone, and only that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.ports import Brought, PortError, Records, TakeKept
from simulator.practice.inbox import Hearing, Waiting
from simulator.practice.number_written import NumberWritten
from simulator.settings import Places
from tests.contract.attempts_for_tests import attempt, begun

OWN = Waiting("own", "desk-classic", "a1")
NUMBER = NumberWritten("a1", "2026-03-01T10:20:00+01:00", "617 555 0142", "617-555-0142")
LATER = "2026-03-09T10:00:00+01:00"


def keep(records: Records, name: str) -> Path:
    folder = begun(records, name)
    records.finish(attempt(name, folder))
    return folder


def test_a_call_is_erased_with_all_that_belongs_to_it(records: Records) -> None:
    folder, other = keep(records, "a1"), keep(records, "a2")
    records.keep_number(NUMBER)
    records.keep_hearing(Hearing("box", 1, 5, LATER, OWN, "keep", 3.0))

    records.erase("a1")

    assert not folder.exists()
    assert (other / "take-1.wav").exists()
    assert [one.id for one in records.attempts()] == ["a2"]
    assert records.hearings() == []
    assert records.number_written("a1") is None
    assert records.takes("a1") in ([], ())


def test_a_call_that_is_not_there_is_a_sentence(records: Records) -> None:
    keep(records, "a1")
    with pytest.raises(PortError, match="There is no call “a9”; nothing was erased"):
        records.erase("a9")


def test_of_recordings_words_and_result_stay(records: Records) -> None:
    folder = keep(records, "a1")
    (folder / "take-2.txt").write_text("typed")
    (folder / "over-the-line.wav").write_bytes(b"RIFF")
    kept = records.attempt("a1")

    records.erase_recordings("a1", LATER)

    assert sorted(p.name for p in folder.iterdir() if p.name != "owner") in (
        ["finished", "journal.jsonl", "take-2.txt"],
        ["journal.jsonl", "take-2.txt"],
    )
    assert records.attempt("a1") == kept
    (take,) = records.takes("a1")
    assert (take.file, take.size_bytes, take.erased_at) == ("take-1.wav", 4, LATER)


def test_calls_with_recordings_from_before_a_moment_are_found(records: Records) -> None:
    keep(records, "a1")
    keep(records, "a2")
    assert sorted(records.with_recordings("2026-03-01T09:16:00.000000+00:00")) == ["a1", "a2"]
    assert records.with_recordings("2026-03-01T09:15:00.000000+00:00") == []

    records.erase_recordings("a1", LATER)

    assert records.with_recordings("2027") == ["a2"]


def test_everything_is_everything(records: Records, places: Places) -> None:
    keep(records, "a1")
    records.keep_number(NUMBER)
    records.discard(records.begin("a2"))

    assert records.erase_everything() == []

    assert records.attempts() == []
    assert records.reached() == {}
    assert not places.attempts.exists()
    keep(records, "a1")
    assert records.number_written("a1") is None


def test_what_another_rolecall_holds_is_said_and_stays(
    records: Records, call_elsewhere: Callable[..., object]
) -> None:
    keep(records, "a1")
    call_elsewhere("b1")

    (trouble,) = records.erase_everything()

    assert "Another Rolecall is using" in trouble
    assert records.attempts() == []


def from_elsewhere(name: str, folder: Path) -> Brought:
    folder.mkdir(parents=True)
    (folder / "take-1.wav").write_bytes(b"RIFF")
    take = TakeKept("take-1", "take-1.wav", 4, "cc" * 32)
    return Brought(attempt(name, folder), (take,), replace(NUMBER, attempt_id=name))


def test_calls_from_elsewhere_are_taken_in_and_none_is_overwritten(
    records: Records, places: Places
) -> None:
    keep(records, "a1")
    records.erase_recordings("a1", LATER)
    staging = places.attempts / ".import"

    came = records.bring_in(lambda: (from_elsewhere(n, staging / n) for n in ("a1", "a2")))

    assert list(came) == ["a2"]
    assert records.takes("a1")[0].erased_at == LATER
    assert records.takes("a2")[0].sha256 == "cc" * 32
    assert records.number_written("a2") is not None
    second = records.attempt("a2")
    assert second == attempt("a2", places.attempts / "a2")
    assert (places.attempts / "a2" / "take-1.wav").read_bytes() == b"RIFF"
    assert records.unfinished() == []
