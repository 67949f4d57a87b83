"""Lines of an export as calls again. Nothing in a file from elsewhere is believed untried."""

from __future__ import annotations

import json
import math
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Protocol

from simulator.ports import Attempt, Brought, FromElsewhere, TakeKept
from simulator.practice.evidence import Evidence
from simulator.practice.inbox import Hearing, Waiting
from simulator.practice.number_written import NumberWritten
from simulator.practice.series import Series
from simulator.scenario.control import CONTROL
from simulator.session.export_lines import (
    FORMAT,
    NO_MOMENT,
    CallLine,
    HearingLine,
    LineRefused,
    faults,
    is_moment,
    validated,
)
from simulator.session.export_practice import read_run, read_shown
from simulator.session.folders_from_elsewhere import STAGING
from simulator.session.journal import JOURNAL_NAME
from simulator.session.private_files import write_private

DEEPEST: Final = 40
"""How many lists and objects may lie in one another."""


class ExportRefused(Exception):
    """A file cannot be taken in. The message is a sentence that names the line."""


class Source(Protocol):
    """A file with an export."""

    def lines(self) -> Iterator[str]:
        """The lines, without their ends.

        Raises:
            ExportRefused: they cannot be read.
        """

    def recording(self, attempt_id: str, file: str) -> Iterator[bytes] | None:
        """The pieces of a recording; None where the file holds none."""


def calls_in(source: Source, root: Path, now: str) -> Iterator[FromElsewhere]:
    """What an export holds; the files of its calls lie below `root` until they are taken in.

    A recording that is listed and not there counts as erased `now` (ISO 8601 with the zone).

    Raises:
        ExportRefused: something is wrong with it; what had been unpacked is erased.
        OSError: nothing can be written below `root`.
    """
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=root))
    try:
        yield from _Reading(source, staging, now).all()
    finally:
        shutil.rmtree(staging, ignore_errors=True)


class _Reading:
    """One pass through an export."""

    def __init__(self, source: Source, staging: Path, now: str) -> None:
        self._source, self._staging, self._now = source, staging, now
        self._ids: set[str] = set()
        self._others = dict.fromkeys(("hearings", "runs", "shown"), 0)

    def all(self) -> Iterator[FromElsewhere]:
        is_whole, number = False, 0
        for number, text in enumerate(self._source.lines(), start=1):
            with _in_line(number):
                if is_whole:
                    raise LineRefused("it comes after the last line")
                if number == 1:
                    read_first_line(text)
                    continue
                kind = read_line(text).get("line")
                if kind == "end":
                    self._hold_to_end(read_line(text))
                    is_whole = True
                    continue
                found = self._call(text) if kind == "call" else self._other(kind, text)
            yield found
        if not is_whole:
            what = "The file is empty." if number == 0 else "The file is cut short: its last line"
            raise ExportRefused(what if number == 0 else f"{what} is missing. Export it again.")

    def _call(self, text: str) -> Brought:
        brought = read_call(text, self._staging)
        attempt = brought.attempt
        if attempt.id in self._ids:
            raise LineRefused(f"the call {attempt.id} stands in the file twice")
        self._ids.add(attempt.id)
        folder = self._staging / attempt.id
        folder.mkdir(mode=0o700)
        write_private(folder / JOURNAL_NAME, attempt.journal.encode())
        takes = tuple(self._unpacked(attempt.id, take, folder) for take in brought.takes)
        return replace(brought, attempt=replace(attempt, folder=folder), takes=takes)

    def _other(self, kind: object, text: str) -> Hearing | Series | Evidence:
        if kind == "hearing":
            return self._hearing(text)
        if kind == "run":
            self._others["runs"] += 1
            return read_run(text)
        if kind == "shown":
            self._others["shown"] += 1
            return read_shown(text)
        raise LineRefused(
            f"“{kind}” is no kind of line; there are call, hearing, run, shown and end"
        )

    def _hearing(self, text: str) -> Hearing:
        hearing = read_hearing(text)
        of = hearing.message.attempt_id
        if of is not None and of not in self._ids:
            raise LineRefused("it is about a call that does not stand before it in the file")
        self._others["hearings"] += 1
        return hearing

    def _hold_to_end(self, line: dict[str, Any]) -> None:
        for what, found in (("calls", len(self._ids)), *self._others.items()):
            if line.get(what) != found:
                raise LineRefused(
                    f"it speaks of {line.get(what)} {what}, and {found} are there: the file was "
                    "cut short or changed"
                )

    def _unpacked(self, attempt_id: str, take: TakeKept, folder: Path) -> TakeKept:
        pieces = self._source.recording(attempt_id, take.file)
        if pieces is None:
            return replace(take, erased_at=take.erased_at or self._now)
        hashed, size = sha256(), 0
        with os.fdopen(_private(folder / take.file), "wb") as file:
            for piece in pieces:
                size += len(piece)
                if size > take.size_bytes:
                    break
                hashed.update(piece)
                file.write(piece)
        if size != take.size_bytes or hashed.hexdigest() != take.sha256:
            raise LineRefused(f"the recording {take.file} of {attempt_id} is not the one listed")
        return replace(take, erased_at=None)


