"""A scenario as it lies in a file, read when it is needed, and what a list shows of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Protocol

from simulator.practice.shelf import Shelved, takes_message
from simulator.scenario.best_way import cues_heard
from simulator.scenario.model import Scenario, ScenarioType


@dataclass(frozen=True, slots=True)
class Listing:
    """What is known of a scenario without reading all of it: enough to list, find and choose it.

    It is the same for all variants but for the company, which is that of the first. `is_plain` says
    whether the greeting that answers is spoken plainly, `takes_message` whether one is wanted;
    `cues` are those that a clean call shows.
    """

    id: str
    type: ScenarioType
    level: int
    title: str
    company: str
    cues: tuple[str, ...]
    is_plain: bool
    twin_of: str | None
    takes_message: bool

    @staticmethod
    def of(scenario: Scenario) -> Listing:
        """That of a scenario."""
        return Listing(
            scenario.id,
            scenario.type,
            scenario.level,
            scenario.title,
            scenario.prospect.company,
            cues_heard(scenario),
            scenario.lines[scenario.first_line].manner == ("plain",),
            scenario.twin_of,
            takes_message(scenario),
        )


class Unread(Protocol):
    """A scenario that is made when it is first asked for."""

    @property
    def listing(self) -> Listing:
        """What is known of it before."""

    def scenario(self) -> Scenario:
        """The scenario itself."""


@dataclass(frozen=True)
class ScenarioFile:
    """A scenario, the hash of its file, and the folder beside which its recordings lie.

    What is `given` is the variant of that number, or what makes it when it is first asked for:
    lists look at `listing` only, and then thousands of files need not be read. `variants` are all
    of them, where there are several. `pack` is the name of the installed pack that brought it, if
    one did.
    """

    given: Scenario | Unread = field(compare=False)
    sha256: str
    folder: Path
    variant: int = 0
    variants: Sequence[Scenario] = ()
    pack: str | None = None

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self.given if isinstance(self.given, Scenario) else self.given.scenario()

    @property
    def listing(self) -> Listing:
        """What a list shows of it."""
        return Listing.of(self.given) if isinstance(self.given, Scenario) else self.given.listing

    @property
    def shelved(self) -> Shelved:
        """As much of it as the next call is chosen by."""
        one = self.listing
        number = max(1, len(self.variants))
        return Shelved(
            one.id, one.type, one.level, one.cues, one.twin_of, number, one.takes_message
        )

    def as_variant(self, number: int) -> ScenarioFile:
        """The same file with the words of another variant; beyond the last it begins anew."""
        at = number % max(1, len(self.variants))
        if at == self.variant:
            return self
        return replace(self, given=self.variants[at], variant=at)
