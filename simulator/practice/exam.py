"""An exam: which calls, in which order, and what it takes to pass. And whether it was passed.

It is a YAML file (`exam_parse`). Whoever takes it has no hints and no second try, answers "would
you call you back?" after every message before any score, and sees no result before the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import Field

from simulator.grading.score import Scorecard
from simulator.practice.evidence import Evidence
from simulator.practice.self_rating import SelfRating
from simulator.practice.series import Item, Series
from simulator.scenario.model import Name, Slug, Text, Value

MOST_CALLS: Final = 60


class ExamCall(Value):
    """One call of an exam."""

    scenario: Slug = Field(description="the id of the scenario that is called")
    variant: int = Field(default=1, ge=1, le=1000, description="in which of its variants, from 1")

    @property
    def item(self) -> Item:
        """The same as an item of a series, whose variants count from 0."""
        return Item(scenario=self.scenario, variant=self.variant - 1)


class Passing(Value):
    """What it takes to pass."""

    calls: int = Field(ge=1, description="so many calls passed, at least")
    where: float | None = Field(
        default=None, ge=0, le=100, description="WHERE on average, at least; nothing: not asked for"
    )
    critical_errors: int = Field(default=0, ge=0, description="so many critical errors, at most")
    every_rating: bool = Field(
        default=True, description="whether every message must have been rated by the rep"
    )


class Exam(Value):
    """The whole exam."""

    id: Slug = Field(description="the exam's own name, by which curricula name it")
    version: int = Field(ge=1, description="1, and one more whenever it asks for something else")
    title: Name = Field(description="what lists show")
    about: Text = Field(description="the exam in a sentence or two")
    rubric: Slug = Field(description="by which rubric it is graded, whatever the rep prefers")
    minutes: int = Field(ge=1, le=600, description="about how long it takes")
    calls: Annotated[tuple[ExamCall, ...], Field(min_length=1, max_length=MOST_CALLS)] = Field(
        description="the calls, in their order"
    )
    passing: Passing = Field(description="what it takes to pass")

    @property
    def items(self) -> tuple[Item, ...]:
        """The calls as the items of a series."""
        return tuple(call.item for call in self.calls)


@dataclass(frozen=True, slots=True)
class CallMade:
    """One call of an exam as far as the exam looks at it. `where` is 0 to 100, or None."""

    passed: bool
    critical_errors: int
    where: float | None
    left_message: bool
    is_rated: bool

    @staticmethod
    def of(card: Scorecard, rating: SelfRating | None) -> CallMade:
        """What a result says."""
        return CallMade(
            card.passed,
            sum(choice.critical for choice in card.choices),
            card.score.where,
            any(choice.made == "leave" for choice in card.choices),
            rating is not None,
        )

    @staticmethod
    def shown_by(evidence: Evidence) -> CallMade:
        """What is remembered of a call."""
        return CallMade(
            evidence.passed,
            sum(one.critical for one in evidence.decided),
            evidence.scores.get("where"),
            any(one.made == "leave" for one in evidence.decided),
            evidence.self_percent is not None,
        )

    @property
    def owes_rating(self) -> bool:
        """Whether a message was left that its rep has not rated."""
        return self.left_message and not self.is_rated


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that is asked for, whether it is met, and a sentence that says both."""

    is_met: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class ExamResult:
    """How an exam has ended. `where` is the average of what was measured, 0 to 100, or None."""

    calls: int
    made: int
    passed_calls: int
    critical_errors: int
    where: float | None
    demands: tuple[Demand, ...]

    @property
    def passed(self) -> bool:
        """Whether everything that is asked for is met."""
        return all(demand.is_met for demand in self.demands)

    @property
    def headline(self) -> str:
        """The result in a word or two."""
        return "Passed." if self.passed else "Not passed."


def judged(exam: Exam, calls: Sequence[CallMade]) -> ExamResult:
    """Whether an exam is passed by the calls that were made of it, and why."""
    measured = [call.where for call in calls if call.where is not None]
    where = sum(measured) / len(measured) if measured else None
    result = ExamResult(
        calls=len(exam.calls),
        made=len(calls),
        passed_calls=sum(call.passed for call in calls),
        critical_errors=sum(call.critical_errors for call in calls),
        where=None if where is None else round(where, 2),
        demands=(),
    )
    return ExamResult(
        result.calls, result.made, result.passed_calls, result.critical_errors, result.where,
        tuple(_demands(exam.passing, result, calls)),
    )  # fmt: skip


def _demands(asked: Passing, got: ExamResult, calls: Sequence[CallMade]) -> Iterator[Demand]:
    yield Demand(got.made == got.calls, f"{got.made} of {got.calls} calls made (asked for: all).")
    yield Demand(
        got.passed_calls >= asked.calls,
        f"{got.passed_calls} of {got.calls} calls passed (asked for: {asked.calls}).",
    )
    most = f"at most {asked.critical_errors}" if asked.critical_errors else "none"
    yield Demand(
        got.critical_errors <= asked.critical_errors,
        f"{_errors(got.critical_errors)} (allowed: {most}).",
    )
    if asked.where is not None:
        average = "not measured" if got.where is None else f"{got.where:.0f} of 100 on average"
        yield Demand(
            got.where is not None and got.where >= asked.where,
            f"WHERE {average} (asked for: {asked.where:.0f}).",
        )
    if asked.every_rating:
        left = sum(call.left_message for call in calls)
        owed = sum(call.owes_rating for call in calls)
        yield Demand(not owed, f"{left - owed} of {left} messages rated (asked for: all).")


def _errors(number: int) -> str:
    return f"{number or 'No'} critical error{'' if number in {0, 1} else 's'}"


def in_words(passing: Passing, calls: int) -> tuple[str, ...]:
    """What it takes to pass an exam of so many calls, a sentence each."""
    sentences = [f"At least {passing.calls} of the {calls} calls passed."]
    if passing.critical_errors:
        sentences.append(f"At most {_errors(passing.critical_errors)}.")
    else:
        sentences.append("No critical error: no message where none may be left.")
    if passing.where is not None:
        sentences.append(f"WHERE at least {passing.where:.0f} of 100 on average.")
    if passing.every_rating:
        sentences.append("Every message rated by you.")
    return tuple(sentences)


def made_so_far(series: Series, evidence: Iterable[Evidence]) -> dict[int, Evidence]:
    """What was made of each item, by its place; the first counts, as there is no second try."""
    found: dict[int, Evidence] = {}
    for one in sorted(evidence, key=lambda e: e.attempt):
        if one.series == series.id and one.place < len(series.items):
            found.setdefault(one.place, one)
    return dict(sorted(found.items()))


def exams_passed(
    runs: Iterable[Series], evidence: Iterable[Evidence], exams: Mapping[str, Exam]
) -> frozenset[str]:
    """The ids of the exams that were passed in some run, by what is remembered of their calls.

    A run of calls that are not (or no longer) those of the exam passes nothing.
    """
    known = [one for one in evidence if one.setting == "exam"]
    return frozenset(
        run.exam
        for run in runs
        if run.kind == "exam" and run.exam in exams and _is_passed(run, known, exams[run.exam])
    )


def _is_passed(run: Series, evidence: Sequence[Evidence], exam: Exam) -> bool:
    if run.finished_at is None or run.items != exam.items:
        return False
    made = made_so_far(run, evidence)
    return judged(exam, [CallMade.shown_by(one) for one in made.values()]).passed
