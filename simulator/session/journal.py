"""The journal of a call: its events as JSON lines, written while it happens.

The first line names the call, each further line is one event. A line is complete once its newline
stands in the file, so what a crash can leave behind is half a line at the end, and nothing else:
that half is dropped silently. Anything else that cannot be read is damage, and says where.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import MISSING, asdict, fields
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, get_args, get_origin, get_type_hints

from simulator.call.events import EVENTS, Event
from simulator.ports import PortError
from simulator.session.journal_header import (
    JournalError,
    JournalFromNewerVersion,
    JournalHeader,
    LineUnreadable,
    NotAJournal,
    header_line,
    header_of,
    json_object,
    read_header,
)

__all__ = [
    "JOURNAL_NAME",
    "JournalDamaged",
    "JournalError",
    "JournalFile",
    "JournalFromNewerVersion",
    "JournalHeader",
    "LineUnreadable",
    "NotAJournal",
    "from_line",
    "header_line",
    "header_of",
    "journal_text",
    "read_journal",
    "to_line",
]

JOURNAL_NAME = "journal.jsonl"
_BY_NAME = {kind.__name__: kind for kind in EVENTS}


class JournalDamaged(JournalError):
    """A line in the middle cannot be read. What stood before it is in `header` and `events`."""

    def __init__(
        self, why: str, line_number: int, header: JournalHeader, events: tuple[Event, ...]
    ) -> None:
        super().__init__(
            f"Line {line_number} of the call's journal cannot be read ({why}); "
            f"the {len(events)} events before it are good."
        )
        self.line_number = line_number
        self.header = header
        self.events = events


def to_line(event: Event) -> str:
    """One event as a line of JSON, without its newline."""
    return json.dumps({"event": type(event).__name__, **asdict(event)}, allow_nan=False)


def from_line(line: str) -> Event:
    """The event that `to_line` wrote.

    Raises:
        LineUnreadable: It is not JSON, not a known event, or a field is missing or wrong.
    """
    data = json_object(line)
    name = data.pop("event", None)
    kind = _BY_NAME.get(name) if isinstance(name, str) else None
    if kind is None:
        raise LineUnreadable(f"“{name}” is not an event")
    _hold_to_fields(kind, data)
    return kind(**data)


def read_journal(text: str) -> tuple[JournalHeader, tuple[Event, ...]]:
    """The header and the events of a journal; half a line at the end is left out.

    Raises:
        NotAJournal: The text is empty or begins otherwise.
        JournalFromNewerVersion: Its format number is higher than ours.
        JournalDamaged: A line in the middle cannot be read; carries what stood before it.
    """
    # After a power cut some file systems leave zeros where the last block should be.
    lines = text.rstrip("\0").split("\n")
    header = read_header(lines[0])
    ends_whole = lines[-1] == ""
    last = len(lines) if not ends_whole else len(lines) - 1
    events: list[Event] = []
    for number, line in enumerate(lines[1:last], start=2):
        try:
            events.append(from_line(line))
        except LineUnreadable as error:
            if number == last and not ends_whole:
                break
            raise JournalDamaged(str(error), number, header, tuple(events)) from error
    return header, tuple(events)


def journal_text(header: JournalHeader, events: tuple[Event, ...]) -> str:
    """A whole journal, as `read_journal` reads it."""
    return "".join(f"{line}\n" for line in (header_line(header), *map(to_line, events)))


class JournalFile:
    """A journal on disk, readable by its owner only; every event is in the file once written.

    A crash of Rolecall loses nothing. Lines are not forced through to the platter one by one:
    after a power cut the last of them may be missing.
    """

    def __init__(self, path: Path, header: JournalHeader) -> None:
        self.path = path
        try:
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        except OSError as error:
            raise PortError(self._sentence(error)) from error
        self._bytes_written = 0
        self._waiting = b""
        self._is_open = True
        self._write(header_line(header))

    def append(self, event: Event) -> None:
        """Write one event.

        Raises:
            PortError: The disk is full or gone. The file then still ends with a whole line; the
                event waits, and is written before the next one, so that none is ever left out.
        """
        self._write(to_line(event))

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        if self._is_open:
            self._is_open = False
            os.close(self._file)

    def __enter__(self) -> Self:
        """The journal itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.close()

    def _write(self, line: str) -> None:
        self._waiting += line.encode() + b"\n"
        rest = self._waiting
        try:
            while rest:
                rest = rest[os.write(self._file, rest) :]
        except OSError as error:
            with suppress(OSError):
                os.ftruncate(self._file, self._bytes_written)
                os.lseek(self._file, self._bytes_written, os.SEEK_SET)
            raise PortError(self._sentence(error)) from error
        self._bytes_written += len(self._waiting)
        self._waiting = b""

    def _sentence(self, error: OSError) -> str:
        why = error.strerror or str(error)
        return f"The journal of this call cannot be written to {self.path} ({why})."


_BINARY: int = getattr(os, "O_BINARY", 0)  # Windows would write \r\n for \n


def _hold_to_fields(kind: type[Event], data: dict[str, Any]) -> None:
    known = {f.name for f in fields(kind)}
    needed = {f.name for f in fields(kind) if f.default is MISSING}
    if unknown := sorted(data.keys() - known):
        raise LineUnreadable(f"{kind.__name__} has no field {unknown[0]}")
    if missing := sorted(needed - data.keys()):
        raise LineUnreadable(f"{kind.__name__} lacks {missing[0]}")
    hints = _hints(kind.__name__)
    if wrong := sorted(name for name, value in data.items() if not _fits(value, hints[name])):
        raise LineUnreadable(f"the {wrong[0]} of {kind.__name__} is not what belongs there")


@cache
def _hints(name: str) -> dict[str, object]:
    return get_type_hints(_BY_NAME[name])


def _fits(value: object, hint: object) -> bool:
    """Whether a value read from JSON is what a field's annotation allows."""
    if hint is float:
        if not isinstance(value, int | float) or isinstance(value, bool):
            return False
        return abs(value) <= sys.float_info.max  # 1e999 is read as infinity
    if isinstance(hint, type):
        return isinstance(value, hint) and not isinstance(value, bool)
    if get_origin(hint) is Literal:
        return isinstance(value, str) and value in get_args(hint)
    return any(_fits(value, choice) for choice in get_args(hint))
