"""`rolecall forget`: what goes, what stays, and what is said of both."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.session.people import People
from simulator.settings import Places
from tests.contract.attempts_for_tests import attempt, begun
from tests.integration.rolecall import MODULE, Rolecall

SECRET = "quite unmistakable words"


def places_of(rolecall: Rolecall) -> Places:
    return Places(rolecall.home / "data", rolecall.home / "cache")


def keep(rolecall: Rolecall, *names: str) -> SqlRecords:
    records = SqlRecords(places_of(rolecall))
    for name in names:
        folder = begun(records, name)
        records.finish(attempt(name, folder, corrections={"take-1": f"{SECRET} {name}"}))
    return records


def everything_in(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())


def test_one_call_goes_and_no_byte_of_its_words_stays(rolecall: Rolecall) -> None:
    records = keep(rolecall, "a1", "a2")

    answer = rolecall.run("forget", "a1", "--yes")

    assert answer.code == 0
    assert answer.out == "Erased: 1 call and 1 recording.\n"
    assert "This erases the call a1 to “desk-classic” on 2026-03-01 at 10:15" in answer.err
    assert [one.id for one in records.attempts()] == ["a2"]
    left = everything_in(rolecall.home)
    assert f"{SECRET} a1".encode() not in left
    assert f"{SECRET} a2".encode() in left


def test_all_audio_goes_and_words_and_scores_stay(rolecall: Rolecall) -> None:
    records = keep(rolecall, "a1", "a2")
    under_way = begun(records, "a3")
    cut_off = begun(records, "a4")
    (cut_off / "owner").unlink()

    answer = rolecall.run("forget", "--audio", "--yes", "--json")

    assert (answer.code, json.loads(answer.out)) == (
        0,
        {"schema_version": 1, "erased": {"calls": 0, "recordings": 2}, "left": []},
    )
    assert "the recordings of 2 calls" in answer.err
    assert "1 call that never finished is not touched" in answer.err
    assert sorted(p.parent.name for p in rolecall.home.rglob("*.wav")) == ["a3", "a4"]
    assert len(records.attempts()) == 2
    assert records.takes("a1")[0].erased_at is not None
    records.discard(under_way)
    assert rolecall.run("forget", "--audio", "--yes").out == "Erased: 0 recordings.\n"


def test_everything_goes(rolecall: Rolecall) -> None:
    keep(rolecall, "a1")
    data = rolecall.home / "data"
    People(places_of(rolecall)).add("Alex Reed")
    (data / "rolecall.sqlite3.damaged-1").write_text(SECRET)
    (data / "baselines.json").write_text("{}")
    (data / "preferences.json").write_text("{}")
    (data / "packs").mkdir()

    answer = rolecall.run("forget", "--everything", "--yes")

    assert answer.code == 0, answer.err
    assert "everything of Alex Reed" in answer.err
    assert "What stays: packs." in answer.err
    assert SECRET.encode() not in everything_in(rolecall.home)
    assert sorted(p.name for p in data.iterdir()) == ["packs", "people.json"]
    assert People(places_of(rolecall)).all == ()
    assert rolecall.run("list").code == 0


def test_what_belongs_to_another_person_stays(rolecall: Rolecall) -> None:
    people = People(places_of(rolecall))
    people.add("Alex Reed")
    sam = people.add("Sam Ray")
    keep(rolecall, "a1")
    theirs = SqlRecords(people.places_of(sam))
    folder = begun(theirs, "b1")
    theirs.finish(attempt("b1", folder))

    first = rolecall.run("forget", "--everything", "--yes", "--profile", "Alex")

    assert first.code == 0, first.err
    assert "what belongs to Sam Ray" in first.err
    assert [one.id for one in theirs.attempts()] == ["b1"]
    assert (folder / "take-1.wav").exists()
    second = rolecall.run("forget", "--everything", "--yes", "--profile", "Sam")
    assert second.code == 0, second.err
    assert not (rolecall.home / "data" / "people" / "sam-ray").exists()
    assert people.all == ()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Say what to forget"),
        (["a1", "--audio"], "Say what to forget"),
        (["--audio", "--everything"], "Say what to forget"),
        (["a1"], "add --yes"),
        (["--everything"], "add --yes"),
        (["b", "--yes"], "There is no call “b”"),
        (["a", "--yes"], "2 calls begin with “a”"),
    ],
)
def test_without_a_clear_word_nothing_is_erased(
    rolecall: Rolecall, words: list[str], sentence: str
) -> None:
    records = keep(rolecall, "a1", "a2")
    answer = rolecall.run("forget", *words)
    assert (answer.code, answer.out) == (2, "")
    assert sentence in answer.err
    assert len(records.attempts()) == 2


@pytest.mark.parametrize(("typed", "code", "left"), [("yes", 0, 0), ("y", 1, 1), ("", 1, 1)])
@pytest.mark.skipif(os.name != "posix", reason="Windows has no such terminals")
def test_on_a_terminal_it_asks(rolecall: Rolecall, typed: str, code: int, left: int) -> None:
    import pty

    records = keep(rolecall, "a1")
    ours, theirs = pty.openpty()
    command = subprocess.Popen(
        [*MODULE, "forget", "a1"],
        env=rolecall.environment,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.write(ours, f"{typed}\n".encode())
    out, err = command.communicate(timeout=120)
    os.close(ours)
    os.close(theirs)
    assert (command.returncode, len(records.attempts())) == (code, left)
    assert "This cannot be taken back" in err
    assert ("Nothing was erased" in err) == bool(left)
    assert ("Erased" in out) == (not left)


def test_what_another_rolecall_holds_is_said_and_the_rest_goes(rolecall: Rolecall) -> None:
    records = keep(rolecall, "a1")
    records.begin("a2")  # in the hands of this process

    answer = rolecall.run("forget", "--everything", "--yes", "--json")

    assert answer.code == 3
    (left,) = json.loads(answer.out)["left"]
    assert "Another Rolecall is using" in left
    assert "Not everything could be erased" in answer.err
    assert SECRET.encode() not in everything_in(rolecall.home)


def test_results_of_a_newer_version_can_be_erased_too(rolecall: Rolecall) -> None:
    from tests.integration.records.rows import change

    keep(rolecall, "a1")
    change(places_of(rolecall), "INSERT INTO migrations VALUES (99, 'from the future')")

    refused = rolecall.run("forget", "a1", "--yes")
    answer = rolecall.run("forget", "--everything", "--yes")

    assert refused.code == 2
    assert "newer Rolecall" in refused.err
    assert answer.code == 0, answer.err
    assert "all calls with their recordings" in answer.err
    assert answer.out == "Erased: all calls and 1 recording.\n"
    assert SECRET.encode() not in everything_in(rolecall.home)
