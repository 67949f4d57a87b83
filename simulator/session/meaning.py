"""Sentence embeddings as the graders take them, given up for good where they do not work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Event as Signal
from typing import TypeVar

from simulator.grading.check import Embed
from simulator.ports import Embedder, PortError

T = TypeVar("T")


class _Failed(Exception):
    """The embedder's PortError, told apart from those of what is graded."""


class Meaning:
    """The embedder of a desk. Once it has failed, every call is graded without it."""

    def __init__(self, embedder: Embedder | None) -> None:
        self._embedder = embedder
        self._untold: str | None = None

    def trouble_to_tell(self) -> str | None:
        """Why it has failed, as a sentence, once; None where it has not, or that has been told."""
        untold, self._untold = self._untold, None
        return untold

    def graded(self, grade: Callable[[Embed | None], T]) -> T:
        """Grade with embeddings, or once more without them where they fail."""
        embedder = self._embedder
        if embedder is None:
            return grade(None)

        def embed(texts: Sequence[str]) -> Sequence[Sequence[float]]:
            try:
                return embedder.embed(texts, Signal())
            except PortError as error:
                raise _Failed(str(error)) from error

        try:
            return grade(embed)
        except _Failed as error:
            # One that hangs costs half a minute: not with every call.
            self._embedder, self._untold = None, str(error)
            return grade(None)
