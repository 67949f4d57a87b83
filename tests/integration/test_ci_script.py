"""The script that checks a change runs what the README documents."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="the script is for POSIX shells")


@pytest.mark.parametrize("script", ["run", "readme-command"])
def test_the_scripts_are_sound_and_can_be_started(script: str) -> None:
    path = ROOT / ".ci" / script

    subprocess.run(["bash", "-n", path], check=True)
    assert os.access(path, os.X_OK)


def test_the_readme_gives_the_test_command_in_one_line() -> None:
    done = subprocess.run(
        [ROOT / ".ci" / "readme-command", "test"], capture_output=True, text=True, check=True
    )

    (command,) = done.stdout.splitlines()
    assert command.endswith(".venv/bin/python -m pytest -n auto")
    assert "venv" in command.split("&&")[0]


def copy_with_readme(folder: Path, readme: str) -> Path:
    (folder / ".ci").mkdir()
    script = folder / ".ci" / "readme-command"
    script.write_bytes((ROOT / ".ci" / "readme-command").read_bytes())
    (folder / "README.md").write_text(readme, "utf-8")
    return script


@pytest.mark.parametrize(
    ("readme", "said"),
    [
        ("# Rolecall\n```sh\necho\n```\n", "has no sh block after <!-- command: test -->"),
        ("<!-- command: test -->\n```sh\none\ntwo\n```\n", "is not one line"),
    ],
)
def test_a_readme_without_the_one_line_fails(tmp_path: Path, readme: str, said: str) -> None:
    script = copy_with_readme(tmp_path, readme)

    done = subprocess.run(["bash", script, "test"], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert said in done.stderr


def test_only_the_block_after_its_mark_is_taken(tmp_path: Path) -> None:
    script = copy_with_readme(
        tmp_path,
        "```sh\nno\n```\n<!-- command: open -->\n```sh\nopen it\n```\n"
        "<!-- command: test -->\n\n```sh\ntest it\n```\n```sh\nneither\n```\n",
    )

    done = subprocess.run(["bash", script, "test"], capture_output=True, text=True, check=True)

    assert done.stdout == "test it\n"
