"""What to do differently next time, the most valuable first; and what was good, as concretely."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from simulator.grading.check import Check, Subject
from simulator.grading.language.hooks import said_better_unsaid
from simulator.grading.rubric import Rubric
from simulator.grading.score import (
    ChoiceMade,
    Coaching,
    Criterion,
    Evidence,
    Fix,
    Part,
    Praise,
)
from simulator.grading.sums import Sum, overall_sum, part_sum
from simulator.grading.transcript import typed

MOST_FIXES = 3
MOST_PRAISE = 3
LEAST_GAIN = 0.5
"""What would bring less than half a point is not worth a word."""
FULL = 100.0
UNSAID = "better_unsaid"
"""Worth no points, since the fact is no hook either; but it is told."""
UNQUOTED_SHARE = 0.5
"""Praise that quotes nothing counts half beside praise that does."""


def coach(
    subject: Subject,
    rubric: Rubric,
    checks: Mapping[str, Check],
    criteria: Mapping[str, Criterion],
    parts: Mapping[Part, Sum],
) -> Coaching:
    """Advice and praise on a graded call. `checks` and `criteria` are by id."""
    shares = shares_of(rubric, criteria, parts)
    gains = dict(_gains(subject.choices, rubric, checks, criteria, shares))
    unwanted = tuple(c for c in checks.values() if c.id in shares and c.wants == "none")
    unsaid = tuple(_unsaid(subject, criteria))
    fixes = tuple(_fixes(subject, checks, criteria, gains, unwanted))
    fixes = (*fixes[: MOST_FIXES - len(unsaid)], *unsaid)
    unfixed = {id_: shares[id_] for id_ in shares if id_ not in {f.criterion for f in fixes}}
    return Coaching(fixes=fixes, praise=tuple(_praise(checks, criteria, unfixed)))


def shares_of(
    rubric: Rubric, criteria: Mapping[str, Criterion], parts: Mapping[Part, Sum]
) -> dict[str, float]:
    """Which part of the overall score each criterion is that was measured: 0 to 1."""
    measured = [(n, p) for n, p in rubric.parts.named() if parts[n].total is not None]
    all_parts = sum(p.weight for _, p in measured)
    shares: dict[str, float] = {}
    for _, part in measured:
        counted = {i: w.weight for i, w in part.criteria.items() if criteria[i].score is not None}
        within = sum(counted.values())
        shares |= {i: w / within * part.weight / all_parts for i, w in counted.items() if w}
    return shares


def _gains(
    choices: tuple[ChoiceMade, ...],
    rubric: Rubric,
    checks: Mapping[str, Check],
    criteria: Mapping[str, Criterion],
    shares: Mapping[str, float],
) -> Iterator[tuple[str, float]]:
    """What to mend, and the points of the overall score that it brings once those before it are.

    The most valuable first: while a limit holds the score down, only what lifts it is worth
    anything. Advice that builds on something else that failed waits.
    """
    failed = {id_ for id_ in shares if criteria[id_].passed is False}
    waiting = [
        id_
        for id_ in shares
        if criteria[id_].score is not None
        and criteria[id_].advice
        and checks[id_].builds_on not in failed
    ]
    now, left = dict(criteria), choices
    reached = _overall(rubric, now, left)
    for _ in range(min(MOST_FIXES, len(waiting))):
        mended = {
            id_: (now | {id_: _mended(now[id_])}, _after(checks[id_], left)) for id_ in waiting
        }
        worth = {id_: _overall(rubric, *mended[id_]) - reached for id_ in waiting}
        best = max(waiting, key=lambda id_: worth[id_])
        if worth[best] < LEAST_GAIN:
            return
        yield best, round(worth[best], 1)
        (now, left), reached = mended[best], reached + worth[best]
        waiting.remove(best)


def _mended(criterion: Criterion) -> Criterion:
    return criterion.model_copy(update={"score": FULL, "passed": True})


def _after(check: Check, choices: tuple[ChoiceMade, ...]) -> tuple[ChoiceMade, ...]:
    """The choices that are left to hold the score down, once a check passes."""
    return () if check.of == "call" else choices


def _overall(
    rubric: Rubric, criteria: Mapping[str, Criterion], choices: tuple[ChoiceMade, ...]
) -> float:
    parts: dict[Part, Sum] = {n: part_sum(n, rubric, criteria) for n, _ in rubric.parts.named()}
    return overall_sum(rubric, parts, choices, criteria).total or 0.0


def _fixes(
    subject: Subject,
    checks: Mapping[str, Check],
    criteria: Mapping[str, Criterion],
    gains: Mapping[str, float],
    unwanted: tuple[Check, ...],
) -> Iterator[Fix]:
    said: set[str] = set()
    for id_ in gains:
        example = _example(checks[id_], subject, said, unwanted)
        said.add(example)
        yield Fix(
            criterion=id_,
            title=criteria[id_].title,
            gain=gains[id_],
            tip=criteria[id_].advice,
            words=_words(checks[id_], subject, criteria[id_]),
            example=example,
        )


def _unsaid(subject: Subject, criteria: Mapping[str, Criterion]) -> Iterator[Fix]:
    """What the author says to whoever mentions a fact that is better left unsaid: of the first."""
    said = criteria.get(UNSAID)
    if said is None or not said.evidence:
        return
    hook, *_ = said_better_unsaid(subject)
    [fact] = (fact for fact in subject.unsaid if fact.id == hook.fact)
    tip = fact.why or said.advice
    yield Fix(
        criterion=UNSAID, title=said.title, gain=0.0, tip=tip, words=_quoted(said), example=""
    )


def _words(check: Check, subject: Subject, criterion: Criterion) -> tuple[Evidence, ...]:
    """What the advice is about: words of the message, or those of the greeting that decided."""
    if check.of == "message":
        return _quoted(criterion)
    wrong = (c for c in subject.choices if c.verdict != "best")
    return tuple(Evidence(text=c.cue.text) for c in wrong if c.cue is not None)


def _example(check: Check, subject: Subject, said: set[str], unwanted: tuple[Check, ...]) -> str:
    """How it could be said to this prospect; each example is given once.

    None is given that has a fault itself: under another rubric, asking for a call is one.
    """
    if check.rewrite is None or subject.transcript is None:
        return ""
    example = check.rewrite(subject)
    itself = replace(subject, transcript=typed(example))
    is_faulty = any(c.find is not None and any(c.find(itself)) for c in unwanted)
    return "" if example in said or is_faulty else example


def _praise(
    checks: Mapping[str, Check], criteria: Mapping[str, Criterion], shares: Mapping[str, float]
) -> Iterator[Praise]:
    def worth(id_: str) -> float:
        return shares[id_] * (1.0 if _quoted(criteria[id_]) else UNQUOTED_SHARE)

    passed = [i for i in shares if criteria[i].passed and checks[i].praise]
    # Whoever says nothing makes no mistake either: that is no reason for praise.
    said = any(checks[i].find is not None and checks[i].wants == "some" for i in passed)
    good = [i for i in passed if said or checks[i].wants == "some"]
    for id_ in sorted(good, key=lambda i: (-worth(i), list(shares).index(i)))[:MOST_PRAISE]:
        yield Praise(
            criterion=id_,
            title=criteria[id_].title,
            says=checks[id_].praise,
            words=_quoted(criteria[id_]),
        )


def _quoted(criterion: Criterion) -> tuple[Evidence, ...]:
    """The words of the message that it rests on."""
    return tuple(e for e in criterion.evidence if e.start is not None)
