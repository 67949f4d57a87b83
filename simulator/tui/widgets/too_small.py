"""What stands on every screen when the window is too small for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

if TYPE_CHECKING:
    from textual import events

MIN_COLUMNS = 70
MIN_ROWS = 20


class TooSmall(Static):
    """Covers the screen with one sentence. The keys of the screen go on working."""

    def __init__(self) -> None:
        super().__init__(markup=False)

    def on_resize(self, _: events.Resize) -> None:
        """Say how large the window is."""
        size = self.app.size
        self.update(
            f"Rolecall needs at least {MIN_COLUMNS} x {MIN_ROWS}; this window has "
            f"{size.width} x {size.height}. Make it larger."
        )
