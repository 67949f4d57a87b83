"""Locks on files, by which two Rolecalls keep out of each other's way.

The system lets go of a lock when the process ends that has it, however it ends.
"""

from __future__ import annotations

import os
import sys
from typing import Final

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCKED_BYTE: Final = 1 << 20
"""On Windows a locked byte cannot be read: lock one far behind the text."""


def lock(file: int) -> bool:
    """Take the lock if it is free; the system gives it back when the file is closed."""
    try:
        if sys.platform == "win32":
            os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
