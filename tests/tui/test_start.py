from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from tests.settled import settle

HEAVY = {"pydantic", "sqlalchemy", "yaml", "numpy", "simulator.ports", "simulator.session.desk"}


def test_the_first_screen_imports_nothing_heavy() -> None:
    program = "import json, sys, simulator.tui.app; print(json.dumps(sorted(sys.modules)))"
    found = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert HEAVY.isdisjoint(json.loads(found.stdout))


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on Windows")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "closed"])
def test_the_app_ends_by_itself_when_it_is_told_to(tmp_path: Path, name: str) -> None:
    import fcntl
    import pty
    import termios

    program = (
        "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
        "from simulator.tui.app import RolecallApp\n"
        "from simulator.bootstrap import open_quiet_desk\n"
        "RolecallApp(lambda: open_quiet_desk(voice=False)).run()"
    )
    settle(tmp_path)
    terminal, inside = pty.openpty()
    fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    app = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=inside,
        stdout=inside,
        stderr=inside,
        env={**os.environ, "ROLECALL_HOME": str(tmp_path), "TERM": "xterm-256color"},
        start_new_session=True,
    )
    os.close(inside)
    seen = b""
    while b"NEXT FOR YOU" not in seen:
        seen += os.read(terminal, 65536)
    if name != "closed":
        app.send_signal(getattr(signal, name))
        drain(terminal)
    os.close(terminal)
    assert app.wait(20) == 0
    assert b"Traceback" not in seen


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on Windows")
def test_who_starts_the_program_for_the_first_time_is_led_in_and_never_again(
    tmp_path: Path,
) -> None:
    assert b"Who are you?" in seen_at_the_start(tmp_path, until=b"Who are you?")
    assert b"Who are you?" not in seen_at_the_start(tmp_path, until=b"NEXT FOR YOU")


def seen_at_the_start(home: Path, until: bytes) -> bytes:
    """What the real program draws until something is there; then it is told to quit."""
    import fcntl
    import pty
    import termios

    terminal, inside = pty.openpty()
    fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    app = subprocess.Popen(
        [sys.executable, "-m", "simulator"],
        stdin=inside,
        stdout=inside,
        stderr=inside,
        env={**os.environ, "ROLECALL_HOME": str(home), "TERM": "xterm-256color"},
        start_new_session=True,
    )
    os.close(inside)
    seen = b""
    while until not in seen:
        seen += os.read(terminal, 65536)
    os.write(terminal, b"\x11")
    drain(terminal)
    os.close(terminal)
    assert app.wait(20) == 0
    return seen


def drain(terminal: int) -> None:
    """Read until the other side is closed, as a terminal does."""
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        return
