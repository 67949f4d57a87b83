"""Grade a kept call again: by the rubric and checks of now, and with corrected words."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from simulator.commands.chosen_rubric import add_rubric, choose_rubric
from simulator.commands.errors import BadInput, refuse_broken_text
from simulator.commands.kept_call import add_attempt, kept_call
from simulator.commands.whose import add_profile, chosen_profile

if TYPE_CHECKING:
    from simulator.ports import Attempt, ScenarioFile
    from simulator.session.desk import Desk


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    add_attempt(parser)
    parser.add_argument(
        "--transcript",
        metavar="TEXT",
        help="the message as you said it, where it was misheard; the text that was heard takes a "
        "correction back",
    )
    add_rubric(parser)
    add_profile(parser)
    parser.add_argument("--json", action="store_true", help="print the scorecard as JSON")


def run(args: argparse.Namespace) -> int:
    """Print the new result, which takes the place of the old one; 0 when it passed, 1 when not.

    Raises:
        BadInput: there is no such call, or no words in it to correct.
        PortError: its scenario is gone or has changed, or the result cannot be kept.
    """
    from simulator.bootstrap import open_quiet_desk
    from simulator.plain import result_lines
    from simulator.session.grading_again import the_file_of

    if args.transcript is not None:
        refuse_broken_text("--transcript", args.transcript)
    desk = open_quiet_desk(chosen_profile(args), voice=False)
    try:
        choose_rubric(desk, args.rubric)
        attempt = kept_call(desk, args.attempt)
        file = the_file_of(attempt, desk.ports.library.scenarios())
        card = _graded_again(desk, attempt, file, args.transcript).scorecard
        trouble = desk.trouble_to_tell()
    finally:
        desk.close()
    if trouble is not None:
        sys.stderr.write(f"{trouble}\n")
    if args.json:
        sys.stdout.write(card.model_dump_json(indent=2) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in result_lines(card, file.scenario))
    return 0 if card.passed else 1


def _graded_again(desk: Desk, attempt: Attempt, file: ScenarioFile, text: str | None) -> Attempt:
    from simulator.grading.correction import NoWordsLeft
    from simulator.session.grading_again import NothingToCorrect

    if text is None:
        return desk.regrade(attempt, file)
    try:
        return desk.correct(attempt, text, file)
    except (NoWordsLeft, NothingToCorrect) as error:
        raise BadInput(str(error)) from error
