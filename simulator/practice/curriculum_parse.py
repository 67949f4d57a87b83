"""YAML text -> Curriculum, or an error with everything that is wrong in it, each with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from simulator.grading.rubric import default_rubric, named_anywhere
from simulator.practice.curriculum import Curriculum, Stage
from simulator.scenario.cues import CUES
from simulator.scenario.marked_yaml import read, validated
from simulator.scenario.marks import Marked, Path
from simulator.scenario.problem import Problem, ProblemsFound, did_you_mean, listed

DEFAULT_CURRICULUM: Final = "onboarding"


class CurriculumError(ProblemsFound):
    """A curriculum cannot be used; `problems` says all that is wrong, with line and column."""


def parse_curriculum(text: str, source: str, skills: Collection[str] = ()) -> Curriculum:
    """Read a curriculum; `source` names it in problems.

    `skills` are criteria that it may name besides those that our own rubrics weigh.

    Raises:
        CurriculumError: with everything that is wrong in it.
    """
    try:
        marked = read(text, source)
        made = validated(marked, Curriculum)
    except ProblemsFound as found:
        raise CurriculumError(found.problems) from None
    problems = tuple(_problems(made, marked, {*_our_skills(), *skills}))
    if problems:
        raise CurriculumError(problems)
    return made


def shipped_curricula() -> tuple[str, ...]:
    """The ids of the curricula that come with Rolecall, the default one first."""
    found = sorted(f.name.removesuffix(".yaml") for f in _folder().iterdir())
    return tuple(sorted(found, key=lambda id_: id_ != DEFAULT_CURRICULUM))


def load_curriculum(id_: str = DEFAULT_CURRICULUM) -> Curriculum:
    """A curriculum that comes with Rolecall.

    Raises:
        LookupError: there is none of that name; the message names those that there are.
    """
    known = shipped_curricula()
    if id_ not in known:
        near = did_you_mean(id_, known)
        raise LookupError(f"There is no curriculum `{id_}`{near}. There is {listed(known)}.")
    text = (_folder() / f"{id_}.yaml").read_bytes().decode("utf-8")
    return parse_curriculum(text, f"{id_}.yaml")


def _folder() -> Traversable:
    return files("simulator.practice") / "curricula"


def _our_skills() -> frozenset[str]:
    return named_anywhere() - set(default_rubric().parts.where.criteria)


def _problems(made: Curriculum, marked: Marked, skills: Collection[str]) -> Iterator[Problem]:
    before: list[str] = []
    for number, stage in enumerate(made.stages):
        path: Path = ("stages", number)
        if stage.id in before:
            yield marked.problem((*path, "id"), f"`{stage.id}` is given to two stages")
        yield from _after_problems(stage, path, marked, before)
        yield from _until_problems(stage, path, marked)
        yield from _named(stage.cues, (*path, "cues"), marked, CUES, "cue")
        yield from _named(stage.skills, (*path, "skills"), marked, skills, "criterion of a message")
        yield from _named(
            stage.also_skills, (*path, "also_skills"), marked, skills, "criterion of a message"
        )
        before.append(stage.id)


def _after_problems(
    stage: Stage, path: Path, marked: Marked, before: list[str]
) -> Iterator[Problem]:
    """Stages open one another from top to bottom, so that there is always a way."""
    for at, name in enumerate(stage.after):
        if name not in before:
            near = did_you_mean(name, before)
            there = f"; there is {listed(before)}" if before else "; this is the first one"
            message = f"no stage above this one is called `{name}`{near}{there}"
            yield marked.problem((*path, "after", at), message)


def _until_problems(stage: Stage, path: Path, marked: Marked) -> Iterator[Problem]:
    where = (*path, "until")
    if (stage.until == "exam") != (stage.exam is not None):
        yield marked.problem(where, "`exam` and `until: exam` go together: give both, or neither")
    if stage.until == "blocks" and not stage.cues:
        yield marked.problem(where, "`until: blocks` needs `cues`: they are what has blocks")
    if stage.until == "mastery" and not (stage.cues or stage.skills):
        yield marked.problem(where, "`until: mastery` needs `cues` or `skills` to master")


def _named(
    names: tuple[str, ...], path: Path, marked: Marked, known: Collection[str], what: str
) -> Iterator[Problem]:
    for at, name in enumerate(names):
        if name not in known:
            near = did_you_mean(name, known)
            message = f"`{name}` is no {what}{near}; allowed: {listed(sorted(known))}"
            yield marked.problem((*path, at), message)
        elif name in names[:at]:
            yield marked.problem((*path, at), f"`{name}` is listed twice")
