"""Texts that nobody of us wrote, as they can be shown: their control characters would be obeyed."""

from __future__ import annotations

from textual.content import Content

from simulator.scenario.control import CONTROL, without_control_characters


def harmless(text: Content) -> Content:
    """The same text and style; every control character is the mark for one that cannot be shown."""
    if CONTROL.search(text.plain) is None:
        return text
    return Content(without_control_characters(text.plain), list(text.spans))
