"""Evidence of calls that never were, and shelves of scenarios, for the tests of practice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from simulator.practice.cards import Rating
from simulator.practice.evidence import Evidence
from simulator.practice.following import standing_after
from simulator.practice.shelf import Shelved
from simulator.practice.standing import NEW_REP, Standing
from simulator.scenario.model import ScenarioType
from tests.unit.practice.calls_made import library

MORNING = "2026-11-24T09:00:00+01:00"
"""A Tuesday."""


def at(day: str, minute: int = 0) -> str:
    """A moment of a day, so many minutes after nine in Berlin."""
    return f"{day}T{9 + minute // 60:02d}:{minute % 60:02d}:00+01:00"


def call(moment: str = MORNING, *, type_: ScenarioType = "wrong_contact", **more: Any) -> Evidence:
    """The evidence of a clean call that passed, but for what is given."""
    given: dict[str, Any] = {
        "attempt": f"a-{moment}",
        "scenario": "one",
        "variant": 0,
        "is_clean": True,
        "passed": True,
        "type": type_,
        "finished_at": moment,
    }
    return Evidence(**{**given, **more})


def rated(
    moment: str, card: str = "cue:colleague", rating: Rating = "good", **more: Any
) -> Evidence:
    """The evidence of a call that reviews one card."""
    return call(moment, ratings={card: rating}, is_clean=rating != "again", **more)


def after(*calls: Evidence, since: Standing = NEW_REP) -> Standing:
    """The standing after some calls."""
    return standing_after(calls, since)


def introduced(
    card: str, day: str = "2026-11-20", first_minute: int = 0, **more: Any
) -> tuple[Evidence, ...]:
    """The calls of a block that went well."""
    return tuple(
        rated(at(day, first_minute + n), card, scenario=f"old-{n}", **more) for n in range(3)
    )


def shelved(
    id_: str,
    *cues: str,
    type_: ScenarioType = "wrong_contact",
    level: int = 1,
    twin_of: str | None = None,
    variants: int = 3,
    takes_message: bool = False,
) -> Shelved:
    """One scenario of a shelf."""
    return Shelved(id_, type_, level, cues, twin_of, variants, takes_message)


def shipped_shelf() -> tuple[Shelved, ...]:
    """All shipped scenarios."""
    return tuple(Shelved.of(variants[0], len(variants)) for variants in library().values())


def mastered(card: str, types: Iterable[ScenarioType]) -> tuple[Evidence, ...]:
    """Clean calls in all of some types, on two days."""
    days = ("2026-11-18", "2026-11-19")
    return tuple(
        rated(at(day, minute), card, type_=type_, scenario=f"{day}-{type_}")
        for day in days
        for minute, type_ in enumerate(types)
    )
