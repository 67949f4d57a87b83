"""Speak without a voice: captions that last as long as the words would have."""

from __future__ import annotations

import threading
from itertools import pairwise
from pathlib import Path

from simulator.ports import Caption, Sound
from simulator.scenario.model import RecordedGreeting
from simulator.scenario.speech import Speech, find_cue
from simulator.session.silence import silent_sound, spoken_seconds


class CaptionVoice:
    """The Voice port where nothing can speak. Every sound has captions and no file."""

    def render(self, speech: Speech, stop: threading.Event) -> Sound:  # noqa: ARG002 - instant
        """Time the segments by their letters."""
        return silent_sound(speech)

    def recorded(
        self,
        greeting: RecordedGreeting,
        folder: Path,  # noqa: ARG002 - the recording is not heard
        cue: str | None,
        voice: str,  # noqa: ARG002 - nor is anybody's line
    ) -> Sound:
        """Time the captions as the scenario does; the last one by its words."""
        starts = [0.0, *(c.at_seconds for c in greeting.captions[1:])]
        last = greeting.captions[-1]
        ends = [end for _, end in pairwise(starts)] + [starts[-1] + spoken_seconds(last.text)]
        captions = tuple(
            Caption(c.text, start, end, bool(cue and find_cue(c.text, cue)))
            for c, start, end in zip(greeting.captions, starts, ends, strict=True)
        )
        return Sound(path=None, seconds=ends[-1], captions=captions)
