"""How often a verdict and a label agree, with intervals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from math import sqrt
from random import Random

Pair = tuple[bool, bool]
"""The label, and the verdict."""
Z_95 = 1.96
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Agreement:
    """True and false positives and negatives of one criterion, and the F1's interval (95 %)."""

    true_positives: int
    false_positives: int
    false_negatives: int
    true_negatives: int
    f1: float
    f1_low: float
    f1_high: float

    @property
    def positives(self) -> int:
        """How many were labelled yes."""
        return self.true_positives + self.false_negatives

    @property
    def negatives(self) -> int:
        """How many were labelled no."""
        return self.false_positives + self.true_negatives

    def as_json(self) -> dict[str, float]:
        """The fields as JSON."""
        return asdict(self)


def agreement(pairs: Sequence[Pair]) -> Agreement:
    """Count, and estimate the interval of F1 by resampling (percentile bootstrap, seeded)."""
    chance = Random(0)
    resampled = sorted(
        f1([pairs[int(chance.random() * len(pairs))] for _ in pairs]) for _ in range(RESAMPLES)
    )
    return Agreement(
        pairs.count((True, True)),
        pairs.count((False, True)),
        pairs.count((True, False)),
        pairs.count((False, False)),
        round(f1(pairs), 3),
        round(resampled[int(0.025 * RESAMPLES)], 3),
        round(resampled[int(0.975 * RESAMPLES) - 1], 3),
    )


def f1(pairs: Iterable[Pair]) -> float:
    """The harmonic mean of precision and recall; 1 where nothing is to be found and nothing is."""
    pairs = list(pairs)
    hits = pairs.count((True, True))
    wrong = pairs.count((False, True)) + pairs.count((True, False))
    return 2 * hits / (2 * hits + wrong) if hits + wrong else 1.0


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927), from 0 to 1."""
    if not of:
        return 0.0, 1.0
    share, z2 = hits / of, Z_95**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z_95 * sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return max(0.0, middle - half), min(1.0, middle + half)
