"""The folders of calls under way, whatever kind of records looks after them."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.adapters.records_memory import MemoryRecords
from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.ports import PortError, Records
from simulator.session.attempt_folders import AttemptFolders
from simulator.settings import Places
from tests.contract.attempts_for_tests import attempt, begun


def kill(program: subprocess.Popen[str]) -> None:
    program.kill()
    program.wait()


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


def test_calls_that_never_finished_are_told_the_newest_first(
    records: Records, places: Places, call_elsewhere: Callable[..., subprocess.Popen[str]]
) -> None:
    ids = ["20260102-080000-aaa", "20260103-080000-bbb", "20260101-080000-ccc"]
    for attempt_id in ids:
        kill(call_elsewhere(attempt_id))

    newest_first = [folder.name for folder in records.unfinished()]

    assert newest_first == sorted(ids, reverse=True)


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
