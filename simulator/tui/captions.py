"""How much of a sound's words has been heard by now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.ports import Sound

_WORD_END = re.compile(r"\S+")


def words_heard(sound: Sound, at_seconds: float, from_seconds: float = 0.0) -> str:
    """The words begun by `at_seconds`, counted from the sound's beginning.

    The ends of a caption are exact; inside it each word begins where the share of its letters says.
    Captions before `from_seconds` are left out: the sound went on from there.
    """
    parts: list[str] = []
    for caption in sound.captions:
        if caption.start_seconds < from_seconds or caption.start_seconds > at_seconds:
            continue
        length = caption.end_seconds - caption.start_seconds
        share = 1.0 if length <= 0 else (at_seconds - caption.start_seconds) / length
        parts.append(_begun(caption.text, share))
    return " ".join(part for part in parts if part)


def _begun(text: str, share: float) -> str:
    if share >= 1.0:
        return text
    reached = share * len(text)
    ends = [word.end() for word in _WORD_END.finditer(text) if word.start() <= reached]
    return text[: ends[-1]] if ends else ""
