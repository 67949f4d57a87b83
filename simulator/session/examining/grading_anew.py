"""The calls of a sealed exam, graded again by the rubric and the scenarios at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from simulator.call import Call, Phase, ProtocolError
from simulator.call.events import Event, Heard
from simulator.grading.calling_as import with_rep
from simulator.grading.check import Embed
from simulator.grading.correction import NoWordsLeft
from simulator.grading.grade import FinishedCall, grade
from simulator.grading.language.trained import WEIGHTS
from simulator.grading.language.trained import manifest as models
from simulator.grading.registry import installed
from simulator.grading.rubric import Rubric
from simulator.grading.score import Scorecard
from simulator.ports import ScenarioFile
from simulator.scenario.model import Scenario
from simulator.scenario.pack_paths import shown
from simulator.session.examining import sealed as form
from simulator.session.examining.findings import (
    Finding,
    difference,
    differing,
    not_compared,
    note,
    told,
)
from simulator.session.examining.reading_calls import CallRead
from simulator.session.examining.sealed import CallSealed, Manifest
from simulator.session.takes import heard

FOLLOWS: Final = "by grading the call again"
Graded = Callable[[Callable[[Embed | None], Scorecard]], Scorecard]


@dataclass(frozen=True, slots=True)
class GradingAnew:
    """Grades again what was sealed, and compares."""

    manifest: Manifest
    rubric: Callable[[str], Rubric | None]
    scenario: Callable[[str], ScenarioFile | None]
    graded: Graded

    def findings(self, call: CallSealed, read: CallRead, *, has_meaning: bool) -> Iterator[Finding]:
        """What differs, or why it could not be compared."""
        rubric, file = self.rubric(self.manifest.rubric.id), self.scenario(call.scenario.id)
        why = _why_not(self.manifest, call, rubric, file) or _why_other(read, has_meaning)
        if why:
            yield not_compared("the grade", why, call.place)
        if file is None or file.sha256 != call.scenario.sha256 or read.header is None:
            return
        called = with_rep(file.as_variant(call.variant - 1).scenario, read.header.rep)
        yield from _replayed(call, called, read.events)
        yield from _turns(call, called, read)
        if rubric is None or why or read.transcripts is None:
            return
        finished = FinishedCall(
            call.attempt, called, call.scenario.sha256, read.events, read.transcripts
        )
        yield from self._compared(form.SCORECARD, call, read.scorecard, finished, rubric)
        corrections = read.answers.corrections if read.answers is not None else {}
        yield from self._corrected(call, read, finished, corrections, rubric)

    def _corrected(
        self,
        call: CallSealed,
        read: CallRead,
        finished: FinishedCall,
        corrections: Mapping[str, str],
        rubric: Rubric,
    ) -> Iterator[Finding]:
        name = form.AS_CORRECTED
        if not corrections and read.as_corrected is None:
            return
        corrected = FinishedCall(
            finished.attempt_id, finished.scenario, finished.scenario_sha256, finished.events,
            finished.transcripts, corrections,
        )  # fmt: skip
        yield from self._compared(name, call, read.as_corrected, corrected, rubric)
        card = read.as_corrected
        listed = call.as_corrected
        theirs = None if card is None else (card.passed, card.score.overall)
        if theirs != (None if listed is None else (listed.passed, listed.overall)):
            yield difference(
                form.MANIFEST, "What it says of the corrected words is not so.", call.place
            )

    def _compared(
        self,
        name: str,
        call: CallSealed,
        sealed: Scorecard | None,
        finished: FinishedCall,
        rubric: Rubric,
    ) -> Iterator[Finding]:
        by_meaning = sealed is None or sealed.language is None or sealed.language.embeddings
        try:
            again = self.graded(
                lambda embed: grade(finished, rubric, installed(), embed if by_meaning else None)
            )
        except (NoWordsLeft, KeyError, ValueError) as error:
            yield difference(
                call.folder + name,
                f"The call cannot be graded: its parts do not fit together ({shown(str(error))}).",
                call.place,
            )
            return
        if sealed is None:
            return  # that it is missing, or cannot be read, is told elsewhere
        found = differing(sealed.model_dump(mode="json"), again.model_dump(mode="json"))
        yield from told(call.folder + name, found, call.place, FOLLOWS)


def _why_not(
    manifest: Manifest, call: CallSealed, rubric: Rubric | None, file: ScenarioFile | None
) -> str:
    """Why a call cannot be graded as it was; "" where it can."""
    if rubric is None or rubric.sha256 != manifest.rubric.sha256:
        here = "another version of it is here" if rubric is not None else "it is not here"
        return (
            f"It was graded by the rubric “{shown(manifest.rubric.id)}”, and {here}, so the grade "
            "is not compared."
        )
    if file is None or file.sha256 != call.scenario.sha256:
        here = "another version of it is here" if file is not None else "it is not here"
        return (
            f"The call was made to the scenario “{shown(call.scenario.id)}”, and {here}, so the "
            "grade is not compared."
        )
    return ""


def _why_other(read: CallRead, has_meaning: bool) -> str:  # noqa: FBT001 - one of two answers
    language = None if read.scorecard is None else read.scorecard.language
    if language is None:
        return ""
    if language.embeddings and not has_meaning:
        return (
            "Messages were read by their meaning, which this Rolecall cannot (install it with "
            "`rolecall[semantic]`), so the grade is not compared."
        )
    if language.weights_sha256 != models()[WEIGHTS]:
        return (
            "The models that judge words are others than those of this Rolecall, so the grade is "
            "not compared. Verify it with the version that sealed it."
        )
    return ""


def _replayed(call: CallSealed, scenario: Scenario, events: tuple[Event, ...]) -> Iterator[Finding]:
    """The events must be a call that can be made to this scenario, from the dial to its end."""
    engine = Call(scenario)
    name = call.folder + form.JOURNAL
    for number, event in enumerate(events, start=1):
        try:
            engine.send(event)
        except (ProtocolError, KeyError) as error:
            yield difference(
                name,
                f"Event {number} ({type(event).__name__}) cannot happen there in a call to this "
                f"scenario ({shown(str(error))}).",
                call.place,
            )
            return
    if engine.phase is not Phase.ENDED:
        yield difference(name, "The call does not end.", call.place)


def _turns(call: CallSealed, scenario: Scenario, read: CallRead) -> Iterator[Finding]:
    """What a live person understood follows from the words of that turn.

    Of a call that was cut off the words were recognised once more, so they may be others.
    """
    for event in read.events:
        if not isinstance(event, Heard) or event.take is None:
            continue
        words = (read.transcripts or {}).get(event.take)
        if words is None or event.line not in scenario.lines:
            continue
        line = scenario.lines[event.line]
        follows = heard(words, event.line, line, event.take, event.at_seconds)
        if follows != event:
            tell = note if call.cut_off else difference
            yield tell(
                call.folder + form.JOURNAL,
                f"By the words of {shown(event.take)} the person understood something else.",
                call.place,
            )
