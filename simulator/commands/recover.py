"""Recover results that were lost: from a damaged file, and from the folders of calls."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from simulator.commands.whose import add_profile, chosen_profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.adapters.records_sqlalchemy import SqlRecords
    from simulator.adapters.records_sqlalchemy.salvage import Salvage
    from simulator.session.bringing_back import BroughtBack

SCHEMA_VERSION = 1
ALL, SOME = 0, 1
NOTHING_LOST = "Nothing is lost: every finished call has its result, and no file was damaged."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    add_profile(parser)
    parser.add_argument("--json", action="store_true", help="print what came back as JSON")


def run(args: argparse.Namespace) -> int:
    """Bring back what can be; 0 when nothing is missing then, 1 when something is.

    Raises:
        PortError: the results cannot be read now.
    """
    from simulator.bootstrap import open_lasting_records, open_quiet_desk
    from simulator.session.bringing_back import BroughtBack, bring_back_folders, bring_back_rows

    profile = chosen_profile(args)
    records, _ = open_lasting_records(profile)
    found, files = BroughtBack(), [records.salvaged(f) for f in records.damaged_files()]
    for file in files:
        bring_back_rows(records, file, found)
        found.troubles += _missing_in(file)
    folders = records.finished_without_result()
    if folders:
        desk = open_quiet_desk(profile, voice=False)
        try:
            bring_back_folders(desk, folders, found)
        finally:
            desk.close()
    _tell(found, files, records, as_json=args.json)
    return SOME if found.troubles else ALL


def _missing_in(file: Salvage) -> Iterator[str]:
    from simulator.scenario.pack import counted

    if file.unreadable:
        yield f"{counted(file.unreadable, 'result')} in {file.file.name} cannot be read any more."
    if not file.is_whole:
        yield (
            f"A part of {file.file.name} is damaged beyond reading, so results may be missing that "
            "nobody knows of."
        )


def _tell(found: BroughtBack, files: list[Salvage], records: SqlRecords, *, as_json: bool) -> None:
    from simulator.scenario.pack import counted

    unfinished = len(records.unfinished())
    if as_json:
        shape = {
            "schema_version": SCHEMA_VERSION,
            "from_damaged_files": found.from_files,
            "graded_anew": found.from_folders,
            "already_here": found.were_here,
            "unfinished": unfinished,
            "not_brought_back": found.troubles,
            "damaged_files": [str(file.file) for file in files],
        }
        sys.stdout.write(json.dumps(shape, indent=2) + "\n")
        return
    lines: list[str] = []
    if files:
        lines.append(f"Out of damaged files: {counted(len(found.from_files), 'call')} came back.")
    if found.from_folders:
        lines.append(
            f"Out of their folders: {counted(len(found.from_folders), 'call')} came back, graded "
            "anew. What you had corrected in them, and your own answers, are lost."
        )
    if found.were_here:
        lines.append(f"{counted(found.were_here, 'call')} had been here already.")
    if not lines and not found.troubles:
        lines.append(NOTHING_LOST)
    if unfinished:
        lines.append(f"Never finished: {counted(unfinished, 'call')}. The app offers what to do.")
    lines += [f"The damaged file stays: {file.file}" for file in files]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stderr.writelines(f"{sentence}\n" for sentence in found.troubles)
