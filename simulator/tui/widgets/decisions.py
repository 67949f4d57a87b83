"""What can be decided about a greeting, one to a line, by key or by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from typing_extensions import override

from simulator.practice.quick_keys import LABELS
from simulator.tui.commands import commands_on
from simulator.tui.keys import changed_keys, in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from simulator.scenario.model import Made

MOST = 7
OTHER_KEYS = "1-9 * #   press that key"


class Decision(Static):
    """One line."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._made: Made = ""

    def on_click(self, event: events.Click) -> None:
        """Decide."""
        event.stop()
        if self._made:
            self.post_message(Decisions.Clicked(self._made))

    def show(self, made: Made, key: str) -> None:
        """A decision, and its key; without one the line is empty."""
        self._made = made
        self.display = bool(made)
        if made:
            self.update(Content.assemble((f"{key:<7}", "$accent bold"), f"   {LABELS[made]}"))


class Decisions(Vertical):
    """All of them."""

    class Clicked(Message):
        """Somebody decided with the mouse."""

        def __init__(self, made: Made) -> None:
            super().__init__()
            self.made = made

    @override
    def compose(self) -> ComposeResult:
        for _ in range(MOST):
            yield Decision()
        yield Static(Content.styled(OTHER_KEYS, "$foreground 75%"), markup=False)

    def show(self, made: Sequence[Made]) -> None:
        """Offer these."""
        keys = changed_keys(self.app)
        commands = {command.name: in_words(command, keys) for command in commands_on("quick")}
        lines = list(self.query(Decision))
        for at, line in enumerate(lines):
            one = made[at] if at < len(made) else ""
            line.show(one, commands.get(one, ""))
