"""Attempts as rows, and rows as attempts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.grading.score import Scorecard
from simulator.grading.transcript import Transcript
from simulator.ports import Attempt, AttemptSummary, TakeKept
from simulator.ports.moments import in_universal_time
from simulator.practice.occasion import Occasion
from simulator.practice.self_rating import SelfRating

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SUMMARY = ("id", "scenario_id", "started_at", "overall", "passed")


def row_of(attempt: Attempt) -> dict[str, Any]:
    """An attempt as its row.

    Raises:
        ValueError: its moment is none, or has no time zone.
    """
    card = attempt.scorecard
    return {
        "id": attempt.id,
        "scenario_id": attempt.scenario_id,
        "scenario_version": attempt.scenario_version,
        "scenario_sha256": card.scenario.sha256,
        "rubric_id": card.rubric.id,
        "rubric_sha256": card.rubric.sha256,
        "started_at": attempt.started_at,
        "overall": card.score.overall,
        "passed": card.passed,
        "journal": attempt.journal,
        "transcripts": transcripts_form().dump_json(attempt.transcripts).decode(),
        "scorecard": card.model_dump_json(),
        "corrections": corrections_form().dump_json(attempt.corrections).decode(),
        "self_rating": self_rating_form().dump_json(attempt.self_rating).decode(),
        "variant": attempt.variant,
        "occasion": occasion_form().dump_json(attempt.occasion).decode(),
        "reviewed_at": in_universal_time(attempt.started_at),
    }


def attempt_of(row: Mapping[str, Any], folder: Path) -> Attempt:
    """A row as an attempt; one of an older form has what later forms added by default.

    Raises:
        TypeError, ValueError, KeyError: it holds what no Rolecall has written.
    """
    in_universal_time(row["started_at"])
    variant = row.get("variant", 0)
    return Attempt(
        id=row["id"],
        scenario_id=row["scenario_id"],
        scenario_version=row["scenario_version"],
        started_at=row["started_at"],
        journal=row["journal"],
        transcripts=transcripts_form().validate_json(row["transcripts"]),
        scorecard=Scorecard.model_validate_json(row["scorecard"]),
        folder=folder,
        corrections=corrections_form().validate_json(row.get("corrections", "{}")),
        self_rating=self_rating_form().validate_json(row.get("self_rating", "null")),
        variant=variant if isinstance(variant, int) else 0,
        occasion=occasion_form().validate_json(row.get("occasion", "{}")),
    )


def summary_of(row: Mapping[str, Any]) -> AttemptSummary | None:
    """A row of `SUMMARY` as what lists show; None where it was changed outside Rolecall."""
    try:
        in_universal_time(row["started_at"])
    except (TypeError, ValueError, OverflowError):
        return None
    # SQLite keeps what it is given: in a damaged database an id may be no text.
    if not isinstance(row["id"], str) or not isinstance(row["overall"], float | int | None):
        return None
    return AttemptSummary(**{name: row[name] for name in SUMMARY})


def take_row(attempt_id: str, take: TakeKept) -> dict[str, Any]:
    """A recording as its row."""
    return {
        "attempt_id": attempt_id,
        "take": take.take,
        "file": take.file,
        "size_bytes": take.size_bytes,
        "sha256": take.sha256,
        "erased_at": take.erased_at,
    }


@cache
def transcripts_form() -> TypeAdapter[dict[str, Transcript]]:
    """How transcripts are kept."""
    from pydantic import TypeAdapter

    return TypeAdapter(dict[str, Transcript])


@cache
def corrections_form() -> TypeAdapter[dict[str, str]]:
    """How corrections are kept."""
    from pydantic import TypeAdapter

    return TypeAdapter(dict[str, str])


@cache
def self_rating_form() -> TypeAdapter[SelfRating | None]:
    """How the rep's own answer is kept."""
    from pydantic import TypeAdapter

    return TypeAdapter(SelfRating | None)


@cache
def occasion_form() -> TypeAdapter[Occasion]:
    """How it is kept in which drill or exam a call was made."""
    from pydantic import TypeAdapter

    return TypeAdapter(Occasion)
