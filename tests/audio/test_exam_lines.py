"""`rolecall exam` in a terminal: calls in lines, a pause, and on again after the program ended."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.audio.terminal import Terminal

NO_SOUND = {"PULSE_SERVER": "unix:/nowhere", "ALSA_CONFIG_PATH": os.devnull}


def start(terminal: Terminal, home: Path, *words: str) -> None:
    command = [sys.executable, "-m", "simulator", "exam", *words]
    env = {**NO_SOUND, "ROLECALL_HOME": str(home)}
    terminal.start(command, env=env, columns=120, rows=60)


def enter(terminal: Terminal, text: str) -> None:
    if text:
        terminal.type(text)
    terminal.press("Enter")


def test_an_exam_waits_and_goes_on_after_a_stop_in_the_middle_of_a_call(
    terminal: Terminal, tmp_path: Path
) -> None:
    start(terminal, tmp_path)
    assert "No hints, no second try." in terminal.wait_for("Press Enter to begin the exam", 40)
    enter(terminal, "")
    terminal.wait_for("Call 1 of 12.", 20)
    enter(terminal, "")
    terminal.wait_for("Recording; this mailbox", 60)
    enter(terminal, "Hi, this is Robin. Call me on 617 555 0177. Again, 617 555 0177.")
    terminal.wait_for("Would you call you back?", 60)
    enter(terminal, "n 60")
    terminal.wait_for("Call 2 of 12.", 20)
    enter(terminal, "")
    terminal.wait_for("supplier", 60)
    terminal.press("C-c")
    assert terminal.wait_for_end() == 130

    again = Terminal()
    try:
        start(again, tmp_path, "--resume")
        seen = again.wait_for("Press Enter to dial.", 60)
        assert "Call 2 was cut off. It counts as made, as far as it went." in seen
        assert "Call 3 of 12." in seen
        enter(again, "p")
        assert again.wait_for_end() == 1
    finally:
        again.close()


def test_nothing_is_begun_by_q(terminal: Terminal, tmp_path: Path) -> None:
    start(terminal, tmp_path)
    terminal.wait_for("Press Enter to begin the exam", 40)
    enter(terminal, "q")
    assert "Nothing was begun." in terminal.wait_for("Nothing was begun.", 20)
    assert terminal.wait_for_end() == 1
