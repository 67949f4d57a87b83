"""What is wrong with the criteria that a rubric names, beyond its form."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.grading.check import Check
from simulator.scenario.marked_yaml import Marked
from simulator.scenario.problem import Problem, did_you_mean, listed


def criteria_problems(marked: Marked, checks: dict[str, Check]) -> Iterator[Problem]:
    """Criteria that no check stands behind, stand in two parts, or have bands without a figure."""
    seen: set[str] = set()
    weighed = frozenset(_weighed(marked))
    parts = marked.data.get("parts")
    for part, weighing in parts.items() if isinstance(parts, dict) else ():
        criteria = weighing.get("criteria") if isinstance(weighing, dict) else None
        for id_, given in criteria.items() if isinstance(criteria, dict) else ():
            path = ("parts", part, "criteria", id_)
            if id_ in seen:
                yield marked.problem(path, "this criterion stands in two parts", of_key=True)
            seen.add(id_)
            message = _criterion_problem(id_, given, checks) or _unless_problem(given, weighed)
            if message:
                yield marked.problem(path, message, of_key=True)
    yield from _limit_problems(marked, seen)


def _weighed(marked: Marked) -> Iterator[str]:
    parts = marked.data.get("parts")
    for weighing in parts.values() if isinstance(parts, dict) else ():
        criteria = weighing.get("criteria") if isinstance(weighing, dict) else None
        if isinstance(criteria, dict):
            yield from criteria


def _unless_problem(given: object, weighed: frozenset[str]) -> str:
    other = given.get("unless_scored") if isinstance(given, dict) else None
    if not isinstance(other, str) or other in weighed:  # what is no text is told by its kind
        return ""
    near = did_you_mean(other, weighed)
    return f"`unless_scored: {other}` is not among the criteria of this rubric{near}"


def _limit_problems(marked: Marked, weighed: set[str]) -> Iterator[Problem]:
    """Limits on criteria that the rubric does not weigh: they would never hold."""
    score = marked.data.get("score")
    limits = score.get("limits") if isinstance(score, dict) else None
    for number, limit in enumerate(limits if isinstance(limits, list) else ()):
        fails = limit.get("fails") if isinstance(limit, dict) else None
        for at, id_ in enumerate(fails if isinstance(fails, list) else ()):
            if isinstance(id_, str) and id_ not in weighed:
                near = did_you_mean(id_, weighed)
                message = f"`{id_}` is not among the criteria of this rubric{near}"
                yield marked.problem(("score", "limits", number, "fails", at), message)


def _criterion_problem(id_: str, given: object, checks: dict[str, Check]) -> str:
    if id_ not in checks:
        near = did_you_mean(id_, checks)
        return f"there is no criterion of this name{near}; there are {listed(sorted(checks))}"
    has_bands = isinstance(given, dict) and "bands" in given
    if checks[id_].needs_bands and not has_bands:
        return f"`bands` are missing: from where to where are the {checks[id_].unit} good?"
    if has_bands and not checks[id_].needs_bands:
        return "this criterion is not a figure, so it has no `bands`"
    return ""
