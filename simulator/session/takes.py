"""What the rep said, as the events and transcripts that engine and graders read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from simulator.call.events import Event, Heard, Recorded
from simulator.grading.language.request import read_request
from simulator.grading.transcript import Transcript, typed
from simulator.ports import ScenarioFile, Take
from simulator.scenario.model import Conversation, Line

TYPED_WORDS_PER_SECOND = 2.5
"""150 words a minute: how long a typed message would take to say, for the mailbox's own rules."""


@dataclass(frozen=True, slots=True)
class CallEnded:
    """A call that is over: its events, and what was said in each take.

    `recordings` are the WAVs of the spoken takes; a take that could not be recognised is in
    `recordings` and not in `transcripts`.
    """

    file: ScenarioFile
    attempt_id: str
    started_at: str
    events: tuple[Event, ...]
    transcripts: dict[str, Transcript]
    recordings: dict[str, Path]
    folder: Path


def typed_take(text: str) -> Take:
    """A take that was typed; its seconds are those that saying it would take."""
    seconds = len(text.split()) / TYPED_WORDS_PER_SECOND
    return Take(None, text, seconds, seconds, 0.0 if seconds else None, "rep")


def recorded(take: Take, name: str, line: str, at_seconds: float) -> Recorded:
    """The event of a closed recording."""
    return Recorded(
        at_seconds=at_seconds,
        line=line,
        take=name,
        seconds=take.seconds,
        speech_seconds=take.speech_seconds,
        first_speech_seconds=take.first_speech_seconds,
        ended_by=take.ended_by,
    )


def heard(transcript: Transcript | None, line_id: str, line: Line, name: str, at: float) -> Heard:
    """The event of a turn with a live person; without a transcript it was not understood."""
    text = transcript.text if transcript is not None else ""
    conversation = line.conversation or Conversation()
    if transcript is None:
        return Heard(at_seconds=at, line=line_id, text="", request="unclear", take=name)
    request = read_request(text, conversation, line.kind)
    return Heard(
        at_seconds=at,
        line=line_id,
        text=text,
        request=request.request,
        person=request.person,
        take=name,
    )


def typed_transcript(take: Take) -> Transcript:
    """The transcript of a typed take."""
    return typed(take.text or "")
