"""The lines that a rep types during an exam: keys while a call is under way, answers otherwise.

One reader for all calls: nothing can end a wait for a key, so there must never be a second one.
"""

from __future__ import annotations

import asyncio
import os
import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from simulator.plain import LOOK_SECONDS, READ_BYTES, LineReader
from simulator.session.runner import Session


class ExamLines:
    """Hands lines to the call that is under way, or to whoever asks."""

    def __init__(self) -> None:
        """No call is under way."""
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._call: tuple[Session, LineReader] | None = None
        self.is_over = False
        """Whether the input has ended."""

    def attend(self, session: Session) -> None:
        """From now on, lines belong to this call."""
        self._call = session, LineReader(session)
        if self.is_over:
            session.hang_up()

    def call_is_over(self) -> None:
        """What is typed from now on is an answer."""
        self._call = None

    def next_line(self, unless: Callable[[], bool] = lambda: False) -> str | None:
        """Wait for a line; None where the input has ended, or once `unless` is so."""
        while not unless():
            with suppress(queue.Empty):
                line = self._lines.get(timeout=LOOK_SECONDS)
                if line is None:
                    self._lines.put(None)  # whoever asks next gets the same answer
                return line
        return None

    def start(self, file_number: int) -> None:
        """Read a file until it ends, which hangs up. Must be called on the event loop."""
        loop = asyncio.get_running_loop()

        def on_loop(do: Callable[[], None]) -> None:
            with suppress(RuntimeError):  # the exam is over and its loop closed
                loop.call_soon_threadsafe(do)

        def read() -> None:
            waiting = b""
            while data := os.read(file_number, READ_BYTES):
                *lines, waiting = (waiting + data).split(b"\n")
                for line in lines:
                    on_loop(partial(self._take, line.decode("utf-8", errors="replace").strip()))
            on_loop(self._end)

        threading.Thread(target=read, name="typed lines", daemon=True).start()

    def _take(self, line: str) -> None:
        if self._call is None:
            self._lines.put(line)
        else:
            self._call[1].take(line)

    def _end(self) -> None:
        self.is_over = True
        self._lines.put(None)
        if self._call is not None:
            self._call[0].hang_up()
