"""The command, for the tests that run it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.rolecall import Rolecall


@pytest.fixture
def rolecall(tmp_path: Path) -> Rolecall:
    """Rolecall on a machine where it has never run."""
    return Rolecall(tmp_path / "home")
