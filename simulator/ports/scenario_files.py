"""A scenario as it lies in a file, read when it is needed, and what a list shows of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, cast

from simulator.scenario.model import Scenario, ScenarioType


@dataclass(frozen=True, slots=True)
class Listing:
    """What is known of a scenario without reading all of it: enough to list, find and choose it.

    It is the same for all variants but for the company, which is that of the first. `cues` is how
    many there are, `is_plain` whether the greeting that answers is spoken plainly.
    """

    id: str
    type: ScenarioType
    level: int
    title: str
    company: str
    cues: int
    is_plain: bool

    @staticmethod
    def of(scenario: Scenario) -> Listing:
        """That of a scenario."""
        return Listing(
            scenario.id,
            scenario.type,
            scenario.level,
            scenario.title,
            scenario.prospect.company,
            len(scenario.cues),
            scenario.lines[scenario.first_line].manner == ("plain",),
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

    `scenario` is the variant of that number; `variants` are all of them, where there are several.
    `pack` is the name of the installed pack that brought it, if one did. Lists look at `listing`
    only: then thousands of files need not be read.
    """

    scenario: Scenario
    sha256: str
    folder: Path
    variant: int = 0
    variants: Sequence[Scenario] = ()
    pack: str | None = None

    @property
    def listing(self) -> Listing:
        """What a list shows of it."""
        given: Scenario | Unread = self.__dict__["scenario"]
        return Listing.of(given) if isinstance(given, Scenario) else given.listing

    def brought_by(self, pack: str | None) -> ScenarioFile:
        """The same file, of this pack, and read as late."""
        given = self.__dict__["scenario"]
        return ScenarioFile(given, self.sha256, self.folder, self.variant, self.variants, pack)

    def as_variant(self, number: int) -> ScenarioFile:
        """The same file with the words of another variant; beyond the last it begins anew."""
        at = number % max(1, len(self.variants))
        if at == self.variant:
            return self
        return replace(self, scenario=self.variants[at], variant=at)


class _ReadLate:
    """The attribute `scenario` of a file: what was given, or what is made of it when asked for."""

    def __get__(self, file: Any, _: type | None = None) -> Scenario:
        given: Scenario | Unread = file.__dict__["scenario"]
        if not isinstance(given, Scenario):
            given = file.__dict__["scenario"] = given.scenario()
        return given

    def __set__(self, file: Any, given: Scenario | Unread) -> None:
        file.__dict__["scenario"] = given


setattr(ScenarioFile, "scenario", _ReadLate())  # noqa: B010 - in a dataclass it would be a default


def unread_file(
    unread: Unread, sha256: str, folder: Path, variants: Sequence[Scenario]
) -> ScenarioFile:
    """The file of a scenario that is read when it is first asked for."""
    return ScenarioFile(cast("Scenario", unread), sha256, folder, variants=variants)
