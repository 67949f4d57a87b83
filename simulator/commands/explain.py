"""Explain a grade: every score, weight and point, line by line, and it adds up; then the voice."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from simulator.commands.kept_call import add_attempt, kept_call
from simulator.commands.whose import add_profile, chosen_profile
from simulator.scenario.control import without_control_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.ports import Attempt
    from simulator.session.desk import Desk

SCHEMA_VERSION = 1
YOUR_VOICE = "Your voice"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    add_attempt(parser)
    add_profile(parser)
    parser.add_argument("--json", action="store_true", help="print the arithmetic as JSON")


def run(args: argparse.Namespace) -> int:
    """Print the arithmetic, and how the message was said.

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
        told = (*desk.explain(attempt), *_your_voice(desk, attempt))
        sys.stdout.writelines(f"{without_control_characters(line)}\n" for line in told)
    return 0


def _your_voice(desk: Desk, attempt: Attempt) -> Iterator[str]:
    """What the app draws of the message, in words; nothing where no message was left."""
    from simulator.grading.picture_told import voice_in_words
    from simulator.ports import PortError

    if attempt.scorecard.message is None:
        return
    yield ""
    yield YOUR_VOICE
    try:
        picture = desk.voice_picture(attempt)
    except PortError as error:
        yield str(error)
    else:
        yield from voice_in_words(picture, attempt.scorecard.delivery.pauses)
