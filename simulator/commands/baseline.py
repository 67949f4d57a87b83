"""Record the rep's neutral reading from the command line: energy is graded against it."""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.commands.errors import BadInput
from simulator.commands.whose import add_profile, chosen_profile

if TYPE_CHECKING:
    from simulator.session.baselines import KeptBaseline
    from simulator.session.desk import Desk

HOW_TO = (
    "Read this aloud once, the way you would read a notice: neither lively nor tired. Only figures "
    "are kept; the sound is erased."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "--from",
        dest="recording",
        metavar="FILE",
        type=Path,
        help="take a reading that you have recorded with this microphone already",
    )
    parser.add_argument(
        "--text", action="store_true", help="print what to read, and record nothing"
    )
    add_profile(parser)
    parser.add_argument("--forget", action="store_true", help="erase the baseline")


def run(args: argparse.Namespace) -> int:
    """Record a baseline, or take or erase one.

    Raises:
        BadInput: the reading cannot serve as a baseline.
        PortError: there is no microphone, or the figures cannot be kept.
    """
    from simulator.session.baselines import PASSAGE, ReadingRefused
    from simulator.wording import baseline_kept

    if args.text:
        sys.stdout.write(f"{PASSAGE}\n")
        return 0
    from simulator.bootstrap import open_desk

    desk = open_desk(chosen_profile(args))
    try:
        if args.forget:
            was_there = desk.baselines.forget()
            sys.stdout.write("It is erased.\n" if was_there else "There was none to erase.\n")
            return 0
        kept = _from_file(desk, args.recording) if args.recording else _read_aloud(desk)
    except ReadingRefused as error:
        raise BadInput(str(error)) from error
    finally:
        desk.close()
    sys.stdout.write(f"{baseline_kept(kept)}\n")
    return 0


def _from_file(desk: Desk, recording: Path) -> KeptBaseline:
    from simulator.commands.recordings import prepare_take
    from simulator.ports import PortError
    from simulator.session.reading import keep_reading

    with tempfile.TemporaryDirectory(prefix="rolecall-") as folder:
        take = Path(folder) / "reading.wav"
        try:
            prepare_take(recording, take)
        except PortError as error:
            raise BadInput(str(error)) from error
        return keep_reading(take, desk.baselines)


def _read_aloud(desk: Desk) -> KeptBaseline:
    """Show the text, record until a line comes from the keyboard, and measure."""
    from simulator.ports import PortError
    from simulator.session.baselines import PASSAGE
    from simulator.session.reading import record_baseline

    if desk.ports.microphone is None:
        raise PortError("There is no microphone, so no baseline can be recorded.")
    sys.stdout.write(f"{HOW_TO}\n\n{PASSAGE}\n\nPress Enter to begin.\n")
    sys.stdout.flush()
    if not sys.stdin.readline():
        raise BadInput("There is no keyboard to begin with: give a recording with --from FILE.")
    stop = threading.Event()

    def wait_for_enter() -> None:
        sys.stdin.readline()
        stop.set()

    threading.Thread(target=wait_for_enter, daemon=True).start()
    sys.stdout.write("Recording. Press Enter when you have read it all.\n")
    sys.stdout.flush()
    return record_baseline(desk.ports.microphone, desk.baselines, lambda _: None, stop)
