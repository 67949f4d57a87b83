"""What the rep said, as the events and transcripts that engine and graders read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from simulator.call.events import Event, Heard, Recorded
from simulator.grading.calling_as import Identity
from simulator.grading.language.request import read_request
from simulator.grading.transcript import Transcript, typed
from simulator.ports import PortError, ScenarioFile, Take
from simulator.practice.occasion import BY_ITSELF, Occasion
from simulator.scenario.model import Conversation, Line

TYPED_WORDS_PER_SECOND = 5 / 3
"""How long a typed message would take to say, for the mailbox's own rules: five words, the shortest
message of the rubric, are then the three seconds below which a mailbox keeps nothing."""
TYPED_TAKE = "{take}.txt"
"""Where a typed take lies in the call's folder, beside the spoken ones."""


@dataclass(frozen=True, slots=True)
class CallEnded:
    """A call that is over: its events, and what was said in each take.

    `recordings` are the WAVs of the spoken takes; a take that could not be recognised is in
    `recordings` and not in `transcripts`. `identity` is who called, where it was not the person
    whom the scenario invents; the `occasion` is the drill or exam in which it was made.
    """

    file: ScenarioFile
    attempt_id: str
    started_at: str
    events: tuple[Event, ...]
    transcripts: dict[str, Transcript]
    recordings: dict[str, Path]
    folder: Path
    identity: Identity | None = None
    occasion: Occasion = BY_ITSELF


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


def keep_typed(take: Take, name: str, folder: Path) -> None:
    """Put a typed take on disk before anything else happens with it.

    Raises:
        PortError: it cannot be written; it is still in memory.
    """
    path = folder / TYPED_TAKE.format(take=name)
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(number, "w", encoding="utf-8", errors="replace") as file:
            file.write(take.text or "")
    except OSError as error:
        raise PortError(f"What you typed cannot be kept in {path} ({error.strerror}).") from error


def typed_takes(folder: Path) -> dict[str, str]:
    """The typed takes of a call, by take id."""
    found = sorted(folder.glob(TYPED_TAKE.format(take="take-*")))
    return {path.stem: path.read_text(encoding="utf-8", errors="replace") for path in found}


def typed_transcript(take: Take) -> Transcript:
    """The transcript of a typed take."""
    return typed(take.text or "")
