"""Greetings that a scenario brings as a sound file."""

from __future__ import annotations

from pathlib import Path

from simulator.ports import Caption, PortError
from simulator.scenario.model import RecordedGreeting
from simulator.scenario.speech import find_cue
from simulator.sound.greeting_file import MOST_BYTES


def read_greeting(greeting: RecordedGreeting, folder: Path) -> bytes:
    """The bytes of the file.

    Raises:
        PortError: it is missing, outside the folder, or too long.
    """
    path = folder / greeting.sound
    if not path.resolve().is_relative_to(folder.resolve()):
        raise PortError(f"The greeting {greeting.sound} lies outside its scenario's folder.")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise PortError(f"The greeting {path} is too long.")
        return path.read_bytes()
    except OSError as error:
        raise PortError(f"The greeting {path} cannot be read: {error.strerror}.") from error


def timed(greeting: RecordedGreeting, cue: str | None, seconds: float) -> tuple[Caption, ...]:
    """The captions with their ends; the one in which the cue ends is marked."""
    starts = [0.0, *(c.at_seconds for c in greeting.captions[1:])]
    if starts != sorted(starts) or starts[-1] >= seconds:
        raise PortError(
            f"The greeting {greeting.sound} lasts {seconds:.1f} s; "
            f"its captions are out of order or go on after that."
        )
    found = find_cue(greeting.text, cue) if cue else None
    captions: list[Caption] = []
    at_letter = 0
    for caption, start, end in zip(greeting.captions, starts, [*starts[1:], seconds], strict=True):
        after = at_letter + len(caption.text)
        is_cue = found is not None and at_letter < found[1] <= after
        captions.append(Caption(caption.text, start, end, is_cue))
        at_letter = after + 1
    return tuple(captions)
