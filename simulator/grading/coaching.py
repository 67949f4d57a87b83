"""What to do differently next time, the most valuable first; and what was good, as concretely."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from simulator.grading.check import Check, Subject
from simulator.grading.rubric import Rubric
from simulator.grading.score import Coaching, Criterion, Evidence, Fix, Part, Praise
from simulator.grading.sums import Sum

MOST_FIXES = 3
MOST_PRAISE = 3
LEAST_GAIN = 0.5
"""What would bring less than half a point is not worth a word."""
FULL = 100.0
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
    gains = {id_: _gain(criteria[id_], shares[id_]) for id_ in shares}
    fixes = tuple(_fixes(subject, checks, criteria, gains))
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


def _gain(criterion: Criterion, share: float) -> float:
    """How many points of the overall score are missing here."""
    return round(share * (FULL - (criterion.score or 0.0)), 1)


def _fixes(
    subject: Subject,
    checks: Mapping[str, Check],
    criteria: Mapping[str, Criterion],
    gains: Mapping[str, float],
) -> Iterator[Fix]:
    order = list(gains)
    wanted = [id_ for id_ in order if gains[id_] >= LEAST_GAIN and criteria[id_].advice]
    wanted.sort(key=lambda id_: (-gains[id_], order.index(id_)))
    failed = {id_ for id_ in order if criteria[id_].passed is False}
    said: set[str] = set()
    chosen = [id_ for id_ in wanted if checks[id_].builds_on not in failed][:MOST_FIXES]
    for id_ in chosen:
        example = _example(checks[id_], subject, said)
        said.add(example)
        yield Fix(
            criterion=id_,
            title=criteria[id_].title,
            gain=gains[id_],
            tip=criteria[id_].advice,
            words=_words(checks[id_], subject, criteria[id_]),
            example=example,
        )


def _words(check: Check, subject: Subject, criterion: Criterion) -> tuple[Evidence, ...]:
    """What the advice is about: words of the message, or those of the greeting that decided."""
    if check.of == "message":
        return _quoted(criterion)
    wrong = (c for c in subject.choices if c.verdict != "best")
    return tuple(Evidence(text=c.cue.text) for c in wrong if c.cue is not None)


def _example(check: Check, subject: Subject, said: set[str]) -> str:
    """How it could be said to this prospect; each example is given once."""
    if check.rewrite is None or subject.transcript is None:
        return ""
    example = check.rewrite(subject)
    return "" if example in said else example


def _praise(
    checks: Mapping[str, Check], criteria: Mapping[str, Criterion], shares: Mapping[str, float]
) -> Iterator[Praise]:
    def worth(id_: str) -> float:
        return shares[id_] * (1.0 if _quoted(criteria[id_]) else UNQUOTED_SHARE)

    good = [i for i in shares if criteria[i].passed and checks[i].praise]
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
