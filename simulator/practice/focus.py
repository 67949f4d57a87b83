"""Which card the next call is for, and why.

In this order:

1. a new cue is taught in a block, call after call, until it is right three times in a row;
2. what was missed and is due again, then what else is due;
3. the next new cue, or the one whose block was left for other calls;
4. what is due and mastered: it can wait until all cues have been taught, and is met on the way;
5. what still lacks evidence for mastery;
6. skills that are due, which are met on the way otherwise;
7. what has been asked three times today, and is due all the same: a night helps more than a fourth
   time, and it must not keep everything else waiting;
8. whatever is due next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from simulator.practice.cards import cue_card, skill_card
from simulator.practice.dates import instant, local_date
from simulator.practice.mastery import DEFAULT_STANDARD, Mastery, Standard, masteries
from simulator.practice.shelf import Shelved
from simulator.practice.standing import CardStanding, Standing
from simulator.scenario.cues import CUES

Purpose = Literal["block", "missed", "due", "new", "standard", "ahead"]


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be practised: cues in the order in which they are taught, and skills, by their ids.

    A curriculum's stage is a scope; without one, everything is.
    """

    cues: tuple[str, ...] = tuple(CUES)
    skills: tuple[str, ...] = ()
    standard: Standard = DEFAULT_STANDARD

    @property
    def cards(self) -> tuple[str, ...]:
        """All cards, cues first."""
        return (*map(cue_card, self.cues), *map(skill_card, self.skills))


EVERYTHING: Final = Scope()
MOST_A_DAY: Final = 3
"""So often a card is asked on a day before others that are due."""


@dataclass(frozen=True, slots=True)
class Focus:
    """A card, and what a call is for that reviews it."""

    card: str
    purpose: Purpose


def focuses(
    standing: Standing, shelf: Sequence[Shelved], scope: Scope, now: str
) -> Iterator[Focus]:
    """The cards that the next call may be for, the most urgent first, each once.

    `now` is a moment with the zone. A cue that no scenario carries is left out.
    """
    seen, today = set[str](), local_date(now)
    there = {cue for one in shelf for cue in one.cues}
    cues = [cue_card(cue) for cue in scope.cues if cue in there]
    known = {card: standing.cards[card] for card in cues if card in standing.cards}
    introduced = {card: state for card, state in known.items() if state.is_introduced}
    fresh = [card for card in cues if card not in introduced]
    known_mastery = masteries(introduced, standing, shelf, scope.standard)
    due = tuple(_due(introduced, now))
    tired = {one.card for one in due if _is_tired(introduced[one.card], today)}
    rested = [one for one in due if one.card not in tired]
    settled = [one for one in rested if _can_wait(one, known_mastery)]
    lacking = {card: one for card, one in known_mastery.items() if card not in tired}
    found = (
        *_block(fresh, standing),
        *(one for one in rested if one not in settled),
        *(Focus(card, "block" if card in known else "new") for card in fresh[:1]),
        *settled,
        *_for_the_standard(lacking, shelf, today),
        *_skills(standing, shelf, scope, now),
        *due,
        *_ahead(introduced),
    )
    for focus in found:
        if focus.card not in seen:
            seen.add(focus.card)
            yield focus


def due_skills(standing: Standing, scope: Scope, now: str) -> tuple[str, ...]:
    """The skill cards that are due: those that were missed first, then the longest due."""
    at = instant(now)
    cards = (skill_card(skill) for skill in scope.skills)
    due = [c for c in cards if c in standing.cards and standing.cards[c].memory.is_due(at)]
    return tuple(sorted(due, key=lambda card: _urgency(standing.cards[card])))


def _block(fresh: Sequence[str], standing: Standing) -> Iterator[Focus]:
    """The block that is under way: its cue was heard in the call before."""
    if fresh and fresh[0] in standing.last_cards:
        yield Focus(fresh[0], "block")


def _due(introduced: Mapping[str, CardStanding], now: str) -> Iterator[Focus]:
    at = instant(now)
    due = [card for card, state in introduced.items() if state.memory.is_due(at)]
    for card in sorted(due, key=lambda card: _urgency(introduced[card])):
        yield Focus(card, "missed" if introduced[card].last == "again" else "due")


def _skills(
    standing: Standing, shelf: Sequence[Shelved], scope: Scope, now: str
) -> Iterator[Focus]:
    if any(one.takes_message for one in shelf):
        for card in due_skills(standing, scope, now):
            yield Focus(card, "missed" if standing.cards[card].last == "again" else "due")


def _can_wait(focus: Focus, known: Mapping[str, Mastery]) -> bool:
    return focus.purpose == "due" and known[focus.card].is_mastered


def _is_tired(state: CardStanding, today: str) -> bool:
    return state.last_on == today and state.reviews_that_day >= MOST_A_DAY


def _for_the_standard(
    known: Mapping[str, Mastery], shelf: Sequence[Shelved], today: str
) -> Iterator[Focus]:
    """Those of which a clean call today would be evidence that is still lacking."""
    for card, mastery in known.items():
        if any(mastery.would_gain(one.type, today) for one in shelf if one.trains(card)):
            yield Focus(card, "standard")


def _ahead(introduced: Mapping[str, CardStanding]) -> Iterator[Focus]:
    for card in sorted(introduced, key=lambda card: introduced[card].memory.due):
        yield Focus(card, "ahead")


def _urgency(state: CardStanding) -> tuple[bool, object]:
    return state.last != "again", state.memory.due
