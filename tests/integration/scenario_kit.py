"""A folder of scenarios on a real disk."""

from __future__ import annotations

import wave
from pathlib import Path

from simulator.adapters.scenario_files import ScenarioFiles
from tests.unit.scenario.texts import SCENARIO, VOICE


def write_wav(path: Path, frames: int = 2 * 16_000) -> None:
    """A silent recording."""
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(bytes(2 * frames))


def written(tmp_path: Path) -> Path:
    """A folder with one scenario, its recording, and one voice."""
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "voices").mkdir()
    (tmp_path / "scenarios" / "bakery.yaml").write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "voices" / "ben.yaml").write_text(VOICE, encoding="utf-8")
    write_wav(tmp_path / "scenarios" / "ben.wav")
    return tmp_path


def library(folder: Path) -> ScenarioFiles:
    return ScenarioFiles([folder / "scenarios"], [folder / "voices"])
