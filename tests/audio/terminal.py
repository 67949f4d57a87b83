"""A real terminal to drive the real program in: tmux, on a socket of its own."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence

_NUMBERS = itertools.count()
_COMMAND_SECONDS = 10.0
_LOOK_AGAIN_SECONDS = 0.05
_NOT_PASSED_ON = ("TMUX", "COLUMNS", "LINES", "COVERAGE_PROCESS_START")
"""What the tests' own terminal is like (a test runner may have set a size for its processes), and
the tracing of lines: what is timed and heard here runs as a user runs it, at its own speed."""
_HOW_IT_ENDED = "#{pane_dead},#{pane_dead_status},#{pane_dead_signal},#{pid}"


class TextNeverShown(AssertionError):
    """What was waited for did not come; the message holds the screen as it was."""


class Terminal:
    """One program in one terminal, 80x24 unless said otherwise."""

    def __init__(self) -> None:
        self._socket = f"rolecall-test-{os.getpid()}-{next(_NUMBERS)}"
        self._is_open = False

    def start(
        self,
        command: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        columns: int = 80,
        rows: int = 24,
    ) -> None:
        """Start the program; what it shows stays to be read when it has ended."""
        variables = {**(env or {}), "TERM": "screen-256color"}
        settings = [word for name, value in variables.items() for word in ("-e", f"{name}={value}")]
        self._is_open = True
        # One call: the settings must stand before the program has a chance to end. The empty format
        # leaves its last screen alone, where tmux would scroll it to say that the program ended.
        self._tmux(
            "start-server", ";", "set-option", "-g", "remain-on-exit", "on", ";",
            "set-option", "-g", "remain-on-exit-format", "", ";",
            "new-session", "-d", "-x", str(columns), "-y", str(rows), *settings, "--", *command,
        )  # fmt: skip

    def press(self, *keys: str) -> None:
        """Press keys, by tmux's names: Enter, Escape, Space, Up, C-c, or single characters."""
        for key in keys:
            self._tmux("send-keys", "--", _no_separator(key))

    def type(self, text: str) -> None:
        """Type text as it stands."""
        self._tmux("send-keys", "-l", "--", _no_separator(text))

    def screen(self) -> str:
        """What the terminal shows now, one line a row, without trailing spaces."""
        lines = self._tmux("capture-pane", "-p").splitlines()
        return "\n".join(line.rstrip() for line in lines)

    def wait_for(self, text: str, seconds: float = 10.0, *, or_for: str | None = None) -> str:
        """Wait until the text (or the other one) can be read; answer with the whole screen."""
        deadline = time.monotonic() + seconds
        while text not in (screen := self.screen()) and (or_for is None or or_for not in screen):
            if time.monotonic() > deadline:
                raise TextNeverShown(f"No “{text}” after {seconds:.0f} s. The screen:\n{screen}")
            time.sleep(_LOOK_AGAIN_SECONDS)
        return screen

    def wait_for_end(self, seconds: float = 10.0) -> int:
        """Wait until the program has ended; answer with its exit code, or minus its signal."""
        deadline = time.monotonic() + seconds
        while True:
            words = self._tmux("display-message", "-p", _HOW_IT_ENDED).strip().split(",")
            is_dead, code, killed_by, server = words
            if code or killed_by:
                return int(code) if code else -int(killed_by)
            if is_dead == "1":
                # tmux 3.3 sometimes misses that its child ended: tell it again.
                os.kill(int(server), signal.SIGCHLD)
            if time.monotonic() > deadline:
                raise TextNeverShown(f"Still running after {seconds:.0f} s:\n{self.screen()}")
            time.sleep(_LOOK_AGAIN_SECONDS)

    @property
    def process_id(self) -> int:
        """The program's process id, to send it a signal."""
        return int(self._tmux("display-message", "-p", "#{pane_pid}"))

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal larger or smaller."""
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def close(self) -> None:
        """Close the terminal, and with it whatever still runs in it."""
        if self._is_open:
            self._is_open = False
            subprocess.run(
                ["tmux", "-L", self._socket, "kill-server"], capture_output=True, check=False
            )

    def _tmux(self, *words: str) -> str:
        environment = {k: v for k, v in os.environ.items() if k not in _NOT_PASSED_ON}
        done = subprocess.run(
            ["tmux", "-L", self._socket, "-f", "/dev/null", "-u", *words],
            env=environment,
            capture_output=True,
            text=True,
            timeout=_COMMAND_SECONDS,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"tmux {words[0]}: {done.stderr.strip()}")
        return done.stdout


def _no_separator(word: str) -> str:
    """A word that ends in a semicolon would end tmux's command."""
    return f"{word[:-1]}\\;" if word.endswith(";") else word
