"""One card while calls are followed: what each review adds to what is known of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from simulator.practice.cards import Rating, is_cue
from simulator.practice.evidence import Evidence
from simulator.practice.memory import Remembering
from simulator.practice.standing import CardStanding, CleanCall

BLOCK_RIGHT: Final = 3
"""So often right in a row, without a hint, and a cue's block is over."""
LONGEST_BLOCK: Final = 8
"""After so many calls a block is over anyway; what is still missed comes back as due."""
CLEAN_DAYS: Final = 5
"""So many days of evidence are kept for each type; no standard asks for more."""
UNHINTED: Final[frozenset[Rating]] = frozenset({"good", "easy"})


@dataclass(slots=True)
class Tally:
    """A card that is being reviewed; its fields are those of `CardStanding`."""

    remembering: Remembering = field(default_factory=Remembering)
    last: Rating = "again"
    last_on: str = ""
    reviews_that_day: int = 0
    reviews: int = 0
    misses: int = 0
    right_in_a_row: int = 0
    is_introduced: bool = False
    missed_on: str | None = None
    mistaken_for: str | None = None
    clean: tuple[CleanCall, ...] = ()
    critical_on: str | None = None

    @staticmethod
    def since(known: CardStanding) -> Tally:
        """Go on from what is known."""
        return Tally(
            Remembering(known.memory),
            known.last,
            known.last_on,
            known.reviews_that_day,
            known.reviews,
            known.misses,
            known.right_in_a_row,
            known.is_introduced,
            known.missed_on,
            known.mistaken_for,
            known.clean,
            known.critical_on,
        )

    def standing(self) -> CardStanding:
        """What is known by now."""
        return CardStanding(
            self.remembering.memory,
            self.last,
            self.last_on,
            self.reviews_that_day,
            self.reviews,
            self.misses,
            self.right_in_a_row,
            self.is_introduced,
            self.missed_on,
            self.mistaken_for,
            self.clean,
            self.critical_on,
        )

    def review(self, card: str, evidence: Evidence, at: datetime) -> None:
        """Take what a call says of the card; `at` is the call's moment in UTC."""
        is_same_day = evidence.date == self.last_on
        self.reviews_that_day = self.reviews_that_day + 1 if is_same_day else 1
        self.last, self.last_on = evidence.ratings[card], evidence.date
        self.remembering.review(self.last, at)
        self.reviews += 1
        if card in evidence.critical:
            self.clean, self.critical_on = (), evidence.date
        if self.last == "again":
            self._miss(evidence.mistaken_for.get(card))
        else:
            self.right_in_a_row += self.last in UNHINTED
            self._note_clean(card, evidence)
        is_practised = self.right_in_a_row >= BLOCK_RIGHT or self.reviews >= LONGEST_BLOCK
        self.is_introduced = self.is_introduced or is_practised

    def _miss(self, mistaken_for: str | None) -> None:
        self.misses += 1
        self.right_in_a_row = 0
        self.missed_on, self.mistaken_for = self.last_on, mistaken_for

    def _note_clean(self, card: str, evidence: Evidence) -> None:
        """Evidence of mastery: whole calls and no drills, without a hint.

        For a cue, every decision of the call was right; for a skill, none was a critical error.
        """
        is_clean = evidence.is_clean if is_cue(card) else not evidence.has_critical_error
        if not evidence.is_whole_call or evidence.with_hints or not is_clean:
            return
        dates = {one.date for one in self.clean if one.type == evidence.type}
        if evidence.date not in dates and len(dates) < CLEAN_DAYS:
            call = CleanCall(evidence.attempt, evidence.type, evidence.date)
            self.clean = (*self.clean, call)
