"""The command palette, for people who press enter twice."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from typing_extensions import override


class Palette(CommandPalette):
    """Textual's palette ends the app when a second choice arrives while it closes (8.2.8)."""

    _is_closing = False

    @override
    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close, once."""
        if self._is_closing:
            return AwaitComplete()
        self._is_closing = True
        return super().dismiss(result)
