"""A curriculum: stages, what opens them, and what it takes to have done one.

It is a YAML file. A stage is open when all stages named in its `after` are done, and done when what
its `until` says has come about:

- `blocks`: every cue has been practised in a block, call after call;
- `mastery`: every cue and every skill is mastered, by the curriculum's standard;
- `exam`: its exam has been passed.

A stage stays done when a stage that it opened is done: who has been certified is not sent back to
the first day by one bad call. What is due is practised on all the same.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from simulator.practice.mastery import DEFAULT_STANDARD, Standard
from simulator.scenario.model import Name, Slug, Text, Value

Until = Literal["blocks", "mastery", "exam"]
MOST_STAGES: Final = 30
MOST_CARDS: Final = 100
Names = Annotated[tuple[Name, ...], Field(max_length=MOST_CARDS)]


class Stage(Value):
    """One stage of the way."""

    id: Slug = Field(description="the stage's own name, by which others name it")
    title: Name = Field(description="what lists show")
    goal: Text = Field(description="what a rep can do afterwards, as the rep reads it")
    after: tuple[Slug, ...] = Field(
        default=(), max_length=MOST_STAGES, description="the stages that must be done before"
    )
    cues: Names = Field(default=(), description="the signs to learn, in the order of their blocks")
    skills: Names = Field(default=(), description="the criteria to master")
    also_skills: Names = Field(
        default=(), description="criteria that are practised when due, and not asked for"
    )
    exam: Slug | None = Field(default=None, description="with `until: exam`: which exam")
    until: Until = Field(description="what it takes to have done the stage")


class Curriculum(Value):
    """The whole way."""

    id: Slug = Field(description="the curriculum's own name")
    version: int = Field(ge=1, description="1, and one more whenever it asks for something else")
    title: Name = Field(description="what lists show")
    about: Text = Field(description="the way in a sentence or two")
    standard: Standard = Field(default=DEFAULT_STANDARD, description="what mastery takes")
    stages: tuple[Stage, ...] = Field(
        min_length=1, max_length=MOST_STAGES, description="the stages, in their order"
    )
