"""What all screens share: heading, body, pane, footer, and a word when there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.screen import Screen
from typing_extensions import override

from simulator.tui.commands import COMMANDS, Where, commands_on
from simulator.tui.keys import changed_keys
from simulator.tui.widgets.heading import Heading
from simulator.tui.widgets.keys_line import KeysLine
from simulator.tui.widgets.pane import Pane, help_rows
from simulator.tui.widgets.too_small import MIN_COLUMNS, MIN_ROWS, TooSmall

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from simulator.tui.commands import Command

HELP = "Help"
COLUMNS = [(0, "-too-narrow"), (MIN_COLUMNS, "-narrow"), (110, "-wide")]
ROWS = [(0, "-too-low"), (MIN_ROWS, "-low"), (34, "-high")]
"""From how many columns and rows on a screen has which class."""


class Page(Screen[None]):
    """One screen. Subclasses give `where`, `purpose` and `body`."""

    HORIZONTAL_BREAKPOINTS = COLUMNS
    VERTICAL_BREAKPOINTS = ROWS

    where: ClassVar[Where] = "app"
    purpose: ClassVar[str] = ""
    allows_palette: ClassVar[bool] = True

    @override
    def compose(self) -> ComposeResult:
        self._fit_at_once()
        yield Heading()
        yield from self.body()
        yield Pane()
        yield KeysLine()
        yield TooSmall()

    def _fit_at_once(self) -> None:
        """Have the classes of this size from the start.

        Textual gives them with the first resize, and then styles every widget a second time.
        """
        for steps, given in ((COLUMNS, self.app.size.width), (ROWS, self.app.size.height)):
            fits = max(step for step in steps if step[0] <= given)
            self.add_class(fits[1], update=False)

    def body(self) -> ComposeResult:
        """What stands between heading and footer."""
        yield from ()

    @property
    def heading(self) -> Heading:
        """The first line."""
        return self.query_one(Heading)

    @property
    def pane(self) -> Pane:
        """What somebody asked to see."""
        return self.query_one(Pane)

    @property
    def commands(self) -> tuple[Command, ...]:
        """What can be done here, those of every screen last."""
        return (*commands_on(self.where), *(c for c in COMMANDS if c.where == "app"))

    def can_leave_now(self) -> bool:
        """Whether Rolecall may quit at once; if not, the screen quits when it is ready."""
        return True

    @property
    def is_too_small(self) -> bool:
        """Whether one sentence covers everything: then nothing is done that cannot be seen."""
        size = self.app.size
        return size.width < MIN_COLUMNS or size.height < MIN_ROWS

    def action_help(self) -> None:
        """Show or hide the help."""
        self.pane.toggle(HELP, help_rows(self.commands, self.purpose, changed_keys(self.app)))

    def hid_pane(self) -> bool:
        """Hide the pane, if it was open: what escape does first."""
        was_open = bool(self.pane.topic)
        self.pane.hide()
        return was_open
