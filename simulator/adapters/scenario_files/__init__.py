"""Scenarios, voices and rubrics from YAML files: shipped, from packs, and any others."""

from simulator.adapters.scenario_files.library import ScenarioFiles
from simulator.adapters.scenario_files.reading import (
    load_rubric_file,
    load_scenario,
    load_voice,
    read_bytes,
    read_text,
    schema_file,
    shipped_folder,
    wav_fault,
    yaml_files,
)

__all__ = [
    "ScenarioFiles",
    "load_rubric_file",
    "load_scenario",
    "load_voice",
    "read_bytes",
    "read_text",
    "schema_file",
    "shipped_folder",
    "wav_fault",
    "yaml_files",
]
