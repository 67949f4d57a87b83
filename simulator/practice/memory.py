"""How long a rep can be expected to remember a card, by the FSRS algorithm.

It is a model of forgetting with two figures a card, stability and difficulty, after Ye, Su and Cao
(2022, "A stochastic shortest path algorithm for optimizing spaced repetition scheduling"); the
library `fsrs` holds it, with weights fitted to hundreds of millions of reviews of flash cards. Ours
are no flash cards, so the weights are a beginning: `benchmarks/learners.py` measures how well they
fit those who forget in another way.

Fuzzing is off: the same reviews lead to the same days, always. A clock that was put back makes no
harm: a review that seems to come before the last one counts as made on the same day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Final

from simulator.practice.cards import Rating

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

RETENTION: Final = 0.9
"""A card is due when the odds of knowing it have sunk to this: the usual choice of the field."""
LONGEST_DAYS: Final = 60
"""No card stays away for longer: a sign that is met on the phone every week should stay fresh."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of one card. `stability` in days, `difficulty` 1 to 10; moments in UTC.

    `state` and `step` are those of `fsrs`: learning 1, in review 2, learning anew 3.
    """

    stability: float
    difficulty: float
    state: int
    step: int | None
    due: datetime
    last_review: datetime

    def is_due(self, now: datetime) -> bool:
        """Whether it is to be asked; also where the last review lies in the future.

        That is a clock that was put back since, and it must not hide a card for years.
        """
        return self.due <= now or self.last_review > now


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(
        desired_retention=RETENTION, maximum_interval=LONGEST_DAYS, enable_fuzzing=False
    )


class Remembering:
    """A card that is being reviewed, again and again; `memory` is what it has come to."""

    def __init__(self, since: Memory | None = None) -> None:
        self._card = None if since is None else _card(since)

    def review(self, rating: Rating, at: datetime) -> None:
        """Take one review, at a moment in UTC."""
        from fsrs import Card, Rating

        card = self._card or Card(card_id=0, due=at)
        if card.last_review is not None and card.last_review > at:
            card.last_review = at
        self._card, _ = _scheduler().review_card(card, Rating[rating.capitalize()], at)

    def predicted(self, at: datetime) -> float | None:
        """The odds of knowing it then; None on the day of its last review, and without one.

        On the same day nothing is predicted: it was just told.
        """
        card = self._card
        if card is None or card.last_review is None or (at - card.last_review).days < 1:
            return None
        return _scheduler().get_card_retrievability(card, at)

    @property
    def memory(self) -> Memory:
        """What is remembered by now.

        Raises:
            ValueError: there was no review.
        """
        card = self._card
        if card is None or card.stability is None or card.difficulty is None:
            raise ValueError("a card without a review is not remembered")
        last = card.last_review or card.due
        return Memory(card.stability, card.difficulty, int(card.state), card.step, card.due, last)


def predicted_recall(memory: Memory, now: datetime) -> float:
    """The odds of knowing the card now, 0 to 1, in steps of whole days since its last review."""
    return _scheduler().get_card_retrievability(_card(memory), now)


def _card(memory: Memory) -> Card:
    from fsrs import Card, State

    return Card(
        card_id=0,
        state=State(memory.state),
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        last_review=memory.last_review,
    )
