"""What was done instead of what was best, and which signs were taken for which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from simulator.practice.cards import cue_card, title_of
from simulator.practice.sections import often
from simulator.practice.standing import Standing
from simulator.scenario.vocabulary import MADES

ORDER: Final = tuple(MADES)


@dataclass(frozen=True, slots=True)
class ConfusionTable:
    """Decisions counted: one row for each that was best, one column for each that was made.

    `counts` has a tuple for each row. A decision that is acceptable where another is best stands
    beside the diagonal too: it is allowed, and yet another one.
    """

    best: tuple[str, ...]
    made: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    @property
    def number(self) -> int:
        """How many decisions there are in all."""
        return sum(map(sum, self.counts))


@dataclass(frozen=True, slots=True)
class MixUp:
    """A sign that was taken for that of its near-miss twin, and how often."""

    heard: str
    taken_for: str
    times: int

    @property
    def in_words(self) -> str:
        """The mix-up in a sentence."""
        heard, other = (title_of(cue_card(cue), {}) for cue in (self.heard, self.taken_for))
        return f"“{heard}” was taken for “{other}” {often(self.times)}."


def confusion_table(standing: Standing) -> ConfusionTable:
    """Every decision of a rep; rows and columns without any are left out."""
    pairs = {tuple(pair.split(">", 1)): n for pair, n in standing.decided.items() if ">" in pair}
    best = tuple(sorted({row for row, _ in pairs}, key=_place))
    made = tuple(sorted({column for _, column in pairs}, key=_place))
    counts = tuple(tuple(pairs.get((row, column), 0) for column in made) for row in best)
    return ConfusionTable(best, made, counts)


def mix_ups(standing: Standing) -> tuple[MixUp, ...]:
    """Signs that were taken for one another, the most frequent first."""
    pairs = ((pair.split(">", 1), n) for pair, n in standing.mixed_up.items() if ">" in pair)
    found = (MixUp(heard, taken, times) for (heard, taken), times in pairs)
    return tuple(sorted(found, key=lambda one: (-one.times, one.heard, one.taken_for)))


def _place(made: str) -> tuple[int, str]:
    """The order of the vocabulary; keys that it does not name come last."""
    return (ORDER.index(made) if made in ORDER else len(ORDER)), made
