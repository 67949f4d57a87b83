"""How much two colours stand out from one another, as WCAG 2.2 reckons it."""

from __future__ import annotations

import re


def luminance(red: float, green: float, blue: float) -> float:
    """The relative luminance of a colour, its parts 0 to 1."""
    parts = (
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in (red, green, blue)
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21; each is `#rrggbb`, or as browsers write it."""
    low, high = sorted(luminance(*_parts(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def _parts(colour: str) -> tuple[float, float, float]:
    if colour.startswith("#"):
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    else:
        red, green, blue = (int(part) for part in re.findall(r"\d+", colour)[:3])
    return red / 255, green / 255, blue / 255
