"""A rubric in words: what each criterion is worth, so that the rules are known before the call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from simulator.grading.check import Check
from simulator.grading.rubric import Bands, PartWeighing, Rubric

PART_TITLES = {"where": "Where", "what": "What you say", "how": "How you say it"}


@dataclass(frozen=True, slots=True)
class RuleTold:
    """One line: `lead` is points, as "+16" or "-8", or nothing; `opens` begins a new group."""

    lead: str
    text: str
    opens: bool = False


def rules_told(rubric: Rubric, checks: tuple[Check, ...]) -> Iterator[RuleTold]:
    """The rules by which a call will be graded. Points are of 100, if all can be measured."""
    by_id = {c.id: c for c in checks}
    parts = rubric.parts.named()
    total = sum(part.weight for _, part in parts)
    yield RuleTold("", f"{rubric.title} (rubric {rubric.id}, version {rubric.version})")
    yield RuleTold("", "Of 100 points: + is what earns them, - is what costs them.")
    for name, part in parts:
        share = 100 * part.weight / total
        yield RuleTold(f"{share:.0f}", PART_TITLES[name], opens=True)
        yield from _criteria(part, share, by_id)
    yield RuleTold("", "Whatever else is good:", opens=True)
    for limit in rubric.score.limits:
        yield RuleTold(f"<= {limit.at_most:g}", limit.says)
    yield RuleTold(f"<= {rubric.score.wrong_at_most:g}", "A wrong choice")
    yield RuleTold(f"<= {rubric.score.critical_at_most:g}", "A message where none belongs")
    marks = rubric.score
    sentence = (
        f"Passed from {marks.pass_from:g} points. They would call back from "
        f"{marks.call_back_from:g}, and perhaps from {marks.maybe_from:g}. What is not "
        "measured, or was hard to hear, does not count."
    )
    yield RuleTold("", sentence, opens=True)


def _criteria(part: PartWeighing, share: float, checks: Mapping[str, Check]) -> Iterator[RuleTold]:
    weights = sum(c.weight for c in part.criteria.values())
    for id_, weighing in part.criteria.items():
        check = checks[id_]
        points = share * weighing.weight / weights
        sign = "-" if check.wants == "none" else "+"
        green = f": {_green(weighing.bands, check.unit)}" if weighing.bands else ""
        other = checks[weighing.unless_scored].title if weighing.unless_scored else ""
        unless = f" (not where “{other}” counts)" if other else ""
        yield RuleTold(f"{sign}{points:.1f}", f"{check.title}{green}{unless}")


def _green(bands: Bands, unit: str) -> str:
    """Where the figure gets full points."""
    if bands.green_from is None:
        return f"up to {bands.green_to:g} {unit}"
    if bands.green_to is None:
        return f"from {bands.green_from:g} {unit}"
    return f"{bands.green_from:g} to {bands.green_to:g} {unit}"
