"""Where a rep stands: everything that practice knows of them, made of the evidence of their calls.

Nothing here is kept as a truth of its own. It is always what follows from the calls, in their
order, so that a call that is graded again or forgotten changes it rightly. Since following all of
thousands takes seconds, a standing is a value: `standing_after` goes on from one, and `as_json` and
`from_json` keep it between two runs. Who keeps one throws it away as soon as a call changes that it
follows from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final

from simulator.practice.cards import Rating
from simulator.practice.memory import Memory
from simulator.scenario.model import ScenarioType

STANDING_VERSION: Final = 3
"""One more whenever what is kept, or how it follows from the calls, changes."""
RECENT: Final = 10
"""So many scenarios are remembered as played last."""
Share = tuple[float, int]
"""A sum and of how many: the mean is one over the other, and nothing measured is (0, 0)."""


@dataclass(frozen=True, slots=True)
class CleanCall:
    """A call that is evidence of mastery; `date` is that of the wall."""

    attempt: str
    type: ScenarioType
    date: str


@dataclass(frozen=True, slots=True)
class CardStanding:
    """What is known of one card.

    `reviews_that_day` counts those on the date of the last one, `last_on`; `right_in_a_row` counts
    those that were right without a hint since the last miss. `is_introduced`: its block is over.
    `missed_on` is the date of the last miss, and `mistaken_for` the cue of the twin, if it was
    mistaken for one then. `clean` is evidence of mastery since the last critical error, the first
    call of each type and day; `critical_on` is the date of that error.
    """

    memory: Memory
    last: Rating
    last_on: str
    reviews_that_day: int
    reviews: int
    misses: int = 0
    right_in_a_row: int = 0
    is_introduced: bool = False
    missed_on: str | None = None
    mistaken_for: str | None = None
    clean: tuple[CleanCall, ...] = ()
    critical_on: str | None = None


@dataclass(frozen=True, slots=True)
class Played:
    """How often a scenario was played, and which variants: the one played last stands last."""

    times: int
    variants: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that follows from so many whole `calls`, and decisions and parts in drills.

    These are `drill_items`: each greeting of a quick choice is one, and each part of a message.
    `cards` by card and `played` by scenario; `recent` scenarios and the `last_cards` are those that
    were played last. `weeks` has sums by the week's Monday and a figure's name (see
    `simulator.practice.following`), `days` the dates of practice. `beliefs` holds, by the percent
    that a rep gave a call back, how many calls were graded as called back, and of how many.
    `decided` counts `best>made`, of what was decided in time, and `mixed_up` `cue>other cue`.
    """

    calls: int = 0
    drill_items: int = 0
    cards: Mapping[str, CardStanding] = field(default_factory=dict)
    played: Mapping[str, Played] = field(default_factory=dict)
    recent: tuple[str, ...] = ()
    last_cards: tuple[str, ...] = ()
    weeks: Mapping[str, Mapping[str, Share]] = field(default_factory=dict)
    days: tuple[str, ...] = ()
    beliefs: Mapping[int, Share] = field(default_factory=dict)
    decided: Mapping[str, int] = field(default_factory=dict)
    mixed_up: Mapping[str, int] = field(default_factory=dict)
    version: int = STANDING_VERSION


NEW_REP: Final = Standing()
"""The standing before the first call."""


def with_played(standing: Standing, scenario: str, variant: int) -> Standing:
    """The same, as if a scenario had been played as well: for drawing several calls at once."""
    before = standing.played.get(scenario)
    played = {**standing.played, scenario: played_again(before, variant)}
    recent = (*standing.recent, scenario)[-RECENT:]
    return replace(standing, played=played, recent=recent)


def played_again(before: Played | None, variant: int) -> Played:
    """A scenario that was played once more, in a variant."""
    times, variants = (0, ()) if before is None else (before.times, before.variants)
    return Played(times + 1, (*(v for v in variants if v != variant), variant))


def as_json(standing: Standing) -> bytes:
    """A standing as JSON, to be kept."""
    return bytes(_adapter().dump_json(standing))


def from_json(kept: bytes) -> Standing | None:
    """A standing that was kept; None where it cannot be read, and all calls have to be followed."""
    from pydantic import ValidationError

    try:
        standing: Standing = _adapter().validate_json(kept)
    except ValidationError:
        return None
    return standing if standing.version == STANDING_VERSION else None


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Standing)
