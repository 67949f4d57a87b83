"""Import calls that were exported: all of a file or nothing; what is here already stays."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.commands.errors import BadInput
from simulator.commands.whose import add_profile, chosen_profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.ports import FromElsewhere

SCHEMA_VERSION = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="what `rolecall export` wrote")
    add_profile(parser)
    parser.add_argument("--json", action="store_true", help="print what was taken in as JSON")


def run(args: argparse.Namespace) -> int:
    """Take it in.

    Raises:
        BadInput: there is no such file, or something is wrong with it; nothing was changed.
        PortError: the results cannot be written; nothing was changed.
    """
    if not args.file.is_file():
        raise BadInput(f"There is no file {args.file}.")
    from simulator.adapters.export_files import opened_export
    from simulator.bootstrap import open_lasting_records
    from simulator.ports import Brought
    from simulator.practice.inbox import Hearing
    from simulator.session.export_reading import ExportRefused, calls_in

    records, places = open_lasting_records(chosen_profile(args))
    now = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
    seen: list[str] = []
    drills: list[FromElsewhere] = []

    def calls() -> Iterator[FromElsewhere]:
        seen.clear()
        drills.clear()
        for found in calls_in(source, places.attempts, now):
            if isinstance(found, Brought):
                seen.append(found.attempt.id)
            elif not isinstance(found, Hearing):
                drills.append(found)
            yield found

    try:
        with opened_export(args.file) as source:
            came = records.bring_in(calls)
    except ExportRefused as error:
        raise BadInput(f"{args.file} was not imported. {error}") from error
    recordings = sum(1 for id_ in came for take in records.takes(id_) if take.erased_at is None)
    _tell(came, len(seen) - len(came), recordings, len(drills), as_json=args.json)
    return 0


def _tell(
    came: Sequence[str], were_here: int, recordings: int, drills: int, *, as_json: bool
) -> None:
    from simulator.scenario.pack import counted

    if as_json:
        shape = {
            "schema_version": SCHEMA_VERSION,
            "imported": list(came),
            "recordings": recordings,
            "already_here": were_here,
            "runs_and_decisions": drills,
        }
        sys.stdout.write(json.dumps(shape, indent=2) + "\n")
        return
    sys.stdout.write(
        f"Taken in: {counted(len(came), 'call')} with {counted(recordings, 'recording')}.\n"
    )
    if drills:
        what = counted(drills, "line")
        sys.stdout.write(f"Also {what} on drills and exams; what was new of that is kept.\n")
    if were_here:
        is_one = were_here == 1
        sys.stdout.write(
            f"{counted(were_here, 'call')} {'was' if is_one else 'were'} here already and "
            f"{'stays as it is' if is_one else 'stay as they are'}.\n"
        )
