"""A drill that is killed again and again comes to its end, and nothing is done twice or lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.settings import Places
from tests.integration.killed_drills import DIALS

ROOT = Path(__file__).parents[2]
KILLED_AFTER = (2, 1, 4)
"""So many calls, and then it is killed: in the middle of the next one."""


def played_until_killed(home: Path, after: int | None) -> list[int]:
    """The places that were told as done; None lets it come to its end."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.integration.killed_drills", str(home)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    told: list[int] = []
    assert child.stdout is not None
    with child, child.stdout:
        for line in child.stdout:
            told.append(int(line))
            if len(told) == after:
                child.kill()
    assert (child.returncode == 0) == (after is None)
    return told


def test_a_drill_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    told = [place for after in KILLED_AFTER for place in played_until_killed(tmp_path, after)]
    told += played_until_killed(tmp_path, None)
    records = SqlRecords(Places(tmp_path / "data", tmp_path / "cache"))
    (series,) = records.all_series()
    kept = records.evidence(series.id)
    assert series.finished_at is not None
    assert {one.place for one in kept} == set(range(DIALS))
    assert len(told) == len(set(told)), "what was told as done is not done again"
    assert set(told) <= {one.place for one in kept}
    assert len({one.attempt for one in kept}) == len(kept)
