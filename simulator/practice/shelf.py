"""What there is to be called: as much of every scenario as is needed to choose the next one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from simulator.practice.cards import id_of, is_cue
from simulator.scenario.best_way import cues_heard
from simulator.scenario.model import Scenario, ScenarioType


@dataclass(frozen=True, slots=True)
class Shelved:
    """One scenario. `variants` is how many there are; `takes_message`: one is wanted in it.

    `cues` are those that a clean call shows.
    """

    id: str
    type: ScenarioType
    level: int
    cues: tuple[str, ...]
    twin_of: str | None
    variants: int
    takes_message: bool

    @staticmethod
    def of(scenario: Scenario, variants: int = 1) -> Shelved:
        """That of a scenario with so many variants."""
        return Shelved(
            scenario.id,
            scenario.type,
            scenario.level,
            cues_heard(scenario),
            scenario.twin_of,
            max(1, variants),
            takes_message(scenario),
        )

    def trains(self, card: str) -> bool:
        """Whether a call can review a card."""
        return id_of(card) in self.cues if is_cue(card) else self.takes_message


def takes_message(scenario: Scenario) -> bool:
    """Whether a message is wanted anywhere in a scenario."""
    choices = (line.choice for line in scenario.lines.values())
    return any(choice is not None and choice.best == "leave" for choice in choices)


class TypesTraining:
    """The types of call in which each cue can be heard, and those in which skills can be shown."""

    def __init__(self, shelf: Iterable[Shelved]) -> None:
        self._of_cues: dict[str, set[ScenarioType]] = {}
        self._of_skills: set[ScenarioType] = set()
        for one in shelf:
            for cue in one.cues:
                self._of_cues.setdefault(cue, set()).add(one.type)
            if one.takes_message:
                self._of_skills.add(one.type)

    def of(self, card: str) -> frozenset[ScenarioType]:
        """The types in which a card can be met."""
        return frozenset(self._of_cues.get(id_of(card), ()) if is_cue(card) else self._of_skills)


def twins(shelf: Sequence[Shelved]) -> Mapping[str, frozenset[str]]:
    """The near-miss twins of each scenario that has any, both ways; only those that are there."""
    there = {one.id for one in shelf}
    found: dict[str, set[str]] = {}
    for one in shelf:
        if one.twin_of is not None and one.twin_of in there:
            found.setdefault(one.id, set()).add(one.twin_of)
            found.setdefault(one.twin_of, set()).add(one.id)
    return {id_: frozenset(others) for id_, others in found.items()}
