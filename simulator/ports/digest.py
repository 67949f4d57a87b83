"""A result in short: what lists, sums and schedules need of it, without its words and evidence.

It is kept beside the scorecard, so that thousands of calls can be looked through at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Literal

from simulator.grading.score import Graded, Scorecard, State, Verdict

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class ChoiceInShort:
    """One decision of a call. `seconds_to_decide` as in a scorecard."""

    line: str
    made: str
    best: str
    verdict: Verdict
    critical: bool
    guess: bool
    seconds_to_decide: float | None


@dataclass(frozen=True, slots=True)
class CriterionInShort:
    """One check's result. `score` is 0 to 100, or None."""

    state: State
    passed: bool | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Digest:
    """A result in short. The three parts are 0 to 100, or None where nothing was measured.

    `graded` says where the words of the message came from, None where none was left;
    `message_seconds` is how long it was.
    """

    type: str
    where: float | None
    what: float | None
    how: float | None
    would_call_back: Literal["yes", "maybe", "no"] | None
    graded: Graded | None
    message_seconds: float | None
    choices: tuple[ChoiceInShort, ...]
    criteria: dict[str, CriterionInShort]


def digest_of(card: Scorecard) -> Digest:
    """A scorecard in short."""
    message, score = card.message, card.score
    return Digest(
        type=card.scenario.type,
        where=score.where,
        what=score.what,
        how=score.how,
        would_call_back=score.would_call_back,
        graded=None if message is None else message.graded,
        message_seconds=None if message is None else message.seconds,
        choices=tuple(
            ChoiceInShort(
                c.line, c.made, c.best, c.verdict, c.critical, c.guess, c.seconds_to_decide
            )
            for c in card.choices
        ),
        criteria={
            id_: CriterionInShort(c.state, c.passed, c.score) for id_, c in card.criteria.items()
        },
    )


def digest_json(digest: Digest) -> str:
    """As it is kept."""
    return _adapter().dump_json(digest).decode()


def read_digest(text: str) -> Digest:
    """As it was kept.

    Raises:
        ValueError: it is none.
    """
    return _adapter().validate_json(text)


def in_universal_time(moment: str) -> str:
    """A moment (ISO 8601 with the zone) in UTC: as texts, such moments sort as they came.

    Raises:
        TypeError, ValueError, OverflowError: it is no moment, or one without a time zone.
    """
    found = datetime.fromisoformat(moment)
    if found.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return found.astimezone(UTC).isoformat(timespec="microseconds")


@cache
def _adapter() -> TypeAdapter[Digest]:
    from pydantic import TypeAdapter

    return TypeAdapter(Digest)
