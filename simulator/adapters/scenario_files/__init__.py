"""Scenarios, voices and rubrics from YAML files: shipped, from packs, and any others."""

from simulator.adapters.scenario_files.library import ScenarioFiles
from simulator.adapters.scenario_files.reading import (
    greeting_seconds,
    load_rubric_file,
    load_scenario,
    load_voice,
    read_bytes,
    read_text,
    schema_file,
    shipped_folder,
    yaml_files,
)

__all__ = [
    "ScenarioFiles",
    "greeting_seconds",
    "load_rubric_file",
    "load_scenario",
    "load_voice",
    "read_bytes",
    "read_text",
    "schema_file",
    "shipped_folder",
    "yaml_files",
]
