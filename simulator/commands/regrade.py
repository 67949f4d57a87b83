"""Grade kept calls again, by the rubric and checks of now: what has changed, and why."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, TextIO

from simulator.commands.chosen_rubric import add_rubric, choose_rubric
from simulator.commands.errors import BadInput, refuse_broken_text
from simulator.commands.kept_call import add_attempt, kept_call
from simulator.commands.whose import add_profile, chosen_profile
from simulator.scenario.control import without_control_characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simulator.grading.score import Scorecard
    from simulator.ports import Attempt, ScenarioFile
    from simulator.session.desk import Desk

NOTHING_CHANGED = "Nothing has changed."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    add_attempt(parser)
    parser.add_argument(
        "--transcript",
        metavar="TEXT",
        help="the message as you said it, where it was misheard; the text that was heard takes a "
        "correction back",
    )
    parser.add_argument(
        "--listen",
        action="store_true",
        help="turn the recordings into words anew first; without it, the words heard then are "
        "graded",
    )
    parser.add_argument(
        "--all", action="store_true", help="all your calls: a table of what has changed"
    )
    add_rubric(parser)
    add_profile(parser)
    parser.add_argument(
        "--json", action="store_true", help="print the scorecard as JSON; with --all, what changed"
    )


def run(args: argparse.Namespace) -> int:
    """Print the new result, which takes the place of the old one; 0 when it passed, 1 when not.

    With --all, 0 when every call was graded again, 1 when some stay as they were.

    Raises:
        BadInput: there is no such call, or no words in it to correct.
        PortError: its scenario is gone or has changed, or the result cannot be kept.
    """
    from simulator.bootstrap import open_quiet_desk

    if args.transcript is not None:
        refuse_broken_text("--transcript", args.transcript)
    if args.all and (args.attempt is not None or args.transcript is not None):
        raise BadInput("--all is about all calls: give it without a call and without --transcript.")
    desk = open_quiet_desk(chosen_profile(args), voice=False)
    try:
        choose_rubric(desk, args.rubric)
        if args.all:
            from simulator.commands.regrade_all import regrade_all

            return regrade_all(desk, listens=args.listen, as_json=args.json)
        return _one(desk, args)
    finally:
        desk.close()


def _one(desk: Desk, args: argparse.Namespace) -> int:
    from simulator.plain import result_lines
    from simulator.session.grading_again import the_file_of
    from simulator.session.heard_anew import heard_anew

    attempt = kept_call(desk, args.attempt)
    file = the_file_of(attempt, desk.ports.library.scenarios())
    to_grade = heard_anew(attempt, desk.ports.recognizer) if args.listen else attempt
    card = _graded_again(desk, to_grade, file, args.transcript).scorecard
    trouble = desk.trouble_to_tell()
    if trouble is not None:
        sys.stderr.write(f"{trouble}\n")
    changes = list(told(attempt.scorecard, card))
    if args.json:
        sys.stdout.write(card.model_dump_json(indent=2) + "\n")
        _write(sys.stderr, changes)
    else:
        _write(sys.stdout, (*result_lines(card, file.scenario), "", *changes))
    return 0 if card.passed else 1


def told(before: Scorecard, now: Scorecard) -> Iterator[str]:
    """What has changed from one grade of a call to the next, and why, in lines."""
    from simulator.before_and_now import changed_in_words, reasons_for_change

    changes, reasons = changed_in_words(before, now), reasons_for_change(before, now)
    if not changes:
        yield " ".join((NOTHING_CHANGED, *reasons))
        return
    yield " ".join(("What has changed:", *reasons))
    for change in changes:
        yield f"  {change.what}: before {change.before}, now {change.now}"
        if change.why:
            yield f"    {change.why}"


def _write(stream: TextIO, lines: Iterable[str]) -> None:
    stream.writelines(f"{without_control_characters(line)}\n" for line in lines)


def _graded_again(desk: Desk, attempt: Attempt, file: ScenarioFile, text: str | None) -> Attempt:
    from simulator.grading.correction import NoWordsLeft
    from simulator.session.grading_again import NothingToCorrect

    if text is None:
        return desk.regrade(attempt, file)
    try:
        return desk.correct(attempt, text, file)
    except (NoWordsLeft, NothingToCorrect) as error:
        raise BadInput(str(error)) from error
