"""What all pictures of the page share: the frame that names them, and figures at an axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from simulator.report.markup import Markup, tag

WIDTH: Final = 360
"""As wide as a phone shows it at its own size, so that letters can be read there."""
MOST_TICKS: Final = 5
STEPS: Final = (1.0, 2.0, 5.0, 10.0)
LETTER_WIDTH: Final = 6.9


def picture(id_: str, title: str, says: str, size: tuple[float, float], *inside: Markup) -> Markup:
    """A picture with its name and with what it shows in words, for those who cannot see it."""
    return tag(
        "svg",
        tag("title", title, id=f"{id_}-title"),
        tag("desc", says, id=f"{id_}-desc"),
        *inside,
        viewbox=f"0 0 {size[0]:g} {size[1]:g}",
        role="img",
        aria_labelledby=f"{id_}-title {id_}-desc",
    )


def label(text: str, x: float, y: float, anchor: str = "start", class_: str = "") -> Markup:
    """A few words; `y` is that of their base line."""
    return tag("text", text, x=x, y=y, text_anchor=anchor, class_=class_ or None)


def shortened(text: str, width: float) -> str:
    """A text that is about so wide, in the units of a picture; the end of a longer one is cut."""
    most = max(1, int(width / LETTER_WIDTH))
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def ticks(values: Sequence[float]) -> list[float]:
    """Round figures from below the least value to above the greatest, at even distances."""
    low, high = min(values), max(values)
    span = max(high - low, abs(high) / 10, 0.1)
    size = 10.0 ** math.floor(math.log10(span / (MOST_TICKS - 1)))
    step = next(size * s for s in STEPS if span / (size * s) <= MOST_TICKS - 1)
    first, last = math.floor(low / step), math.ceil(high / step)
    last = max(last, first + 1)
    return [round(step * number, 6) for number in range(first, last + 1)]
