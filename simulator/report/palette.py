"""The colours of the page, light and dark, and what is written on what.

Text stands out from its ground by at least 4.5 to 1, and lines of pictures by 3 to 1; a test
computes both from the page itself.
"""

from __future__ import annotations

from typing import Final

LIGHT: Final = {
    "paper": "#faf8f3",
    "card": "#ffffff",
    "ink": "#161c23",
    "soft": "#525c68",
    "rule": "#dcd6c8",
    "line": "#7d8590",
    "accent": "#0b5a72",
    "accent-ground": "#e3f0f3",
    "good": "#24632c",
    "good-ground": "#e4f1e2",
    "warn": "#8a4a00",
    "warn-ground": "#fbeed9",
    "heat-1": "#f8e6cf",
    "heat-2": "#f2cfa4",
    "heat-3": "#e8b47c",
}
DARK: Final = {
    "paper": "#11171d",
    "card": "#18202a",
    "ink": "#e6ebf0",
    "soft": "#a9b4c0",
    "rule": "#2e3945",
    "line": "#77838f",
    "accent": "#7cc7de",
    "accent-ground": "#173441",
    "good": "#92cf91",
    "good-ground": "#1a3423",
    "warn": "#eeb36b",
    "warn-ground": "#3b2a14",
    "heat-1": "#33291d",
    "heat-2": "#4d381f",
    "heat-3": "#6b4a22",
}
WRITTEN: Final = (
    ("ink", "paper"), ("ink", "card"), ("soft", "paper"), ("soft", "card"), ("accent", "paper"),
    ("accent", "card"), ("ink", "accent-ground"), ("soft", "accent-ground"),
    ("accent", "accent-ground"), ("good", "card"), ("good", "good-ground"), ("ink", "good-ground"),
    ("warn", "card"), ("warn", "warn-ground"), ("ink", "heat-1"), ("ink", "heat-2"),
    ("ink", "heat-3"),
)  # fmt: skip
"""Text on its ground."""


def variables(colours: dict[str, str]) -> str:
    """The colours as CSS has them."""
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())
