"""Write a recording to disk while it is spoken.

The file is a valid WAV at every moment: the header is rewritten with the length reached, and
nothing is buffered, so a crash costs what was not yet heard and at most half a second of length.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Final

from simulator.sound import wav

HEADER_SECONDS: Final = 0.5
_PRIVATE = 0o600


class TakeWriter:
    """A growing file of mono 16-bit samples, readable by its owner only."""

    def __init__(self, path: Path) -> None:
        """Create the file.

        Raises:
            OSError: it exists (a recording is never overwritten) or cannot be created.
        """
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
        self._file = os.fdopen(os.open(path, flags, _PRIVATE), "r+b", buffering=0)
        self._data_bytes = 0
        self._header_at = monotonic()
        self._file.write(wav.header(0))

    @property
    def samples(self) -> int:
        """How many whole samples are on disk."""
        return self._data_bytes // wav.BYTES_PER_SAMPLE

    def add(self, pcm: bytes) -> bool:
        """Append samples; False where the disk takes no more (what it took is kept)."""
        try:
            written = self._file.write(pcm)
        except OSError:
            return False
        self._data_bytes += written or 0
        if monotonic() - self._header_at >= HEADER_SECONDS:
            self._write_header()
        return written == len(pcm)

    def close(self) -> None:
        """Write the final length."""
        self._write_header()
        with suppress(OSError):
            self._file.close()

    def _write_header(self) -> None:
        """Overwriting needs no space, except where the file system copies what it writes.

        There a full disk keeps the last length that fitted; readers go by the file's size. What
        was said is on disk either way, and counts.
        """
        self._header_at = monotonic()
        with suppress(OSError):
            self._file.seek(0)
            self._file.write(wav.header(self.samples * wav.BYTES_PER_SAMPLE))
        self._file.seek(wav.HEADER_BYTES + self._data_bytes)
