"""One part of a message, prospect after prospect: twenty openings, or twenty phone numbers.

What is said is graded by itself, and of the grade only the criteria of that part count: an opening
gives no number, and nobody would hold that against it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, Literal

from simulator.grading.score import Criterion, Scorecard
from simulator.practice.cards import Rating, skill_card
from simulator.practice.done import Done
from simulator.practice.evidence import MEASURES, Evidence
from simulator.practice.first_and_last import NUMBER, PACE, FirstAndLast, first_and_last, section
from simulator.practice.parts import CRITERIA
from simulator.practice.sections import (
    NOT_MEASURED,
    Section,
    Summary,
    Table,
    counted,
    mean_of,
    often,
)
from simulator.scenario.model import Scenario

DrilledPart = Literal["opening", "number"]
PARTS: Final[dict[str, DrilledPart]] = {"opening": "opening", "number": "number"}
NOUNS: Final[dict[DrilledPart, str]] = {"opening": "opening", "number": "phone number"}


def criteria_of_part(part: DrilledPart, scorecard: Scorecard) -> dict[str, Criterion]:
    """The criteria that a part is graded by, in the order in which they matter."""
    return {id_: scorecard.criteria[id_] for id_ in CRITERIA[part] if id_ in scorecard.criteria}


def is_good(part: DrilledPart, scorecard: Scorecard) -> bool:
    """Whether nothing of it was missed, and something was judged."""
    judged = [c.passed for c in criteria_of_part(part, scorecard).values() if c.passed is not None]
    return bool(judged) and all(judged)


def evidence_of_part(
    part: DrilledPart,
    scenario: Scenario,
    variant: int,
    scorecard: Scorecard,
    skills: Collection[str],
    done: Done,
) -> Evidence:
    """What one part that was said says of a rep; `skills` are the criteria that are practised."""
    figures = {name: getattr(scorecard.delivery, name) for name in MEASURES}
    return Evidence(
        attempt=done.attempt,
        scenario=scenario.id,
        type=scenario.type,
        variant=variant,
        finished_at=done.finished_at,
        setting=done.occasion.setting,
        series=done.occasion.series,
        place=done.occasion.place,
        ratings=dict(_ratings(part, scorecard, skills)),
        is_clean=False,
        passed=is_good(part, scorecard),
        measures={name: figure for name, figure in figures.items() if figure is not None},
    )


def verdict_in_words(criterion: Criterion) -> str:
    """A criterion's verdict in two words."""
    if criterion.passed is None:
        return "not sure" if criterion.state == "not_sure" else NOT_MEASURED
    return "good" if criterion.passed else "work on this"


def told(
    part: DrilledPart,
    run: Sequence[Evidence],
    before: Sequence[Evidence],
    titles: Mapping[str, str],
    of: int,
) -> Summary:
    """A run in sections; `before` is the run before it, `titles` those of skills."""
    good = sum(one.passed for one in run)
    left = "" if len(run) >= of else f" {len(run)} of {of} were said."
    headline = f"{good} of {counted(len(run), NOUNS[part])} had everything.{left}"
    ends = first_and_last(run)
    sections = (
        Section("Point by point", (), _by_criterion(part, run, ends, titles)),
        section(ends, (NUMBER,) if part == "number" else (PACE,)),
        Section("How fast", tuple(_pace(part, run))),
        Section("Since the run before", tuple(_since(run, before))),
        Section("Practise next", tuple(_next(part, run, titles))),
    )
    return Summary(headline, tuple(s for s in sections if s.sentences or s.table))


def _ratings(
    part: DrilledPart, scorecard: Scorecard, skills: Collection[str]
) -> Iterator[tuple[str, Rating]]:
    for id_, criterion in criteria_of_part(part, scorecard).items():
        if id_ in skills and criterion.passed is not None and criterion.state in {"yes", "no"}:
            yield skill_card(id_), "good" if criterion.passed else "again"


def _passed(id_: str, run: Sequence[Evidence]) -> tuple[int, int]:
    """How often a criterion was met, and of how many times that it was judged."""
    ratings = [one.ratings.get(skill_card(id_)) for one in run]
    judged = [rating for rating in ratings if rating is not None]
    return sum(rating != "again" for rating in judged), len(judged)


def _share(id_: str, run: Sequence[Evidence]) -> str:
    right, of = _passed(id_, run)
    return f"{right} of {of}" if of else NOT_MEASURED


def _by_criterion(
    part: DrilledPart,
    run: Sequence[Evidence],
    ends: FirstAndLast | None,
    titles: Mapping[str, str],
) -> Table:
    few = () if ends is None else (ends.first, ends.last)
    heads = () if ends is None else (f"first {ends.number}", f"last {ends.number}")
    rows = (
        (titles[id_], _share(id_, run), *(_share(id_, some) for some in few))
        for id_ in CRITERIA[part]
        if id_ in titles
    )
    return Table(("", "good", *heads), tuple(rows))


def _pace(part: DrilledPart, run: Sequence[Evidence]) -> Iterator[str]:
    figure = NUMBER if part == "number" else PACE
    mean = mean_of(one.measures.get(figure.name) for one in run)
    if mean is None:
        yield f"{figure.title}: {NOT_MEASURED}. What is typed has no pace."
    else:
        slow = " 2.5 or fewer can be written down." if part == "number" else ""
        yield f"{figure.title}: {mean:.{figure.decimals}f}{figure.unit} on average.{slow}"


def _since(run: Sequence[Evidence], before: Sequence[Evidence]) -> Iterator[str]:
    if not before:
        yield "This was your first run; the next one is compared with it."
        return
    now, then = (sum(one.passed for one in some) for some in (run, before))
    better = "Better: " if run and now / len(run) > then / len(before) else ""
    yield f"{better}{now} of {len(run)} had everything, {then} of {len(before)} in the run before."


def _next(part: DrilledPart, run: Sequence[Evidence], titles: Mapping[str, str]) -> Iterator[str]:
    shares = {id_: _passed(id_, run) for id_ in CRITERIA[part] if id_ in titles}
    missed = {id_: of - right for id_, (right, of) in shares.items() if right < of}
    for id_ in sorted(missed, key=lambda id_: -missed[id_])[:2]:
        yield f"{titles[id_]}: missed {often(missed[id_])}."
    if not missed and any(of for _, of in shares.values()):
        yield "Nothing was missed. Now say it in whole calls."
