"""The rules by which calls are graded, in words, before one is made."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict

from simulator.commands.errors import BadInput

SCHEMA_VERSION = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "rubric",
        nargs="?",
        metavar="ID",
        help="snell, double-tap, a pack's, or a YAML file; without it, the one that you prefer",
    )
    parser.add_argument("--json", action="store_true", help="print the rules as JSON")


def run(args: argparse.Namespace) -> int:
    """Print the rules.

    Raises:
        BadInput: there is no such rubric, or its file has mistakes.
    """
    from simulator.bootstrap import Bench, rubric_named
    from simulator.grading.registry import installed
    from simulator.grading.rules_told import rules_told
    from simulator.plain.brief import rules_in_lines
    from simulator.scenario.problem import ProblemsFound

    try:
        rubric = Bench().rubric() if args.rubric is None else rubric_named(args.rubric)
    except (LookupError, ProblemsFound) as error:
        raise BadInput(str(error)) from error
    told = tuple(rules_told(rubric, installed()))
    if args.json:
        shape = {
            "schema_version": SCHEMA_VERSION,
            "rubric": {"id": rubric.id, "version": rubric.version, "sha256": rubric.sha256},
            "rules": [asdict(rule) for rule in told],
        }
        sys.stdout.write(json.dumps(shape, indent=2) + "\n")
        return 0
    sys.stdout.writelines(f"{line}\n" for line in rules_in_lines(told))
    return 0
