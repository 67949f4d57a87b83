"""How far you have come: what is next, what is mastered and by which calls, and what changed."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from typing import TYPE_CHECKING

from simulator.commands.whose import add_profile, chosen_profile
from simulator.scenario.control import without_control_characters

if TYPE_CHECKING:
    from simulator.session.desk import Desk

SHOWN = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print everything as a JSON object")
    form.add_argument(
        "--csv", action="store_true", help="print everything as a table, one figure a row"
    )
    add_profile(parser)


def run(args: argparse.Namespace) -> int:
    """Print it.

    Raises:
        BadInput: nobody here is called that.
        PortError: the results cannot be read.
    """
    from simulator.bootstrap import open_quiet_desk

    desk = open_quiet_desk(chosen_profile(args), voice=False)
    try:
        return show(desk, as_json=args.json, as_table=args.csv)
    finally:
        desk.close()


def show(desk: Desk, *, as_json: bool = False, as_table: bool = False) -> int:
    """The same at a desk that is open."""
    from simulator.commands.reported import reported_at

    reported = reported_at(desk)
    if as_json:
        from simulator.report.json_form import progress_as_json

        sys.stdout.write(json.dumps(progress_as_json(reported), indent=2) + "\n")
    elif as_table:
        from simulator.report.table_form import HEADER, progress_rows

        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(progress_rows(reported))
    else:
        from simulator.report.lines import progress_lines

        for line in progress_lines(reported):
            sys.stdout.write(f"{without_control_characters(line)}\n")
    return SHOWN
