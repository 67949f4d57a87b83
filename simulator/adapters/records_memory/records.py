"""Results in memory.

Only the results are forgotten. Recordings and journals are files in their folders as ever, and stay
there.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from typing_extensions import override

from simulator.adapters.records_memory.practice import MemoryPractice
from simulator.grading.score import Scorecard
from simulator.ports import (
    Attempt,
    AttemptSummary,
    Brought,
    FromElsewhere,
    PortError,
    Reached,
    TakeKept,
)
from simulator.ports.moments import in_universal_time
from simulator.practice.evidence import Evidence
from simulator.practice.inbox import Hearing
from simulator.practice.number_written import NumberWritten
from simulator.session.attempt_folders import (
    NO_SUCH_CALL,
    NOT_KEPT,
    the_one_beginning_with,
)
from simulator.session.folders_from_elsewhere import FoldersFromElsewhere
from simulator.session.kept_once import (
    CALL_NOT_KEPT,
    HEARD_ALREADY,
    WRITTEN_ALREADY,
    by_time,
    hold_to_time_zone,
)


class MemoryRecords(MemoryPractice):
    """Results in memory, recordings below `root`; without one, in a new folder of their own."""

    def __init__(self, root: Path | None = None) -> None:
        super().__init__()
        self._root = root
        self._kept: dict[str, Attempt] = {}
        self._takes: dict[str, tuple[TakeKept, ...]] = {}
        self._hearings: dict[tuple[str, int], Hearing] = {}
        self._numbers: dict[str, NumberWritten] = {}

    @property
    def notices(self) -> tuple[str, ...]:
        """Nothing ever happens to these records."""
        return ()

    def begin(self, attempt_id: str) -> Path:
        """Make the attempt's folder, readable by its owner only, and return it."""
        return self._folders.begin(attempt_id)

    def finish(self, attempt: Attempt, evidence: Evidence | None = None) -> None:
        """Keep a finished attempt for as long as the program runs.

        Its folder is not marked as finished: the next start, with its records in order, offers to
        take it up again.
        """
        hold_to_time_zone(attempt.started_at)
        if attempt.id in self._kept:
            raise PortError("The result of this call could not be kept: it is kept already.")
        self._kept[attempt.id] = attempt
        self._takes[attempt.id] = tuple(self._folders.takes(attempt.id))
        if evidence is not None:
            self._put(attempt.id, evidence)

    def replace(self, attempt: Attempt, evidence: Evidence | None = None) -> None:
        """Put an attempt that was graded again in the place of the one kept."""
        hold_to_time_zone(attempt.started_at)
        if attempt.id not in self._kept:
            raise PortError(NOT_KEPT.format(id=attempt.id))
        self._kept[attempt.id] = attempt
        if evidence is not None:
            self._put(attempt.id, evidence)

    def attempt(self, attempt_id: str) -> Attempt | None:
        """Find one; a unique beginning of the id is enough."""
        found = the_one_beginning_with(attempt_id, list(self._kept))
        return None if found is None else self._kept[found]

    @override
    def attempts(self) -> Sequence[AttemptSummary]:
        """All, the newest first."""
        newest = sorted(
            self._kept.values(), key=lambda a: datetime.fromisoformat(a.started_at), reverse=True
        )
        return [_summary(attempt) for attempt in newest]

    def scorecards(self, attempt_ids: Sequence[str]) -> Sequence[Scorecard]:
        """The results of some attempts, in their order."""
        return [self._kept[id_].scorecard for id_ in attempt_ids if id_ in self._kept]

    def latest(self, most: int, scenario_id: str | None = None) -> Sequence[AttemptSummary]:
        """The newest, the newest first."""
        named = [one for one in self.attempts() if scenario_id in {None, one.scenario_id}]
        return named[:most]

    def reached(self) -> Mapping[str, Reached]:
        """How far the rep has come, by scenario id."""
        found: dict[str, list[AttemptSummary]] = {}
        for one in self.attempts():
            found.setdefault(one.scenario_id, []).append(one)
        return {scenario_id: _reached(calls) for scenario_id, calls in found.items()}

    def takes(self, attempt_id: str) -> Sequence[TakeKept]:
        """The recordings of a kept attempt, those that were erased since included."""
        return self._takes.get(attempt_id, ())

    def with_recordings(self, before: str) -> Sequence[str]:
        """The ids of calls from before a moment (ISO 8601 in UTC) whose recordings are kept."""
        return [
            id_
            for id_, kept in self._kept.items()
            if in_universal_time(kept.started_at) < before
            and any(take.erased_at is None for take in self._takes[id_])
        ]

    def erase(self, attempt_id: str) -> None:
        """Erase a kept attempt with all that belongs to it."""
        if attempt_id not in self._kept:
            raise PortError(NO_SUCH_CALL.format(id=attempt_id))
        self._folders.erase(attempt_id)
        del self._kept[attempt_id], self._takes[attempt_id]
        self._numbers.pop(attempt_id, None)
        self._drop(attempt_id)
        heard = self._hearings.items()
        self._hearings = {k: h for k, h in heard if h.message.attempt_id != attempt_id}

    def erase_recordings(self, attempt_id: str, erased_at: str) -> None:
        """Erase what can be heard of a kept attempt; words and result stay."""
        self._folders.erase_recordings(attempt_id)
        self._takes[attempt_id] = tuple(
            replace(take, erased_at=take.erased_at or erased_at) for take in self.takes(attempt_id)
        )

    def erase_everything(self) -> Sequence[str]:
        """Erase all results and all folders of calls; a sentence for each that could not be."""
        for kept in (self._kept, self._takes, self._hearings, self._numbers):
            kept.clear()
        MemoryPractice.__init__(self)
        return self._folders.erase_all()

    def bring_in(self, calls: Callable[[], Iterable[FromElsewhere]]) -> Sequence[str]:
        """Take in calls from elsewhere, all or none; those that are kept already stay."""
        self._folders.undo_half_done(self._kept)
        new: list[str] = []
        for brought in calls():
            if isinstance(brought, Hearing):
                self._hearings.setdefault((brought.inbox_id, brought.place), brought)
                continue
            if not isinstance(brought, Brought):
                self._take_in(brought)
                continue
            id_ = brought.attempt.id
            if id_ in self._kept:
                continue
            self._folders.take_in(id_, brought.attempt.folder)
            self._kept[id_] = replace(brought.attempt, folder=self._folders.path(id_))
            self._takes[id_] = brought.takes
            if brought.number is not None:
                self._numbers[id_] = brought.number
            self._folders.taken_in(id_)
            new.append(id_)
        return new

    def unfinished(self) -> Sequence[Path]:
        """Folders of calls that never finished and that no living process has in its hands."""
        return [f for f in self._folders.left_behind() if f.name not in self._kept]

    def discard(self, folder: Path) -> None:
        """Erase an unfinished call's folder, and no other."""
        if folder.name in self._kept:
            raise PortError(f"The call in {folder} is finished and kept; nothing was erased.")
        self._folders.discard(folder)

    def keep_hearing(self, hearing: Hearing) -> None:
        """Keep what was decided about one message of an inbox."""
        hold_to_time_zone(hearing.started_at)
        self._hold_to_kept(hearing.message.attempt_id)
        key = hearing.inbox_id, hearing.place
        if key in self._hearings:
            raise PortError(HEARD_ALREADY)
        self._hearings[key] = hearing

    def hearings(self) -> Sequence[Hearing]:
        """Every message of every inbox as it was heard, the oldest inbox first."""
        return sorted(self._hearings.values(), key=by_time)

    def keep_number(self, written: NumberWritten) -> None:
        """Keep what was written at the first hearing of a call's number; there is but one."""
        hold_to_time_zone(written.written_at)
        self._hold_to_kept(written.attempt_id)
        if written.attempt_id in self._numbers:
            raise PortError(WRITTEN_ALREADY)
        self._numbers[written.attempt_id] = written

    def number_written(self, attempt_id: str) -> NumberWritten | None:
        """What was written when the number of a call was heard for the first time."""
        return self._numbers.get(attempt_id)

    def _hold_to_kept(self, attempt_id: str | None) -> None:
        if attempt_id is not None and attempt_id not in self._kept:
            raise PortError(CALL_NOT_KEPT)

    @cached_property
    def _folders(self) -> FoldersFromElsewhere:
        if self._root is not None:
            return FoldersFromElsewhere(self._root)
        # Never removed: what was spoken is not lost because the records could not be opened.
        return FoldersFromElsewhere(Path(tempfile.mkdtemp(prefix="rolecall-")) / "attempts")


def _summary(attempt: Attempt) -> AttemptSummary:
    return AttemptSummary(
        id=attempt.id,
        scenario_id=attempt.scenario_id,
        started_at=attempt.started_at,
        overall=attempt.scorecard.score.overall,
        passed=attempt.scorecard.passed,
    )


def _reached(calls: Sequence[AttemptSummary]) -> Reached:
    """The sum of the calls of one scenario, the newest first."""
    passed = [one for one in calls if one.passed]
    return Reached(
        calls=len(calls),
        passed_calls=len(passed),
        best=_best(calls),
        best_passed=_best(passed),
        latest=in_universal_time(calls[0].started_at),
    )


def _best(calls: Sequence[AttemptSummary]) -> float | None:
    return max((one.overall for one in calls if one.overall is not None), default=None)