def _private(path: Path) -> int:
    """A new file that only its owner can read, never through a link."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.open(path, flags, 0o600)


@contextmanager
def _in_line(number: int) -> Iterator[None]:
    try:
        yield
    except LineRefused as error:
        raise ExportRefused(f"Line {number}: {str(error).rstrip('.')}.") from error


def read_line(text: str) -> dict[str, Any]:
    """A line as a JSON object whose numbers and texts are harmless.

    Raises:
        LineRefused: it is none.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise LineRefused("it is not JSON") from None
    if not isinstance(data, dict):
        raise LineRefused("it is not a JSON object")
    _hold_to_harmless(data, "", 0)
    return data


def read_first_line(text: str) -> None:
    """Hold the first line to what we know.

    Raises:
        LineRefused: it is no export, or one of a newer Rolecall.
    """
    number = read_line(text).get("rolecall_export")
    if type(number) is not int:
        raise LineRefused("this is not an export of Rolecall")
    if number > FORMAT:
        raise LineRefused(
            f"a newer Rolecall wrote it (format {number}; this one reads up to {FORMAT}); upgrade "
            "Rolecall"
        )


def read_call(text: str, folder: Path) -> Brought:
    """A line as a call whose files will lie in `folder`.

    Raises:
        LineRefused: it is not what was written, or does not fit together.
    """
    line = validated(CallLine, text)
    journal = "".join(f"{json.dumps(entry)}\n" for entry in line.journal)
    for fault in faults(line, journal):
        raise LineRefused(fault)
    attempt = Attempt(
        id=line.id,
        scenario_id=line.scenario.id,
        scenario_version=line.scenario.version,
        started_at=line.started_at,
        journal=journal,
        transcripts=dict(line.transcripts),
        scorecard=line.scorecard,
        folder=folder,
        corrections=dict(line.corrections),
        self_rating=line.self_rating,
        variant=line.variant,
        occasion=line.occasion,
    )
    number = line.number_written
    written = None if number is None else NumberWritten(line.id, **number.model_dump())
    return Brought(attempt, tuple(TakeKept(**r.model_dump()) for r in line.recordings), written)


def read_hearing(text: str) -> Hearing:
    """A line as a message that was heard.

    Raises:
        LineRefused: it is not what was written.
    """
    line = validated(HearingLine, text)
    if not is_moment(line.started_at):
        raise LineRefused(f"started_at {NO_MOMENT}")
    try:
        message = Waiting(line.kind, line.scenario, line.attempt)
        return Hearing(
            line.inbox, line.place, line.seed, line.started_at, message, line.decision,
            line.at_seconds,
        )  # fmt: skip
    except ValueError as error:
        raise LineRefused(str(error)) from error


def _hold_to_harmless(value: Any, where: str, depth: int) -> None:
    if depth > DEEPEST:
        raise LineRefused("its lists lie too deep in one another")
    if isinstance(value, str) and (found := CONTROL.search(value)):
        raise LineRefused(f"{where} holds the control character U+{ord(found[0]):04X}")
    if isinstance(value, float) and not math.isfinite(value):
        raise LineRefused(f"{where} is no number")
    for name, part in _parts(value):
        _hold_to_harmless(name, "a name", depth)
        _hold_to_harmless(part, f"{where}.{name}" if where else name, depth + 1)


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, list):
        yield from ((str(at), part) for at, part in enumerate(value))
