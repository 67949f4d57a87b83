"""A terminal driver that survives the end of its terminal.

When a terminal window is closed, writing to it fails and ends Textual's writer thread; the queue in
front of that thread then fills, and the app waits for room in it for ever, a call and its processes
with it. (Textual 8.2.8; its own smallest app shows it, once it handles SIGHUP.) Here, what nobody
can read any more is dropped instead, so that the app can keep what was said and quit.
"""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver
from typing_extensions import override


class LastingDriver(LinuxDriver):
    """The driver for Linux and macOS, without the wait for a terminal that is gone."""

    @property
    def _can_write(self) -> bool:
        return self._writer_thread is not None and self._writer_thread.is_alive()

    @override
    def write(self, data: str) -> None:
        """Draw, as long as there is something to draw on."""
        if self._can_write:
            super().write(data)

    @override
    def close(self) -> None:
        """Stop the writer thread, unless the end of the terminal has stopped it already."""
        if self._can_write:
            super().close()
