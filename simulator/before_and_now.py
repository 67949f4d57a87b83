"""A message before and now, in words: what every front end says of a part that was said anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.grading.score import Criterion, Scorecard
from simulator.practice.parts import changed_criteria, criteria_of
from simulator.wording import STATES, verdict_word

if TYPE_CHECKING:
    from simulator.session.redoing import Compared

_NOT_GRADED = "not graded"
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


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that a new grade says otherwise than the old one, and why it says so now."""

    what: str
    before: str
    now: str
    why: str = ""


def reasons_for_change(before: Scorecard, now: Scorecard) -> tuple[str, ...]:
    """What is different about two grades of one call, as sentences; none where all is the same."""
    found: list[str] = []
    then, since = before.rubric, now.rubric
    if then.id != since.id:
        found.append(f"It was graded by the rubric {then.id}, and now by {since.id}.")
    elif then.sha256 != since.sha256:
        found.append(f"The rubric {since.id} has changed since.")
    found += _reasons_in_words(before, now)
    if not found and changed_in_words(before, now):
        found.append("The checks of this Rolecall are not those of the one that graded it then.")
    return tuple(found)


def _reasons_in_words(before: Scorecard, now: Scorecard) -> Iterator[str]:
    """What is different about how the words were read."""
    old, new = before.message, now.message
    if old is not None and new is not None and old.transcript != new.transcript:
        if new.graded == "corrected":
            yield "Your correction counts now."
        elif old.graded == "corrected":
            yield "What was heard counts again."
        else:
            yield "The recording was heard otherwise this time."
    models, models_now = before.language, now.language
    if models is None or models_now is None:
        if models_now is not None:
            yield "It was graded by an earlier Rolecall, which read words in another way."
        return
    if models.weights_sha256 != models_now.weights_sha256:
        yield "The models that read words have been trained anew since."
    if models.embeddings != models_now.embeddings:
        how = "by meaning, too" if models_now.embeddings else "by their words only"
        yield f"Now hooks are found {how}."


def changed_in_words(before: Scorecard, now: Scorecard) -> tuple[Changed, ...]:
    """What has changed from one grade of a call to the next: choices, criteria, points."""
    then = {choice.line: choice for choice in before.choices}
    choices = [
        Changed(f"The choice on the line {c.line}", then[c.line].verdict, c.verdict, c.why)
        for c in now.choices
        if c.line in then and then[c.line].verdict != c.verdict
    ]
    ids = dict.fromkeys([*before.criteria, *now.criteria])
    criteria = [c for id_ in ids for c in _criterion_changed(id_, before, now)]
    return (*choices, *criteria, *_points_changed(before, now))


def _criterion_changed(id_: str, before: Scorecard, now: Scorecard) -> Iterator[Changed]:
    old, new = before.criteria.get(id_), now.criteria.get(id_)
    title = next(c.title for c in (new, old) if c is not None)
    then = _NOT_GRADED if old is None else _verdict_and_figure(old)
    since = _NOT_GRADED if new is None else _verdict_and_figure(new)
    if then != since:
        yield Changed(title, then, since, "" if new is None else new.why)


def _points_changed(before: Scorecard, now: Scorecard) -> Iterator[Changed]:
    old, new = before.score, now.score
    for title in ("where", "what", "how", "overall"):
        beside = _points_beside(title, getattr(old, title), getattr(new, title))
        if beside.before != beside.now:
            yield Changed(title.upper(), beside.before, beside.now)
    then, since = (s.would_call_back or "not said" for s in (old, new))
    if then != since:
        yield Changed("Would they call you back?", then, since)
    if before.passed != now.passed:
        then, since = ("yes" if c.passed else "no" for c in (before, now))
        yield Changed("Passed", then, since)
