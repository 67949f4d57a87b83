"""The command line. Each command's module is imported only when it is asked for.

Results go to standard output, talk to standard error. Exit codes: 0 passed, 1 not passed, 2 bad
input or usage, 3 something is missing on this machine.
"""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from simulator import __version__

COMMANDS = {
    "list": ("listing", "scenarios, and how far you have come with each"),
    "drill": ("drill", "quick choices, a power hour, one part of a message, or calls by chance"),
    "next": ("next_call", "what to call next, why, and where you are on your way"),
    "call": ("call", "one call, line by line: for screen readers, pipes and scripts"),
    "grade": ("grade", "grade recordings that you have made"),
    "baseline": ("baseline", "record how you read neutrally; energy is graded against it"),
    "rules": ("rules", "the rules you are graded by, before you call"),
    "explain": ("explain", "the arithmetic behind a grade"),
    "regrade": ("regrade", "grade a kept call again, with corrected words if you like"),
    "forget": ("forget", "erase one call, all recordings, or everything of yours"),
    "export": ("export", "your calls as JSON Lines, as a table, or with recordings as a zip"),
    "import": ("importing", "take in calls that were exported"),
    "recover": ("recover", "bring back results that were lost or damaged"),
    "redo": ("redo", "say one part of a kept message anew, and grade it in its place"),
    "writedown": ("writedown", "your number, played once: can it be written down?"),
    "inbox": ("inbox", "your own messages of earlier days among others: would you call back?"),
    "progress": ("progress", "how far you have come, by which calls, and what to do next"),
    "report": ("report", "your progress as a page to print, for you or for a trainer"),
    "exam": ("exam", "an exam: fixed calls, no hints, no second try; the result is sealed"),
    "verify": ("verify", "check a sealed exam: regrade it, and name every difference"),
    "new": ("new", "write a call of your own: a few questions make a file"),
    "check": ("check", "check scenarios, voices and rubrics"),
    "packs": ("packs", "packs of scenarios: add one from this machine, list, verify, remove"),
    "preview": ("preview", "a scenario as a tree, and how it sounds"),
    "doctor": ("doctor", "what works on this machine, and one fix for what does not"),
}
"""Name, module and summary of every command; without a command the app opens."""

SCENARIOS = "--scenarios"
PASSED = 0
NOT_PASSED = 1
BAD_INPUT = 2
MISSING = 3
INTERRUPTED = 130
OUTPUT_CLOSED = 141
"""128 + SIGPIPE, as the shell has it."""


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _open_what_is_closed()
    arguments = sys.argv[1:] if argv is None else argv
    parser = _parser(_command_in(arguments))
    args = parser.parse_args(arguments)
    if args.command and args.scenarios:
        parser.error(f"--scenarios is for the app; give `rolecall {args.command}` the file itself")
    try:
        return _run(args)
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has closed it; nothing is left to say, not even at exit.
        sys.stdout = _nowhere("w")
        return OUTPUT_CLOSED


def _command_in(arguments: list[str]) -> str | None:
    """The first word that is neither an option nor an option's value."""
    words = zip(["", *arguments], arguments, strict=False)
    return next((a for before, a in words if a[:1] != "-" and before != SCENARIOS), None)


def _open_what_is_closed() -> None:
    """Where there is no standard stream, there is nothing to read, and nobody reads what we say.

    A terminal that cannot show a letter shows a question mark.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, _nowhere(mode))
        elif mode == "w" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _nowhere(mode: str) -> Any:
    return os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8")


def _parser(name: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rolecall",
        description="Practise sales voicemails: where to leave one, what to say, how to say it.",
        epilog="Without a command, the app opens. Nothing that you say leaves this machine.",
    )
    parser.add_argument("--version", action="version", version=f"rolecall {__version__}")
    parser.add_argument(
        SCENARIOS,
        action="append",
        type=Path,
        metavar="FOLDER",
        help="open the app with calls of yours, too: a folder or a file, read again as you save",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for command, (module, summary) in COMMANDS.items():
        described = commands.add_parser(command, help=summary, description=f"{summary}.")
        if command == name:
            import_module(f"simulator.commands.{module}").add_arguments(described)
    return parser


def _run(args: argparse.Namespace) -> int:
    module = COMMANDS[args.command][0] if args.command else "app"
    run = import_module(f"simulator.commands.{module}").run
    from simulator.commands.errors import BadInput
    from simulator.scenario.control import without_control_characters

    try:
        code: int = run(args)
    except BadInput as error:
        sys.stderr.write(f"{without_control_characters(str(error))}\n")
        return BAD_INPUT
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "simulator":
            raise
        sys.stderr.write(f"{error.name} is not installed. Install Rolecall again to repair it.\n")
        return MISSING
    except Exception as error:
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            sys.stderr.write(f"{_of_the_system(error)}\n")
            return MISSING
        # Imported only now: the app's first screen does not wait for everything that a port knows.
        from simulator.ports import PortError

        if not isinstance(error, PortError):
            raise
        sys.stderr.write(f"{error}\n")
        return MISSING
    return code


def _of_the_system(error: OSError) -> str:
    """The last resort: what the system refused, and where."""
    where = f" with {error.filename}" if error.filename else ""
    return (
        f"Something went wrong{where}: {error.strerror or error}. Make sure that it can be read, "
        "that its folder can be written to and that the disk is not full."
    )
