"""Cut a greeting into the segments in which it is spoken.

Segments end at sentence ends and at both ends of the cue. Each is synthesised by itself and then
joined, so that the moment at which a segment ends is exact: that is how captions are timed and how
we know when the deciding words could have been heard.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text spoken in one breath; `is_cue` marks the deciding words."""

    text: str
    is_cue: bool = False


@dataclass(frozen=True, slots=True)
class Speech:
    """Something to say: the text, who says it (a voice id) and the cue inside, if any."""

    text: str
    voice: str
    cue: str | None = None

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The text in order, cut; joining the texts with one space gives its words back."""
        span = find_cue(self.text, self.cue) if self.cue else None
        if span is None:
            return tuple(Segment(s) for s in _sentences(self.text))
        start, end = span
        while end < len(self.text) and self.text[end] in ",.;:!?…\"'”’)":
            end += 1
        return (
            *(Segment(s) for s in _sentences(self.text[:start])),
            Segment(" ".join(self.text[start:end].split()), is_cue=True),
            *(Segment(s) for s in _sentences(self.text[end:])),
        )


def find_cue(greeting: str, cue: str) -> tuple[int, int] | None:
    """Where the cue stands in the greeting, whatever its case and spacing, or None."""
    pattern = r"\s+".join(re.escape(word) for word in cue.split())
    found = re.search(rf"(?<!\w){pattern}(?!\w)", greeting, re.IGNORECASE)
    return found.span() if found else None


def _sentences(text: str) -> list[str]:
    pieces = (" ".join(p.split()) for p in SENTENCE_END.split(text.strip()))
    return [p for p in pieces if re.search(r"\w", p)]
