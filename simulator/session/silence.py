"""Sounds that cannot be heard: captions at the pace of speech, for machines without a voice."""

from __future__ import annotations

from simulator.ports import Caption, Sound
from simulator.scenario.speech import Speech

CHARACTERS_PER_SECOND = 15.0
"""About 150 words a minute, the pace of a calm greeting (see the doctrine's table of paces)."""
PAUSE_SECONDS = 0.3
MIN_SEGMENT_SECONDS = 0.5


def silent_sound(speech: Speech) -> Sound:
    """The captions of a speech, timed as if somebody spoke it; a pause belongs to what follows."""
    captions: list[Caption] = []
    end = pause = 0.0
    for segment in speech.segments:
        start, end = end, end + pause + spoken_seconds(segment.text)
        captions.append(Caption(segment.text, start, end, segment.is_cue))
        pause = PAUSE_SECONDS if segment.text[-1] in ".!?…" else 0.0
    return Sound(None, end, tuple(captions))


def spoken_seconds(text: str) -> float:
    """How long it would take to say a text."""
    return max(MIN_SEGMENT_SECONDS, len(text) / CHARACTERS_PER_SECOND)
