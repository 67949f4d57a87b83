"""The recordings of a kept call turned into words anew, by the speech model and measures of now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event as Signal

from simulator.grading.transcript import Transcript
from simulator.ports import Attempt, PortError, Recognizer

NO_RECOGNISER = "There is no speech recogniser, so recordings cannot be heard anew."


def heard_anew(attempt: Attempt, recognizer: Recognizer | None) -> Attempt:
    """The attempt with new transcripts of what was spoken; typed words stay. Blocks.

    The rep's neutral voice is the one that the call was graded with. Nothing is kept.

    Raises:
        PortError: a recording is gone, or cannot be turned into words.
    """
    if recognizer is None:
        raise PortError(NO_RECOGNISER)
    hear = _hears(recognizer)
    return replace(
        attempt,
        transcripts={
            take: _heard(attempt, take, before, hear)
            for take, before in attempt.transcripts.items()
        },
    )


def _heard(
    attempt: Attempt, take: str, before: Transcript, hear: Callable[[Path], Transcript]
) -> Transcript:
    if before.source == "typed":
        return before
    path = attempt.folder / f"{take}.wav"
    if not path.is_file():
        raise PortError(
            f"The recording {take} of the call {attempt.id} is gone, so it cannot be heard anew. "
            "Without --listen, the words that were heard then are graded."
        )
    now = hear(path)
    if now.voice is None or before.voice is None:
        return now
    return replace(now, voice=replace(now.voice, baseline=before.voice.baseline))


def _hears(recognizer: Recognizer) -> Callable[[Path], Transcript]:
    complete = Signal()
    complete.set()
    return lambda path: recognizer.transcribe(path, complete, Signal())
