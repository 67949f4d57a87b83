"""What is missing or wrong on this machine, in two sentences at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTICES_SHOWN = 2


class Notices(Static):
    """The first sentences, and how many more there are; hidden where there are none."""

    def __init__(self) -> None:
        super().__init__(id="notices", markup=False)

    def show(self, sentences: Sequence[str]) -> None:
        """Show these."""
        left_out = len(sentences) - NOTICES_SHOWN
        more = (f"(and {left_out} more: rolecall doctor)",) if left_out > 0 else ()
        self.update(Content(" ".join((*sentences[:NOTICES_SHOWN], *more))))
        self.set_class(bool(sentences), "-shown")
