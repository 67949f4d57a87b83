"""By which rubric to grade: the preferred one, one that is named, or one in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.commands.errors import BadInput

if TYPE_CHECKING:
    import argparse

    from simulator.session.desk import Desk


def add_rubric(parser: argparse.ArgumentParser) -> None:
    """Describe the argument."""
    parser.add_argument(
        "--rubric",
        metavar="ID",
        help="snell, double-tap, a pack's, or a YAML file; without it, the one that you prefer",
    )


def choose_rubric(desk: Desk, name: str | None) -> None:
    """Grade by the rubric of this name; None leaves the preferred one.

    Raises:
        BadInput: there is none, or its file has mistakes.
    """
    from simulator.bootstrap import rubric_named
    from simulator.scenario.problem import ProblemsFound

    if name is None:
        return
    try:
        desk.rubric = rubric_named(name, desk.ports.library)
    except (LookupError, ProblemsFound) as error:
        raise BadInput(str(error)) from error
