"""How long recordings are kept, as the rep wants it; words and scores always stay.

Only calls that are finished and kept are looked at, so a call under way, or one that was cut off,
is never touched. The clock of a computer may be wrong: by one that seems to have jumped, nothing is
erased.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from simulator.ports import Attempt, PortError, Records
from simulator.practice.evidence import Evidence
from simulator.session.examining.cut_off import is_under_way

ALWAYS: Final = "always"
NONE: Final = "none"
MOST_DAYS: Final = 36_500
PERHAPS_ELSEWHERE: Final = timedelta(hours=1)
"""So long a result may still be open in another Rolecall, which erases its recording itself."""
EXAM_WAITS: Final = timedelta(days=30)
"""So long the recordings of an exam wait for its end, whatever the rep wants to be kept."""
CLOCK_BEHIND: Final = timedelta(days=1)
CLOCK_AHEAD: Final = timedelta(days=366)
BEHIND = (
    "The clock of this computer says {now:%Y-%m-%d}, which is before your last call. Until it is "
    "put right, no recording is erased."
)
AHEAD = (
    "By the clock of this computer, your last call was {days} days ago. In case the clock is "
    "wrong, recordings are erased only after your next call."
)


def days_kept(preference: str) -> int | None:
    """For how many days recordings are kept; 0: not at all; None: always.

    What is no number of days means always: nothing is erased because of a slip.
    """
    if preference == NONE:
        return 0
    if preference.isascii() and preference.isdecimal() and 1 <= int(preference) <= MOST_DAYS:
        return int(preference)
    return None


class Retention:
    """Keeps results, and erases the recordings that are due. Its methods block."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._graded: set[str] = set()
        self._told_of_records = len(records.notices)

    def keep(self, attempt: Attempt, evidence: Evidence | None = None) -> tuple[str, ...]:
        """Keep a result, at which its rep will look; sentences on what happened to the records.

        Raises:
            PortError: it cannot be kept; the folder of the call stays.
        """
        self._records.finish(attempt, evidence)
        self._graded.add(attempt.id)
        told, notices = self._told_of_records, self._records.notices
        self._told_of_records = len(notices)
        return notices[told:]

    @property
    def has_graded(self) -> bool:
        """Whether a call of this session has a result."""
        return bool(self._graded)

    def erase_due(self, preference: str, now: datetime | None = None) -> tuple[str, ...]:
        """Erase what is due, once no result is looked at; sentences on what could not be.

        `preference` is how long recordings are kept. `now` has a time zone.
        """
        days = days_kept(preference)
        if days is None:
            return ()
        try:
            return self._erased(days, now or datetime.now(UTC))
        except PortError as error:
            return (str(error),)

    def _erased(self, days: int, now: datetime) -> tuple[str, ...]:
        wrong = None if days == 0 else self._clock_trouble(now)
        if wrong is not None:
            return (wrong,)
        since = now - (timedelta(days=days) if days else PERHAPS_ELSEWHERE)
        before = since.astimezone(UTC).isoformat(timespec="microseconds")
        due = set(self._records.with_recordings(before))
        if days == 0:
            due |= self._graded
        due -= self._waiting_for_a_seal(now) if due else set()
        troubles: list[str] = []
        for attempt_id in sorted(due):
            try:
                self._records.erase_recordings(attempt_id, now.isoformat(timespec="seconds"))
            except PortError as error:
                troubles.append(str(error))
        self._graded -= due
        return tuple(troubles)

    def _waiting_for_a_seal(self, now: datetime) -> set[str]:
        """The calls of exams under way: their recordings are sealed at the end, and may go then."""
        lately = now - EXAM_WAITS
        runs = (run for run in self._records.all_series() if is_under_way(run))
        return {
            one.attempt
            for run in runs
            if datetime.fromisoformat(run.started_at) > lately
            for one in self._records.evidence(run.id)
        }

    def _clock_trouble(self, now: datetime) -> str | None:
        """Why the clock should not be believed, or None."""
        newest = next(iter(self._records.latest(1)), None)
        if newest is None:
            return None
        ago = now - datetime.fromisoformat(newest.started_at)
        if ago < -CLOCK_BEHIND:
            return BEHIND.format(now=now)
        return AHEAD.format(days=ago.days) if ago > CLOCK_AHEAD else None
