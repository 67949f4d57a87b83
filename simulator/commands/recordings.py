"""Sound files as commands take them: something to say in a call, or something to grade."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.call.effects import Listen, Record
    from simulator.ports import Take
    from simulator.session.simulated import Utterance


def utterance_from(path: Path) -> Utterance:
    """Something to say in a scripted call, read from a sound file.

    Raises:
        PortError: the file is no sound that can be used.
    """
    from simulator.adapters.audio_files import read_recording
    from simulator.adapters.microphone_file import FileMicrophone
    from simulator.session.performing import limits_of

    read_recording(path)

    def say(effect: Record | Listen, into: Path, at_most_seconds: float) -> Take:
        limits = replace(limits_of(effect), max_seconds=at_most_seconds)
        microphone = FileMicrophone([path], read_recording)
        return microphone.record(into, limits, lambda _: None, threading.Event())

    return say


def prepare_take(path: Path, into: Path) -> str:
    """Turn any sound file into a take that can be recognised, and return the hash of its bytes.

    Raises:
        PortError: the file is no sound that can be used.
    """
    from simulator.adapters.audio_files import read_recording, write_wav

    pcm, _ = read_recording(path)
    write_wav(into, pcm)
    return hashlib.sha256(path.read_bytes()).hexdigest()
