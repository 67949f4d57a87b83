"""Explain a grade: every score, weight and point, line by line, and it adds up."""

from __future__ import annotations

import argparse
import json
import sys

from simulator.commands.errors import BadInput
from simulator.scenario.control import without_control_characters

SCHEMA_VERSION = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "attempt",
        nargs="?",
        metavar="ATTEMPT",
        help="the id of a call, or its beginning; without it, the last call",
    )
    parser.add_argument("--json", action="store_true", help="print the arithmetic as JSON")


def run(args: argparse.Namespace) -> int:
    """Print the arithmetic.

    Raises:
        BadInput: there is no such call, or there are several.
    """
    from simulator.bootstrap import open_quiet_desk
    from simulator.session.attempt_folders import SeveralBeginSo

    desk = open_quiet_desk(voice=False)
    records = desk.ports.records
    for sentence in desk.ports.notices:
        sys.stderr.write(f"{sentence}\n")
    wanted = args.attempt
    if wanted is None:
        newest = next(iter(records.attempts()), None)
        if newest is None:
            raise BadInput("No call has been finished yet: there is nothing to explain.")
        wanted = newest.id
    try:
        attempt = records.attempt(wanted)
    except SeveralBeginSo as error:
        raise BadInput(str(error)) from error
    if attempt is None:
        recent = ", ".join(a.id for a in list(records.attempts())[:3]) or "none yet"
        raise BadInput(f"There is no call “{wanted}”. The last ones: {recent}.")
    if args.json:
        lines = [line.model_dump(mode="json") for line in attempt.scorecard.arithmetic]
        shape = {"schema_version": SCHEMA_VERSION, "attempt": attempt.id, "arithmetic": lines}
        sys.stdout.write(json.dumps(shape, indent=2) + "\n")
    else:
        lines_shown = map(without_control_characters, desk.explain(attempt))
        sys.stdout.writelines(f"{line}\n" for line in lines_shown)
    return 0
