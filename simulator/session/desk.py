"""Where calls are begun, graded, kept and taken up again. Every front end sits at one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event as Signal
from typing import TYPE_CHECKING, TypeVar

from simulator.grading.calling_as import with_rep
from simulator.grading.check import Embed
from simulator.grading.explain import explain
from simulator.grading.grade import FinishedCall, Recording, grade, grade_recording
from simulator.grading.registry import installed
from simulator.grading.rubric import Rubric
from simulator.grading.score import Scorecard
from simulator.grading.transcript import Transcript
from simulator.ports import Attempt, PortError, Ports, ScenarioFile
from simulator.practice.occasion import BY_ITSELF, Occasion
from simulator.practice.self_rating import SelfRating
from simulator.scenario.model import Scenario
from simulator.session.baselines import Baselines
from simulator.session.calling import Calling, calling
from simulator.session.dialling import new_setting
from simulator.session.grading_again import (
    MessageLeft,
    NothingToCorrect,
    as_it_was_called,
    graded_again,
    spoken_message,
    the_file_of,
    with_correction,
)
from simulator.session.journal import header_of, journal_text
from simulator.session.meaning import Meaning
from simulator.session.own_message import OwnMessage, message_left
from simulator.session.practising import Practising
from simulator.session.recovery import Unfinished, described
from simulator.session.retention import Retention
from simulator.session.rubric_seat import RubricSeat
from simulator.session.runner import Setting
from simulator.session.takes import CallEnded
from simulator.session.taking_up import taken_up
from simulator.session.voice_pictures import voice_picture_of
from simulator.settings import Places, Preferences

if TYPE_CHECKING:
    from simulator.grading.acoustics.picture import VoicePicture

T = TypeVar("T")


class Desk(RubricSeat):
    """Ports, preferences and rubric of this machine, and what to do with a call."""

    def __init__(
        self,
        ports: Ports,
        places: Places,
        preferences: Preferences,
        rubric: Rubric,
        closers: tuple[Callable[[], None], ...] = (),
        baselines: Baselines | None = None,
    ) -> None:
        """`rubric` grades every call begun here; `closers` end what the ports have started.

        `baselines` holds the rep's neutral voice on the microphone in use.
        """
        super().__init__(ports, places, preferences, rubric)
        self.baselines = baselines or Baselines(places.baselines, None)
        self._closers = closers
        self._meaning = Meaning(ports.embedder)
        self._retention = Retention(ports.records)
        self.practice = Practising(ports.records, ports.library, lambda: self.rubric)

    @property
    def is_new(self) -> bool:
        """Whether nobody has ever done anything here, nor seen the first steps."""
        if self.preferences.first_steps_seen or self.profile is not None:
            return False
        try:
            return not self.ports.records.latest(1) and not self.ports.records.unfinished()
        except PortError:
            return False  # there is something, though it cannot be read

    def close(self) -> None:
        """End the processes behind the ports. Who closes a desk has left the result of a call."""
        if self._retention.has_graded:
            self.erase_due_recordings()
        for close in self._closers:
            close()

    def erase_due_recordings(self) -> tuple[str, ...]:
        """Erase what is not to be kept, once no result is looked at; says what could not be."""
        return self._retention.erase_due(self.preferences.keep_recordings)

    def as_called(self, file: ScenarioFile) -> Calling:
        """A scenario as this person calls it, in their own name where they want that."""
        return calling(file.scenario, self.identity, self.rubric)

    def as_it_was_called(self, attempt: Attempt, file: ScenarioFile) -> Scenario:
        """A scenario in the name and in the variant in which a call was made."""
        return as_it_was_called(attempt, file)

    def new_setting(
        self, file: ScenarioFile, *, typed: bool = False, occasion: Occasion = BY_ITSELF
    ) -> Setting:
        """Make the folder and the journal of a new call.

        Raises:
            PortError: the folder cannot be written.
        """
        records, identity = self.ports.records, self.as_called(file).identity
        now = self.practice.clock()
        return new_setting(file, records, now, identity, occasion, typed=typed)

    async def grade(self, ended: CallEnded) -> tuple[Attempt, str | None]:
        """Grade a call and keep it; a sentence about what did not work. The folder stays."""
        return await asyncio.to_thread(self.grade_now, ended)

    def grade_now(self, ended: CallEnded) -> tuple[Attempt, str | None]:
        """`grade`, for callers without an event loop."""
        attempt = self.judge(ended)
        trouble = self.trouble_to_tell()
        try:
            news = self._retention.keep(attempt, self.practice.evidence_of(attempt, ended.file))
        except PortError as error:
            news = (str(error),)
        return attempt, " ".join(s for s in (trouble, *news) if s) or None

    def trouble_to_tell(self) -> str | None:
        """Why messages are graded by their words only, as a sentence, to be told once."""
        return self._meaning.trouble_to_tell()

    def judge(self, ended: CallEnded) -> Attempt:
        """Grade a call without keeping it."""
        scenario = with_rep(ended.file.scenario, ended.identity)
        call = FinishedCall(
            ended.attempt_id, scenario, ended.file.sha256, ended.events, ended.transcripts
        )
        header = header_of(
            ended.file, ended.attempt_id, ended.started_at, ended.identity, ended.occasion
        )
        return Attempt(
            id=ended.attempt_id,
            scenario_id=scenario.id,
            scenario_version=scenario.version,
            started_at=ended.started_at,
            journal=journal_text(header, ended.events),
            transcripts=ended.transcripts,
            scorecard=self._meaning.graded(
                lambda embed: grade(call, self.rubric_for(ended.occasion), installed(), embed)
            ),
            folder=ended.folder,
            variant=ended.file.variant,
            occasion=ended.occasion,
        )

    def judge_recording(self, take: Path, file: ScenarioFile, name: str) -> Scorecard:
        """Grade a message that was recorded elsewhere; `name` stands for the attempt.

        `take` is a 16 kHz mono WAV. Nothing is kept. Blocks.

        Raises:
            PortError: it cannot be turned into words.
        """
        transcript = self._transcribe(take)
        if transcript is None:
            raise PortError("There is no speech recogniser, so recordings cannot be graded.")
        return self.judge_words(transcript, file, name)

    def judge_words(self, transcript: Transcript, file: ScenarioFile, name: str) -> Scorecard:
        """The same for words that are known already, heard or typed."""
        recording = Recording(name, self.as_called(file).scenario, file.sha256, transcript)
        return self._meaning.graded(
            lambda embed: grade_recording(recording, self.rubric, installed(), embed)
        )

    def spoken_message(self, attempt: Attempt) -> MessageLeft | None:
        """The message of a call that can be corrected; None where there is none."""
        try:
            return spoken_message(attempt, self.rubric)
        except PortError:
            return None  # what is wrong is said when the call is to be graded again

    def voice_picture(self, attempt: Attempt, stop: Signal | None = None) -> VoicePicture:
        """How the message of a call was said, as it is drawn. Blocks; see `voice_picture_of`.

        Raises:
            NothingToDraw: no message was spoken, or `stop` was set.
            PortError: what is kept of the call cannot be read.
        """
        return voice_picture_of(attempt, self.rubric, stop)

    def correct(self, attempt: Attempt, text: str, file: ScenarioFile | None = None) -> Attempt:
        """Grade a call again with the words of its message as the rep says they were. Blocks.

        `file` is the call's scenario file, where it is at hand. The text that was heard takes a
        correction back. The new result takes the place of the old one.

        Raises:
            NoWordsLeft: there is no word in `text`.
            NothingToCorrect: no spoken message was graded.
            PortError: the scenario is gone or has changed, or the result cannot be kept.
        """
        message = spoken_message(attempt, self.rubric)
        if message is None:
            raise NothingToCorrect(
                f"No spoken message of the call {attempt.id} was graded, so there are no words to "
                "correct."
            )
        return self.regrade(with_correction(attempt, message, text), file)

    def message_left(self, attempt: Attempt) -> OwnMessage | None:
        """The message that was left, spoken or typed; None where there is none."""
        try:
            return message_left(attempt, self.rubric)
        except PortError:
            return None

    def rate(self, attempt: Attempt, rating: SelfRating) -> Attempt:
        """Keep the rep's own answer with a call. Blocks.

        Raises:
            PortError: it cannot be written; the call stays as it was.
        """
        rated = replace(attempt, self_rating=rating)
        self.ports.records.replace(rated, self.practice.shown_by(rated))
        return rated

    def regrade(self, attempt: Attempt, file: ScenarioFile | None = None) -> Attempt:
        """Grade a call again, its corrections included, and keep that in place of the old result.

        Raises:
            PortError: the scenario is gone or has changed, or the result cannot be kept.
        """
        files = self.ports.library.scenarios() if file is None else (file,)
        its_file = the_file_of(attempt, files)
        again = self.judged_again(attempt, its_file)
        self.ports.records.replace(again, self.practice.evidence_of(again, its_file))
        return again

    def judged_again(self, attempt: Attempt, file: ScenarioFile) -> Attempt:
        """Grade a kept call again, without keeping that. `file` is the scenario's of that call.

        A call of an exam is graded by what was heard, though it was put right.

        Raises:
            PortError: what is kept of the call does not fit together.
        """
        rubric = self.rubric_for(attempt.occasion)
        given = replace(attempt, corrections={}) if attempt.occasion.is_exam else attempt
        again = self._meaning.graded(lambda embed: graded_again(given, file, rubric, embed))
        return replace(again, corrections=attempt.corrections)

    def by_meaning(self, grade: Callable[[Embed | None], T]) -> T:
        """Grade with sentence embeddings, where they work here."""
        return self._meaning.graded(grade)

    def explain(self, attempt: Attempt) -> tuple[str, ...]:
        """The arithmetic behind a grade, line by line."""
        return explain(attempt.scorecard)

    def unfinished(self) -> tuple[Unfinished, ...]:
        """Calls that were cut off, the newest first."""
        return tuple(described(folder) for folder in self.ports.records.unfinished())

    def recover(self, unfinished: Unfinished) -> Attempt:
        """Grade a call that was cut off, as far as it went, and keep it. Blocks.

        Raises:
            PortError: its journal or its scenario is gone; the recordings stay where they are.
        """
        ended = taken_up(unfinished, self.ports.library.scenarios(), self._transcribe)
        attempt = self.judge(ended)
        self._retention.keep(attempt, self.practice.evidence_of(attempt, ended.file))
        return attempt

    def discard(self, unfinished: Unfinished) -> None:
        """Erase a call that was cut off, recordings included.

        Raises:
            PortError: it belongs to an exam that is under way, or cannot be erased.
        """
        from simulator.session.examining.cut_off import hold_to_exams

        hold_to_exams(self.ports.records, unfinished)
        self.ports.records.discard(unfinished.folder)

    def _transcribe(self, path: Path) -> Transcript | None:
        complete = Signal()
        complete.set()
        if self.ports.recognizer is None:
            return None
        return self.ports.recognizer.transcribe(path, complete, Signal())
