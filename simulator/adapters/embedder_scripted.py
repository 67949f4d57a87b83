"""An embedder that knows words, not meanings: for demonstrations, and for tests without a model."""

from __future__ import annotations

import hashlib
import math
import re
import threading
from collections.abc import Mapping, Sequence
from typing import Final

DIMENSIONS: Final = 384
DECIMALS: Final = 6
_EVERY_TEXT: Final = ""
"""Stands in every text, as a beginning does for a model: without words there is a vector too."""
_WORD: Final = re.compile(r"\w+")


class ScriptedEmbedder:
    """The Embedder port: texts are alike as far as they share words.

    `meanings` replaces a text by another before it is read, so that a paraphrase can be near.
    """

    def __init__(self, meanings: Mapping[str, str] | None = None) -> None:
        self._meanings = dict(meanings or {})

    @property
    def sha256(self) -> str:
        """The hash of what is scripted."""
        script = repr(sorted(self._meanings.items()))
        return hashlib.sha256(script.encode("utf-8", "replace")).hexdigest()

    def warm(self) -> None:
        """Nothing to load."""

    def embed(self, texts: Sequence[str], stop: threading.Event) -> tuple[tuple[float, ...], ...]:
        """A unit vector for each text, in their order; an empty tuple if it is stopped."""
        vectors = []
        for text in texts:
            if stop.is_set():
                return ()
            vectors.append(_vector(self._meanings.get(text, text)))
        return tuple(vectors)


def _vector(text: str) -> tuple[float, ...]:
    """Counts of words, each at a place that follows from its letters."""
    counts = [0.0] * DIMENSIONS
    for word in [_EVERY_TEXT, *_WORD.findall(text.lower())]:
        digest = hashlib.sha256(word.encode("utf-8", "replace")).digest()
        counts[int.from_bytes(digest[:4], "big") % DIMENSIONS] += 1
    length = math.hypot(*counts)
    return tuple(round(count / length, DECIMALS) for count in counts)
