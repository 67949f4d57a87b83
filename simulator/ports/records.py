"""What is remembered of calls, and what a rep heard and wrote after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from simulator.grading.score import Scorecard
from simulator.grading.transcript import Transcript
from simulator.practice.inbox import Hearing
from simulator.practice.number_written import NumberWritten
from simulator.practice.self_rating import SelfRating


@dataclass(frozen=True, slots=True)
class AttemptSummary:
    """One finished call, as lists show it. `started_at` is ISO 8601 with the zone."""

    id: str
    scenario_id: str
    started_at: str
    overall: float | None
    passed: bool


@dataclass(frozen=True, slots=True)
class Attempt:
    """One finished call, as it is kept.

    `journal` is the call's events as JSON lines, `transcripts` what was heard or typed, by take id,
    and `corrections` what the rep says it was, where that differs; both are kept. `folder` is where
    the recordings lie. `self_rating` is the rep's own answer, where one was given.
    """

    id: str
    scenario_id: str
    scenario_version: int
    started_at: str
    journal: str
    transcripts: dict[str, Transcript]
    scorecard: Scorecard
    folder: Path
    corrections: dict[str, str] = field(default_factory=dict)
    self_rating: SelfRating | None = None


class Records(Protocol):
    """Remembers attempts."""

    def begin(self, attempt_id: str) -> Path:
        """Make the attempt's folder, readable by its owner only, and return it."""

    def finish(self, attempt: Attempt) -> None:
        """Keep a finished attempt, whole or not at all."""

    def replace(self, attempt: Attempt) -> None:
        """Put an attempt that was graded again in the place of the one kept, whole or not at all.

        Raises:
            PortError: none with its id is kept, or it cannot be written; the old one stays.
        """

    def attempt(self, attempt_id: str) -> Attempt | None:
        """Find one; a unique beginning of the id is enough."""

    def attempts(self) -> Sequence[AttemptSummary]:
        """All, the newest first."""

    def scorecards(self, attempt_ids: Sequence[str]) -> Sequence[Scorecard]:
        """The results of some attempts, in their order; what cannot be read is left out."""

    def unfinished(self) -> Sequence[Path]:
        """Folders of calls that never finished: something was recorded, then Rolecall died."""

    def discard(self, folder: Path) -> None:
        """Erase an unfinished call's folder."""

    def keep_hearing(self, hearing: Hearing) -> None:
        """Keep what was decided about one message of an inbox."""

    def hearings(self) -> Sequence[Hearing]:
        """Every message of every inbox as it was heard, the oldest inbox first."""

    def keep_number(self, written: NumberWritten) -> None:
        """Keep what was written at the first hearing of a call's number; there is but one."""

    def number_written(self, attempt_id: str) -> NumberWritten | None:
        """What was written when the number of a call was heard for the first time."""
