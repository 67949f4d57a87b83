"""Run the command as a person would: a process of its own, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MODULE = [sys.executable, "-m", "simulator"]


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


class Rolecall:
    """The command with its own home."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.environment = {**os.environ, "ROLECALL_HOME": str(home)}

    def run(self, *words: str, env: Mapping[str, str] | None = None) -> Answer:
        ended = subprocess.run(
            [*MODULE, *words],
            env={**self.environment, **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert "Traceback" not in ended.stderr, ended.stderr
        return Answer(ended.returncode, ended.stdout, ended.stderr)
