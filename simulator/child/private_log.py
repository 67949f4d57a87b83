"""Open the log: it holds what libraries print, which may be the rep's words."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TextIO

_FOLDER_MODE = 0o700
_FILE_MODE = 0o600


def open_private_log(path: Path) -> TextIO:
    """Open for appending; its folder is made where it is missing. Both are the owner's only.

    Raises:
        OSError: the folder or the file cannot be made.
    """
    path.parent.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, _FILE_MODE)
    file = os.fdopen(descriptor, "a", encoding="utf-8")
    if sys.platform != "win32":
        os.fchmod(descriptor, _FILE_MODE)  # one that another program made is not left open to all
    return file


def open_log_or_nothing(path: Path) -> TextIO:
    """The log, or the null device: a log that cannot be made is no reason to have no voice."""
    try:
        return open_private_log(path)
    except OSError:
        return Path(os.devnull).open("a", encoding="utf-8")
