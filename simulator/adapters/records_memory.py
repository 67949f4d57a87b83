"""Records that last as long as the program: for tests, and where the database cannot be used.

Only the results are forgotten. Recordings and journals are files in their folders as ever, and stay
there.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path

from simulator.grading.score import Scorecard
from simulator.ports import Attempt, AttemptSummary, PortError
from simulator.session.attempt_folders import NOT_KEPT, AttemptFolders, the_one_beginning_with


class MemoryRecords:
    """Results in memory, recordings below `root`; without one, in a new folder of their own."""

    def __init__(self, root: Path | None = None) -> None:
        self._root = root
        self._kept: dict[str, Attempt] = {}

    @property
    def notices(self) -> tuple[str, ...]:
        """Nothing ever happens to these records."""
        return ()

    def begin(self, attempt_id: str) -> Path:
        """Make the attempt's folder, readable by its owner only, and return it."""
        return self._folders.begin(attempt_id)

    def finish(self, attempt: Attempt) -> None:
        """Keep a finished attempt for as long as the program runs.

        Its folder is not marked as finished: the next start, with its records in order, offers to
        take it up again.
        """
        _hold_to_time_zone(attempt)
        if attempt.id in self._kept:
            raise PortError("The result of this call could not be kept: it is kept already.")
        self._kept[attempt.id] = attempt

    def replace(self, attempt: Attempt) -> None:
        """Put an attempt that was graded again in the place of the one kept."""
        _hold_to_time_zone(attempt)
        if attempt.id not in self._kept:
            raise PortError(NOT_KEPT.format(id=attempt.id))
        self._kept[attempt.id] = attempt

    def attempt(self, attempt_id: str) -> Attempt | None:
        """Find one; a unique beginning of the id is enough."""
        found = the_one_beginning_with(attempt_id, list(self._kept))
        return None if found is None else self._kept[found]

    def attempts(self) -> Sequence[AttemptSummary]:
        """All, the newest first."""
        newest = sorted(
            self._kept.values(), key=lambda a: datetime.fromisoformat(a.started_at), reverse=True
        )
        return [_summary(attempt) for attempt in newest]

    def scorecards(self, attempt_ids: Sequence[str]) -> Sequence[Scorecard]:
        """The results of some attempts, in their order."""
        return [self._kept[id_].scorecard for id_ in attempt_ids if id_ in self._kept]

    def unfinished(self) -> Sequence[Path]:
        """Folders of calls that never finished and that no living process has in its hands."""
        return [f for f in self._folders.left_behind() if f.name not in self._kept]

    def discard(self, folder: Path) -> None:
        """Erase an unfinished call's folder, and no other."""
        if folder.name in self._kept:
            raise PortError(f"The call in {folder} is finished and kept; nothing was erased.")
        self._folders.discard(folder)

    @cached_property
    def _folders(self) -> AttemptFolders:
        if self._root is not None:
            return AttemptFolders(self._root)
        # Never removed: what was spoken is not lost because the records could not be opened.
        return AttemptFolders(Path(tempfile.mkdtemp(prefix="rolecall-")) / "attempts")


def _hold_to_time_zone(attempt: Attempt) -> None:
    if datetime.fromisoformat(attempt.started_at).tzinfo is None:
        raise ValueError(f"{attempt.started_at} has no time zone")


def _summary(attempt: Attempt) -> AttemptSummary:
    return AttemptSummary(
        id=attempt.id,
        scenario_id=attempt.scenario_id,
        started_at=attempt.started_at,
        overall=attempt.scorecard.score.overall,
        passed=attempt.scorecard.passed,
    )
