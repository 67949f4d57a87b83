"""Sentences of a text, where it has punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.grading.transcript import Span

_SENTENCE = re.compile(r"\S.*?(?:[.!?]+[\"”']?(?=\s|$)|$)", re.DOTALL)


def sentences(text: str) -> Iterator[Span]:
    """Where the sentences of a text stand, without the white space around them."""
    for match in _SENTENCE.finditer(text):
        yield Span(match.start(), match.start() + len(match[0].rstrip()))
