"""Forget one call, all that can be heard, or everything: says what will go, asks, and erases it."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.commands.errors import BadInput
from simulator.commands.whose import add_profile, chosen_profile

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.session.desk import Desk
    from simulator.session.forgetting import Forgotten, Traces

SCHEMA_VERSION = 1
ERASED, LEFT_ALONE, NOT_WHOLLY = 0, 1, 3
ONE_OF = "Say what to forget: the id of a call, --audio or --everything."
NOT_ASKED = "There is no terminal to ask on. To erase it without being asked, add --yes."
QUESTION = "This cannot be taken back. Erase it? Type yes: "
MEGABYTE = 1_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "attempt", nargs="?", metavar="CALL", help="the id of a call, or its beginning"
    )
    parser.add_argument(
        "--audio",
        action="store_true",
        help="all recordings of your finished calls; words and scores stay",
    )
    parser.add_argument(
        "--everything",
        action="store_true",
        help="all your calls, recordings, baselines, settings, and your profile",
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")
    add_profile(parser)
    parser.add_argument("--json", action="store_true", help="print what was erased as JSON")


def run(args: argparse.Namespace) -> int:
    """Erase it; 0 when all of it is gone, 1 when the answer was no, 3 when something is left.

    Raises:
        BadInput: nothing was named, or more than one thing; there is no such call; nobody to ask.
        PortError: the results cannot be read.
    """
    if sum((args.attempt is not None, args.audio, args.everything)) != 1:
        raise BadInput(ONE_OF)
    from simulator.bootstrap import open_quiet_desk

    desk = open_quiet_desk(chosen_profile(args), voice=False)
    try:
        will_go, erase = _planned(desk, args)
        sys.stderr.writelines(f"{line}\n" for line in will_go)
        if not args.yes and not _said_yes():
            sys.stderr.write("Nothing was erased.\n")
            return LEFT_ALONE
        done = erase()
    finally:
        desk.close()
    _tell(done, is_sound_only=args.audio, as_json=args.json)
    return NOT_WHOLLY if done.troubles else ERASED


def _planned(desk: Desk, args: argparse.Namespace) -> tuple[list[str], Callable[[], Forgotten]]:
    """What will go, in sentences, and what makes it go."""
    from simulator.bootstrap import open_lasting_records
    from simulator.commands.kept_call import kept_call
    from simulator.ports import PortError
    from simulator.session import forgetting

    if args.attempt is not None:
        attempt = kept_call(desk, args.attempt)
        when = attempt.started_at[:16].replace("T", " at ")
        sentence = (
            f"This erases the call {attempt.id} to “{attempt.scenario_id}” on {when}: its result, "
            "words, journal and recordings."
        )
        return [sentence], lambda: forgetting.forget_call(desk, attempt.id)
    try:
        # A desk whose results cannot be read makes do without them, and would count none.
        open_lasting_records(None if desk.profile is None else desk.profile.id)
        found = forgetting.traces(desk)
    except PortError as error:
        if args.audio:
            raise
        return [str(error), *_everything(desk, None)], lambda: replace(
            forgetting.forget_everything(desk), calls=None
        )
    if args.audio:
        return _audio(found), lambda: forgetting.forget_sound(desk)
    return _everything(desk, found), lambda: forgetting.forget_everything(desk)


def _audio(found: Traces) -> list[str]:
    from simulator.scenario.pack import counted

    size = f"{found.bytes_of_sound / MEGABYTE:.1f} MB"
    lines = [
        f"This erases the recordings of {counted(len(found.with_sound), 'call')} ({size}). Words "
        "and scores stay. What is erased can no longer be heard, said again in parts, come to your "
        "inbox, or have the voice in it measured anew."
    ]
    if found.unfinished:
        lines.append(
            f"{counted(len(found.unfinished), 'call')} that never finished is not touched: the app "
            "offers to grade or to erase it."
            if len(found.unfinished) == 1
            else f"{len(found.unfinished)} calls that never finished are not touched: the app "
            "offers to grade or to erase them."
        )
    return lines


def _everything(desk: Desk, found: Traces | None) -> list[str]:
    from simulator.scenario.pack import counted

    who = "" if desk.profile is None else f" of {desk.profile.name}"
    calls = "all calls" if found is None else counted(found.calls, "call")
    lines = [
        f"This erases everything{who} in {desk.places.data}: {calls} with their recordings, words "
        "and scores, calls that never finished, baselines, settings and the profile."
    ]
    others = [p.name for p in desk.people.all if p != desk.profile]
    stays = ["packs", *(["what belongs to " + ", ".join(others)] if others else [])]
    lines.append(f"What stays: {' and '.join(stays)}. To keep a copy first: rolecall export.")
    return lines


def _said_yes() -> bool:
    if not sys.stdin.isatty():
        raise BadInput(NOT_ASKED)
    sys.stderr.write(QUESTION)
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() == "yes"


def _tell(done: Forgotten, *, is_sound_only: bool, as_json: bool) -> None:
    from simulator.scenario.pack import counted

    if as_json:
        shape = {
            "schema_version": SCHEMA_VERSION,
            "erased": {"calls": done.calls, "recordings": done.recordings},
            "left": list(done.troubles),
        }
        sys.stdout.write(json.dumps(shape, indent=2) + "\n")
    else:
        calls = "all calls" if done.calls is None else counted(done.calls, "call")
        recordings = counted(done.recordings, "recording")
        what = recordings if is_sound_only else f"{calls} and {recordings}"
        sys.stdout.write(f"Erased: {what}.\n")
    if done.troubles:
        sys.stderr.write("Not everything could be erased:\n")
        sys.stderr.writelines(f"  {sentence}\n" for sentence in done.troubles)
