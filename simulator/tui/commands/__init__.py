"""Every command of every screen, in one table.

The footer, the help, the palette and the keys are all made from it. An id never changes, so that a
rep can give a command another key.
"""

from __future__ import annotations

from textual.binding import BindingType

from simulator.tui.commands.after import AFTER
from simulator.tui.commands.before import BEFORE
from simulator.tui.commands.choosing import CHOOSING
from simulator.tui.commands.command import Command, Where
from simulator.tui.commands.drills import DRILLING
from simulator.tui.commands.during import DURING
from simulator.tui.commands.everywhere import EVERYWHERE
from simulator.tui.commands.exam import EXAM
from simulator.tui.commands.progress import PROGRESS
from simulator.tui.commands.truth import TRUTH

__all__ = ["COMMANDS", "Command", "Where", "bindings", "commands_on"]

COMMANDS: tuple[Command, ...] = (
    *BEFORE, *CHOOSING, *DURING, *AFTER, *TRUTH, *EXAM, *DRILLING, *PROGRESS, *EVERYWHERE,
)  # fmt: skip


def commands_on(where: Where) -> tuple[Command, ...]:
    """The commands of one screen, in the order of the table."""
    return tuple(command for command in COMMANDS if command.where == where)


def bindings(*where: Where) -> list[BindingType]:
    """The keys of these screens."""
    return [command.binding() for place in where for command in commands_on(place)]
