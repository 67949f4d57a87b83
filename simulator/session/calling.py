"""In whose name a call is made: the rep's own, or that of the person whom the scenario invents."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.grading.calling_as import Identity, why_not_as, with_rep
from simulator.grading.registry import installed
from simulator.grading.rubric import Rubric
from simulator.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class Calling:
    """A scenario as it is called now.

    `identity` is the rep's own, or None where the invented one is played. `note` says why the rep's
    own name stays out of this call, "" where it does not.
    """

    scenario: Scenario
    identity: Identity | None = None
    note: str = ""


def calling(scenario: Scenario, identity: Identity | None, rubric: Rubric) -> Calling:
    """The scenario as somebody calls it; None calls as the invented person."""
    if identity is None:
        return Calling(scenario)
    note = why_not_as(scenario, identity, rubric, installed())
    if note:
        return Calling(scenario, note=note)
    return Calling(with_rep(scenario, identity), identity)
