"""Lines that are typed while something plays."""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress

LOOK_SECONDS = 0.2
"""How often waiting for a line makes room for Ctrl+C, which Windows would not let through."""


class TypedLines:
    """Reads standard input in a thread, which is left alone in the end: nothing else can end it."""

    def __init__(self) -> None:
        """Begins to read."""
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self.is_over = False
        threading.Thread(target=self._read, name="typed lines", daemon=True).start()

    def wait(self) -> str | None:
        """The next line, without the spaces around it; None where there is none any more."""
        while True:
            found = self.look(LOOK_SECONDS)
            if found or self.is_over:
                return found[0] if found else None

    def look(self, at_most_seconds: float) -> tuple[str, ...]:
        """The next line, if one comes in that time."""
        if self.is_over:
            return ()
        with suppress(queue.Empty):
            line = self._lines.get(timeout=at_most_seconds)
            if line is not None:
                return (line,)
            self.is_over = True
        return ()

    def _read(self) -> None:
        for line in _lines_of_input():
            self._lines.put(line.strip())
        self._lines.put(None)


def _lines_of_input() -> Iterator[str]:
    with suppress(OSError, ValueError):  # closed under our hands: it has ended
        yield from sys.stdin
