"""A share as a bar: as much of twenty blocks as was right."""

from __future__ import annotations

from typing import Final

from textual.content import Content

BAR_WIDTH: Final = 20


def share_bar(share: float, width: int = BAR_WIDTH) -> Content:
    """A bar for a share of 0 to 1. Only nothing is empty, and only everything is full."""
    full = round(max(0.0, min(1.0, share)) * width)
    if 0 < share < 1:
        full = max(1, min(width - 1, full))
    return Content.assemble(("█" * full, "$accent"), ("░" * (width - full), "$foreground 20%"))
