"""Calls as a table: one row a call, for spreadsheets. It cannot be imported again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from simulator.ports import Attempt
from simulator.scenario.control import without_control_characters

COLUMNS = (
    "call",
    "started_at",
    "scenario",
    "type",
    "variant",
    "rubric",
    "passed",
    "overall",
    "where",
    "what",
    "how",
    "would_call_back",
    "own_answer",
    "own_answer_sure_percent",
    "line",
    "made",
    "best",
    "verdict",
    "critical",
    "seconds_to_decide",
    "message_seconds",
    "words_per_minute",
    "message",
)
"""Before those of the criteria. The choice is the one that decided the score."""
_FORMULA = ("=", "+", "-", "@")
"""A cell that begins so is a formula to a spreadsheet, which would run it."""


def header(criteria: Sequence[str]) -> list[str]:
    """The first row; `criteria` are the ids of the columns at the end."""
    return [*COLUMNS, *criteria]


def rows(attempts: Iterable[Attempt], criteria: Sequence[str]) -> Iterator[list[str]]:
    """A row for each call. What was not measured is an empty cell."""
    for attempt in attempts:
        yield [_cell(value) for value in (*_values(attempt), *_states(attempt, criteria))]


def _values(attempt: Attempt) -> tuple[object, ...]:
    card, rating = attempt.scorecard, attempt.self_rating
    score, message, choice = card.score, card.message, card.choice
    return (
        attempt.id,
        attempt.started_at,
        attempt.scenario_id,
        card.scenario.type,
        attempt.variant + 1,
        card.rubric.id,
        card.passed,
        score.overall,
        score.where,
        score.what,
        score.how,
        score.would_call_back,
        None if rating is None else rating.would_call_back,
        None if rating is None else rating.sure_percent,
        *(
            (None,) * 6
            if choice is None
            else (
                choice.line,
                choice.made,
                choice.best,
                choice.verdict,
                choice.critical,
                choice.seconds_to_decide,
            )
        ),
        None if message is None else message.seconds,
        card.delivery.words_per_minute,
        None if message is None else message.transcript,
    )


def _states(attempt: Attempt, criteria: Sequence[str]) -> Iterator[object]:
    for id_ in criteria:
        found = attempt.scorecard.criteria.get(id_)
        yield None if found is None or found.state == "not_measured" else found.state


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.2f}".rstrip("0").rstrip(".")
        case str():
            text = without_control_characters(value)
            return f"'{text}" if text.startswith(_FORMULA) else text
        case _:
            return str(value)
