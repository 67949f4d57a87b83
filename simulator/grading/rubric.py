"""A rubric: what each criterion is worth, from where to where a figure is good, and why.

Rubrics are YAML files in `rubrics/`. Every threshold of a grade stands there, with its source
beside it. What is wrong in one is said with file, line, column and key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import Field, model_validator

from simulator.grading.limits import ChoicePoints, Points, Reading
from simulator.grading.registry import installed
from simulator.grading.rubric_problems import criteria_problems
from simulator.grading.score import Part
from simulator.scenario.marked_yaml import read, validated
from simulator.scenario.model import Rule, Slug, Text, Value
from simulator.scenario.problem import ProblemsFound, did_you_mean, listed

DEFAULT_RUBRIC = "snell"
Weight = Annotated[float, Field(ge=0, le=1000)]


class RubricError(ProblemsFound):
    """A rubric cannot be used; `problems` says all that is wrong, with line and column."""


class Bands(Value):
    """Where a figure is good (green), where it is bad (red); between them the score is a ramp.

    One side may be left out: then the figure cannot be too low, or not too high.
    """

    red_below: float | None = Field(default=None, description="0 points from here down")
    green_from: float | None = Field(default=None, description="100 points from here up")
    green_to: float | None = Field(default=None, description="100 points up to here")
    red_above: float | None = Field(default=None, description="0 points from here up")

    @model_validator(mode="after")
    def _edges_in_order(self) -> Bands:
        low, green, end, high = self.red_below, self.green_from, self.green_to, self.red_above
        if (low is None) != (green is None) or (end is None) != (high is None):
            raise ValueError(
                "`red_below` goes with `green_from`, and `green_to` with `red_above`: "
                "give both of a pair, or neither"
            )
        edges = [e for e in (low, green, end, high) if e is not None]
        if not edges:
            raise ValueError("at least one pair of edges must be given")
        no_ramp = (low is not None and low == green) or (end is not None and end == high)
        if no_ramp or edges != sorted(edges):
            raise ValueError(
                "the edges must rise: `red_below` < `green_from` <= `green_to` < `red_above`"
            )
        return self

    def score(self, figure: float) -> float:
        """0 to 100: straight from the red edge to the green one."""
        if self.red_below is not None and self.green_from is not None:
            low = (figure - self.red_below) / (self.green_from - self.red_below)
        else:
            low = 1.0
        if self.red_above is not None and self.green_to is not None:
            high = (self.red_above - figure) / (self.red_above - self.green_to)
        else:
            high = 1.0
        return 100 * max(0.0, min(low, high, 1.0))

    def is_low(self, figure: float) -> bool:
        """Whether the figure misses the green band on its low side."""
        return self.green_from is not None and figure < self.green_from


class Weighing(Value):
    """What one criterion is worth."""

    weight: Weight
    bands: Bands | None = None
    unless_scored: str | None = Field(
        default=None, description="does not count where this other criterion does"
    )
    source: Text


class PartWeighing(Value):
    """What one part is worth, and the criteria it consists of, by id."""

    weight: Weight
    criteria: dict[str, Weighing] = Field(min_length=1)

    @model_validator(mode="after")
    def _weighs_something(self) -> PartWeighing:
        if not any(c.weight for c in self.criteria.values()):
            raise ValueError("at least one criterion must have a weight above 0")
        return self


class Parts(Value):
    """Where, what and how; `source` is that of their three weights."""

    where: PartWeighing
    what: PartWeighing
    how: PartWeighing
    source: Text

    def named(self) -> tuple[tuple[Part, PartWeighing], ...]:
        """The parts with their names, in the order in which they are shown."""
        return (("where", self.where), ("what", self.what), ("how", self.how))

    @model_validator(mode="after")
    def _weigh_something(self) -> Parts:
        if not (self.where.weight and self.what.weight):
            raise ValueError("`where` and `what` must have a weight above 0")
        return self


class Limit(Value):
    """How much is left of the score of a message that fails all of some criteria."""

    fails: tuple[str, ...] = Field(min_length=1)
    at_most: Points
    says: Text
    source: Text


class Marks(Value):
    """What the overall score means, and how much a wrong choice leaves of it."""

    pass_from: Points
    call_back_from: Points
    maybe_from: Points
    wrong_at_most: Points
    critical_at_most: Points
    limits: tuple[Limit, ...] = ()
    source: Text

    @model_validator(mode="after")
    def _marks_in_order(self) -> Marks:
        if self.maybe_from > self.call_back_from:
            raise ValueError("`maybe_from` must not be above `call_back_from`")
        if self.critical_at_most > self.wrong_at_most:
            raise ValueError("`critical_at_most` must not be above `wrong_at_most`")
        if self.wrong_at_most >= self.pass_from:
            raise ValueError("`wrong_at_most` must be below `pass_from`: a wrong choice fails")
        return self


class RubricFile(Value):
    """What stands in a rubric's file."""

    id: Slug
    version: Annotated[int, Field(ge=1)]
    title: Text
    rules: dict[Rule, Text] = Field(description="the rules of the doctrine, in a sentence each")
    reading: Reading
    choice: ChoicePoints
    score: Marks
    parts: Parts


