"""A store of packs on a real disk, and what is at hand where they are installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.adapters.packs.folders import installed_folders
from simulator.adapters.packs.store import Added, PackStore
from simulator.adapters.scenario_files import ScenarioFiles
from simulator.adapters.scenario_files.packs import PackCheck
from simulator.scenario.pack import Limits, Manifest, PackRefused
from simulator.scenario.problem import ProblemsFound
from tests.integration.pack_kit import all_below


def add(root: Path, source: Path, *, replace: bool = False, limits: Limits | None = None) -> Added:
    def check(folder: Path, manifest: Manifest) -> None:
        others = (path for path in installed_folders(root) if path.name != manifest.name)
        PackCheck(tuple(others))(folder, manifest)

    store = PackStore(root) if limits is None else PackStore(root, limits)
    return store.add(source, check, replace=replace)


def refusal(root: Path, source: Path, limits: Limits | None = None) -> str:
    """Why a pack is not installed; nothing of it may stay."""
    before = all_below(root)
    with pytest.raises((PackRefused, ProblemsFound)) as found:
        add(root, source, limits=limits)
    assert all_below(root) - before <= {".lock"}
    return str(found.value)


def library(root: Path) -> ScenarioFiles:
    return ScenarioFiles(packs=installed_folders(root))
