"""`rolecall call` in a terminal: the call in lines, played live, without any sound device."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.audio.terminal import Terminal

NO_SOUND = {"PULSE_SERVER": "unix:/nowhere", "ALSA_CONFIG_PATH": os.devnull}


def start(terminal: Terminal, home: Path, scenario: str) -> None:
    command = [sys.executable, "-m", "simulator", "call", scenario]
    env = {**NO_SOUND, "ROLECALL_HOME": str(home)}
    terminal.start(command, env=env, columns=120, rows=60)
    terminal.wait_for("Press Enter to dial", 20)
    terminal.press("Enter")


def test_h_hangs_up(terminal: Terminal, tmp_path: Path) -> None:
    start(terminal, tmp_path, "colleague")
    seen = terminal.wait_for("Priya Rao", 40)
    assert "No microphone was found" in seen
    assert "You are: " in seen
    terminal.type("h")
    terminal.press("Enter")
    assert "You hung up." in terminal.wait_for("The arithmetic", 20)
    assert terminal.wait_for_end() == 0


def test_keys_reach_the_operator_and_a_typed_line_is_what_is_said(
    terminal: Terminal, tmp_path: Path
) -> None:
    start(terminal, tmp_path, "vendor-hotline")
    terminal.wait_for("supplier information line", 40)
    terminal.type("0#")
    terminal.press("Enter")
    terminal.wait_for("Your turn", 60)
    terminal.type("Linda Shaw please")
    terminal.press("Enter")
    terminal.wait_for("not in today", 40)
    assert "pressed 0 for the operator: best" in terminal.wait_for("The arithmetic", 60)
    assert terminal.wait_for_end() == 0


def test_control_c_stops_with_a_word(terminal: Terminal, tmp_path: Path) -> None:
    start(terminal, tmp_path, "colleague")
    terminal.wait_for("Priya Rao", 40)
    terminal.press("C-c")
    assert terminal.wait_for_end() == 130
    assert "Traceback" not in terminal.screen()
