"""Nothing leaves the machine: whole commands run with every connection watched."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from simulator.adapters.voice_pyttsx3 import Pyttsx3Voice
from simulator.scenario.speech import Speech
from simulator.scenario.voice import EspeakVoice, NaturalVoice, VoiceProfile
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
    ("words", "codes"),
    [
        (["doctor"], {0, 3}),  # 3: it works, and something is missing on this machine
        (
            ["call", "vendor-hotline", "--keys", "0#", "--type", "Robert Hayes, please"],
            {1},
        ),  # not passed
        (["list"], {0}),
    ],
)
def test_no_connection_is_opened(
    rolecall: Rolecall,
    watched: dict[str, str],
    tmp_path: Path,
    words: list[str],
    codes: set[int],
) -> None:
    answer = rolecall.run(*words, env=watched)
    assert answer.code in codes, answer.err
    assert not (tmp_path / "connections").exists()


@pytest.mark.speech
def test_no_connection_is_opened_to_understand_what_is_said(
    rolecall: Rolecall, watched: dict[str, str], tmp_path: Path
) -> None:
    rep = VoiceProfile(
        id="rep",
        description="a rep",
        natural=NaturalVoice(pitch=1.0),
        espeak=EspeakVoice(voice="en-us"),
    )
    voice = Pyttsx3Voice({"rep": rep}, tmp_path / "cache", tmp_path / "log", "espeak")
    said = voice.render(Speech("Robert Hayes, please.", "rep"), threading.Event()).path
    voice.close()

    words = ["call", "vendor-hotline", "--keys", "0#", "--say", str(said)]
    answer = rolecall.run(*words, env=watched)

    assert answer.code == 1, answer.err  # nothing is said after the beep: not passed
    assert "connect you with Mr. Hayes" in answer.err
    assert not (tmp_path / "connections").exists()
