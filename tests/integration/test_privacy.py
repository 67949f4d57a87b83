"""Nothing leaves the machine: whole commands run with every connection watched."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.rolecall import Rolecall

WATCHER = """
import os, socket

def watch(name):
    real = getattr(socket.socket, name)
    def watched(self, address, *rest):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            with open(os.environ["WATCHED"], "a") as log:
                log.write(f"{name} {address}\\n")
        return real(self, address, *rest)
    setattr(socket.socket, name, watched)

for name in ("connect", "connect_ex", "sendto"):
    watch(name)
real_look_up = socket.getaddrinfo
def look_up(*names, **rest):
    with open(os.environ["WATCHED"], "a") as log:
        log.write(f"getaddrinfo {names}\\n")
    return real_look_up(*names, **rest)
socket.getaddrinfo = look_up
"""


@pytest.fixture
def watched(tmp_path: Path) -> dict[str, str]:
    """Variables under which every Python process, children too, notes its connections."""
    (tmp_path / "sitecustomize.py").write_text(WATCHER)
    return {"PYTHONPATH": str(tmp_path), "WATCHED": str(tmp_path / "connections")}


def test_the_watcher_sees_a_connection(
    rolecall: Rolecall, watched: dict[str, str], tmp_path: Path
) -> None:
    import subprocess
    import sys

    code = "import socket; socket.socket().connect_ex(('127.0.0.1', 9))"
    env = {**rolecall.environment, **watched}
    subprocess.run([sys.executable, "-c", code], env=env, check=True)
    assert "127.0.0.1" in (tmp_path / "connections").read_text()


@pytest.mark.speech
@pytest.mark.parametrize(
    "words",
    [
        ["doctor"],
        ["call", "vendor-hotline", "--keys", "0#", "--type", "Robert Hayes, please"],
        ["list"],
    ],
)
def test_no_connection_is_opened(
    rolecall: Rolecall, watched: dict[str, str], tmp_path: Path, words: list[str]
) -> None:
    rolecall.run(*words, env=watched)
    assert not (tmp_path / "connections").exists()
