"""Which kept call is meant: by its id, the beginning of one, or the last."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from simulator.commands.errors import BadInput

if TYPE_CHECKING:
    import argparse

    from simulator.ports import Attempt
    from simulator.session.desk import Desk

NAMED = 3
"""How many ids are offered where the one that was typed is none."""


def add_attempt(parser: argparse.ArgumentParser) -> None:
    """Describe the argument."""
    parser.add_argument(
        "attempt",
        nargs="?",
        metavar="ATTEMPT",
        help="the id of a call, or its beginning; without it, the last call",
    )


def kept_call(desk: Desk, wanted: str | None) -> Attempt:
    """The call with this id; None stands for the last one. Says first what is wrong here.

    Raises:
        BadInput: there is no such call, or there are several.
        PortError: the results cannot be read.
    """
    from simulator.session.attempt_folders import SeveralBeginSo
    from simulator.session.examining.cut_off import KEPT_BACK, is_in_exam_under_way

    records = desk.ports.records
    for sentence in desk.ports.notices:
        sys.stderr.write(f"{sentence}\n")
    if wanted is None:
        newest = next(iter(records.latest(1)), None)
        if newest is None:
            raise BadInput("No call has been finished yet. Make one: rolecall call SCENARIO")
        wanted = newest.id
    try:
        attempt = records.attempt(wanted)
    except SeveralBeginSo as error:
        raise BadInput(str(error)) from error
    if attempt is None:
        recent = ", ".join(a.id for a in records.latest(NAMED)) or "none yet"
        raise BadInput(f"There is no call “{wanted}”. The last ones: {recent}.")
    if is_in_exam_under_way(records, attempt):
        raise BadInput(KEPT_BACK.format(id=attempt.id))
    return attempt
