"""A message before and now, in words: what every front end says of a part that was said anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.grading.score import Criterion
from simulator.practice.parts import changed_criteria, criteria_of
from simulator.wording import STATES, verdict_word

if TYPE_CHECKING:
    from simulator.session.redoing import Compared

_WHOLE_FROM = 10
"""Below, the decimal counts: of the digits a second."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One thing before and now, in words. `is_better` is None where it is neither."""

    title: str
    before: str
    now: str
    is_better: bool | None


def compared_in_words(compared: Compared) -> tuple[list[Beside], list[Beside]]:
    """What a part is about, with whatever else has changed; and the points of the message."""
    before, now = compared.before.criteria, compared.now.criteria
    about = criteria_of(compared.part, compared.before)
    ids = dict.fromkeys([*about, *changed_criteria(compared.before, compared.now)])
    then, since = compared.before.score, compared.now.score
    points = {
        "WHAT": (then.what, since.what),
        "HOW": (then.how, since.how),
        "The message, both together": (then.overall, since.overall),
    }
    return (
        [_verdicts_beside(before[id_], now[id_]) for id_ in ids if id_ in now],
        [_points_beside(title, *both) for title, both in points.items()],
    )


def _verdicts_beside(before: Criterion, now: Criterion) -> Beside:
    is_better = None if now.passed == before.passed else now.passed
    return Beside(now.title, _verdict_and_figure(before), _verdict_and_figure(now), is_better)


def _verdict_and_figure(criterion: Criterion) -> str:
    if criterion.measured is None:
        return verdict_word(criterion)
    places = 0 if abs(criterion.measured) >= _WHOLE_FROM else 1
    return f"{verdict_word(criterion)} ({criterion.measured:.{places}f} {criterion.unit})"


def _points_beside(title: str, before: float | None, now: float | None) -> Beside:
    then, since = (STATES["not_measured"] if p is None else f"{p:.0f}" for p in (before, now))
    if before is None or now is None or then == since:
        return Beside(title, then, since, None)
    return Beside(title, then, since, now > before)
