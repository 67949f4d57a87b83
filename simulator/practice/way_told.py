"""A curriculum in words: each stage, how far it is, and what it still asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from simulator.practice.cards import title_of
from simulator.practice.way import StageReached, Way

State = Literal["done", "next", "open", "locked"]


@dataclass(frozen=True, slots=True)
class CardTold:
    """A sign or a skill of a stage, and what is still to be shown with it."""

    title: str
    lacking: str


@dataclass(frozen=True, slots=True)
class StageTold:
    """A stage in words. `shown` are the titles of what it asks for and the rep has done."""

    title: str
    state: State
    goal: str
    why: str
    lacking: tuple[CardTold, ...]
    shown: tuple[str, ...]


def stages_told(way: Way, skills: Mapping[str, str]) -> tuple[StageTold, ...]:
    """All stages in their order; `skills` are titles by criterion."""
    return tuple(_told(one, way, skills) for one in way.stages)


def _told(one: StageReached, way: Way, skills: Mapping[str, str]) -> StageTold:
    return StageTold(
        one.stage.title,
        _state(one, way),
        one.stage.goal,
        one.why,
        tuple(CardTold(title_of(card, skills), _lacking(card, one, way)) for card in one.lacking),
        tuple(title_of(card, skills) for card in one.shown),
    )


def _state(one: StageReached, way: Way) -> State:
    if one.is_done:
        return "done"
    if one is way.current:
        return "next"
    return "open" if one.is_open else "locked"


def _lacking(card: str, one: StageReached, way: Way) -> str:
    if one.stage.until == "blocks":
        return "a few right in a row."
    return way.masteries[card].in_words
