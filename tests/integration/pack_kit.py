"""A small pack that is right, as a folder and as a zip, to be spoiled by tests."""

from __future__ import annotations

import io
import wave
import zipfile
from pathlib import Path

from simulator.grading.rubric import shipped_rubric
from tests.unit.scenario.texts import SCENARIO, VOICE, replaced

MANIFEST = """\
name: crumbs
version: 1.0.0
author: Ada Stone
licence: CC0-1.0
description: Calls to bakers.
rubric: gentle
"""


def wav_bytes(frames: int = 48_000) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(bytes(range(256)) * (frames // 128))
    return made.getvalue()


def pack_files(**changes: str) -> dict[str, bytes]:
    """The files of a pack by path; `changes` replace words of the manifest."""
    manifest = MANIFEST
    for key, value in changes.items():
        manifest = "".join(
            f"{key}: {value}\n" if line.startswith(f"{key}:") else line
            for line in manifest.splitlines(keepends=True)
        )
    rubric = replaced("id: snell\n", "id: gentle\n", shipped_rubric()[0])
    return {
        "pack.yaml": manifest.encode(),
        "LICENSE": b"Take it.\n",
        "README.md": "# Krümel\n".encode(),
        "scenarios/bakery.yaml": SCENARIO.encode(),
        "voices/ben.yaml": VOICE.encode(),
        "greetings/ben.wav": wav_bytes(),
        "rubrics/gentle.yaml": rubric.encode(),
    }


def as_folder(folder: Path, files: dict[str, bytes]) -> Path:
    for path, data in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder


def as_zip(path: Path, files: dict[str, bytes], *, inside: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(f"{inside}{name}", data)
    return path


def all_below(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*")} if folder.exists() else set()
