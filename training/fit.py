"""Fit the linear models: logistic regression on n-grams, one for each criterion.

The same features as in `simulator.grading.language.linear`: the known grams of a stretch, each
once, scaled by 4 / sqrt(their number). The problem is strictly convex, so it has one solution; it
is solved far below the precision to which weights are rounded, so that training again gives the
same file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from simulator.grading.language.grams import grams
from simulator.grading.language.linear import SCALE
from training.corpus import CRITERIA

MIN_COUNT = 2
"""A gram that stands in fewer texts says nothing about others."""
STRENGTH = 4.0
"""The inverse of the L2 penalty. 1, 2, 4, 6, 20 were tried on left-out message files: 4 is best."""
STEPS_PER_UNIT = 100
"""Weights are kept in hundredths."""
OTHERS_WEIGHT = 0.5
"""What a text of another criterion counts beside one that was written for this one."""


BIAS_SHIFT = {"rambling": -1.2}
"""Added to a model's bias, as a logit. Rambling alone fires best far above one half: its stretches
are long, so that a message has many that are nearly alike (.8 on left-out message files)."""


@dataclass(frozen=True, slots=True)
class Example:
    """A stretch of text and what it is: for each criterion yes, no, or unknown where it is absent.

    `written_for` is the criterion that it was written for, "" for none.
    """

    words: tuple[str, ...]
    labels: Mapping[str, bool]
    written_for: str = ""
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` has shape (grams, criteria); both it and `biases` are in steps of a hundredth."""

    grams: tuple[str, ...]
    weights: NDArray[np.int64]
    biases: NDArray[np.int64]

    def logits(self, texts: Sequence[Sequence[str]]) -> NDArray[np.float64]:
        """The logit of every criterion for every text: shape (texts, criteria)."""
        matrix = features(texts, {g: i for i, g in enumerate(self.grams)})
        answer: NDArray[np.float64] = (matrix @ self.weights + self.biases) / STEPS_PER_UNIT
        return answer


def fit(examples: Sequence[Example], vocabulary_of: Iterable[Sequence[str]]) -> Model:
    """Train on examples; only grams that occur often enough in `vocabulary_of` are known."""
    counts = Counter(g for words in vocabulary_of for g in set(grams(words)))
    known = tuple(sorted(g for g, n in counts.items() if n >= MIN_COUNT))
    matrix = features([e.words for e in examples], {g: i for i, g in enumerate(known)})
    columns, biases = [], []
    for criterion in CRITERIA:
        weights, bias = _fit_one(examples, matrix, criterion)
        columns.append(weights)
        biases.append(bias)
    steps = np.rint(np.array(columns).T * STEPS_PER_UNIT).astype(np.int64)
    return Model(known, steps, np.rint(np.array(biases) * STEPS_PER_UNIT).astype(np.int64))


def features(texts: Sequence[Sequence[str]], index: Mapping[str, int]) -> csr_matrix:
    """The scaled grams of texts as a sparse matrix: shape (texts, grams)."""
    rows, columns, values = [], [], []
    for row, words in enumerate(texts):
        at = {index[g] for g in grams(words) if g in index}
        rows += [row] * len(at)
        columns += sorted(at)
        values += [SCALE / sqrt(max(1, len(at)))] * len(at)
    return csr_matrix((values, (rows, columns)), shape=(len(texts), len(index)))


def _fit_one(
    examples: Sequence[Example], matrix: csr_matrix, criterion: str
) -> tuple[NDArray[np.float64], float]:
    known = [i for i, e in enumerate(examples) if criterion in e.labels]
    labels = np.array([examples[i].labels[criterion] for i in known])
    counts = np.array([_counts(examples[i], criterion) for i in known])
    model = LogisticRegression(C=STRENGTH, solver="newton-cg", tol=1e-9, max_iter=1000)
    model.fit(matrix[known], labels, sample_weight=counts)
    return model.coef_[0], float(model.intercept_[0]) + BIAS_SHIFT.get(criterion, 0.0)


def _counts(example: Example, criterion: str) -> float:
    if example.is_cut or example.written_for == criterion:
        return 1.0
    return OTHERS_WEIGHT
