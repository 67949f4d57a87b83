"""How soon Rolecall is there: `python benchmarks/first_screen.py`.

Two ratios, each of medians measured in turn within one run, in a pseudo-terminal of 80 x 24:

- from starting the process to the first painted screen, against the smallest possible Textual app;
- `rolecall --help` from start to end, against `python -c pass`.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

FIRST_SCREEN_TARGET = 1.6
HELP_TARGET = 4.0
PATIENCE_SECONDS = 20.0

SMALLEST_APP = """
from textual.app import App
from textual.widgets import Static

class Smallest(App):
    def compose(self):
        yield Static("first screen")

Smallest().run()
"""
ROLECALL = "from simulator.cli import main; raise SystemExit(main([]))"


def seconds_to_screen(program: str, marker: bytes, environment: dict[str, str]) -> float:
    """Start a program in a terminal; seconds until it has written `marker`."""
    began = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        os.execve(sys.executable, [sys.executable, "-c", program], environment)
    try:
        seen = b""
        while marker not in seen:
            left = began + PATIENCE_SECONDS - time.perf_counter()
            if left <= 0 or not select.select([terminal], [], [], left)[0]:
                raise TimeoutError(f"no screen after {PATIENCE_SECONDS:.0f} s: {seen[-400:]!r}")
            seen += os.read(terminal, 65536)
        return time.perf_counter() - began
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(terminal)


def seconds_to_end(arguments: list[str], environment: dict[str, str]) -> float:
    """Seconds that a Python process with these arguments takes."""
    began = time.perf_counter()
    command = [sys.executable, *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - began


def report(what: str, ours: list[float], theirs: list[float], target: float) -> bool:
    """Print one comparison; whether the target is met."""
    median, reference = statistics.median(ours), statistics.median(theirs)
    ratio = median / reference
    print(
        f"{what}: {median * 1000:.0f} ms against {reference * 1000:.0f} ms, "
        f"{ratio:.2f}x (target {target:.1f}x)"
    )
    return ratio <= target


def main() -> int:
    """Measure both; exit code 1 if a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=9, help="how often each is started")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "TERM": "xterm-256color", "ROLECALL_HOME": str(Path(home))}
        app: list[float] = []
        smallest: list[float] = []
        shown_help: list[float] = []
        nothing: list[float] = []
        for _ in range(runs + 1):
            smallest.append(seconds_to_screen(SMALLEST_APP, b"first screen", environment))
            app.append(seconds_to_screen(ROLECALL, b"Loading your calls", environment))
            nothing.append(seconds_to_end(["-c", "pass"], environment))
            shown_help.append(seconds_to_end(["-m", "simulator", "--help"], environment))
    is_met = [  # the first run of each only fills the file cache
        report("first screen", app[1:], smallest[1:], FIRST_SCREEN_TARGET),
        report("rolecall --help", shown_help[1:], nothing[1:], HELP_TARGET),
    ]
    return 0 if all(is_met) else 1


if __name__ == "__main__":
    raise SystemExit(main())
