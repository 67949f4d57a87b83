"""Explain a grade: every score, weight and point, line by line, and it adds up."""

from __future__ import annotations

import argparse
import json
import sys

from simulator.commands.kept_call import add_attempt, kept_call
from simulator.commands.whose import add_profile, chosen_profile
from simulator.scenario.control import without_control_characters

SCHEMA_VERSION = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    add_attempt(parser)
    add_profile(parser)
    parser.add_argument("--json", action="store_true", help="print the arithmetic as JSON")


def run(args: argparse.Namespace) -> int:
    """Print the arithmetic.

    Raises:
        BadInput: there is no such call, or there are several.
    """
    from simulator.bootstrap import open_quiet_desk

    desk = open_quiet_desk(chosen_profile(args), voice=False)
    attempt = kept_call(desk, args.attempt)
    if args.json:
        lines = [line.model_dump(mode="json") for line in attempt.scorecard.arithmetic]
        shape = {"schema_version": SCHEMA_VERSION, "attempt": attempt.id, "arithmetic": lines}
        sys.stdout.write(json.dumps(shape, indent=2) + "\n")
    else:
        lines_shown = map(without_control_characters, desk.explain(attempt))
        sys.stdout.writelines(f"{line}\n" for line in lines_shown)
    return 0
