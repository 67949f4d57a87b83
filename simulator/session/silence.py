"""Sounds that cannot be heard: captions at the pace of speech, for machines without a voice."""

from __future__ import annotations

from simulator.ports import Caption, Sound
from simulator.scenario.speech import Speech

CHARACTERS_PER_SECOND = 15.0
"""About 150 words a minute, the pace of a calm greeting (see the doctrine's table of paces)."""
PAUSE_SECONDS = 0.3


def silent_sound(speech: Speech) -> Sound:
    """The captions of a speech, timed as if somebody spoke it."""
    captions: list[Caption] = []
    at = 0.0
    for segment in speech.segments:
        end = at + max(0.5, len(segment.text) / CHARACTERS_PER_SECOND)
        captions.append(Caption(segment.text, at, end, segment.is_cue))
        at = end + (PAUSE_SECONDS if segment.text[-1] in ".!?…" else 0.0)
    return Sound(None, at, tuple(captions))
