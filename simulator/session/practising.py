"""What a rep has practised on this machine, and what comes next: the calls, followed up to now.

Following thousands of calls takes seconds. So where a rep stood a few calls ago is kept, and what
came later is followed anew each time: a call that was just made still changes, when its words are
put right or its rep has answered, and that must not cost all that was followed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from simulator.grading.calling_as import with_rep
from simulator.grading.registry import installed
from simulator.ports import Attempt, Library, PortError, Records, ScenarioFile
from simulator.ports.moments import in_universal_time
from simulator.practice.evidence import CallPlayed, Evidence, evidence_of
from simulator.practice.following import standing_after
from simulator.practice.next_call import Drawn, Situation, next_call
from simulator.practice.progress import Progress, progress_of
from simulator.practice.standing import Standing
from simulator.session.examining.cut_off import exams_under_way
from simulator.session.grading_again import the_file_of
from simulator.session.journal import JournalError, read_journal

if TYPE_CHECKING:
    from simulator.grading.rubric import Rubric
    from simulator.practice.curriculum import Curriculum
    from simulator.practice.exams_taken import ExamTaken
    from simulator.practice.shelf import Shelved
    from simulator.practice.way import Way

MOST_FOLLOWED_ANEW: Final = 60
"""With more calls than this after the kept standing, a newer one is kept."""
LEFT_TO_FOLLOW: Final = 20
"""So many calls before the last one it ends: what was made just now may still change."""
CURRICULUM: Final = "onboarding"


def this_moment() -> datetime:
    """Now, by the clock on the wall."""
    return datetime.now(UTC).astimezone()


@dataclass(frozen=True, slots=True)
class Coming:
    """What is next: where the rep is on the way, and the next call, if any trains something.

    `seed` is the number by which it was drawn.
    """

    way: Way
    drawn: Drawn | None
    seed: int


class Practising:
    """Practice at a desk. Its methods block, and raise PortError where records cannot be read."""

    def __init__(
        self,
        records: Records,
        library: Library,
        rubric: Callable[[], Rubric],
        clock: Callable[[], datetime] = this_moment,
    ) -> None:
        """`rubric` says which one grades now; `clock` tells the time with the zone."""
        self._records, self._library, self._rubric = records, library, rubric
        self.clock = clock

    def now(self) -> str:
        """This moment, ISO 8601 with the zone of the wall."""
        return self.clock().isoformat(timespec="seconds")

    @cached_property
    def curriculum(self) -> Curriculum:
        """The way that is followed."""
        from simulator.practice.curriculum_parse import load_curriculum

        return load_curriculum(CURRICULUM)

    @property
    def skills(self) -> dict[str, str]:
        """The criteria that are practised, with their titles."""
        from simulator.practice.cards import skills_of

        return skills_of(self._rubric(), installed())

    def shelf(self) -> tuple[Shelved, ...]:
        """What there is to be called."""
        return tuple(file.shelved for file in self._library.scenarios())

    def standing(self) -> Standing:
        """Where the rep stands after all calls and drills up to now.

        Calls of an exam under way say nothing until it has come to its end.
        """
        self._find_out_what_old_calls_show()
        practised, hidden = self._records.practised(), exams_under_way(self._records)
        standing = practised.standing
        told = [one for one in practised.since if one.series not in hidden]
        known = tuple(takewhile(lambda one: one.series not in hidden, practised.since))
        kept = _how_many_to_keep(known, self.now()) if practised.is_whole else 0
        if kept:
            standing = standing_after(told[:kept], standing)
            upto = told[kept - 1].finished_at
            with suppress(PortError):  # it is followed anew the next time, which does no harm
                self._records.keep_standing(standing, upto, practised.changes)
        return standing_after(told[kept:], standing)

    def situation(self) -> Situation:
        """What calls are drawn from, on the rep's way."""
        standing, shelf = self.standing(), self.shelf()
        return Situation(standing, shelf, self._way(standing, shelf).scope, self.skills)

    def way(self) -> Way:
        """Where the rep is on the way from the first day to certified."""
        return self._way(self.standing(), self.shelf())

    def coming(self) -> Coming:
        """What is next for the rep."""
        standing, shelf = self.standing(), self.shelf()
        way = self._way(standing, shelf)
        at_hand = Situation(standing, shelf, way.scope, self.skills)
        return Coming(way, next_call(at_hand, self.now(), standing.calls), standing.calls)

    def progress(self) -> Progress:
        """Everything that the rep's progress consists of."""
        standing, shelf = self.standing(), self.shelf()
        return progress_of(standing, shelf, self._way(standing, shelf), self.now(), self.skills)

    def exams_passed(self) -> frozenset[str]:
        """The ids of the exams that the rep has passed, by what is kept of their calls."""
        from simulator.practice.exam import exams_passed
        from simulator.practice.exam_parse import load_exam, shipped_exams

        runs = [run for run in self._records.all_series() if run.kind == "exam"]
        evidence = (one for run in runs for one in self._records.evidence(run.id))
        exams = {id_: load_exam(id_).exam for id_ in shipped_exams()} if runs else {}
        return exams_passed(runs, evidence, exams)

    def exams_taken(self) -> tuple[ExamTaken, ...]:
        """The exams that the rep has ended, in their order."""
        from simulator.practice.exam_parse import load_exam, shipped_exams
        from simulator.practice.exams_taken import exams_taken

        runs = [run for run in self._records.all_series() if run.kind == "exam"]
        evidence = (one for run in runs for one in self._records.evidence(run.id))
        exams = {id_: load_exam(id_).exam for id_ in shipped_exams()} if runs else {}
        return exams_taken(runs, evidence, exams)

    def evidence_of(self, attempt: Attempt, file: ScenarioFile) -> Evidence | None:
        """What a graded call shows; None where its journal or its moment makes no sense."""
        try:
            return self._evidence_of(attempt, file)
        except (JournalError, ValueError, OverflowError):
            return None

    def _evidence_of(self, attempt: Attempt, file: ScenarioFile) -> Evidence:
        header, events = read_journal(attempt.journal)
        begun = datetime.fromisoformat(attempt.started_at)
        seconds = max((event.at_seconds for event in events), default=0.0)
        finished_at = (begun + timedelta(seconds=seconds)).isoformat(timespec="seconds")
        called = file.as_variant(attempt.variant)
        played = CallPlayed(
            with_rep(called.scenario, header.rep),
            called.variant,
            attempt.scorecard,
            finished_at,
            attempt.occasion,
            attempt.self_rating,
        )
        return evidence_of(played, self.skills, (twin.scenario for twin in self._twins(file)))

    def shown_by(self, attempt: Attempt) -> Evidence | None:
        """What a graded call shows; None where its scenario is gone or has changed."""
        try:
            file = the_file_of(attempt, self._library.scenarios())
        except PortError:
            return None
        return self.evidence_of(attempt, file)

    def _way(self, standing: Standing, shelf: tuple[Shelved, ...]) -> Way:
        from simulator.practice.way import way_of

        return way_of(self.curriculum, standing, shelf, self.exams_passed())

    def _twins(self, file: ScenarioFile) -> Iterator[ScenarioFile]:
        one = file.listing
        for other in self._library.scenarios():
            if other.listing.twin_of == one.id or other.listing.id == one.twin_of:
                yield other

    def _find_out_what_old_calls_show(self) -> None:
        """Calls that were kept before anybody asked, or that came from elsewhere.

        One whose scenario is not at hand now is left for another time: it may come back.
        """
        unread = self._records.without_evidence()
        at_hand = {file.listing.id for file in self._library.scenarios()} if unread else set()
        for one in unread:
            attempt = self._attempt(one.id) if one.scenario_id in at_hand else None
            if attempt is not None:
                with suppress(PortError):  # it is found out anew the next time
                    self._records.find_out(one.id, self.shown_by(attempt))

    def _attempt(self, attempt_id: str) -> Attempt | None:
        try:
            return self._records.attempt(attempt_id)
        except PortError:
            return None


def _how_many_to_keep(since: tuple[Evidence, ...], now: str) -> int:
    """How many of the later calls a standing that is kept shall follow; 0: none is kept.

    None from the future (a clock was ahead): every call until then would change what follows.
    """
    moments = [in_universal_time(one.finished_at) for one in since]
    past = bisect_right(moments, in_universal_time(now))
    if past <= MOST_FOLLOWED_ANEW:
        return 0
    kept = past - LEFT_TO_FOLLOW
    while kept and moments[kept - 1] == moments[kept]:
        kept -= 1
    return kept
