"""How far a run is: a bar, and a few words behind it."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from simulator.tui.widgets.share_bar import share_bar

WIDTH = 30


class RunBar(Static):
    """One line."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, done: int, number: int, words: str = "") -> None:
        """So many of so many are done."""
        share = done / number if number else 1.0
        told = f"  {done} of {number} done{f', {words}' if words else ''}"
        self.update(Content.assemble(share_bar(share, WIDTH), (told, "$text-muted")))
