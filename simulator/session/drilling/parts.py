"""One part of a message, prospect after prospect: it is said or typed, and graded at once.

What is said lies in a folder of its own until it is graded, and is erased then: it is practice, and
no message of a call. What a crash has left there goes with the next recording.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event as Signal
from time import monotonic
from typing import TYPE_CHECKING

from typing_extensions import override

from simulator.grading.transcript import typed
from simulator.ports import PortError, RecordingLimits
from simulator.practice import one_part
from simulator.practice.one_part import criteria_of_part, evidence_of_part, is_good
from simulator.session.drilling.run import Run
from simulator.session.redoing import MICROPHONE_LOST, NO_MICROPHONE, NOT_UNDERSTOOD, NothingSaid

if TYPE_CHECKING:
    from simulator.grading.score import Criterion, Scorecard
    from simulator.ports import ScenarioFile
    from simulator.practice.evidence import Evidence
    from simulator.practice.one_part import DrilledPart
    from simulator.practice.sections import Summary
    from simulator.practice.series import Series
    from simulator.session.calling import Calling
    from simulator.session.desk import Desk
    from simulator.session.drilling.drills import Drill

LONGEST_SECONDS = 40.0
FOLDER = "drill"
NOTHING_TYPED = "Nothing was typed. Type what you would say, in one line."
NO_ROOM = "There is no room for a recording ({why}). Make room, or type what you would say."
GONE = "The scenario of this prospect is gone. Go on to the next."


@dataclass(frozen=True, slots=True)
class PartGraded:
    """A part that was said: its words, its criteria by id, and whether nothing was missed.

    `trouble` is what did not work when it was kept, or "".
    """

    place: int
    said: str
    scorecard: Scorecard
    criteria: dict[str, Criterion]
    is_good: bool
    trouble: str = ""


class OnePart(Run):
    """A run of one part. Its methods block."""

    def __init__(
        self,
        desk: Desk,
        drill: Drill,
        series: Series,
        done: Sequence[Evidence] = (),
        now_seconds: Callable[[], float] = monotonic,
    ) -> None:
        """Paused, as every run."""
        super().__init__(desk, drill, series, done, now_seconds)
        self.part: DrilledPart = one_part.PARTS[series.part]

    def brief(self, place: int) -> Calling | None:
        """Whom the next part is said to, and as whom; None where that is gone."""
        file = self.file_at(place)
        return None if file is None else self.desk.as_called(file)

    def record(self, on_level: Callable[[float], None], stop: Signal) -> None:
        """Record a part until `stop`, in place of the one before.

        Raises:
            PortError: there is no microphone, it fails, or it was lost.
        """
        microphone = self.desk.ports.microphone
        if microphone is None:
            raise PortError(NO_MICROPHONE)
        limits = RecordingLimits(LONGEST_SECONDS, LONGEST_SECONDS, LONGEST_SECONDS)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._erase()
        except OSError as error:
            raise PortError(NO_ROOM.format(why=error.strerror or error)) from error
        take = microphone.record(self._take, limits, on_level, stop)
        if take.ended_by == "device_lost":
            raise PortError(MICROPHONE_LOST)

    def grade(self, place: int) -> PartGraded:
        """Grade what was recorded last, and keep what it shows.

        Raises:
            NothingSaid: not one word could be understood.
            PortError: it cannot be heard.
        """
        try:
            return self._graded(
                place, lambda file: self.desk.judge_recording(self._take, file, "part")
            )
        finally:
            self.close()

    def grade_typed(self, place: int, text: str) -> PartGraded:
        """Grade what was typed, and keep what it shows.

        Raises:
            NothingSaid: nothing was.
        """
        words = typed(text)
        if not words.words:
            raise NothingSaid(NOTHING_TYPED)
        return self._graded(place, lambda file: self.desk.judge_words(words, file, "part"))

    def close(self) -> None:
        """Erase what was said last; what cannot be goes with the next recording."""
        with suppress(OSError):
            self._erase()

    @override
    def end(self) -> str:
        self.close()
        return super().end()

    @override
    def summary(self) -> Summary:
        titles = self.desk.practice.skills
        return one_part.told(self.part, self.done, self.before(), titles, self.number)

    def _graded(self, place: int, judge: Callable[[ScenarioFile], Scorecard]) -> PartGraded:
        file = self.file_at(place)
        if file is None:
            raise PortError(GONE)
        card = judge(file)
        said = card.message.transcript if card.message is not None else ""
        if not said:
            raise NothingSaid(NOT_UNDERSTOOD)
        skills, done = self.desk.practice.skills, self.done_now(place)
        shown = evidence_of_part(self.part, file.scenario, file.variant, card, skills, done)
        trouble = self.add(shown)
        criteria = criteria_of_part(self.part, card)
        return PartGraded(place, said, card, criteria, is_good(self.part, card), trouble)

    def _erase(self) -> None:
        for take in self._folder.glob("*.wav"):
            take.unlink(missing_ok=True)

    @property
    def _take(self) -> Path:
        return self._folder / "part.wav"

    @property
    def _folder(self) -> Path:
        return self.desk.places.data / FOLDER
