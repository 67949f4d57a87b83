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

from simulator.call import Call, Phase
from simulator.session.journal import read_journal
from simulator.session.recovery import read_left_behind
from simulator.sound import wav
from tests.integration.killed_calls import desk_in

KILLS = int(os.environ.get("ROLECALL_KILLS", "100"))
SEED = 20260301


@pytest.mark.skipif(os.name != "posix", reason="Windows has no process groups to kill")
def test_killed_at_a_hundred_moments_nothing_finished_is_lost(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "tests.integration.killed_calls"]
    ended = subprocess.run(
        [*program, str(tmp_path), str(KILLS), str(SEED)],
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    told = [line.split(" ", 1) for line in json.loads(ended.stdout)]
    finished = {rest for word, rest in told if word == "finished"}
    rated = {rest for word, rest in told if word == "rated"}
    spoken = dict(rest.split() for word, rest in told if word == "spoken")
    assert [rest for word, rest in told if word == "problem"] == []

    at = desk_in(tmp_path)
    records = at.ports.records
    kept = {one.id for one in records.attempts()}
    unfinished = {left.folder.name: left for left in at.unfinished()}
    assert finished <= kept, "a call that was finished is lost"
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
