"""Results without the rest of their attempts, many at once: for what is summed up over calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from simulator.grading.score import Scorecard

if TYPE_CHECKING:
    from sqlalchemy import Connection


def results_of(connection: Connection, attempt_ids: Sequence[str]) -> dict[str, object]:
    """The results as they are kept, by the ids of their attempts."""
    from sqlalchemy import select

    from simulator.adapters.records_sqlalchemy import schema

    kept = schema.attempts.c
    rows = connection.execute(select(kept.id, kept.scorecard).where(kept.id.in_(attempt_ids)))
    return {row.id: row.scorecard for row in rows}


def readable(kept: Mapping[str, object], attempt_ids: Sequence[str]) -> list[Scorecard]:
    """The results in the order of the ids, without those that were changed outside Rolecall."""
    found = (_scorecard(kept[id_]) for id_ in attempt_ids if id_ in kept)
    return [scorecard for scorecard in found if scorecard is not None]


def _scorecard(text: object) -> Scorecard | None:
    try:
        return Scorecard.model_validate_json(text) if isinstance(text, str) else None
    except ValueError:
        return None