class Rubric(RubricFile):
    """A rubric that can be used; `sha256` is that of its file."""

    sha256: str

    @property
    def weighings(self) -> dict[str, Weighing]:
        """What each criterion is worth, in the order of the file."""
        return {
            id_: weighing
            for _, part in self.parts.named()
            for id_, weighing in part.criteria.items()
        }


def shipped_rubric(id_: str = DEFAULT_RUBRIC, also: Iterable[str] = ()) -> tuple[str, str]:
    """The text of a rubric that comes with Rolecall, and its SHA-256.

    Raises:
        LookupError: there is none of that name; the message names those of packs (`also`) too.
    """
    if id_ not in shipped_ids():
        known = sorted({*shipped_ids(), *also})
        near = did_you_mean(id_, known)
        raise LookupError(f"There is no rubric `{id_}`{near}. There is {listed(known)}.")
    file = files("simulator.grading") / "rubrics" / f"{id_}.yaml"
    text = file.read_bytes().decode("utf-8")
    return text, sha256_of(text)


def shipped_ids() -> tuple[str, ...]:
    """The names of the rubrics that come with Rolecall, the default one first."""
    folder = files("simulator.grading") / "rubrics"
    known = sorted(f.name.removesuffix(".yaml") for f in folder.iterdir())
    return tuple(sorted(known, key=lambda id_: id_ != DEFAULT_RUBRIC))


def sha256_of(text: str) -> str:
    """The hash by which a scorecard names its rubric."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def parse_rubric(text: str, source: str) -> Rubric:
    """Read a rubric; `source` names it in problems.

    Raises:
        RubricError: with everything that is wrong in it.
    """
    try:
        marked = read(text, source)
    except ProblemsFound as found:
        raise RubricError(found.problems) from None
    problems = list(criteria_problems(marked, {c.id: c for c in installed()}))
    try:
        made = validated(marked, RubricFile)
    except ProblemsFound as found:
        raise RubricError([*found.problems, *problems]) from None
    if problems:
        raise RubricError(problems)
    return Rubric(**dict(made), sha256=sha256_of(text))


def load_rubric(id_: str = DEFAULT_RUBRIC, *, also: Iterable[str] = ()) -> Rubric:
    """A rubric that comes with Rolecall.

    Raises:
        LookupError: there is none of that name; the message names those that there are, and those
            of packs, which are given in `also`.
    """
    text, _ = shipped_rubric(id_, also)
    return parse_rubric(text, f"{id_}.yaml")


@cache
def named_anywhere() -> frozenset[str]:
    """The criteria that some rubric of Rolecall's weighs. Others are new: shown, but worth nothing.

    So a criterion can be tried by adding its file alone.
    """
    return frozenset(id_ for rubric in shipped_ids() for id_ in load_rubric(rubric).weighings)


def default_rubric() -> Rubric:
    """The rubric that grades where none is named."""
    return load_rubric()
