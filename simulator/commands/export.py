"""Export calls: as JSON Lines, as a table for spreadsheets, or as a zip with the recordings."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from simulator.commands.errors import BadInput
from simulator.commands.whose import add_profile, chosen_profile

if TYPE_CHECKING:
    from simulator.session.exporting import Export

SCHEMA_VERSION = 1
WHOLE, LEFT_OUT = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help="where to write it, a file that is not there yet; without one, to standard output",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--csv", action="store_true", help="a table, one row a call; it cannot be imported"
    )
    form.add_argument("--audio", action="store_true", help="a zip with the recordings, too")
    add_profile(parser)
    parser.add_argument(
        "--json", action="store_true", help="print what was written to FILE as JSON"
    )


def run(args: argparse.Namespace) -> int:
    """Write it; 0, or 1 when something had to be left out.

    Raises:
        BadInput: a file is needed, or is there already.
        PortError: the results cannot be read.
    """
    if args.file is None and (args.audio or args.json):
        option = "--audio" if args.audio else "--json"
        raise BadInput(f"{option}: name the file to write, as rolecall export {option} my-calls")
    if args.file is not None and args.file.exists():
        raise BadInput(f"{args.file} is there already; choose another name. Nothing was written.")
    from simulator.bootstrap import open_lasting_records
    from simulator.session.exporting import Export

    records, _ = open_lasting_records(chosen_profile(args))
    export, recordings = Export(records), 0
    with _opened(args.file) as file:
        if args.audio:
            recordings = _write_zip(export, file)
        elif args.csv:
            _write_table(export, file)
        else:
            for line in _lines(export, recordings=False):
                file.write(line)
    sys.stderr.writelines(f"{sentence}\n" for sentence in export.left_out)
    if args.file is not None:
        _tell(args, export, recordings)
    return LEFT_OUT if export.left_out else WHOLE


def _lines(export: Export, *, recordings: bool) -> Iterator[bytes]:
    from simulator import __version__
    from simulator.session.export_lines import first_line

    now = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
    yield f"{first_line(now, __version__, recordings=recordings)}\n".encode()
    for line in export.lines():
        yield f"{line}\n".encode()


def _write_zip(export: Export, file: BinaryIO) -> int:
    """How many recordings are in it."""
    import zipfile

    from simulator.adapters.export_files import ABOUT, ABOUT_TEXT, CALLS

    count = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(ABOUT, ABOUT_TEXT)
        with zipped.open(CALLS, "w", force_zip64=True) as calls:
            for line in _lines(export, recordings=True):
                calls.write(line)
        for name, path in export.recordings():
            zipped.write(path, name, zipfile.ZIP_STORED)
            count += 1
    return count


def _write_table(export: Export, file: BinaryIO) -> None:
    from simulator.grading.registry import installed
    from simulator.session.export_table import header, rows

    criteria = [check.id for check in installed()]
    text = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(header(criteria))
    writer.writerows(rows(export.attempts(), criteria))
    text.detach()


@contextmanager
def _opened(path: Path | None) -> Iterator[BinaryIO]:
    """The file, which is there once it is whole; only its owner can read it."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(beside, flags, 0o600), "w+b") as file:
            yield file
        beside.rename(path)
    finally:
        with suppress(OSError):
            beside.unlink()


def _tell(args: argparse.Namespace, export: Export, recordings: int) -> None:
    from simulator.scenario.pack import counted

    if args.json:
        shape: dict[str, Any] = {
            "schema_version": SCHEMA_VERSION,
            "file": str(args.file),
            "calls": export.calls,
            "recordings": recordings,
            "left_out": export.left_out,
        }
        sys.stdout.write(json.dumps(shape, indent=2) + "\n")
        return
    what = counted(export.calls, "call")
    if args.audio:
        what += f" with {counted(recordings, 'recording')}"
    sys.stdout.write(f"Written to {args.file}: {what}.\n")
