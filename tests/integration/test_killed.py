"""Killed at any moment: no finished call is lost, and no unfinished one is half kept.

`ROLECALL_KILLS` says how often; without it a hundred times.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.call import Call, Phase
from simulator.cli import main
from simulator.session.journal import read_journal
from simulator.session.recovery import read_left_behind
from simulator.settings import HOME_VARIABLE
from simulator.sound import wav
from tests.integration.export_kit import SOUND, keep, places_of
from tests.integration.killed_calls import desk_in

KILLS = int(os.environ.get("ROLECALL_KILLS", "100"))
SEED = 20260301


posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows cannot fork")


def run(*words: object) -> str:
    """What the program prints that is killed."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.integration.killed_calls", *map(str, words)],
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return ended.stdout


@posix_only
def test_killed_at_a_hundred_moments_nothing_finished_is_lost(tmp_path: Path) -> None:
    told = [line.split(" ", 1) for line in json.loads(run(tmp_path, KILLS, SEED))]
    finished = {rest for word, rest in told if word == "finished"}
    rated = {rest for word, rest in told if word == "rated"}
    spoken = dict(rest.split() for word, rest in told if word == "spoken")
    assert [rest for word, rest in told if word == "problem"] == []

    at = desk_in(tmp_path)
    records = at.ports.records
    kept = {one.id for one in records.attempts()}
    unfinished = {left.folder.name: left for left in at.unfinished()}
    begun = {path.parent.name for path in at.places.attempts.glob("*/journal.jsonl")}
    assert finished <= kept, "a call that was finished is lost"
    assert begun <= kept | unfinished.keys(), "a call that was cut off is not found"
    assert unfinished.keys().isdisjoint(kept), "a call that is kept is said to be cut off"
    assert finished
    assert unfinished, "no call was cut off: the test kills too late"

    for id_ in kept:
        attempt = records.attempt(id_)
        assert attempt is not None
        _, events = read_journal(attempt.journal)
        call = Call(at.ports.library.scenario("desk-classic").scenario)
        for event in events:
            call.send(event)
        assert call.phase is Phase.ENDED, "half a call is kept"
        assert attempt.scorecard.message is not None
        assert (attempt.self_rating is not None) >= (id_ in rated), "an answer is lost"
        (take,) = records.takes(id_)
        assert sha256((attempt.folder / take.file).read_bytes()).hexdigest() == take.sha256

    recovered = set()
    for name, left in unfinished.items():
        found = read_left_behind(left.folder)
        for path in found.takes.values():
            samples = (path.stat().st_size - wav.HEADER_BYTES) // wav.BYTES_PER_SAMPLE
            assert samples >= int(spoken.get(name, 0)) - 16_000, "more than a second is lost"
        if left.left is not None:
            recovered.add(at.recover(left).id)
    assert {one.id for one in records.attempts()} == kept | recovered

    with closing(sqlite3.connect(at.places.database)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    reached = records.reached()["desk-classic"]
    assert reached.calls == len(kept | recovered)
    assert not list(at.places.data.glob("*.damaged-*"))


@posix_only
def test_an_import_that_is_killed_took_in_all_or_nothing_and_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, file = tmp_path / "here", tmp_path / "calls.zip"
    for number in range(12):
        keep(here, f"a{number}")
    monkeypatch.setenv(HOME_VARIABLE, str(here))
    assert main(["export", str(file), "--audio"]) == 0

    run(tmp_path, file, KILLS // 4, SEED)

    cut_short = 0
    homes = sorted(tmp_path.glob("import-*"))
    for home in homes:
        kept = SqlRecords(places_of(home)).attempts()
        assert len(kept) in {0, 12}, "a part was taken in"
        cut_short += not kept
        for one in kept:
            found = SqlRecords(places_of(home)).attempt(one.id)
            assert found is not None
            assert (found.folder / "take-1.wav").read_bytes() == SOUND
    assert homes
    assert cut_short, "none was killed before its end"
    for home in homes[:5]:
        monkeypatch.setenv(HOME_VARIABLE, str(home))
        assert main(["import", str(file)]) == 0
        attempts = places_of(home).attempts
        assert sorted(p.name for p in attempts.glob("a*")) == sorted(f"a{n}" for n in range(12))
        assert not list(attempts.glob("*/importing"))
        assert not list(attempts.glob(".import-*"))
