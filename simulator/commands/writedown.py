"""Write it down, line by line: one's own number is played once, typed, and compared."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from simulator.commands.errors import BadInput
from simulator.commands.kept_call import add_attempt, kept_call
from simulator.commands.whose import add_profile, chosen_profile
from simulator.scenario.control import without_control_characters

if TYPE_CHECKING:
    from simulator.commands.typed_lines import TypedLines
    from simulator.practice.number_written import NumberWritten
    from simulator.session.desk import Desk
    from simulator.session.playback import Playback
    from simulator.session.write_down import NumberToHear

SCHEMA_VERSION = 1
TAKE_A_PEN = (
    "Take a pen. Your number is played once, as they hear it. Press Enter to hear it, then type "
    "what you heard and press Enter again."
)
HEARD_BEFORE = "You have heard this number before; what you wrote the first time stays."
NO_KEYBOARD = "There is no keyboard to write with."
ONCE_MORE = "Enter plays it once more; q and Enter ends."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    add_attempt(parser)
    add_profile(parser)
    parser.add_argument("--json", action="store_true", help="print what you wrote as JSON")


def run(args: argparse.Namespace) -> int:
    """Play, read, compare; 0 when it is the number, 1 when not.

    Raises:
        BadInput: there is no such call, no number in it, or no keyboard.
        PortError: there is no speaker, or the results cannot be read.
    """
    from simulator.bootstrap import open_desk
    from simulator.commands.typed_lines import TypedLines

    desk = open_desk(chosen_profile(args))
    try:
        return write_down(desk, args.attempt, TypedLines(), as_json=args.json)
    finally:
        desk.close()


def write_down(desk: Desk, attempt_id: str | None, lines: TypedLines, *, as_json: bool) -> int:
    """The same at a desk that is open."""
    from simulator.session.playback import Playback

    heard = _number(desk, attempt_id)
    playback = Playback(desk.ports.player, heard.sound)
    try:
        written = heard.written
        if written is None:
            written = _first_hearing(desk, heard, playback, lines)
        else:
            _tell(HEARD_BEFORE)
        _result(desk, heard, written, as_json=as_json)
        if not as_json:
            _once_more(playback, lines)
    finally:
        playback.close()
    return 0 if written.is_right else 1


def _number(desk: Desk, attempt_id: str | None) -> NumberToHear:
    from simulator.adapters.player_silent import is_silent
    from simulator.ports import PortError
    from simulator.session.write_down import NO_SPEAKER, NothingToHear, number_to_hear

    attempt = kept_call(desk, attempt_id)
    files = {file.scenario.id: file for file in desk.ports.library.scenarios()}
    try:
        heard = number_to_hear(attempt, files.get(attempt.scenario_id), desk)
    except NothingToHear as error:
        raise BadInput(str(error)) from error
    if is_silent(desk.ports.player):
        raise PortError(NO_SPEAKER)
    return heard


def _first_hearing(
    desk: Desk, heard: NumberToHear, playback: Playback, lines: TypedLines
) -> NumberWritten:
    from simulator.ports import PortError
    from simulator.practice.number_written import ONLY_DIGITS, digits_in
    from simulator.session.write_down import keep_written

    _tell(TAKE_A_PEN)
    if lines.wait() is None:
        raise BadInput(NO_KEYBOARD)
    playback.play()
    _tell("Playing.")
    while True:
        text = lines.wait()
        if playback.trouble:
            raise PortError(playback.trouble)
        if text is None:
            raise BadInput(NO_KEYBOARD)
        if digits_in(text):
            break
        _tell(ONLY_DIGITS)
    playback.pause()
    written, trouble = keep_written(heard, text, desk)
    if trouble:
        _tell(trouble)
    return written


def _result(desk: Desk, heard: NumberToHear, written: NumberWritten, *, as_json: bool) -> None:
    from simulator.session.write_down import told

    if as_json:
        shape = {
            "schema_version": SCHEMA_VERSION,
            "attempt": written.attempt_id,
            "written_at": written.written_at,
            "digits": written.digits,
            "number": written.number,
            "right": written.is_right,
            "digits_per_second": heard.digits_per_second,
        }
        sys.stdout.write(json.dumps(shape, indent=2) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in told(heard, written, desk.rubric))
    sys.stdout.flush()


def _once_more(playback: Playback, lines: TypedLines) -> None:
    _tell(ONCE_MORE)
    while lines.wait() == "":
        playback.pause()
        playback.jump(0.0)
        playback.play()


def _tell(line: str) -> None:
    sys.stderr.write(f"{without_control_characters(line)}\n")
    sys.stderr.flush()
