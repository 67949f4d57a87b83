"""Linear models on n-grams: how much a stretch of a message reads like what a criterion is about.

A message has no reliable sentences, so many stretches are read: windows of a few lengths that
overlap, and sentences where there is punctuation. A stretch's score is

    bias + 4 / sqrt(n) * sum of the weights of its n known grams

and its probability the logistic function of that. Trained by `training/train.py`, where the
factor 4 is chosen together with the regularisation.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING

from simulator.grading.language.grams import LONGEST_WORDS, Token, grams_by_place, tokens
from simulator.grading.language.trained import Weights, weights
from simulator.grading.transcript import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WINDOWS = ((10, 3), (18, 5), (30, 8))
"""Lengths of windows in words, and the step from one to the next."""
SHORTEST = 6
"""A sentence with fewer words is read together with its neighbours only."""
SCALE = 4.0
_UNKNOWN = -1
_SENTENCE_END = re.compile(r"[.!?]")
SHORTEST_QUOTE = 5
"""A quote has at least so many words, where there are so many."""
_TRIMMED_BY_WORDS = 100
"""A stretch of fewer words than twice this is trimmed word by word."""
_KEPT_SHARE = 0.9
"""Words at the edge of a quote are dropped while so much of its probability is left."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some neighbouring words, where they stand, and how probable a criterion is there."""

    span: Span
    probability: float


class TextScores:
    """A message as the models read it."""

    def __init__(self, text: str) -> None:
        """Reads every stretch of the text with every model."""
        import numpy as np

        self._tokens = tokens(text)
        self._bounds = stretches(text, self._tokens)
        self._grams = _known_grams([t.word for t in self._tokens])
        self._table = self._probabilities(self._bounds)
        self._starts = np.array([self._tokens[a].span.start for a, _ in self._bounds], dtype=int)
        self._ends = np.array([self._tokens[b - 1].span.end for _, b in self._bounds], dtype=int)

    def _probabilities(self, bounds: Iterable[tuple[int, int]]) -> NDArray[np.float64]:
        return _probabilities([_within(self._grams, a, b) for a, b in bounds])

    def best(self, criterion: str) -> Stretch | None:
        """The most probable stretch, the first among equals; None where there are no words."""
        column = self._table[:, _weights().criteria.index(criterion)]
        if not len(column):
            return None
        row = int(column.argmax())
        return self._trimmed(criterion, *self._bounds[row], float(column[row]))

    def near(self, criterion: str, span: Span) -> float:
        """How probable the most probable stretch is that touches a span; 0 if none does."""
        column = self._table[:, _weights().criteria.index(criterion)]
        touching = column[(self._starts < span.end) & (span.start < self._ends)]
        return float(touching.max()) if len(touching) else 0.0

    def _trimmed(self, criterion: str, start: int, end: int, probability: float) -> Stretch:
        """The stretch without the words at its edges on which nothing rests."""
        column = _weights().criteria.index(criterion)
        least = probability * _KEPT_SHARE
        while end - start > SHORTEST_QUOTE:
            # By single words, but by many at a time where nothing parts a text of thousands.
            step = max(1, (end - start) // _TRIMMED_BY_WORDS)
            shorter = [(start + step, end), (start, end - step)]
            table = self._probabilities(shorter)[:, column]
            best = int(table.argmax())
            if table[best] < max(least, probability - (1 - _KEPT_SHARE)):
                break
            start, end = shorter[best]
        span = Span(self._tokens[start].span.start, self._tokens[end - 1].span.end)
        return Stretch(span, probability)


@contextmanager
def other_weights(other: Weights) -> Iterator[None]:
    """Read with other weights than the shipped ones, to measure them. Not for threads."""
    _in_use.append(other)
    _forget()
    try:
        yield
    finally:
        _in_use.pop()
        _forget()


_in_use: list[Weights] = []


def _forget() -> None:
    score_text.cache_clear()
    _known.cache_clear()


def _weights() -> Weights:
    return _in_use[-1] if _in_use else weights()


@lru_cache(maxsize=16)
def score_text(text: str) -> TextScores:
    """The models' scores of a text; several checks ask for the same one."""
    return TextScores(text)


def stretches(text: str, words: Sequence[Token]) -> tuple[tuple[int, int], ...]:
    """The stretches of a text to read, as [start, end) in words, in order and each once."""
    found: set[tuple[int, int]] = set()
    for size, step in WINDOWS:
        found.update(windows(len(words), size, step))
    sentences = tuple(_sentences(text, words))
    found.update((a, b) for a, b in sentences if b - a >= min(SHORTEST, len(words)))
    found.update((a, d) for (a, _), (_, d) in pairwise(sentences))
    return tuple(sorted(found))


def windows(words: int, size: int, step: int) -> Iterator[tuple[int, int]]:
    """Windows of `size` words, the last of which ends with the text."""
    for start in range(0, max(words - size, 0) + step, step):
        if words:
            yield start, min(words, start + size)


def _sentences(text: str, words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    start = 0
    for at, (word, following) in enumerate(pairwise(words), 1):
        if _SENTENCE_END.search(text[word.span.end : following.span.start]):
            yield start, at
            start = at
    if words:
        yield start, len(words)


def probabilities(texts: Sequence[Sequence[str]]) -> NDArray[np.float64]:
    """The probability of every criterion in every text: shape (texts, criteria)."""
    return _probabilities([_within(_known_grams(words), 0, len(words)) for words in texts])


def _known_grams(words: Sequence[str]) -> list[list[int]]:
    """Which known gram begins at each word, for each kind of gram; `_UNKNOWN` where none does."""
    index = _known().index
    return [[index.get(g, _UNKNOWN) for g in grams] for grams in grams_by_place(words)]


def _within(known: Sequence[Sequence[int]], start: int, end: int) -> set[int]:
    """The known grams of the words from `start` to before `end`."""
    lasts = (max(start, end - longer) for longer in (*range(LONGEST_WORDS), 0))
    found = {gram for grams, last in zip(known, lasts, strict=True) for gram in grams[start:last]}
    found.discard(_UNKNOWN)
    return found


def _probabilities(texts: Sequence[Collection[int]]) -> NDArray[np.float64]:
    import numpy as np

    known = _known()
    rows = np.zeros((len(texts), len(known.biases)))
    for row, found in enumerate(texts):
        if found:
            # Whole thousandths: their sum is exact, in whatever order they are added.
            total = known.thousandths[list(found)].sum(axis=0)
            rows[row] = total * (SCALE / 1000 / sqrt(len(found)))
    answer: NDArray[np.float64] = np.round(1 / (1 + np.exp(-(rows + known.biases))), 6)
    return answer


@dataclass(frozen=True, slots=True)
class _Known:
    """The weights as numbers: `thousandths` has shape (grams, criteria)."""

    index: dict[str, int]
    thousandths: NDArray[np.int64]
    biases: NDArray[np.float64]


@lru_cache(maxsize=1)
def _known() -> _Known:
    import numpy as np

    trained = _weights()
    index = {gram: i for i, gram in enumerate(trained.grams)}
    thousandths = np.array(list(trained.grams.values()), dtype=np.int64)
    return _Known(index, thousandths, np.array(trained.biases_thousandths) / 1000)
