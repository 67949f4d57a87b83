"""The next call: a scenario that carries the card that is due, and has not been played yet.

Among the scenarios that carry it, in this order:

1. not one of the last calls, and one that has not been heard in all its variants;
2. in a block: as few other new cues as can be, and the easier ones first. After the block: what
   brings the most cards nearer to mastery, or is due as well;
3. mixed: of two that are alike so far, about every other time the near-miss twin of a call made a
   short while ago, and always where the cue was mistaken for that of a twin;
4. an unseen scenario before one of which a variant is known, then the one played less often.

What is still equal is decided by the seed: the same standing, shelf, moment and seed draw the same
call.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import cycle, islice
from typing import Final

from simulator.practice.cards import cue_card, is_cue
from simulator.practice.dates import instant, local_date
from simulator.practice.focus import EVERYTHING, Focus, Scope, due_skills, focuses
from simulator.practice.inbox import shuffled
from simulator.practice.mastery import Mastery, masteries
from simulator.practice.reasons import reason_in_words, reason_untold
from simulator.practice.shelf import Shelved, twins
from simulator.practice.standing import Played, Standing, with_played

JUST_PLAYED: Final = 3
"""So many calls must lie between two of the same scenario, where there are others."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The next call, and why.

    `reason` names the card, which gives away what will be heard: it is for blocks, where that is
    announced, and for afterwards. `reason_untold` says as much as may be said before the call.
    `skill` is a skill card that is due as well, if the call takes a message.
    """

    scenario: str
    variant: int
    focus: Focus
    reason: str
    reason_untold: str
    skill: str | None = None

    @property
    def reason_before(self) -> str:
        """The reason as it may be told before the call: with the card's name only in a block."""
        return self.reason if self.focus.purpose in {"new", "block"} else self.reason_untold


@dataclass(frozen=True, slots=True)
class Situation:
    """What a draw rests on: a standing, the scenarios at hand, and what may be practised."""

    standing: Standing
    shelf: Sequence[Shelved]
    scope: Scope = EVERYTHING
    skill_titles: Mapping[str, str] = field(default_factory=dict)


def next_call(at_hand: Situation, now: str, seed: int) -> Drawn | None:
    """Draw the next call; None where no scenario carries a cue of the scope.

    `now` is a moment with the zone; its date is today's on the wall.

    Raises:
        ValueError: `now` is no moment.
    """
    focus = next(focuses(at_hand.standing, at_hand.shelf, at_hand.scope, now), None)
    return None if focus is None else call_for(focus, at_hand, now, seed)


def call_for(focus: Focus, at_hand: Situation, now: str, seed: int) -> Drawn | None:
    """Draw a call that reviews a card; None where no scenario does. As `next_call` otherwise."""
    is_there = any(one.trains(focus.card) for one in at_hand.shelf)
    return _drawn(focus, at_hand, now, seed) if is_there else None


def calls_dealt(at_hand: Situation, now: str, seed: int, number: int) -> tuple[Drawn, ...]:
    """So many calls at once, for a drill: the cues that may be practised by turns, due ones first.

    Each is drawn as if those before it had been played. For a rep who has not practised any cue
    yet, all are of the first one. Without scenarios for the scope there are none.
    """
    standing, found = at_hand.standing, list[Drawn]()
    every = focuses(standing, at_hand.shelf, at_hand.scope, now)
    for focus in islice(cycle(one for one in every if is_cue(one.card)), number):
        drawn = _drawn(focus, replace(at_hand, standing=standing), now, seed + len(found))
        found.append(drawn)
        standing = with_played(standing, drawn.scenario, drawn.variant)
    return tuple(found)


def _drawn(focus: Focus, at_hand: Situation, now: str, seed: int) -> Drawn:
    fits = (one for one in at_hand.shelf if one.trains(focus.card))
    chosen = _Choosing(at_hand, focus, now, seed).best(fits)
    skills = due_skills(at_hand.standing, at_hand.scope, now) if chosen.takes_message else ()
    titles, today = at_hand.skill_titles, local_date(now)
    return Drawn(
        chosen.id,
        _variant(chosen, at_hand.standing.played.get(chosen.id), seed),
        focus,
        reason_in_words(focus, at_hand.standing, titles, today),
        reason_untold(focus, at_hand.standing, today),
        next((skill for skill in skills if skill != focus.card), None),
    )


class _Choosing:
    """One choice among scenarios; what it rests on is looked up once."""

    def __init__(self, at_hand: Situation, focus: Focus, now: str, seed: int) -> None:
        self._standing, self._focus, self._seed = at_hand.standing, focus, seed
        self._today, self._at = local_date(now), instant(now)
        self._in_block = focus.purpose in {"block", "new"}
        self._cues = frozenset(at_hand.scope.cues)
        self._twins = twins(at_hand.shelf)
        cards = [card for card in at_hand.scope.cards if is_cue(card)]
        self._masteries: Mapping[str, Mastery] = masteries(
            cards, at_hand.standing, at_hand.shelf, at_hand.scope.standard
        )
        known = at_hand.standing.cards.get(focus.card)
        mistaken = known is not None and known.mistaken_for is not None
        self._wants_twin = not self._in_block and (mistaken or seed % 2 == 0)

    def best(self, fits: Iterable[Shelved]) -> Shelved:
        """The one to call."""
        order = {one.id: one for one in fits}
        return min((order[id_] for id_ in shuffled(sorted(order), self._seed)), key=self._rank)

    def _rank(self, one: Shelved) -> tuple[float, ...]:
        """The smaller, the better."""
        is_recent = one.id in self._standing.recent[-JUST_PLAYED:]
        seen = self._seen(one)
        if self._in_block:
            return is_recent, seen > 1, self._strange_cues(one), one.level, seen
        return is_recent, seen > 1, -self._gains(one), -self._mixes(one), seen

    def _strange_cues(self, one: Shelved) -> int:
        """Cues besides the one of the block that have not had a block of their own."""
        cards = (cue_card(cue) for cue in one.cues)
        return sum(card != self._focus.card and not self._is_introduced(card) for card in cards)

    def _is_introduced(self, card: str) -> bool:
        known = self._standing.cards.get(card)
        return known is not None and known.is_introduced

    def _gains(self, one: Shelved) -> int:
        """How many cards the call would bring nearer to mastery, or review when they are due."""
        return sum(self._gain(cue, one) for cue in one.cues if cue in self._cues)

    def _gain(self, cue: str, one: Shelved) -> bool:
        card = cue_card(cue)
        known = self._standing.cards.get(card)
        if known is None or not known.is_introduced:
            return False
        is_due = known.memory.is_due(self._at)
        return is_due or self._masteries[card].would_gain(one.type, self._today)

    def _mixes(self, one: Shelved) -> bool:
        """Whether it is the near-miss twin of a recent call, when one is wanted."""
        recent = self._standing.recent
        return self._wants_twin and not self._twins.get(one.id, frozenset()).isdisjoint(recent)

    def _seen(self, one: Shelved) -> float:
        """0 unseen, 1 with an unseen variant, above that the more often played the higher."""
        played = self._standing.played.get(one.id)
        if played is None:
            return 0
        return 1 if len(played.variants) < one.variants else 1 + played.times


def _variant(one: Shelved, played: Played | None, seed: int) -> int:
    """An unseen variant, or the one played longest ago."""
    seen = () if played is None else played.variants
    unseen = [number for number in range(one.variants) if number not in seen]
    if unseen:
        return shuffled(unseen, seed)[0]
    return next(number for number in seen if number < one.variants)
