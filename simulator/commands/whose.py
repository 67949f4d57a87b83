"""Whose results a command is about, where several people share a machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.commands.errors import BadInput

if TYPE_CHECKING:
    import argparse


def add_profile(parser: argparse.ArgumentParser) -> None:
    """Describe the argument."""
    parser.add_argument(
        "--profile",
        metavar="NAME",
        help="whose results and recordings; without it, the person who used the app last",
    )


def chosen_profile(args: argparse.Namespace) -> str | None:
    """The id of the person whom --profile names; None without it.

    Raises:
        BadInput: nobody here is called that.
    """
    from simulator.session.people import People, UnknownPerson
    from simulator.settings import places

    if args.profile is None:
        return None
    people = People(places())
    if people.trouble:
        raise BadInput(people.trouble)
    try:
        found = people.find(args.profile)
    except UnknownPerson as error:
        raise BadInput(str(error)) from error
    return found.id if found is not None else None
