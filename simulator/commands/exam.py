"""An exam, line by line: fixed calls, no hints, no second try; the result is sealed at the end."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.commands.errors import BadInput
from simulator.commands.whose import add_profile, chosen_profile
from simulator.scenario.control import without_control_characters

if TYPE_CHECKING:
    from simulator.plain.exam_lines import ExamLines
    from simulator.session.desk import Desk
    from simulator.session.examining.examination import Examination

PASSED, NOT_PASSED = 0, 1
NOT_AT_ITS_END = 1
CERTIFICATION = "certification"
BEGIN = "Press Enter to begin the exam, or type q and press Enter to leave it for another time."
LEFT = "Nothing was begun."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "exam",
        nargs="?",
        default=CERTIFICATION,
        metavar="EXAM",
        help=f"which exam; without it, {CERTIFICATION}",
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="where to write the sealed exam, a file that is not there yet; without it, a file of "
        "its own name in this folder",
    )
    parser.add_argument(
        "--resume",
        action="store_true",
        help="go on with the exam that is under way; or seal the last one again, where none is",
    )
    parser.add_argument("--typed", action="store_true", help="type all answers")
    add_profile(parser)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(args: argparse.Namespace) -> int:
    """Take the exam; 0 when it was passed, 1 when not, or when it is not at its end.

    Raises:
        BadInput: there is no such exam, or it cannot be begun or gone on with now.
        PortError: something that it needs is missing, or the file cannot be written.
    """
    if args.output is not None and args.output.exists():
        raise BadInput(f"{args.output} is there already; choose another name.")
    from simulator.bootstrap import open_desk
    from simulator.plain.exam_lines import ExamLines
    from simulator.session.examining.runs import NoExam

    desk = open_desk(chosen_profile(args))
    try:
        return sit(desk, args, ExamLines())
    except NoExam as error:
        raise BadInput(str(error)) from error
    finally:
        desk.close()


def sit(
    desk: Desk, args: argparse.Namespace, lines: ExamLines, file_number: int | None = None
) -> int:
    """The same at a desk that is open; what the rep types comes from a file, or the terminal.

    Raises:
        NoExam: there is no such exam, or it cannot be begun or gone on with now.
        PortError: something that it needs is missing, or the file cannot be written.
    """
    from simulator.session.examining.runs import NoExam, resume, under_way

    for sentence in desk.ports.notices:
        _tell(sentence)
    if not args.resume and under_way(desk, args.exam) is not None:
        raise NoExam(
            "This exam is under way. Go on with it: rolecall exam --resume. It is taken to its end "
            "before another one is begun."
        )
    exam = resume(desk, args.exam) if args.resume else None
    if exam is None or exam.run.finished_at is None:
        finished = asyncio.run(_sat(desk, args, lines, file_number, exam))
        if finished is None:
            return NOT_AT_ITS_END
        exam = finished
    return _sealed(exam, args)


async def _sat(
    desk: Desk,
    args: argparse.Namespace,
    lines: ExamLines,
    file_number: int | None,
    exam: Examination | None,
) -> Examination | None:
    """The exam once all its calls are made; None where it waits."""
    from simulator.plain import PlainStage
    from simulator.plain.exam import ExamInLines, intro_lines
    from simulator.session.examining.runs import begin, looked_at

    stage = PlainStage(sys.stderr)
    lines.start(sys.stdin.fileno() if file_number is None else file_number)
    if exam is None:
        known = looked_at(desk, args.exam)
        where = args.output or known.default_path(Path.cwd())
        for line in intro_lines(known, str(where)):
            stage.notice(line)
        stage.notice(BEGIN)
        answer = await asyncio.to_thread(lines.next_line)
        if answer is None or answer.lower() in {"q", "quit"}:
            stage.notice(LEFT)
            return None
        exam = begin(desk, args.exam)
    for sentence in await asyncio.to_thread(exam.take_up):
        stage.notice(sentence)
    taken = await ExamInLines(desk, exam, stage, lines, typed=args.typed).take()
    return exam if taken else None


def _sealed(exam: Examination, args: argparse.Namespace) -> int:
    from simulator.plain.exam import result_lines

    done = exam.finish()
    path = exam.write(done, args.output or exam.default_path(Path.cwd()))
    if args.json:
        sys.stdout.write(done.manifest.model_dump_json(indent=2) + "\n")
        _tell(f"The sealed exam lies here: {path}")
    else:
        for line in result_lines(done, str(path)):
            sys.stdout.write(f"{without_control_characters(line)}\n")
    return PASSED if done.manifest.result.passed else NOT_PASSED


def _tell(line: str) -> None:
    sys.stderr.write(f"{without_control_characters(line)}\n")
