"""What is remembered of calls, and what a rep heard and wrote after them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from simulator.grading.score import Scorecard
from simulator.grading.transcript import Transcript
from simulator.practice.evidence import Evidence
from simulator.practice.inbox import Hearing
from simulator.practice.number_written import NumberWritten
from simulator.practice.occasion import BY_ITSELF, Occasion
from simulator.practice.self_rating import SelfRating
from simulator.practice.series import Series
from simulator.practice.standing import NEW_REP, Standing


@dataclass(frozen=True, slots=True)
class AttemptSummary:
    """One finished call, as lists show it. `started_at` is ISO 8601 with the zone."""

    id: str
    scenario_id: str
    started_at: str
    overall: float | None
    passed: bool


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a rep has come with one scenario.

    `best` is the best score, 0 to 100, `best_passed` that of the calls that passed. `latest` is
    when the last call was made, ISO 8601 in UTC.
    """

    calls: int
    passed_calls: int
    best: float | None
    best_passed: float | None
    latest: str


@dataclass(frozen=True, slots=True)
class Practised:
    """What practice rests on, as it was at one moment.

    `since` are the calls and drills that came after the `standing`, the oldest first. `changes`
    counts all changes ever made to what practice rests on. It `is_whole` unless something of it
    cannot be read, and is left out.
    """

    standing: Standing = NEW_REP
    since: tuple[Evidence, ...] = ()
    changes: int = 0
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class TakeKept:
    """One recording of a call: its file in the call's folder, and how large it was.

    `erased_at` is when it was erased while the result stayed (ISO 8601 with the zone), or None.
    """

    take: str
    file: str
    size_bytes: int
    sha256: str
    erased_at: str | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One finished call, as it is kept.

    `journal` is the call's events as JSON lines, `transcripts` what was heard or typed, by take id,
    and `corrections` what the rep says it was, where that differs; both are kept. `folder` is where
    the recordings lie. `self_rating` is the rep's own answer, where one was given. `variant` counts
    from 0; the `occasion` is the drill or exam in which the call was made, if it was in one.
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
    variant: int = 0
    occasion: Occasion = BY_ITSELF


@dataclass(frozen=True, slots=True)
class Brought:
    """A call from elsewhere: `attempt.folder` is where its files lie until they are taken in."""

    attempt: Attempt
    takes: tuple[TakeKept, ...] = ()
    number: NumberWritten | None = None


FromElsewhere = Brought | Hearing | Series | Evidence
"""What can be taken in: calls, messages that were heard, runs, and what a drill showed."""


class Records(Protocol):
    """Remembers attempts."""

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences on what happened to the records since they were opened, for the rep."""

    def begin(self, attempt_id: str) -> Path:
        """Make the attempt's folder, readable by its owner only, and return it."""

    def finish(self, attempt: Attempt, evidence: Evidence | None = None) -> None:
        """Keep a finished attempt and what practice remembers of it, whole or not at all."""

    def replace(self, attempt: Attempt, evidence: Evidence | None = None) -> None:
        """Put an attempt that was graded again in the place of the one kept, whole or not at all.

        Without evidence, what practice remembers of it stays as it was.

        Raises:
            PortError: none with its id is kept, or it cannot be written; the old one stays.
        """

    def attempt(self, attempt_id: str) -> Attempt | None:
        """Find one; a unique beginning of the id is enough."""

    def attempts(self) -> Sequence[AttemptSummary]:
        """All, the newest first."""

    def latest(self, most: int, scenario_id: str | None = None) -> Sequence[AttemptSummary]:
        """The newest, the newest first, of one scenario where it is named. Fast with thousands."""

    def reached(self) -> Mapping[str, Reached]:
        """How far the rep has come, by scenario id. Fast with thousands of calls."""

    def scorecards(self, attempt_ids: Sequence[str]) -> Sequence[Scorecard]:
        """The results of some attempts, in their order; what cannot be read is left out."""

    def takes(self, attempt_id: str) -> Sequence[TakeKept]:
        """The recordings of a kept attempt, those that were erased since included."""

    def with_recordings(self, before: str) -> Sequence[str]:
        """The ids of calls from before a moment (ISO 8601 in UTC) whose recordings are kept."""

    def unfinished(self) -> Sequence[Path]:
        """Folders of calls that never finished: something was recorded, then Rolecall died."""

    def discard(self, folder: Path) -> None:
        """Erase an unfinished call's folder."""

    def erase(self, attempt_id: str) -> None:
        """Erase a kept attempt with all that belongs to it: recordings, hearings, its number.

        Raises:
            PortError: something cannot be erased; the attempt is still there, to be tried again.
        """

    def erase_recordings(self, attempt_id: str, erased_at: str) -> None:
        """Erase what can be heard of a kept attempt; words and result stay.

        Raises:
            PortError: something cannot be erased.
        """

    def erase_everything(self) -> Sequence[str]:
        """Erase all results and all folders of calls; a sentence for each that could not be."""

    def bring_in(self, calls: Callable[[], Iterable[FromElsewhere]]) -> Sequence[str]:
        """Take in calls from elsewhere, all or none; those that are kept already stay as they are.

        So does all else. `calls` may be called more than once.

        Returns:
            The ids of those that were taken in.

        Raises:
            PortError: they cannot be written; nothing was changed. What `calls` raises, as well.
        """

    def keep_hearing(self, hearing: Hearing) -> None:
        """Keep what was decided about one message of an inbox."""

    def hearings(self) -> Sequence[Hearing]:
        """Every message of every inbox as it was heard, the oldest inbox first."""

    def keep_number(self, written: NumberWritten) -> None:
        """Keep what was written at the first hearing of a call's number; there is but one."""

    def number_written(self, attempt_id: str) -> NumberWritten | None:
        """What was written when the number of a call was heard for the first time."""

    def practised(self) -> Practised:
        """What practice rests on."""

    def keep_standing(self, standing: Standing, upto: str, changes: int) -> None:
        """Keep what follows from the calls up to a moment (ISO 8601 in UTC), this one included.

        `changes` is the number that was read with those calls: where there were others meanwhile,
        nothing is kept. So it is where a call from up to that moment is changed later.
        """

    def keep_evidence(self, evidence: Evidence) -> None:
        """Keep what a call, a decision or a part shows, or put it in the place of the old."""

    def without_evidence(self) -> Sequence[AttemptSummary]:
        """The attempts of which nobody has yet found out what they show, the oldest first."""

    def find_out(self, attempt_id: str, evidence: Evidence | None) -> None:
        """Keep what such an attempt shows; None: nothing, and it is not to be asked for again.

        Where it was found out meanwhile, or is gone, nothing changes.
        """

    def evidence(self, series_id: str | None = None) -> Sequence[Evidence]:
        """Of all calls and drills, the oldest first, or of one series, by place."""

    def keep_series(self, series: Series) -> None:
        """Keep a run of a drill or an exam, or put it in the place of the one with its id."""

    def series(self, series_id: str) -> Series | None:
        """A run by its id."""

    def all_series(self) -> Sequence[Series]:
        """All runs, the newest first."""
