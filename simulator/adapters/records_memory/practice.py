"""What practice remembers, in memory."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence

from simulator.ports import Attempt, AttemptSummary, Practised
from simulator.ports.moments import in_universal_time
from simulator.practice.evidence import Evidence
from simulator.practice.series import Series
from simulator.practice.standing import NEW_REP, Standing


class MemoryPractice:
    """The part of records that practice asks."""

    _kept: Mapping[str, Attempt]

    def __init__(self) -> None:
        self._evidence: dict[str, Evidence | None] = {}
        self._series: dict[str, Series] = {}
        self._standing, self._upto, self._changes = NEW_REP, "", 0

    def practised(self) -> Practised:
        """What practice rests on."""
        since = (one for one in self.evidence() if _moment(one) > self._upto)
        return Practised(self._standing, tuple(since), self._changes)

    def keep_standing(self, standing: Standing, upto: str, changes: int) -> None:
        """Keep what follows from the calls up to a moment, if nothing has changed meanwhile."""
        if changes == self._changes:
            self._standing, self._upto = standing, in_universal_time(upto)

    def keep_evidence(self, evidence: Evidence) -> None:
        """Keep what a call, a decision or a part shows, or put it in the place of the old."""
        self._put(evidence.attempt, evidence)

    def without_evidence(self) -> Sequence[AttemptSummary]:
        """The attempts of which nobody has yet found out what they show, the oldest first."""
        return [one for one in reversed(self.attempts()) if one.id not in self._evidence]

    def find_out(self, attempt_id: str, evidence: Evidence | None) -> None:
        """Keep what such an attempt shows; None: nothing, and it is not to be asked for again."""
        if attempt_id in self._kept and attempt_id not in self._evidence:
            self._put(attempt_id, evidence)

    @abstractmethod
    def attempts(self) -> Sequence[AttemptSummary]:
        """All, the newest first."""

    def evidence(self, series_id: str | None = None) -> Sequence[Evidence]:
        """Of all calls and drills, the oldest first, or of one series, by place."""
        every = (one for one in self._evidence.values() if one is not None)
        if series_id is None:
            return sorted(every, key=lambda one: (_moment(one), one.attempt))
        of_it = [one for one in every if one.series == series_id]
        return sorted(of_it, key=lambda one: (one.place, _moment(one)))

    def keep_series(self, series: Series) -> None:
        """Keep a run, or put it in the place of the one with its id."""
        self._series[series.id] = series

    def series(self, series_id: str) -> Series | None:
        """A run by its id."""
        return self._series.get(series_id)

    def all_series(self) -> Sequence[Series]:
        """All runs, the newest first."""
        runs = self._series.values()
        return sorted(runs, key=lambda one: in_universal_time(one.started_at), reverse=True)

    def _take_in(self, brought: Series | Evidence) -> None:
        if isinstance(brought, Series):
            self._series.setdefault(brought.id, brought)
        elif brought.attempt not in self._evidence:
            self._put(brought.attempt, brought)

    def _put(self, id_: str, evidence: Evidence | None) -> None:
        self._drop(id_)
        self._evidence[id_] = evidence
        self._note_change(evidence)

    def _drop(self, id_: str) -> None:
        if id_ in self._evidence:
            self._note_change(self._evidence.pop(id_))

    def _note_change(self, evidence: Evidence | None) -> None:
        if evidence is None:
            return
        self._changes += 1
        if _moment(evidence) <= self._upto:
            self._standing, self._upto = NEW_REP, ""


def _moment(evidence: Evidence) -> str:
    return in_universal_time(evidence.finished_at)
