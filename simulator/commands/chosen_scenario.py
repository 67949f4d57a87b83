"""Which scenario a command is about, and in which of its variants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.commands.errors import BadInput

if TYPE_CHECKING:
    import argparse

    from simulator.ports import ScenarioFile
    from simulator.session.desk import Desk


def add_variant(parser: argparse.ArgumentParser, otherwise: str) -> None:
    """Describe the argument; `otherwise` is which variant it is without it."""
    parser.add_argument(
        "--variant",
        type=int,
        metavar="N",
        help=f"the call in other words, where it has several variants: 1, 2 ...; {otherwise}",
    )


def chosen_scenario(
    desk: Desk, name: str, variant: int | None, *, varies: bool = False
) -> ScenarioFile:
    """The scenario of a name, or in a file; its variant number `variant` counts from 1.

    Without a number it is the first, or with `varies` another one than in the rep's last call.

    Raises:
        BadInput: there is no such scenario, or no such variant.
    """
    from simulator.ports import UnknownScenario

    try:
        file = desk.ports.library.scenario(name)
    except UnknownScenario as error:
        raise BadInput(str(error)) from error
    if variant is None:
        return file.as_variant(_calls_of(desk, file)) if varies else file
    there_are = max(1, len(file.variants))
    if not 1 <= variant <= there_are:
        only = "one variant only" if there_are == 1 else f"variants 1 to {there_are}"
        raise BadInput(f"--variant {variant}: {file.scenario.id} has {only}.")
    return file.as_variant(variant - 1)


def _calls_of(desk: Desk, file: ScenarioFile) -> int:
    reached = desk.ports.records.reached().get(file.scenario.id)
    return 0 if reached is None else reached.calls
