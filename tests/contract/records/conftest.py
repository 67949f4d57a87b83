"""Every kind of records, and calls in other processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from simulator.adapters.records_memory import MemoryRecords
from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.ports import Records
from simulator.settings import Places

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
