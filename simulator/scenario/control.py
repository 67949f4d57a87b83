"""Control characters: they move a terminal's cursor, clear it, or turn letters' order round."""

from __future__ import annotations

import re

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""All of Unicode's control characters (C0, delete, C1) but the tab and the end of a line.

And those that make what follows run the other way, in which a text can be hidden.
"""
REPLACEMENT = "\ufffd"
"""Unicode's mark for a character that cannot be shown."""


def without_control_characters(text: str) -> str:
    """The text as it can be shown anywhere; the length stays, so that positions in it do, too."""
    return CONTROL.sub(REPLACEMENT, text)


def refuse_control_characters(text: str) -> str:
    """The text itself.

    Raises:
        ValueError: it contains a control character; the message is a sentence's second half.
    """
    found = CONTROL.search(text)
    if found:
        raise ValueError(
            f"contains the control character U+{ord(found[0]):04X}, which would disturb the "
            "terminal; take it out"
        )
    return text


def refuse_more_than_a_line(text: str) -> str:
    """The text itself.

    Raises:
        ValueError: it contains the end of a line, a tab or another control character.
    """
    if "\n" in text or "\t" in text:
        raise ValueError("must stand on one line, without tabs")
    return refuse_control_characters(text)
