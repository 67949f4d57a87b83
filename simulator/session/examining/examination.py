"""An exam under way at a desk: what comes next, and what becomes of it. Front ends drive one.

What is done is never counted here. A call is made once what it shows is kept, so an exam that was
cut off at any moment goes on where it really was:

    exam = begin(desk, "certification")       or resume(...), see `runs`
    exam.take_up()                            sentences on calls that were cut off
    while (step := exam.step()) is not ENDED:
        a ToCall: make the call with exam.occasion(step.place), desk.grade it
        a ToRate: exam.correct(...) if the rep wants to, and exam.rate(...)
    exam.finish()                             seals it

All methods block.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import __version__
from simulator.call.events import GreetingStarted
from simulator.grading.score import Scorecard
from simulator.ports import Attempt, PortError, ScenarioFile
from simulator.practice.evidence import Evidence
from simulator.practice.exam import CallMade, made_so_far
from simulator.practice.exam_parse import ExamFile
from simulator.practice.occasion import Occasion
from simulator.practice.self_rating import SelfRating
from simulator.practice.series import Series
from simulator.session.examining.cut_off import left_of, was_cut_off
from simulator.session.examining.sealing import (
    CallToSeal,
    Sealed,
    file_name,
    free_path,
    is_whole,
    sealed,
    write_sealed,
)
from simulator.session.grading_again import graded_again, the_file_of, with_correction
from simulator.session.recovery import Unfinished

if TYPE_CHECKING:
    from simulator.session.desk import Desk


@dataclass(frozen=True, slots=True)
class ToCall:
    """The next call is to be made. `place` counts from 0; `file` is in the exam's variant."""

    place: int
    file: ScenarioFile


@dataclass(frozen=True, slots=True)
class ToRate:
    """The rep has to say whether they would call back, before anything else happens."""

    place: int
    attempt: Attempt


@dataclass(frozen=True, slots=True)
class AllMade:
    """Every call has been made and rated."""


Step = ToCall | ToRate | AllMade


