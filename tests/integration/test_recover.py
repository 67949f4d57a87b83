"""`rolecall recover`: what comes back of a damaged database, and out of the folders of calls."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.cli import main
from simulator.grading.rubric import default_rubric
from simulator.ports import Attempt
from simulator.practice.inbox import Hearing, Waiting
from simulator.practice.number_written import NumberWritten
from simulator.practice.self_rating import SelfRating
from simulator.session.desk import Desk
from simulator.session.simulated import Script, SimulatedCall
from simulator.settings import HOME_VARIABLE, Places, Preferences
from tests.contract.attempts_for_tests import attempt
from tests.integration.export_kit import A_DECISION, A_RUN
from tests.integration.records.rows import change, keep
from tests.unit.session.kit import MESSAGE, HearsInTime, WatchingStage, ports, says

LATER = "2026-03-02T10:00:00+01:00"
PAGE_BYTES = 4096


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data", tmp_path / "cache")


@pytest.fixture
def records(places: Places) -> SqlRecords:
    return SqlRecords(places)


Run = Callable[[], tuple[int, str, str]]


@pytest.fixture
def recover(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))

    def run() -> tuple[int, str, str]:
        code = main(["recover"])
        return code, *capsys.readouterr()

    return run


def typed_call(records: SqlRecords, places: Places, *said: object) -> Attempt:
    """A real call, kept in the database; without `said` it is typed."""
    heard = ports(places.attempts, records=records, recognizer=HearsInTime(MESSAGE))
    at = Desk(heard, places, Preferences(), default_rubric())
    setting = at.new_setting(at.ports.library.scenario("desk-classic"))
    script = Script(utterances=list(said) or [MESSAGE])  # type: ignore[arg-type]
    made, problem = at.grade_now(SimulatedCall(setting, at.ports, WatchingStage(), script).run())
    assert problem is None
    return made


def break_pages(places: Places, *numbers: int) -> None:
    """Fill some pages of the database with rubbish; the first has the number 1."""
    content = bytearray(places.database.read_bytes())
    for number in numbers:
        content[(number - 1) * PAGE_BYTES : number * PAGE_BYTES] = b"\xff" * PAGE_BYTES
    places.database.write_bytes(content)


def test_where_nothing_is_lost_it_says_so(recover: Run, records: SqlRecords) -> None:
    keep(records, "a1")
    code, out, err = recover()
    assert (code, err) == (0, "")
    assert out == "Nothing is lost: every finished call has its result, and no file was damaged.\n"


def test_calls_come_back_out_of_a_file_that_was_put_aside(
    recover: Run, records: SqlRecords, places: Places
) -> None:
    for name in ("a1", "a2", "a3"):
        keep(records, name)
    first = records.attempt("a1")
    assert first is not None
    rated = replace(first, self_rating=SelfRating(True, 90), corrections={"take-1": "Hi Dana"})
    records.replace(rated)
    records.keep_number(NumberWritten("a1", LATER, "617", "617-555-0142"))
    records.keep_hearing(Hearing("b", 1, 5, LATER, Waiting("own", "desk-classic", "a1"), "keep", 3))
    records.keep_series(A_RUN)
    records.keep_evidence(A_DECISION)
    places.database.rename(places.data / "rolecall.sqlite3.damaged-1")
    keep(SqlRecords(places), "b1")

    code, out, _ = recover()

    assert code == 0
    assert "Out of damaged files: 3 calls came back." in out
    assert "The damaged file stays" in out
    now = SqlRecords(places)
    assert now.attempt("a1") == rated
    assert {one.id for one in now.attempts()} == {"a1", "a2", "a3", "b1"}
    assert now.number_written("a1") is not None
    assert len(now.hearings()) == 1
    assert (now.all_series(), list(now.evidence())) == ([A_RUN], [A_DECISION])
    assert now.takes("a2")[0].file == "take-1.wav"
    again = recover()
    assert again[0] == 0
    assert "3 calls had been here already" in again[1]


def test_a_database_is_damaged_while_it_is_in_use_and_nothing_of_it_is_lost(
    recover: Run, records: SqlRecords, places: Places
) -> None:
    """The whole way: damage, put aside with a sentence, a new one begun, recovered."""
    for number in range(40):
        keep(records, f"a{number:02}")
    pages = len(places.database.read_bytes()) // PAGE_BYTES
    break_pages(places, pages // 2)

    damaged = SqlRecords(places)
    keep(damaged, "new")
    damaged.attempts()

    code, out, err = recover()
    kept = {one.id for one in SqlRecords(places).attempts()}
    assert "new" in kept
    assert len(kept) >= 30, (len(kept), out, err)
    if code:
        assert "damaged" in err or "cannot be" in err


@pytest.mark.parametrize("seed", range(12))
def test_whatever_pages_are_broken_most_comes_back_and_nothing_is_invented(
    recover: Run, records: SqlRecords, places: Places, seed: int
) -> None:
    for number in range(60):
        keep(records, f"a{number:02}")
    pages = len(places.database.read_bytes()) // PAGE_BYTES
    break_pages(places, *random.Random(seed).sample(range(8, pages), 3))
    places.database.rename(places.data / "rolecall.sqlite3.damaged-1")

    code, _, err = recover()

    kept = SqlRecords(places).attempts()
    assert len(kept) >= 20, err
    assert code in {0, 1}
    assert (code == 1) == (err != "")
    for one in kept:
        assert SqlRecords(places).attempt(one.id) == attempt(one.id, places.attempts / one.id)


@pytest.mark.parametrize(
    "content", [b"", b"no database, by any means" * 400, b"SQLite format 3\0" + b"\0" * 9000]
)
def test_of_a_file_that_is_no_database_it_says_that_nothing_can_be_read(
    recover: Run, places: Places, content: bytes
) -> None:
    places.data.mkdir()
    (places.data / "rolecall.sqlite3.damaged-1").write_bytes(content)
    code, out, err = recover()
    assert code == 1
    assert "0 calls came back" in out
    assert "is damaged beyond reading" in err


def test_results_that_make_no_sense_are_counted(
    recover: Run, records: SqlRecords, places: Places
) -> None:
    for name in ("a1", "a2", "a3"):
        keep(records, name)
    change(places, "UPDATE attempts SET scorecard = '{' WHERE id = 'a2'")
    change(places, "UPDATE attempts SET journal = CAST(x'ff' AS TEXT) WHERE id = 'a3'")
    places.database.rename(places.data / "rolecall.sqlite3.damaged-1")

    code, out, err = recover()

    assert code == 1
    assert "1 call came back" in out
    assert "2 results in rolecall.sqlite3.damaged-1 cannot be read any more." in err


def test_an_old_format_comes_back_as_well(
    recover: Run, records: SqlRecords, places: Places
) -> None:
    from tests.integration.records.test_migrations import a_database_of_format

    kept = attempt("a1", places.attempts / "a1")
    a_database_of_format(places, 1, kept)
    places.database.rename(places.data / "rolecall.sqlite3.damaged-7")
    assert recover()[0] == 0
    assert SqlRecords(places).attempt("a1") == kept


def test_without_any_database_calls_are_graded_anew_from_their_folders(
    recover: Run, records: SqlRecords, places: Places
) -> None:
    first, second = typed_call(records, places), typed_call(records, places)
    places.database.unlink()

    code, out, err = recover()

    assert (code, err) == (0, "")
    assert "2 calls came back, graded anew. What you had corrected" in out
    now = SqlRecords(places)
    for before in (first, second):
        again = now.attempt(before.id)
        assert again is not None
        assert again.journal == before.journal
        assert again.transcripts == before.transcripts
        assert again.scorecard.score.where == before.scorecard.score.where
    assert recover()[1].startswith("Nothing is lost")


def test_a_call_whose_recording_is_gone_is_not_graded_as_if_nothing_was_said(
    recover: Run, records: SqlRecords, places: Places
) -> None:
    made = typed_call(records, places, says())
    (made.folder / "take-1.wav").unlink()
    places.database.unlink()

    code, _, err = recover()

    assert code == 1
    assert "cannot be brought back: its recording take-1 is gone" in err
    assert SqlRecords(places).attempts() == []


def test_a_folder_without_a_journal_is_said_and_the_others_come_back(
    recover: Run, records: SqlRecords, places: Places
) -> None:
    made, other = typed_call(records, places), typed_call(records, places)
    (made.folder / "journal.jsonl").unlink()
    places.database.unlink()

    code, _, err = recover()

    assert code == 1
    assert f"The call in {made.folder} cannot be taken up again" in err
    assert [one.id for one in SqlRecords(places).attempts()] == [other.id]


def test_calls_that_never_finished_are_left_to_the_app(
    recover: Run, records: SqlRecords, places: Places
) -> None:
    keep(records, "a1")
    folder = records.begin("a2")
    (folder / "journal.jsonl").write_text("{}\n")
    (folder / "owner").unlink()
    code, out, _ = recover()
    assert (code, "Never finished: 1 call. The app offers what to do." in out) == (0, True)
    assert (folder / "journal.jsonl").exists()


def test_what_came_back_is_told_as_json(
    recover: Run, records: SqlRecords, places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(records, "a1")
    aside = places.data / "rolecall.sqlite3.damaged-1"
    places.database.rename(aside)
    assert main(["recover", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "schema_version": 1,
        "from_damaged_files": ["a1"],
        "graded_anew": [],
        "already_here": 0,
        "unfinished": 0,
        "not_brought_back": [],
        "damaged_files": [str(aside)],
    }


@pytest.mark.parametrize("trouble", ["newer", "locked"])
def test_a_database_that_cannot_be_used_now_is_a_sentence(
    recover: Run,
    records: SqlRecords,
    places: Places,
    trouble: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import sqlite3
    from contextlib import closing

    monkeypatch.setattr(SqlRecords.__init__, "__defaults__", (0.05,))
    keep(records, "a1")
    if trouble == "newer":
        change(places, "INSERT INTO migrations VALUES (99, 'from the future')")
        code, out, err = recover()
    else:
        with closing(sqlite3.connect(places.database)) as other:
            other.execute("BEGIN EXCLUSIVE")
            code, out, err = recover()
    assert (code, out) == (3, "")
    assert {"newer": "upgrade Rolecall", "locked": "another program is using"}[trouble] in err
