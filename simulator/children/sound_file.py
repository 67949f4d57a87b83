"""Decode a sound that somebody else has made. It runs in a child: a damaged file may end it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from simulator.child import Refusal, Request
from simulator.sound import wav
from simulator.sound.greeting_file import CUT_SHORT, LONGEST_SECONDS
from simulator.sound.resample import resample
from simulator.sound.tones import SAMPLE_RATE_HZ

_ENOUGH = 0.98
"""Of what the file promises so much has to be there; encoders pad the end."""
_LOUDEST = 8.0
"""Full scale is 1; what was compressed may go somewhat beyond it."""


def decode(request: Request) -> dict[str, Any]:
    """Read the sound at `path`, and write it to `into` as a WAV, mono, at `SAMPLE_RATE_HZ`.

    Refuses with a message that completes «The greeting ...».
    """
    import soundfile

    request.news()
    try:
        with soundfile.SoundFile(request.params["path"]) as file:
            rate_hz, promised = file.samplerate, file.frames
            most = round(LONGEST_SECONDS * rate_hz) + rate_hz
            frames = file.read(min(most, promised), dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, OSError, TypeError, ValueError, MemoryError):
        raise Refusal("cannot be decoded: export it again") from None
    if not len(frames) or len(frames) < _ENOUGH * min(most, promised):
        raise Refusal(CUT_SHORT)
    if not np.isfinite(frames).all() or np.abs(frames).max() > _LOUDEST:
        raise Refusal("holds values that are no sound: export it again")
    mono = np.asarray(frames.mean(axis=1), np.float32)
    samples = resample(mono, rate_hz, SAMPLE_RATE_HZ)
    Path(request.params["into"]).write_bytes(wav.encode(samples))
    return {"seconds": len(samples) / SAMPLE_RATE_HZ}
