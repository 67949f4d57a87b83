"""An exam in lines: every call, what was heard, the question, and the result at the end."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Final

from simulator.grading.correction import NoWordsLeft
from simulator.plain import HOW_TO, HOW_TO_TYPED, PlainStage
from simulator.plain.brief import brief_in_words
from simulator.plain.callback import read_answer
from simulator.plain.exam_lines import ExamLines
from simulator.ports import Attempt, PortError
from simulator.practice.self_rating import SelfRating
from simulator.session.desk import Desk
from simulator.session.examining.examination import AllMade, Examination, ToCall, ToRate
from simulator.session.examining.sealing import Sealed
from simulator.session.examining.told import call_line, remarks, rules, to_pass, what_is_sealed
from simulator.session.grading_again import MessageLeft
from simulator.session.runner import Session
from simulator.wording import IN_DOUBT, NOTHING_WAS_HEARD, THIS_WAS_HEARD, words_and_doubts

TO_DIAL: Final = "Press Enter to dial. To pause the exam here, type p and press Enter."
PAUSED: Final = "The exam waits. Go on with: rolecall exam --resume"
CORRECT: Final = (
    "Press Enter to go on. If you were misheard, type the message as you said it first:"
)
NOTED: Final = "Written down. The exam counts what was heard, and shows both."
QUESTION: Final = (
    "Would you call you back? Type y or n and how sure you are, 50 to 100 percent (such as y 80). "
    "In an exam this cannot be skipped."
)
NOT_UNDERSTOOD: Final = "Please type y or n, and a number from 50 to 100 if you like."
NOT_KEPT: Final = (
    "This call could not be kept, so the exam stops here. Close Rolecall, make room on the disk, "
    "and go on with: rolecall exam --resume"
)
KEPT: Final = "The call is over and kept. What it is worth, you will see at the end."
ENTER_ALONE: Final = "Enter alone dials; p pauses."
FIRST_THIS: Final = (
    "That answers the question that comes next. Press Enter first, or type the message as you "
    "said it."
)
_PAUSES: Final = frozenset({"p", "pause"})


class ExamInLines:
    """One sitting of an exam."""

    def __init__(
        self, desk: Desk, exam: Examination, stage: PlainStage, lines: ExamLines, *, typed: bool
    ) -> None:
        """`lines` are those of the rep, `stage` tells; `typed` types all answers."""
        self._desk, self._exam = desk, exam
        self._stage, self._lines, self._typed = stage, lines, typed

    async def take(self) -> bool:
        """Make the calls that are left; whether the exam has come to its end.

        Raises:
            PortError: what is kept cannot be read, or something that a call needs is missing.
        """
        while True:
            step = await asyncio.to_thread(self._exam.step)
            match step:
                case AllMade():
                    return True
                case ToRate():
                    goes_on = await asyncio.to_thread(self._judged, step)
                case ToCall():
                    goes_on = await self._called(step)
            if not goes_on:
                self._stage.notice(PAUSED)
                return False

    async def _called(self, step: ToCall) -> bool:
        self._stage.notice("")
        self._stage.notice(f"Call {step.place + 1} of {self._exam.calls}.")
        for sentence in brief_in_words(self._desk.as_called(step.file)):
            self._stage.notice(sentence)
        self._stage.notice(TO_DIAL)
        while line := await asyncio.to_thread(self._lines.next_line):
            if line.lower() in _PAUSES:
                return False
            self._stage.notice(ENTER_ALONE)  # a call is spent once it is dialled
        if line is None:
            return False
        occasion = self._exam.occasion(step.place)
        setting = self._desk.new_setting(step.file, typed=self._typed, occasion=occasion)
        session = Session(setting, self._desk.ports, self._stage)
        self._say_how(session)
        self._lines.attend(session)
        try:
            ended = await session.run()
        finally:
            self._lines.call_is_over()
        _, problem = await self._desk.grade(ended)
        if problem is not None:
            self._stage.notice(problem)
        if not await asyncio.to_thread(self._exam.was_kept, step.place):
            self._stage.notice(NOT_KEPT)
            return False
        self._stage.notice(KEPT)
        return True

    def _say_how(self, session: Session) -> None:
        notice = None if session.is_typed else self._desk.recording_notice()
        if notice is not None:
            self._stage.notice(notice)
            self._desk.notice_was_seen()
        self._stage.notice(HOW_TO_TYPED if session.is_typed else HOW_TO)

    def _judged(self, step: ToRate) -> bool:
        """Show what was heard, and ask; False where nobody answers any more."""
        message = self._desk.spoken_message(step.attempt)
        attempt = step.attempt if message is None else self._as_said(step.attempt, message)
        rating = None if attempt is None else self._rating()
        if attempt is None or rating is None:
            return False
        self._exam.rate(attempt, rating)
        return True

    def _as_said(self, attempt: Attempt, message: MessageLeft) -> Attempt | None:
        runs = words_and_doubts(message.heard)
        self._stage.notice(f"{THIS_WAS_HEARD}:")
        self._stage.notice(f"  {' '.join(text for text, _ in runs) or NOTHING_WAS_HEARD}")
        if any(doubt for _, doubt in runs):
            self._stage.notice(IN_DOUBT)
        while True:
            self._stage.notice(CORRECT)
            text = self._lines.next_line()
            if text is None or text.lower() in _PAUSES:
                return None
            if not text:
                return attempt
            if read_answer(text) is not None:
                self._stage.notice(FIRST_THIS)  # else it would be sealed as what they said
                continue
            try:
                corrected = self._exam.correct(attempt, text)
            except (NoWordsLeft, PortError) as error:
                self._stage.notice(str(error))
            else:
                self._stage.notice(NOTED)
                return corrected

    def _rating(self) -> SelfRating | None:
        sentence = QUESTION
        while True:
            self._stage.notice(sentence)
            line = self._lines.next_line()
            rating = None if line is None else read_answer(line)
            if line is None or rating is not None:
                return rating
            sentence = NOT_UNDERSTOOD


def intro_lines(exam: Examination, where: str) -> Iterator[str]:
    """What a rep should know before the first call; `where` is where the sealed file will lie."""
    asked = exam.exam.exam
    yield asked.title
    yield asked.about
    yield ""
    yield from (f"- {rule}" for rule in rules(asked))
    yield ""
    yield f"To pass: {to_pass(asked)}"
    yield ""
    yield f"What is sealed in a file: {what_is_sealed(asked, exam.rep)}"
    yield f"It will lie here: {where}"


def result_lines(done: Sealed, where: str) -> Iterator[str]:
    """How it ended, and why; where the sealed file lies, and how it is verified."""
    manifest = done.manifest
    result = manifest.result
    yield f"{manifest.exam.title}: {'passed' if result.passed else 'not passed'}."
    yield ""
    for demand in result.demands:
        yield f"{'met:    ' if demand.is_met else 'NOT MET:'} {demand.sentence}"
    yield ""
    for call in manifest.calls:
        yield call_line(call, len(manifest.calls))
        yield from (f"    {remark}" for remark in remarks(call))
    yield ""
    yield f"The sealed exam lies here: {where}"
    yield f"Its seal: {done.short_seal}"
    yield "To check it, anybody with Rolecall runs: rolecall verify FILE"
