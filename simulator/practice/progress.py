"""Everything that a rep's progress consists of, in one value: for a screen, JSON, CSV, a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from simulator.practice.calibration import Calibration, calibration
from simulator.practice.cards import cue_card, title_of
from simulator.practice.confusion import ConfusionTable, MixUp, confusion_table, mix_ups
from simulator.practice.dates import instant, local_date
from simulator.practice.mastery import Mastery, masteries
from simulator.practice.memory import predicted_recall
from simulator.practice.next_call import Drawn, Situation, next_call
from simulator.practice.shelf import Shelved
from simulator.practice.standing import Standing
from simulator.practice.streak import Streak, streak
from simulator.practice.trends import MEASURES, Change, Point, changes, trend, week_in_words
from simulator.practice.way import Way

TRENDS: Final = (
    "passed",
    "right",
    "overall",
    "where",
    "what",
    "how",
    *MEASURES,
    "brier",
    "predicted",
    "recalled",
)
WEEKS: Final = 12


@dataclass(frozen=True, slots=True)
class CardProgress:
    """One card: how it stands to mastery, and what is known of it.

    `due` is a moment in the zone of the moment asked for, ISO 8601, and `recall` the predicted odds
    of knowing it now, 0 to 1; both are None before the first review.
    """

    card: str
    title: str
    mastery: Mastery
    reviews: int
    misses: int
    is_due: bool
    due: str | None
    recall: float | None


@dataclass(frozen=True, slots=True)
class Progress:
    """A rep's progress on a day.

    `calls` are whole ones; `drill_items` are the decisions and parts of messages in drills.
    `trends` are by a figure's name, the oldest week first; `days` are all dates of practice.
    """

    today: str
    calls: int
    drill_items: int
    way: Way
    cards: tuple[CardProgress, ...]
    trends: Mapping[str, tuple[Point, ...]]
    changes: tuple[Change, ...]
    week: tuple[str, ...]
    calibration: Calibration
    confusion: ConfusionTable
    mix_ups: tuple[MixUp, ...]
    streak: Streak
    days: tuple[str, ...]
    next_call: Drawn | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was practised yet, in calls or in drills."""
        return not self.calls and not self.drill_items


def progress_of(
    standing: Standing, shelf: Sequence[Shelved], way: Way, now: str, skills: Mapping[str, str]
) -> Progress:
    """The progress of a rep on a way; `now` is a moment with the zone, `skills` are titles.

    Shown are the cards that the curriculum names, and those that the rep has met besides.
    """
    today = local_date(now)
    every = _cards(standing, way)
    known = masteries(every, standing, shelf, way.curriculum.standard)
    return Progress(
        today,
        standing.calls,
        standing.drill_items,
        way,
        tuple(_card(card, known[card], standing, now, skills) for card in every),
        {name: trend(standing, name, today, WEEKS) for name in TRENDS},
        changes(standing, today, skills),
        week_in_words(standing, known, today, skills),
        calibration(standing),
        confusion_table(standing),
        mix_ups(standing),
        streak(standing.days, today),
        standing.days,
        next_call(Situation(standing, shelf, way.scope, skills), now, standing.calls),
    )


def _cards(standing: Standing, way: Way) -> tuple[str, ...]:
    stages = way.curriculum.stages
    cues = (cue_card(cue) for stage in stages for cue in stage.cues)
    return tuple(dict.fromkeys((*cues, *way.masteries, *sorted(standing.cards))))


def _card(
    card: str, mastery: Mastery, standing: Standing, now: str, skills: Mapping[str, str]
) -> CardProgress:
    title, known = title_of(card, skills), standing.cards.get(card)
    if known is None:
        return CardProgress(card, title, mastery, 0, 0, is_due=False, due=None, recall=None)
    at, memory = instant(now), known.memory
    return CardProgress(
        card,
        title,
        mastery,
        known.reviews,
        known.misses,
        memory.is_due(at),
        memory.due.astimezone(datetime.fromisoformat(now).tzinfo or UTC).isoformat(),
        predicted_recall(memory, at),
    )
