"""The first line of every screen: what it is about, and how things stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.tui.harmless import harmless

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Heading(Horizontal):
    """A title on the left and a few words on the right, above a line."""

    def __init__(self, left: str | Content = "", right: str | Content = "") -> None:
        super().__init__()
        self._left = left
        self._right = right

    @override
    def compose(self) -> ComposeResult:
        yield Static(self._left, classes="heading-left", markup=False)
        yield Static(self._right, classes="heading-right", markup=False)

    def show(
        self, *, left: str | Content | None = None, right: str | Content | None = None
    ) -> None:
        """Change either side; what is the same already is left alone."""
        if left is not None and left != self._left:
            self._write(".heading-left", self._left, left)
            self._left = left
        if right is not None and right != self._right:
            self._write(".heading-right", self._right, right)
            self._right = right

    def _write(self, where: str, before: str | Content, text: str | Content) -> None:
        text = harmless(Content(text) if isinstance(text, str) else text)
        # A clock keeps its width: nothing needs to be laid out anew each second.
        self.query_one(where, Static).update(text, layout=len(before) != len(text))
