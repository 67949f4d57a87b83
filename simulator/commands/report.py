"""Write a page of your progress: one HTML file, for you or for a trainer."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.commands.errors import BadInput, refuse_broken_text
from simulator.commands.whose import add_profile, chosen_profile

if TYPE_CHECKING:
    from simulator.session.desk import Desk

WRITTEN = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="where to write it; without it, rolecall-report-DATE.html in this folder",
    )
    parser.add_argument(
        "--replace", action="store_true", help="in place of the file, if it is there already"
    )
    parser.add_argument(
        "--name", metavar="NAME", help='whose name is shown; "" for none, and yours without it'
    )
    add_profile(parser)


def run(args: argparse.Namespace) -> int:
    """Write it.

    Raises:
        BadInput: the file is there already, or nobody here is called that.
        PortError: the results cannot be read.
    """
    from simulator.bootstrap import open_quiet_desk

    if args.name is not None:
        refuse_broken_text("--name", args.name)
    if args.output is not None:
        _refuse(args.output, replaces=args.replace)  # before anything is read, which takes longer
    desk = open_quiet_desk(chosen_profile(args), voice=False)
    try:
        return write(desk, args.output, args.name, replaces=args.replace)
    finally:
        desk.close()


def write(desk: Desk, path: Path | None, name: str | None, *, replaces: bool) -> int:
    """The same at a desk that is open.

    Raises:
        BadInput: the file is there already.
        PortError: the results cannot be read.
        OSError: it cannot be written; nothing is left of it then.
    """
    from simulator.commands.reported import reported_at
    from simulator.report.page import report_page

    reported = reported_at(desk, name)
    path = path or Path(f"rolecall-report-{reported.progress.today}.html")
    _refuse(path, replaces=replaces)
    _write_whole(path, report_page(reported).encode(errors="replace"))
    sys.stdout.write(
        f"Written to {path}. Open it in any browser; it needs no network. It holds no recordings "
        "and no words that you said, and nobody else has it.\n"
    )
    return WRITTEN


def _refuse(path: Path, *, replaces: bool) -> None:
    if not path.parent.is_dir():
        raise BadInput(f"There is no folder {path.parent} to write {path.name} to. Make it first.")
    if path.is_dir():
        raise BadInput(f"{path} is a folder. Name the file in it. Nothing was written.")
    if path.exists() and not replaces:
        raise BadInput(
            f"{path} is there already. Choose another name, or add --replace. Nothing was written."
        )


def _write_whole(path: Path, content: bytes) -> None:
    """The file is there once it is whole, and only its owner can read it."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(beside, flags, 0o600), "wb") as file:
            file.write(content)
        beside.replace(path)
    finally:
        with suppress(OSError):
            beside.unlink()
