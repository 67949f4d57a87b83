"""The inbox, line by line: words come as they are said; Enter keeps a message, d deletes it."""

from __future__ import annotations

import argparse
import json
import sys
import threading
from typing import TYPE_CHECKING

from simulator.commands.whose import add_profile, chosen_profile
from simulator.scenario.control import without_control_characters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.commands.typed_lines import TypedLines
    from simulator.practice.inbox import Decision
    from simulator.practice.inbox_told import Heard
    from simulator.session.desk import Desk
    from simulator.session.inbox import Inbox, ToHear

SCHEMA_VERSION = 1
LOOK_SECONDS = 0.1
"""How often the words are brought up to what is heard."""
HOW_TO = (
    "You are the prospect now, and at least one of these messages is yours. Enter keeps a message: "
    "you would call back. d and Enter deletes it, at any moment. Press Enter to begin."
)
UNKNOWN = "Enter keeps it; d and Enter deletes it."
STOPPED = "The rest was not heard; what you decided is kept."
DELETES = {"d", "delete"}
KEEPS = {"", "k", "keep"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    add_profile(parser)
    parser.add_argument("--json", action="store_true", help="print what was heard as JSON")


def run(args: argparse.Namespace) -> int:
    """Play the messages, and tell whose they were.

    Raises:
        PortError: the results cannot be read.
    """
    from simulator.bootstrap import open_desk
    from simulator.commands.typed_lines import TypedLines

    desk = open_desk(chosen_profile(args))
    try:
        for sentence in desk.ports.notices:
            _tell(sentence)
        return hear(desk, TypedLines(), as_json=args.json)
    finally:
        desk.close()


def hear(desk: Desk, lines: TypedLines, *, as_json: bool) -> int:
    """The same at a desk that is open."""
    from simulator.session.inbox import NothingWaits, open_inbox

    try:
        inbox = open_inbox(desk)
    except NothingWaits as error:
        _print(_as_json(None, (), str(error)) if as_json else str(error))
        return 0
    _tell(f"{len(inbox.messages)} messages wait. {HOW_TO}")
    heard = _all(desk, inbox, lines) if lines.wait() is not None else []
    if len(heard) < len(inbox.messages):
        _tell(STOPPED)
    if as_json:
        _print(_as_json(inbox, heard, ""))
    elif heard:
        _print("\n".join(told_lines(heard)))
    return 0


def told_lines(heard: Sequence[Heard]) -> list[str]:
    """What became of the messages, one's own first."""
    from simulator.practice.inbox_told import (
        KIND_WORDS,
        decision_in_words,
        headline,
        others_in_words,
        then_in_words,
    )

    lines = [headline(heard), others_in_words(heard), ""]
    for one in sorted(heard, key=lambda one: not one.is_own):
        place = one.hearing.place
        lines.append(f"{KIND_WORDS[one.hearing.message.kind]}: {one.title} (message {place})")
        lines += [f"  {line}" for line in (decision_in_words(one), then_in_words(one)) if line]
    return [without_control_characters(line) for line in lines]


def _all(desk: Desk, inbox: Inbox, lines: TypedLines) -> list[Heard]:
    """Every message in turn; those to come are made ready while one plays."""
    from concurrent.futures import ThreadPoolExecutor

    heard: list[Heard] = []
    stop, places = threading.Event(), range(1, len(inbox.messages) + 1)
    with ThreadPoolExecutor(1, thread_name_prefix="inbox") as pool:
        coming = [pool.submit(inbox.prepare, place, stop) for place in places]
        try:
            for place in places:
                now = coming[place - 1].result()
                _tell(f"Message {place} of {len(places)}.")
                decided = _one(desk, now, lines)
                if decided is None:
                    break
                known, trouble = inbox.decide(now, *decided)
                heard.append(known)
                if trouble:
                    _tell(trouble)
        finally:
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
    return heard


def _one(desk: Desk, now: ToHear, lines: TypedLines) -> tuple[Decision, float] | None:
    """Play one message until it is decided; None where there is no keyboard any more."""
    from simulator.session.inbox import by_sentence
    from simulator.session.playback import Playback

    playback = Playback(desk.ports.player, now.sound)
    words = list(by_sentence(now.sound))
    playback.play()
    try:
        while not lines.is_over:
            at_seconds = playback.position_seconds
            while words and words[0][0] <= at_seconds:
                _tell(f"  {words.pop(0)[1]}")
            for line in lines.look(LOOK_SECONDS):
                if line.lower() in DELETES | KEEPS:
                    decision: Decision = "delete" if line.lower() in DELETES else "keep"
                    return decision, playback.position_seconds
                _tell(UNKNOWN)
    finally:
        playback.close()
    return None


def _as_json(inbox: Inbox | None, heard: Sequence[Heard], why: str) -> str:
    messages = [
        {
            "place": one.hearing.place,
            "kind": one.hearing.message.kind,
            "scenario": one.hearing.message.scenario_id,
            "attempt": one.hearing.message.attempt_id,
            "decision": one.hearing.decision,
            "at_seconds": one.hearing.at_seconds,
            "last_words": one.last_words,
        }
        for one in heard
    ]
    shape = {
        "schema_version": SCHEMA_VERSION,
        "inbox": None if inbox is None else inbox.id,
        "seed": None if inbox is None else inbox.seed,
        "started_at": None if inbox is None else inbox.started_at,
        "messages": messages,
        "why_empty": why,
    }
    return json.dumps(shape, indent=2)


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _tell(line: str) -> None:
    sys.stderr.write(f"{without_control_characters(line)}\n")
    sys.stderr.flush()
