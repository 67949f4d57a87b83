"""What every kind of records does, in the database or in memory."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from simulator.adapters.records_memory import MemoryRecords
from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.ports import PortError, Records
from simulator.session.attempt_folders import AttemptFolders
from simulator.settings import Places
from tests.contract.attempts_for_tests import attempt

KINDS: dict[str, Callable[[Places], Records]] = {
    "database": SqlRecords,
    "memory": lambda places: MemoryRecords(places.attempts),
}


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(data=tmp_path / "data", cache=tmp_path / "cache")


@pytest.fixture(params=KINDS)
def records(request: pytest.FixtureRequest, places: Places) -> Records:
    return KINDS[request.param](places)


def begun(records: Records, attempt_id: str) -> Path:
    folder = records.begin(attempt_id)
    (folder / "journal.jsonl").write_text("{}\n", "utf-8")
    (folder / "take-1.wav").write_bytes(b"RIFF")
    return folder


CRASHING_CALL = """
import sys
from pathlib import Path
from simulator.session.attempt_folders import AttemptFolders
folder = AttemptFolders(Path(sys.argv[1])).begin(sys.argv[2])
(folder / sys.argv[3]).write_text("{}")
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def call_elsewhere(places: Places) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Begins a call in another process, which then waits to be killed."""
    started: list[subprocess.Popen[str]] = []

    def start(attempt_id: str, file: str = "journal.jsonl") -> subprocess.Popen[str]:
        program = subprocess.Popen(
            [sys.executable, "-c", CRASHING_CALL, str(places.attempts), attempt_id, file],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(program)
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        return program

    yield start
    for program in started:
        program.kill()
        program.communicate()


def kill(program: subprocess.Popen[str]) -> None:
    program.kill()
    program.wait()


def test_a_finished_attempt_comes_back_as_it_was(records: Records) -> None:
    kept = attempt("20260301-101500", begun(records, "20260301-101500"))

    records.finish(kept)

    assert records.attempt("20260301-101500") == kept


def test_there_is_nothing_at_first(records: Records) -> None:
    assert records.attempts() == []
    assert records.attempt("2026") is None
    assert records.unfinished() == []


def test_the_newest_attempt_is_listed_first_whatever_its_time_zone(records: Records) -> None:
    for name, started_at in [
        ("noon-in-london", "2026-03-01T12:00:00+00:00"),
        ("later-in-boston", "2026-03-01T08:00:00-05:00"),
        ("earlier-in-berlin", "2026-03-01T12:30:00+01:00"),
    ]:
        records.finish(attempt(name, begun(records, name), started_at=started_at))

    assert [a.id for a in records.attempts()] == [
        "later-in-boston",
        "noon-in-london",
        "earlier-in-berlin",
    ]


def test_a_summary_tells_score_and_verdict(records: Records) -> None:
    records.finish(attempt("a1", begun(records, "a1"), overall=41.0, passed=False))

    (summary,) = records.attempts()

    assert (summary.scenario_id, summary.overall, summary.passed) == ("desk-classic", 41.0, False)
    assert summary.started_at == "2026-03-01T10:15:00+01:00"


def test_a_unique_beginning_finds_an_attempt(records: Records) -> None:
    for name in ("20260301-a", "20260301-b", "20260302-c"):
        records.finish(attempt(name, begun(records, name)))

    found = records.attempt("20260302")

    assert found is not None
    assert found.id == "20260302-c"
    assert records.attempt("2027") is None
    assert records.attempt("") is None


def test_a_beginning_of_several_names_them(records: Records) -> None:
    for name in ("day-a", "day-b"):
        records.finish(attempt(name, begun(records, name)))

    with pytest.raises(PortError, match="2 calls begin with “day-”: day-a, day-b"):
        records.attempt("day-")


def test_of_many_candidates_only_some_are_named(records: Records) -> None:
    for number in range(6):
        records.finish(attempt(f"a{number}", begun(records, f"a{number}")))

    with pytest.raises(PortError, match="6 calls begin with “a”: a0, a1, a2, a3, …"):
        records.attempt("a")


def test_a_whole_id_that_begins_another_finds_its_own(records: Records) -> None:
    for name in ("day", "day-2"):
        records.finish(attempt(name, begun(records, name)))

    found = records.attempt("day")

    assert found is not None
    assert found.id == "day"


def test_the_same_attempt_cannot_be_finished_twice(records: Records) -> None:
    kept = attempt("a1", begun(records, "a1"))
    records.finish(kept)

    with pytest.raises(PortError, match="already"):
        records.finish(kept)

    assert len(records.attempts()) == 1


def test_a_moment_without_its_time_zone_is_a_mistake(records: Records) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        records.finish(attempt("a1", begun(records, "a1"), started_at="2026-03-01T10:15:00"))


@pytest.mark.skipif(os.name != "posix", reason="file modes are a POSIX thing")
def test_only_the_owner_can_look_into_a_folder(records: Records, places: Places) -> None:
    folder = records.begin("a1")

    for private in (folder, places.attempts, places.data):
        assert stat.S_IMODE(private.stat().st_mode) == 0o700
    for file in folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_folder_of_a_call_is_never_used_twice(records: Records) -> None:
    folder = begun(records, "a1")

    with pytest.raises(PortError, match="already a call"):
        records.begin("a1")

    assert (folder / "take-1.wav").read_bytes() == b"RIFF"


@pytest.mark.parametrize("bad", ["", "..", "../up", "a/b", "a\\b", ".hidden", "a" * 81, "a b"])
def test_an_id_that_is_no_plain_name_is_a_mistake(records: Records, bad: str) -> None:
    with pytest.raises(ValueError, match="cannot be the id"):
        records.begin(bad)


def test_a_folder_that_cannot_be_made_is_a_sentence(records: Records, places: Places) -> None:
    places.data.write_text("a file where the folder should be", "utf-8")

    with pytest.raises(PortError, match="ROLECALL_HOME"):
        records.begin("a1")


def test_a_call_in_our_own_hands_is_not_unfinished(records: Records) -> None:
    begun(records, "a1")

    assert records.unfinished() == []


def test_a_finished_call_is_not_unfinished(records: Records) -> None:
    records.finish(attempt("a1", begun(records, "a1")))

    assert records.unfinished() == []


@pytest.mark.parametrize("file", ["journal.jsonl", "take-1.wav"])
def test_a_call_is_left_alone_while_its_process_lives_and_found_once_it_died(
    records: Records,
    places: Places,
    call_elsewhere: Callable[..., subprocess.Popen[str]],
    file: str,
) -> None:
    program = call_elsewhere("a1", file)
    assert records.unfinished() == []

    kill(program)

    assert records.unfinished() == [places.attempts / "a1"]


def test_a_folder_with_nothing_in_it_is_not_worth_offering(
    records: Records, call_elsewhere: Callable[..., subprocess.Popen[str]]
) -> None:
    kill(call_elsewhere("a1", "something-else"))

    assert records.unfinished() == []


def test_an_unfinished_call_can_be_finished_later(
    records: Records, places: Places, call_elsewhere: Callable[..., subprocess.Popen[str]]
) -> None:
    kill(call_elsewhere("a1"))

    records.finish(attempt("a1", places.attempts / "a1"))

    assert records.unfinished() == []
    assert records.attempt("a1") is not None


def test_an_unfinished_call_can_be_erased(
    records: Records, places: Places, call_elsewhere: Callable[..., subprocess.Popen[str]]
) -> None:
    kill(call_elsewhere("a1"))

    records.discard(places.attempts / "a1")

    assert not (places.attempts / "a1").exists()
    assert records.unfinished() == []
    records.discard(places.attempts / "a1")


def test_a_call_that_we_began_can_be_erased(records: Records) -> None:
    folder = begun(records, "a1")

    records.discard(folder)

    assert not folder.exists()
    assert records.begin("a1") == folder


def test_a_call_in_other_hands_is_not_erased(
    records: Records, places: Places, call_elsewhere: Callable[..., subprocess.Popen[str]]
) -> None:
    call_elsewhere("a1")

    with pytest.raises(PortError, match="Another Rolecall"):
        records.discard(places.attempts / "a1")

    assert (places.attempts / "a1" / "journal.jsonl").exists()


def test_a_finished_call_is_not_erased(records: Records) -> None:
    folder = begun(records, "a1")
    records.finish(attempt("a1", folder))

    with pytest.raises(PortError, match="finished and kept"):
        records.discard(folder)

    assert folder.exists()


def test_nothing_outside_is_erased(records: Records, places: Places, tmp_path: Path) -> None:
    begun(records, "a1")
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "journal.jsonl").touch()
    inside_deeper = places.attempts / "a1" / "deeper"
    inside_deeper.mkdir()

    for folder in (
        precious,
        places.attempts,
        places.data,
        inside_deeper,
        places.attempts / "..",
        places.attempts / "a1" / ".." / ".." / ".." / "precious",
    ):
        with pytest.raises(PortError, match="nothing was erased"):
            records.discard(folder)

    assert (precious / "journal.jsonl").exists()
    assert inside_deeper.exists()


@pytest.mark.skipif(os.name != "posix", reason="making links needs a right on Windows")
def test_a_link_is_neither_offered_nor_followed(
    records: Records, places: Places, tmp_path: Path
) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "journal.jsonl").touch()
    places.attempts.mkdir(parents=True)
    link = places.attempts / "link"
    link.symlink_to(precious)

    assert records.unfinished() == []
    with pytest.raises(PortError, match="nothing was erased"):
        records.discard(link)
    assert (precious / "journal.jsonl").exists()


def test_memory_without_a_place_makes_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    records = MemoryRecords()

    folder = begun(records, "a1")

    assert folder.is_relative_to(tmp_path)
    assert records.notices == ()


CALL_THAT_IS_FORGOTTEN = """
import sys
from pathlib import Path
from simulator.adapters.records_memory import MemoryRecords
from tests.contract.attempts_for_tests import attempt
records = MemoryRecords(Path(sys.argv[1]))
folder = records.begin("a1")
(folder / "journal.jsonl").touch()
records.finish(attempt("a1", folder))
"""


def test_what_memory_forgot_is_offered_to_the_database_later(places: Places) -> None:
    subprocess.run(
        [sys.executable, "-c", CALL_THAT_IS_FORGOTTEN, str(places.attempts)],
        cwd=Path(__file__).parents[2],
        check=True,
    )

    assert SqlRecords(places).unfinished() == [places.attempts / "a1"]


def test_takes_are_listed_with_size_and_hash(places: Places) -> None:
    folders = AttemptFolders(places.attempts)
    (folders.begin("a1") / "take-1.wav").write_bytes(b"RIFF")

    (take,) = folders.takes("a1")

    assert (take.take, take.file, take.size_bytes) == ("take-1", "take-1.wav", 4)
    assert take.sha256.startswith("a40ff3d5")
    assert folders.takes("a2") == []
