"""The looks of Rolecall: a dark one, a light one, one with high contrast, and an amber one.

Text stands out from its background by at least 4.5 to 1 in all of them, and by 7 to 1 in the one
with high contrast; a test computes it for every pair of colours in the stylesheets.
"""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

_READABLE: Final = {"text-disabled": "auto 65%"}
"""Textual's own 38 % is too faint: it writes what may be typed into an empty line with it."""

DARK: Final = Theme(
    name="rolecall",
    primary="#5fa8d3",
    secondary="#8d99ae",
    accent="#62b6cb",
    success="#7fb77e",
    warning="#e0a458",
    error="#e5646c",
    foreground="#d9e0e6",
    background="#12181e",
    surface="#182028",
    panel="#202b35",
    dark=True,
    variables=_READABLE,
)
LIGHT: Final = Theme(
    name="rolecall-light",
    primary="#1f5f8b",
    secondary="#4f5d73",
    accent="#0b6478",
    success="#25632a",
    warning="#8a5200",
    error="#ad2530",
    foreground="#141b22",
    background="#fbfaf7",
    surface="#f2f0ea",
    panel="#e6e3da",
    dark=False,
    variables=_READABLE,
)
CONTRAST: Final = Theme(
    name="rolecall-contrast",
    primary="#8fd3ff",
    secondary="#e0e0e0",
    accent="#5ee6ff",
    success="#7dff8a",
    warning="#ffd24a",
    error="#ff9a9a",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#141414",
    dark=True,
    variables={"text-muted": "auto 80%", "text-disabled": "auto 70%", "border": "#ffffff"},
)
AMBER: Final = Theme(
    name="rolecall-amber",
    primary="#e8a33d",
    secondary="#b08a55",
    accent="#ffb84d",
    success="#b8c25a",
    warning="#ffd08a",
    error="#ff8a66",
    foreground="#f2d7a8",
    background="#16110a",
    surface="#1f180e",
    panel="#2a2114",
    dark=True,
    variables=_READABLE,
)

THEMES: Final = (DARK, LIGHT, CONTRAST, AMBER)
"""In the order in which one key goes through them."""

LOOKS: Final = {
    DARK.name: "dark",
    LIGHT.name: "light",
    CONTRAST.name: "high contrast",
    AMBER.name: "amber",
}
"""What each is called when it is told to the rep."""


def look_after(name: str) -> str:
    """The name of the theme that follows; after a foreign one, the first of ours."""
    names = [theme.name for theme in THEMES]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
