"""Mastery: a standard, not minutes.

A card is mastered by clean calls in all types in which it can be met (three, unless a cue is never
heard in one), on at least two different days, with no critical error on it since. Of a cue, a clean
call is one in which every decision was right, without hints and without guesses; of a skill, one in
which the skill was shown, without hints and without a critical error. Drills and hints teach; they
are no evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import Field

from simulator.practice.sections import counted, listed
from simulator.practice.shelf import Shelved, TypesTraining
from simulator.practice.standing import CleanCall, Standing
from simulator.practice.tally import CLEAN_DAYS
from simulator.scenario.model import ScenarioType, Value

TYPE_WORDS: Final[dict[ScenarioType, str]] = {
    "personal_mailbox": "a personal mailbox",
    "vendor_line": "a vendor line",
    "wrong_contact": "a wrong contact",
}
MET_NOWHERE: Final = "No call here carries it now."


class Standard(Value):
    """What mastery takes. A card that can be met in fewer types needs no more than there are."""

    days: int = Field(
        default=2, ge=1, le=CLEAN_DAYS, description="on how many days there are clean calls"
    )
    types: int | None = Field(
        default=None, ge=1, le=3, description="in how many types of call; none: in all"
    )


DEFAULT_STANDARD: Final = Standard()


@dataclass(frozen=True, slots=True)
class Mastery:
    """How a card stands to the standard.

    `evidence` are the calls that prove it, or as much of it as there is, in their order.
    `mastered_on` is the date on which the standard was met, None where it is not; `lacking_types`
    are those in which a clean call would help, and `lacking_days` how many more days are needed.
    `is_met_here`: some scenario at hand carries it; else nothing more can be shown.
    """

    card: str
    mastered_on: str | None
    evidence: tuple[CleanCall, ...]
    lacking_types: tuple[ScenarioType, ...]
    lacking_days: int
    critical_on: str | None = None
    is_met_here: bool = True

    @property
    def is_mastered(self) -> bool:
        """Whether the standard is met."""
        return self.mastered_on is not None

    def would_gain(self, type_: ScenarioType, today: str) -> bool:
        """Whether a clean call of this type today would bring the card nearer to mastery."""
        if self.is_mastered:
            return False
        new_day = all(call.date != today for call in self.evidence)
        return type_ in self.lacking_types or (self.lacking_days > 0 and new_day)

    @property
    def in_words(self) -> str:
        """What has been shown, or what is still to be shown, in a sentence."""
        if self.is_mastered:
            calls = counted(len(self.evidence), "clean call")
            days = counted(len({call.date for call in self.evidence}), "day")
            return f"Mastered: {calls} on {days}."
        if not self.is_met_here:
            return MET_NOWHERE
        return f"Still to show: {'; '.join(self._wanted())}."

    def _wanted(self) -> Iterator[str]:
        """Types and days apart: one call is of one type, and on one day."""
        types = [f"on {TYPE_WORDS[type_]}" for type_ in self.lacking_types]
        if types:
            yield f"{'a clean call' if len(types) == 1 else 'clean calls'} {listed(types)}"
        if self.lacking_days and types:
            yield f"days with a clean call: {self.lacking_days} more"
        elif self.lacking_days:
            yield (
                "a clean call on another day"
                if self.lacking_days == 1
                else f"clean calls on {self.lacking_days} more days"
            )


def masteries(
    cards: Iterable[str],
    standing: Standing,
    shelf: Iterable[Shelved],
    standard: Standard = DEFAULT_STANDARD,
) -> Mapping[str, Mastery]:
    """How some cards stand to the standard, each by its name."""
    types = TypesTraining(shelf)
    return {card: mastery(card, standing, types.of(card), standard) for card in cards}


def mastery(
    card: str,
    standing: Standing,
    types: frozenset[ScenarioType],
    standard: Standard = DEFAULT_STANDARD,
) -> Mastery:
    """How a card stands to the standard; `types` are those in which it can be met.

    What can be met nowhere cannot be mastered.
    """
    known = standing.cards.get(card)
    clean = () if known is None else known.clean
    evidence = tuple(_proving(clean, standard))
    shown = types & {call.type for call in evidence}
    wanted = len(types) if standard.types is None else min(standard.types, len(types))
    missing = () if len(shown) >= wanted else tuple(sorted(types - shown))
    lacking_days = max(0, standard.days - len({call.date for call in evidence}))
    is_met = bool(types) and not missing and not lacking_days
    return Mastery(
        card,
        max(call.date for call in evidence) if is_met else None,
        evidence,
        missing,
        lacking_days,
        None if known is None else known.critical_on,
        bool(types),
    )


def _proving(clean: Iterable[CleanCall], standard: Standard) -> Iterator[CleanCall]:
    """The first clean calls that show a new type, or a new day as long as days are needed."""
    types: set[ScenarioType] = set()
    dates: set[str] = set()
    for call in clean:
        if call.type not in types or (call.date not in dates and len(dates) < standard.days):
            types.add(call.type)
            dates.add(call.date)
            yield call
