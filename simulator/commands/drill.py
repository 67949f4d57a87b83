"""Drills, line by line: played live, or by lines that say what is done, without waiting."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from simulator.commands.errors import BadInput
from simulator.commands.whose import add_profile, chosen_profile
from simulator.scenario.control import without_control_characters

if TYPE_CHECKING:
    from simulator.plain.drilling import Lines
    from simulator.practice.sections import Summary
    from simulator.session.desk import Desk
    from simulator.session.drilling.dealt import Wanted
    from simulator.session.drilling.drills import Drill
    from simulator.session.drilling.run import Run

SCHEMA_VERSION = 1
MOST_ITEMS = 200
NAMES = ("quick-choice", "power-hour", "opening", "number", "free-play")
TYPES = {"personal": "personal_mailbox", "vendor": "vendor_line", "wrong": "wrong_contact"}
CAN_GO_ON = "To go on with it: rolecall drill {name} --resume"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("drill", metavar="DRILL", choices=NAMES, help=", ".join(NAMES))
    parser.add_argument("--resume", action="store_true", help="go on with the run that was left")
    parser.add_argument("--seed", type=int, help="the same seed deals the same run")
    parser.add_argument(
        "--dials",
        type=int,
        metavar="N",
        help="how many there are in the run (20)",
    )
    parser.add_argument("--type", choices=sorted(TYPES), help="of free play: only such calls")
    parser.add_argument(
        "--level", type=int, choices=(1, 2, 3), help="of free play: only this level"
    )
    add_profile(parser)
    parser.add_argument("--json", action="store_true", help="print what came of it as JSON")


def run(args: argparse.Namespace) -> int:
    """Play a drill, and print what came of it.

    Raises:
        PortError: there is nothing to drill.
    """
    _refuse_nonsense(args)
    from simulator.bootstrap import open_desk, open_quiet_desk
    from simulator.commands.typed_lines import TypedLines

    is_live = sys.stdin.isatty()
    profile = chosen_profile(args)
    desk = open_desk(profile) if is_live else open_quiet_desk(profile)
    try:
        for sentence in desk.ports.notices:
            _tell(sentence)
        return drill(desk, args, TypedLines(), is_live=is_live)
    finally:
        desk.close()


def drill(desk: Desk, args: argparse.Namespace, lines: Lines, *, is_live: bool) -> int:
    """The same at a desk that is open."""
    from simulator.session.drilling.dealt import deal, go_on_with
    from simulator.session.drilling.drills import drill_named

    which = drill_named(args.drill)
    if args.resume:
        begun, trouble = go_on_with(desk, which), ""
        _tell(f"{len(begun.done)} of {begun.number} were done before.")
    else:
        begun, trouble = deal(desk, which, _wanted(args))
    if trouble:
        _tell(trouble)
    try:
        _play(begun, lines, is_live=is_live)
    finally:
        trouble = begun.end()
    if trouble:
        _tell(trouble)
    _print(begun, which, as_json=args.json)
    return 0


def _refuse_nonsense(args: argparse.Namespace) -> None:
    if args.dials is not None and not 1 <= args.dials <= MOST_ITEMS:
        raise BadInput(f"--dials: {args.dials} is not a number from 1 to {MOST_ITEMS}.")
    if args.drill != "free-play" and (args.type or args.level):
        raise BadInput("--type and --level are for free-play; the other drills follow your way.")
    if args.drill == "free-play" and args.dials:
        raise BadInput("--dials: free play goes on until you stop; it has no number.")
    if args.resume and (args.seed is not None or args.dials or args.type or args.level):
        raise BadInput("--resume goes on with what was dealt; it takes no other choice.")


def _wanted(args: argparse.Namespace) -> Wanted:
    from simulator.session.drilling.dealt import Wanted

    type_: Any = TYPES[args.type] if args.type else None
    return Wanted(args.seed, args.dials, type_, args.level)


def _play(begun: Run, lines: Lines, *, is_live: bool) -> None:
    from simulator.plain import PlainStage
    from simulator.plain.drilling import calls, parts, quick
    from simulator.session.drilling.calls import Calls
    from simulator.session.drilling.parts import OnePart
    from simulator.session.drilling.quick import QuickChoice

    match begun:
        case QuickChoice():
            quick.play(begun, lines, _tell, is_live=is_live)
        case OnePart():
            ports = begun.desk.ports
            speaks = is_live and ports.microphone is not None and ports.recognizer is not None
            parts.play(begun, lines, _tell, speaks=speaks)
        case Calls():
            calls.play(begun, lines, PlainStage(sys.stderr), is_live=is_live)
        case _:
            raise TypeError(f"{type(begun).__name__} cannot be played in lines")


def _print(begun: Run, which: Drill, *, as_json: bool) -> None:
    from simulator.practice.sections import lines_of

    summary = begun.summary() if begun.done else None
    if as_json:
        _write(json.dumps(_as_json(begun, which, summary), indent=2))
        return
    told = ["Nothing was done."] if summary is None else list(lines_of(summary))
    if begun.series.finished_at is None and begun.done:
        told += ["", CAN_GO_ON.format(name=which.id)]
    _write("\n".join(without_control_characters(line) for line in told))


def _as_json(begun: Run, which: Drill, summary: Summary | None) -> dict[str, Any]:
    series = begun.series
    return {
        "schema_version": SCHEMA_VERSION,
        "drill": which.id,
        "series": series.id,
        "seed": series.seed,
        "started_at": series.started_at,
        "finished_at": series.finished_at,
        "spent_seconds": round(begun.spent_seconds, 1),
        "number": begun.number,
        "done": [one.model_dump(mode="json") for one in begun.done],
        "summary": None if summary is None else _summary_as_json(summary),
    }


def _summary_as_json(summary: Summary) -> dict[str, Any]:
    return {
        "headline": summary.headline,
        "sections": [
            {
                "title": section.title,
                "sentences": section.sentences,
                "columns": section.table.columns if section.table else [],
                "rows": section.table.rows if section.table else [],
            }
            for section in summary.sections
        ],
    }


def _write(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _tell(line: str) -> None:
    sys.stderr.write(f"{without_control_characters(line)}\n")
    sys.stderr.flush()