class Examination:
    """One run of an exam."""

    def __init__(self, desk: Desk, exam: ExamFile, run: Series) -> None:
        """See `runs.begin` and `runs.resume`."""
        self._desk, self._file, self.run = desk, exam, run

    @property
    def exam(self) -> ExamFile:
        """The exam, and its hash."""
        return self._file

    @property
    def calls(self) -> int:
        """How many calls it has."""
        return len(self.run.items)

    def hold_to_library(self) -> None:
        """Make sure that everything that the exam needs is here.

        Raises:
            PortError: a scenario is missing, or has too few variants; or its rubric is.
        """
        for item in self.run.items:
            file = self._desk.ports.library.scenario(item.scenario)
            if item.variant >= max(1, len(file.variants)):
                raise PortError(
                    f"The exam needs the variant {item.variant + 1} of “{item.scenario}”, which is "
                    "not here. Install Rolecall again to repair it."
                )

    def made(self) -> Mapping[int, Evidence]:
        """What was made so far, by place from 0."""
        return made_so_far(self.run, self._desk.ports.records.evidence(self.run.id))

    def step(self) -> Step:
        """What comes next.

        Raises:
            PortError: what is kept cannot be read.
        """
        made = self.made()
        for place, evidence in made.items():
            if CallMade.shown_by(evidence).owes_rating:
                return ToRate(place, self._attempt(evidence.attempt))
        for place, item in enumerate(self.run.items):
            if place not in made:
                file = self._desk.ports.library.scenario(item.scenario)
                return ToCall(place, file.as_variant(item.variant))
        return AllMade()

    def occasion(self, place: int) -> Occasion:
        """The occasion of a call, by which its journal and its evidence know the exam."""
        return Occasion("exam", self.run.id, place, seed=self.run.seed)

    def was_kept(self, place: int) -> bool:
        """Whether a call that was just made is kept; if not, the exam cannot go on now."""
        return place in self.made()

    def take_up(self) -> tuple[str, ...]:
        """Grade what was cut off, as far as it went; sentences about it.

        A call of which nothing had been heard yet is made once more: it gave nothing away.

        Raises:
            PortError: such a call cannot be graded or kept.
        """
        told: list[str] = []
        for folder in self._desk.ports.records.unfinished():
            left = left_of(folder, self.run)
            if left is None:
                continue
            number = left.header.occasion.place + 1
            if not any(isinstance(event, GreetingStarted) for event in left.events):
                self._desk.ports.records.discard(folder)
                told.append(f"Call {number} was cut off before anybody answered; make it now.")
                continue
            self._desk.recover(Unfinished(folder, "", left))
            told.append(f"Call {number} was cut off. It counts as made, as far as it went.")
        return tuple(told)

    def correct(self, attempt: Attempt, text: str) -> Attempt:
        """Write down what the rep says they said; see `written_down`."""
        return written_down(self._desk, attempt, text)

    def rate(self, attempt: Attempt, rating: SelfRating) -> Attempt:
        """Keep the rep's own answer.

        Raises:
            PortError: it cannot be kept; it has to be asked once more.
        """
        return self._desk.rate(attempt, rating)

    def finish(self) -> Sealed:
        """End the exam, and seal it; once ended, it can be sealed again.

        Raises:
            PortError: it is not at its end, or something of it cannot be read.
        """
        if not isinstance(self.step(), AllMade):
            raise PortError("The exam is not at its end: there are calls to make, or to rate.")
        calls = [self._to_seal(place, one) for place, one in self.made().items()]
        if self.run.finished_at is not None:
            return sealed(self._file, self.run, calls, self.rep, __version__)
        ended = self.run.model_copy(update={"finished_at": self._desk.practice.now()})
        done = sealed(self._file, ended, calls, self.rep, __version__)
        self._desk.ports.records.keep_series(ended)  # not before it could be sealed
        self.run = ended
        return done

    @property
    def rep(self) -> str:
        """Who takes the exam, as far as they have said."""
        profile = self._desk.profile
        return "" if profile is None else profile.name

    def default_path(self, folder: Path) -> Path:
        """Where the sealed file goes in a folder; a number is added where there is one already."""
        ended = self.run.finished_at or self._desk.practice.now()
        return free_path(folder, file_name(self.rep, self.exam.exam.id, ended))

    def write(self, done: Sealed, path: Path) -> Path:
        """Write the sealed file where the rep wants it, and nowhere else.

        Raises:
            PortError: it cannot be written there.
        """
        write_sealed(done.files, path)
        return path

    def _to_seal(self, place: int, evidence: Evidence) -> CallToSeal:
        attempt = self._in_line(self._attempt(evidence.attempt))
        # One that is gone, or is not what was recorded, is not there for whoever verifies it.
        now = self._desk.practice.now()
        takes = [
            take if is_whole(attempt.folder, take) else replace(take, erased_at=now)
            for take in self._desk.ports.records.takes(attempt.id)
        ]
        corrected = self._as_corrected(attempt) if attempt.corrections else None
        return CallToSeal(
            place, attempt, takes, attempt.scorecard, corrected, was_cut_off=was_cut_off(attempt)
        )

    def _in_line(self, attempt: Attempt) -> Attempt:
        """The call graded by the exam's rubric and by what was heard, and kept so."""
        message, rubric = attempt.scorecard.message, self._desk.rubric_for(attempt.occasion)
        is_corrected = message is not None and message.graded == "corrected"
        used = attempt.scorecard.rubric
        if not is_corrected and (used.id, used.sha256) == (rubric.id, rubric.sha256):
            return attempt
        return self._desk.regrade(attempt)

    def _as_corrected(self, attempt: Attempt) -> Scorecard:
        file = the_file_of(attempt, (self._desk.ports.library.scenario(attempt.scenario_id),))
        rubric = self._desk.rubric_for(attempt.occasion)
        again = self._desk.by_meaning(lambda embed: graded_again(attempt, file, rubric, embed))
        return again.scorecard

    def _attempt(self, attempt_id: str) -> Attempt:
        attempt = self._desk.ports.records.attempt(attempt_id)
        if attempt is None:
            raise PortError(
                f"The call {attempt_id} of the exam is no longer here: it was erased. Without it "
                "the exam cannot be brought to its end."
            )
        return attempt


def written_down(desk: Desk, attempt: Attempt, text: str) -> Attempt:
    """Keep what the rep says they said; the grade stays the one of what was heard.

    Raises:
        NoWordsLeft: there is no word in `text`.
        PortError: no spoken message was left, or it cannot be kept.
    """
    message = desk.spoken_message(attempt)
    if message is None:
        raise PortError("No spoken message was left in this call, so nothing can be corrected.")
    corrected = with_correction(attempt, message, text)
    desk.ports.records.replace(corrected)
    return corrected
