"""From one standing to the next: what the evidence of further calls changes.

The figures of a week, by name: `right` (decisions; a guess is none, nor is one that came too late,
which is in no confusion table) and each card by its name, 0 or 1 a review; of
whole calls, `passed`, `where`, `what`, `how` and `overall` (0 to 100), the measures of evidence in
their units, and `brier` (the squared distance of a rep's own answer from the grade, 0 to 1).
`predicted` are the odds that FSRS gave for knowing a cue, where it was met a day or more before,
and `recalled` whether it was known: as far as the two lie apart, the schedule cannot be believed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from simulator.practice.cards import CUE, is_cue
from simulator.practice.dates import instant, week_of
from simulator.practice.evidence import NOTHING, Evidence
from simulator.practice.standing import (
    NEW_REP,
    RECENT,
    Share,
    Standing,
    played_again,
)
from simulator.practice.tally import Tally

PERCENT: Final = 100


def standing_after(calls: Iterable[Evidence], since: Standing = NEW_REP) -> Standing:
    """The standing after further calls, in the order in which they were made.

    Raises:
        ValueError: a call's moment is no moment.
    """
    following = _Following(since)
    for evidence in calls:
        following.take(evidence)
    return following.standing()


class _Following:
    """A standing that is being changed, so that thousands of calls need no copies."""

    def __init__(self, since: Standing) -> None:
        self._since = since
        self._calls, self._drill_items = since.calls, since.drill_items
        self._tallies: dict[str, Tally] = {}
        self._played = dict(since.played)
        self._recent, self._last_cards = since.recent, since.last_cards
        self._weeks = {week: dict(figures) for week, figures in since.weeks.items()}
        self._days = set(since.days)
        self._beliefs = dict(since.beliefs)
        self._decided, self._mixed_up = dict(since.decided), dict(since.mixed_up)

    def standing(self) -> Standing:
        """What has become of it."""
        return Standing(
            calls=self._calls,
            drill_items=self._drill_items,
            cards={
                **self._since.cards,
                **{card: tally.standing() for card, tally in self._tallies.items()},
            },
            played=self._played,
            recent=self._recent,
            last_cards=self._last_cards,
            weeks=self._weeks,
            days=tuple(sorted(self._days)),
            beliefs=self._beliefs,
            decided=self._decided,
            mixed_up=self._mixed_up,
        )

    def take(self, evidence: Evidence) -> None:
        """Follow one call."""
        if evidence.is_whole_call:
            self._calls += 1
        else:
            self._drill_items += 1
        self._days.add(evidence.date)
        self._play(evidence)
        at = instant(evidence.finished_at)
        week = self._weeks.setdefault(week_of(evidence.date), {})
        for card, rating in evidence.ratings.items():
            tally, was_right = self._tally(card), float(rating != "again")
            predicted = tally.remembering.predicted(at)
            if predicted is not None and is_cue(card):
                _add(week, "predicted", predicted)
                _add(week, "recalled", was_right)
            tally.review(card, evidence, at)
            _add(week, card, was_right)
        self._count(evidence)
        _add_figures(week, evidence)

    def _tally(self, card: str) -> Tally:
        if card not in self._tallies:
            known = self._since.cards.get(card)
            self._tallies[card] = Tally() if known is None else Tally.since(known)
        return self._tallies[card]

    def _play(self, evidence: Evidence) -> None:
        before = self._played.get(evidence.scenario)
        self._played[evidence.scenario] = played_again(before, evidence.variant)
        self._recent = (*self._recent, evidence.scenario)[-RECENT:]
        self._last_cards = tuple(evidence.ratings)

    def _count(self, evidence: Evidence) -> None:
        for one in evidence.decided:
            if one.made == NOTHING:  # nothing was taken for anything else
                continue
            pair = f"{one.best}>{one.made}"
            self._decided[pair] = self._decided.get(pair, 0) + 1
        for card, other in evidence.mistaken_for.items():
            pair = f"{card.removeprefix(CUE)}>{other}"
            self._mixed_up[pair] = self._mixed_up.get(pair, 0) + 1
        graded, percent = evidence.would_call_back, evidence.self_percent
        if percent is not None and graded in {"yes", "no"}:
            total, number = self._beliefs.get(percent, (0.0, 0))
            self._beliefs[percent] = (total + (graded == "yes"), number + 1)


def _add_figures(week: dict[str, Share], evidence: Evidence) -> None:
    for one in evidence.decided:
        _add(week, "right", float(one.is_right))
    if not evidence.is_whole_call:
        return
    _add(week, "passed", float(evidence.passed))
    for name, figure in (*evidence.scores.items(), *evidence.measures.items()):
        _add(week, name, figure)
    graded, percent = evidence.would_call_back, evidence.self_percent
    if percent is not None and graded in {"yes", "no"}:
        _add(week, "brier", (percent / PERCENT - (graded == "yes")) ** 2)


def _add(figures: dict[str, Share], name: str, figure: float) -> None:
    total, number = figures.get(name, (0.0, 0))
    figures[name] = (total + figure, number + 1)
