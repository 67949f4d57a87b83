"""Record the rep's neutral reading, and make it the baseline. Only its figures are kept."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Event

from simulator.grading.transcript import Voice
from simulator.ports import Microphone, PortError, RecordingLimits
from simulator.session.baselines import (
    MOST_SECONDS,
    TOO_LITTLE,
    Baselines,
    KeptBaseline,
    ReadingRefused,
)
from simulator.session.listening import voice_in


def record_baseline(
    microphone: Microphone,
    baselines: Baselines,
    on_level: Callable[[float], None],
    stop: Event,
) -> KeptBaseline:
    """Record until `stop`, at most a minute; measure, keep the figures, erase the sound. Blocks.

    Raises:
        ReadingRefused: the reading cannot serve as a baseline.
        PortError: nothing can be recorded, or the figures cannot be kept.
    """
    with tempfile.TemporaryDirectory(prefix="rolecall-") as folder:
        path = Path(folder) / "reading.wav"
        limits = RecordingLimits(MOST_SECONDS, MOST_SECONDS, MOST_SECONDS)
        take = microphone.record(path, limits, on_level, stop)
        if take.ended_by == "device_lost":
            raise PortError("The microphone was lost while you read. Connect it, and read again.")
        return keep_reading(path, baselines)


def keep_reading(path: Path, baselines: Baselines) -> KeptBaseline:
    """Make a recorded reading, a 16 kHz WAV, the baseline.

    Raises:
        ReadingRefused: it cannot serve as one.
        PortError: the figures cannot be kept.
    """
    return baselines.keep(_voice(path))


def lend_reading(path: Path, baselines: Baselines) -> None:
    """Compare with a recorded reading, a 16 kHz WAV, from now on, and keep nothing.

    Raises:
        ReadingRefused: it cannot serve as a baseline.
    """
    baselines.lend(_voice(path))


def _voice(path: Path) -> Voice:
    voice = voice_in(path)
    if voice is None:
        raise ReadingRefused(TOO_LITTLE.format(seconds=0))
    return voice
