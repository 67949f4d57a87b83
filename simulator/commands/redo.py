"""Say one part of a kept message anew: spliced in, and graded beside the message that was left."""

from __future__ import annotations

import argparse
import json
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.commands.errors import BadInput
from simulator.commands.kept_call import add_attempt, kept_call
from simulator.commands.whose import add_profile, chosen_profile
from simulator.scenario.control import without_control_characters

if TYPE_CHECKING:
    from simulator.ports import Attempt
    from simulator.practice.parts import Part
    from simulator.session.desk import Desk
    from simulator.session.redoing import Compared, Redo, Redone

SCHEMA_VERSION = 1
PARTS = "opening, number, or the number of a sentence (1, 2, 3 ...)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    add_attempt(parser)
    parser.add_argument("--part", required=True, metavar="PART", help=PARTS)
    parser.add_argument(
        "--say",
        metavar="FILE",
        type=Path,
        help="a sound file with the part said anew, instead of the microphone",
    )
    add_profile(parser)
    parser.add_argument("--json", action="store_true", help="print both scorecards as JSON")


def run(args: argparse.Namespace) -> int:
    """Print the verdicts before and now; 0 when the spliced message would pass, 1 when not.

    Raises:
        BadInput: there is no such call or part, or nothing that could be redone.
        PortError: nothing can be recorded, understood or kept.
    """
    from simulator.bootstrap import open_desk, open_quiet_desk
    from simulator.session.redoing import NothingSaid, NothingToRedo

    profile = chosen_profile(args)
    desk = open_desk(profile) if args.say is None else open_quiet_desk(profile, voice=False)
    try:
        attempt = kept_call(desk, args.attempt)
        redo = _opened(desk, attempt)
        part = _part(redo, args.part)
        _tell_part(part, attempt)
        _take(desk, redo, args.say)
        never = threading.Event()
        redone = redo.splice(part, never)
        compared = redo.grade(redone, never)
    except NothingToRedo as error:
        raise BadInput(str(error)) from error
    except NothingSaid as error:
        raise BadInput(str(error) if args.say is None else f"{args.say}: {error}") from error
    finally:
        desk.close()
    if args.json:
        _print_json(redone, compared)
    else:
        _print(redone, compared, attempt)
    return 0 if compared.now.passed else 1


def _opened(desk: Desk, attempt: Attempt) -> Redo:
    from simulator.session.grading_again import the_file_of
    from simulator.session.redoing import Redo

    return Redo(desk, attempt, the_file_of(attempt, desk.ports.library.scenarios()))


def _part(redo: Redo, wanted: str) -> Part:
    opening, number, sentences = redo.parts()
    if wanted in {"opening", "number"}:
        return opening if wanted == "opening" else number
    if not wanted.isdecimal():
        raise BadInput(f"--part: “{wanted}” is no part of a message. Name one: {PARTS}.")
    if not 1 <= int(wanted) <= len(sentences):
        raise BadInput(f"--part: this message has {len(sentences)} sentences; name one of them.")
    return sentences[int(wanted) - 1]


def _tell_part(part: Part, attempt: Attempt) -> None:
    """What was said in it, and what the coach says about it."""
    from simulator.practice.parts import fix_for

    said = "(nothing yet: it is added at the end)" if part.is_added else f"“{part.text}”"
    fix = fix_for(part, attempt.scorecard)
    lines = [f"You said: {said}"]
    if fix is not None:
        lines.append(f"Next time: {fix.tip}")
    if fix is not None and fix.example:
        lines.append(f"For example: “{fix.example}”")
    _talk(*lines)


def _take(desk: Desk, redo: Redo, say: Path | None) -> None:
    """Put the new take in its place: from a file, or from the microphone."""
    from simulator.commands.recordings import prepare_take
    from simulator.ports import PortError
    from simulator.session.redoing import NO_MICROPHONE

    if say is not None:
        place = redo.place_for_take()
        try:
            prepare_take(say, place)
        except PortError as error:
            raise BadInput(str(error)) from error
        return
    if desk.ports.microphone is None:
        raise PortError(f"{NO_MICROPHONE} A recording can be given with --say FILE.")
    _talk("Press Enter to begin.")
    if not sys.stdin.readline():
        raise BadInput("There is no keyboard to begin with: give a recording with --say FILE.")
    stop = threading.Event()

    def wait_for_enter() -> None:
        sys.stdin.readline()
        stop.set()

    threading.Thread(target=wait_for_enter, daemon=True).start()
    _talk("Recording. Press Enter when you have said it.")
    redo.record(lambda _: None, stop)
    _talk("Splicing it in and grading it ...")


def _print(redone: Redone, compared: Compared, attempt: Attempt) -> None:
    from simulator.before_and_now import compared_in_words
    from simulator.wording import out_of_100

    verdicts, points = compared_in_words(compared)
    lines = [f"Spliced in: “{redone.said}”", f"The message: “{redone.words.text}”", ""]
    lines += [f"  {each.title}: before {each.before}, now {each.now}" for each in verdicts]
    lines += ["", *(f"  {each.title}: before {each.before}, now {each.now}" for each in points)]
    kept = out_of_100(attempt.scorecard.score.overall, "of")
    lines += [
        "",
        f"This is practice: the call keeps its result, {kept}.",
        f"Hear it: {redone.path}",
    ]
    sys.stdout.writelines(f"{without_control_characters(line)}\n" for line in lines)


def _print_json(redone: Redone, compared: Compared) -> None:
    shape = {
        "schema_version": SCHEMA_VERSION,
        "part": redone.part.name,
        "was": redone.part.text,
        "said": redone.said,
        "file": str(redone.path),
        "before": compared.before.model_dump(mode="json"),
        "now": compared.now.model_dump(mode="json"),
    }
    sys.stdout.write(json.dumps(shape, indent=2) + "\n")


def _talk(*lines: str) -> None:
    sys.stderr.writelines(f"{without_control_characters(line)}\n" for line in lines)
    sys.stderr.flush()
