"""The command, for the tests that run it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.rolecall import Rolecall


@pytest.fixture(scope="session")
def scenarios_kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is kept of the shipped scenarios, so that each command need not read them anew."""
    return tmp_path_factory.mktemp("scenarios-kept")


@pytest.fixture
def rolecall(tmp_path: Path, scenarios_kept: Path) -> Rolecall:
    """Rolecall on a machine where it has never run, but for the scenarios that it keeps read."""
    cache = tmp_path / "home" / "cache"
    cache.mkdir(mode=0o700, parents=True)
    (cache / "scenarios").symlink_to(scenarios_kept, target_is_directory=True)
    return Rolecall(tmp_path / "home")
