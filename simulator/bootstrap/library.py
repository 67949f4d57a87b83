"""The scenarios, voices and rubrics at hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from simulator.adapters.packs.folders import installed_folders
from simulator.adapters.scenario_files import ScenarioFiles, load_rubric_file
from simulator.adapters.scenarios_kept import KeptScenarios
from simulator.grading.rubric import Rubric, load_rubric, shipped_ids
from simulator.ports import Library
from simulator.settings import places


def library(scenarios: Sequence[Path] = ()) -> ScenarioFiles:
    """What comes with Rolecall, what lies in these folders, and what packs have brought."""
    here = places()
    memory = KeptScenarios(here.scenarios)
    return ScenarioFiles(scenarios, packs=installed_folders(here.packs), memory=memory)


def rubric_named(name: str, at_hand: Library | None = None) -> Rubric:
    """A rubric that comes with Rolecall or in a pack, or the one in a YAML file.

    Raises:
        LookupError: there is none of that name.
        ProblemsFound: its file cannot be read, or has mistakes.
    """
    if name.endswith((".yaml", ".yml")):
        return load_rubric_file(Path(name))
    if name in shipped_ids():
        return load_rubric(name)
    brought = (at_hand or library()).rubrics()
    return brought[name] if name in brought else load_rubric(name, also=tuple(brought))
