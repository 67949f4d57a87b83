"""How loud the microphone hears you: one bar."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from typing_extensions import override

EIGHTHS = " ▏▎▍▌▋▊▉"


class LevelMeter(Widget):
    """A bar as wide as there is room; `level` is 0 to 1."""

    ALLOW_SELECT = False
    level: reactive[float] = reactive(0.0)

    @override
    def render(self) -> Content:
        """The bar, in steps of an eighth of a character."""
        return bar(self.level, self.size.width)


def bar(level: float, width: int) -> Content:
    """A bar for a level of 0 to 1, and where it could reach."""
    eighths = round(max(0.0, min(1.0, level)) * width * 8)
    full, rest = divmod(eighths, 8)
    drawn = "█" * full + (EIGHTHS[rest] if rest else "")
    return Content.assemble((drawn, "$success"), ("·" * (width - len(drawn)), "$foreground 20%"))
