"""The arithmetic of a scorecard, line by line, in such a way that the lines add up.

What was not measured drops out, and the weights that remain are rescaled: within a part, and
between the parts. Points are rounded to tenths so that the tenths add up as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import Literal

from simulator.grading.rubric import Marks, Rubric
from simulator.grading.score import ChoiceMade, Criterion, Part, Score, SumLine

COUNTED_ELSEWHERE = "counted in another line"
NOT_COUNTED: dict[str, str] = {
    "not_measured": "not measured",
    "not_sure": "not sure, so not counted",
}
TENTHS = 10


@dataclass(frozen=True, slots=True)
class Sum:
    """A total in tenths of a point, None where nothing was measured, and how it came about."""

    total: float | None
    lines: tuple[SumLine, ...]


@dataclass(frozen=True, slots=True)
class _Term:
    what: str
    score: float | None
    weight: float
    note: str = ""


def part_sum(part: Part, rubric: Rubric, criteria: Mapping[str, Criterion]) -> Sum:
    """What one part comes to. Criteria that no rubric weighs yet stand in `what`, for nothing."""
    weighing = dict(rubric.parts.named())[part]
    weights = {id_: w.weight for id_, w in weighing.criteria.items()}
    if part == "what":
        weights |= dict.fromkeys(criteria.keys() - rubric.weighings.keys(), 0.0)
    terms = [
        _Term(c.title, c.score, weights[id_], _why_not_counted(c))
        for id_, c in criteria.items()
        if id_ in weights
    ]
    return _weighed(part, terms)


def overall_sum(
    rubric: Rubric,
    parts: Mapping[Part, Sum],
    choices: Sequence[ChoiceMade],
    criteria: Mapping[str, Criterion],
) -> Sum:
    """What the parts come to, less what a wrong choice or a failed message takes away."""
    weighed = _weighed(
        "overall",
        [
            _Term(name, parts[name].total, weighing.weight, _unmeasured(parts[name]))
            for name, weighing in rubric.parts.named()
        ],
    )
    cap = _cap(choices, criteria, rubric.score)
    if cap is None or weighed.total is None or weighed.total <= cap.limit:
        return weighed
    line = SumLine(
        part="overall",
        what=cap.reason,
        score=cap.limit,
        weight=0,
        points=round(cap.limit - weighed.total, 1),
        note=f"at most {cap.limit:g}",
    )
    return Sum(cap.limit, (*weighed.lines, line))


def score_of(
    rubric: Rubric, parts: Mapping[Part, Sum], overall: Sum, choices: Sequence[ChoiceMade]
) -> Score:
    """The totals, and whether a prospect would call back."""
    return Score(
        where=parts["where"].total,
        what=parts["what"].total,
        how=parts["how"].total,
        overall=overall.total,
        would_call_back=_would_call_back(rubric.score, parts["what"], overall, choices),
    )


def _would_call_back(
    marks: Marks, what: Sum, overall: Sum, choices: Sequence[ChoiceMade]
) -> Literal["yes", "maybe", "no"] | None:
    """Nobody calls back where no message was due; after a wrong choice, nobody can."""
    if any(c.verdict == "wrong" for c in choices):
        return "no"
    if what.total is None or overall.total is None:
        return None
    if overall.total >= marks.call_back_from:
        return "yes"
    return "maybe" if overall.total >= marks.maybe_from else "no"


def _why_not_counted(criterion: Criterion) -> str:
    counts = criterion.score is not None
    return "" if counts else NOT_COUNTED.get(criterion.state, COUNTED_ELSEWHERE)


def _unmeasured(part: Sum) -> str:
    return NOT_COUNTED["not_measured"] if part.total is None else ""


@dataclass(frozen=True, slots=True)
class _Cap:
    limit: float
    reason: str


def _cap(
    choices: Sequence[ChoiceMade], criteria: Mapping[str, Criterion], marks: Marks
) -> _Cap | None:
    """The lowest limit that holds, the first among equals."""
    caps: list[_Cap] = []
    if any(c.critical for c in choices):
        caps.append(_Cap(marks.critical_at_most, "A message in the wrong place"))
    if any(c.verdict == "wrong" for c in choices):
        caps.append(_Cap(marks.wrong_at_most, "A wrong choice"))
    caps += [
        _Cap(limit.at_most, limit.says)
        for limit in marks.limits
        if all(id_ in criteria and criteria[id_].passed is False for id_ in limit.fails)
    ]
    return min(caps, key=lambda cap: cap.limit, default=None)


def _weighed(part: Part | Literal["overall"], terms: Sequence[_Term]) -> Sum:
    """The weighted mean of what was measured."""
    counted = [t.score * t.weight for t in terms if t.score is not None and t.weight]
    weights = sum(t.weight for t in terms if t.score is not None)
    points = iter(_tenths([c / weights for c in counted]))
    lines = tuple(
        SumLine(
            part=part,
            what=t.what,
            score=t.score,
            weight=t.weight,
            points=None if t.score is None else next(points) if t.weight else 0.0,
            note=t.note,
        )
        for t in terms
    )
    if not counted:
        return Sum(None, lines)
    return Sum(round(sum(line.points or 0.0 for line in lines), 1), lines)


def _tenths(exact: Sequence[float]) -> list[float]:
    """The numbers in tenths that add up to the rounded sum: largest remainders go up first."""
    scaled = [round(x * TENTHS, 6) for x in exact]
    down = [floor(x) for x in scaled]
    missing = round(sum(scaled)) - sum(down)
    first = sorted(range(len(scaled)), key=lambda i: (down[i] - scaled[i], i))[:missing]
    return [(d + (i in first)) / TENTHS for i, d in enumerate(down)]
