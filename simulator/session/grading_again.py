"""A kept call graded once more: with the words as the rep says they were, or by today's rubric.

The journal and what was heard are never changed; a correction stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from simulator.call.events import Event
from simulator.grading.calling_as import with_rep
from simulator.grading.check import Embed
from simulator.grading.correction import NoWordsLeft, corrected
from simulator.grading.decisions import messages
from simulator.grading.grade import FinishedCall, grade
from simulator.grading.registry import installed
from simulator.grading.rubric import Rubric
from simulator.grading.transcript import Transcript
from simulator.ports import Attempt, PortError, ScenarioFile
from simulator.scenario.model import Scenario
from simulator.session.journal import JournalError, JournalHeader, read_journal


class NothingToCorrect(PortError):
    """No spoken message of the call was graded. Who asked for a correction is to blame."""


@dataclass(frozen=True, slots=True)
class MessageLeft:
    """The spoken message of a call that is graded: its take, and what was heard in it.

    `correction` is what the rep says it was, or None.
    """

    take: str
    heard: Transcript
    correction: str | None

    @property
    def text(self) -> str:
        """The words that are graded."""
        return self.heard.text if self.correction is None else self.correction


def spoken_message(attempt: Attempt, rubric: Rubric) -> MessageLeft | None:
    """The message that can be corrected; None where none was spoken, left and heard.

    Raises:
        PortError: what is kept of the call cannot be read, or does not fit together.
    """
    left = messages(events_of(attempt), attempt.transcripts, rubric.reading)
    heard = attempt.transcripts.get(left[-1].take) if left else None
    if heard is None or heard.source == "typed":
        return None
    take = left[-1].take
    return MessageLeft(take, heard, attempt.corrections.get(take))


def with_correction(attempt: Attempt, message: MessageLeft, text: str) -> Attempt:
    """The attempt with another text for its message; the text that was heard takes it back.

    Raises:
        NoWordsLeft: there is no word in `text`.
    """
    put_right = corrected(message.heard, text).text
    corrections = {k: v for k, v in attempt.corrections.items() if k != message.take}
    if put_right != message.heard.text:
        corrections[message.take] = put_right
    return replace(attempt, corrections=corrections)


def graded_again(
    attempt: Attempt, file: ScenarioFile, rubric: Rubric, embed: Embed | None = None
) -> Attempt:
    """The attempt with a new scorecard; `embed` is for the graders.

    Raises:
        PortError: what is kept of the call cannot be read, or does not fit together.
    """
    header, events = _journal(attempt)
    call = FinishedCall(
        attempt.id,
        with_rep(file.as_variant(header.variant).scenario, header.rep),
        file.sha256,
        events,
        attempt.transcripts,
        attempt.corrections,
    )
    try:
        return replace(attempt, scorecard=grade(call, rubric, installed(), embed))
    except (NoWordsLeft, KeyError) as error:
        raise PortError(
            f"What is kept of the call {attempt.id} does not fit together ({error}), so the call "
            "cannot be graded again; its result stays as it is."
        ) from error


def the_file_of(attempt: Attempt, files: Iterable[ScenarioFile]) -> ScenarioFile:
    """The scenario file with which a call was made, among those that are here.

    Raises:
        PortError: it is gone, or it has changed: then the call would be judged by what was not
            there when it was made.
    """
    name = attempt.scenario_id
    file = next((f for f in files if f.listing.id == name), None)
    if file is None:
        raise PortError(
            f"The scenario “{name}” of this call is no longer here, so the call cannot be graded "
            "again; its result stays as it is."
        )
    if file.sha256 != attempt.scorecard.scenario.sha256:
        raise PortError(
            f"The scenario “{name}” has changed since this call, so the call cannot be graded "
            "again; its result stays as it is."
        )
    return as_variant_of(attempt, file)


def as_variant_of(attempt: Attempt, file: ScenarioFile) -> ScenarioFile:
    """The file in the variant in which a call was made; as it stands, where nobody knows."""
    header = _header(attempt)
    return file if header is None else file.as_variant(header.variant)


def as_it_was_called(attempt: Attempt, file: ScenarioFile) -> Scenario:
    """The scenario in its variant and name of that call; as it stands, where nobody knows."""
    header = _header(attempt)
    if header is None:
        return file.scenario
    return with_rep(file.as_variant(header.variant).scenario, header.rep)


def events_of(attempt: Attempt) -> tuple[Event, ...]:
    """The events of a kept call.

    Raises:
        PortError: its journal cannot be read.
    """
    return _journal(attempt)[1]


def _header(attempt: Attempt) -> JournalHeader | None:
    """How the journal of a call begins; None where it cannot be read."""
    try:
        return _journal(attempt)[0]
    except PortError:
        return None


def _journal(attempt: Attempt) -> tuple[JournalHeader, tuple[Event, ...]]:
    try:
        return read_journal(attempt.journal)
    except JournalError as error:
        raise PortError(
            f"The journal of the call {attempt.id} cannot be read ({error}), so the call cannot be "
            "graded again; its result stays as it is."
        ) from error
