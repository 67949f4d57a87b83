"""The greeting of one line as it is heard: spoken, or brought by the scenario, or captions only."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event as Signal

from simulator.ports import PortError, ScenarioFile, Sound, Voice
from simulator.scenario.model import RecordedGreeting
from simulator.scenario.speech import Speech
from simulator.session.silence import silent_sound


def greeting_sound(
    file: ScenarioFile, name: str, voice: Voice, stop: Signal, notice: Callable[[str], None]
) -> Sound:
    """The sound of a line's greeting. Blocks; `notice` is told why there are captions only."""
    line = file.scenario.lines[name]
    speech = Speech(line.greeting_text, line.voice, line.cue)
    try:
        if isinstance(line.greeting, RecordedGreeting):
            return voice.recorded(line.greeting, file.folder, line.cue, line.voice)
        return voice.render(speech, stop)
    except PortError as error:
        notice(str(error))
        return silent_sound(speech)
