"""Records in a database of their own, which do not wait long."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.settings import Places


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(data=tmp_path / "data", cache=tmp_path / "cache")


@pytest.fixture
def records(places: Places) -> SqlRecords:
    return SqlRecords(places, lock_timeout_seconds=0.05)
