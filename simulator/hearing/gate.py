"""What is speech and what is not: asked before anything is decoded.

Whisper writes "you" for silence and pages of a looping phrase for a beep. So our own beep is cut,
and a piece in which the voice activity detector hears no speech is not decoded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from simulator.grading.transcript import Moment
from simulator.hearing.pieces import SAMPLE_RATE_HZ, Samples

FRAME_SECONDS = 512 / SAMPLE_RATE_HZ
"""One probability of the Silero detector covers this much."""
SPEECH_BEGINS_AT = 0.3
"""The detector's default, 0.5, misses most of a voice that comes over a telephone line. Noise, hum,
tones and clicks stay below 0.15 (docs/recognition.md)."""
SPEECH_ENDS_AT = 0.15
"""0.15 below, as the detector's default has it, so that speech does not flicker."""
PAUSE_SECONDS = 0.2
"""A shorter silence is part of the speech around it: graders count pauses over 0.25 s."""
SHORTEST_SPEECH_SECONDS = 0.1
"""Shorter bursts are clicks."""
DECODED_FROM_SECONDS = 0.25
"""A piece with less speech than this holds no word; decoded, it gives a loop."""

BEEP_HZ = 1000.0
BEEP_HALF_WIDTH_HZ = 80.0
BEEP_SHARE = 0.85
"""A voice spreads over many harmonics; measured, no frame of one puts this much into 160 Hz."""
BEEP_WITHIN_SECONDS = 1.0
"""How late our own beep can still be heard: it lasts 0.4 s, and devices lag by half a second."""
BEEP_FRAME_SECONDS = 0.032
BEEP_FRAMES = 3
"""A tone of at least a tenth of a second."""


def beep_end(samples: Samples) -> int:
    """How many samples at the beginning of a take belong to our own beep; 0 if it is not heard."""
    frame = int(BEEP_FRAME_SECONDS * SAMPLE_RATE_HZ)
    head = samples[: int(BEEP_WITHIN_SECONDS * SAMPLE_RATE_HZ)]
    frames = head[: len(head) // frame * frame].reshape(-1, frame).astype(np.float64)
    power = np.abs(np.fft.rfft(frames * np.hanning(frame), axis=1)) ** 2
    hertz = np.fft.rfftfreq(frame, 1 / SAMPLE_RATE_HZ)
    near = np.abs(hertz - BEEP_HZ) <= BEEP_HALF_WIDTH_HZ
    total = power.sum(axis=1)
    is_tone = (power[:, near].sum(axis=1) > BEEP_SHARE * total) & (total > 0)
    tones = np.flatnonzero(is_tone)
    if len(tones) < BEEP_FRAMES:
        return 0
    # One frame more: the tone fades within it.
    return min((int(tones[-1]) + 2) * frame, len(samples))


def speech_in(probabilities: Sequence[float], from_seconds: float) -> tuple[Moment, ...]:
    """Stretches of speech, from the detector's probabilities, one for each 32 ms.

    `from_seconds` is where the first of them lies in the take.
    """
    found: list[list[int]] = []
    speaking = False
    for at, probability in enumerate(probabilities):
        speaking = probability >= (SPEECH_ENDS_AT if speaking else SPEECH_BEGINS_AT)
        if not speaking:
            continue
        if found and (at - found[-1][1]) * FRAME_SECONDS < PAUSE_SECONDS:
            found[-1][1] = at + 1
        else:
            found.append([at, at + 1])
    return tuple(
        Moment(from_seconds + start * FRAME_SECONDS, from_seconds + end * FRAME_SECONDS)
        for start, end in found
        if (end - start) * FRAME_SECONDS >= SHORTEST_SPEECH_SECONDS
    )


def joined(moments: Iterable[Moment], seconds: float) -> tuple[Moment, ...]:
    """The speech of all pieces, in order: what a cut parted is put together again.

    Nothing reaches beyond the end of the take, `seconds`; times are rounded to a millisecond.
    """
    result: list[Moment] = []
    for moment in moments:
        start, end = round(moment.start, 3), round(min(moment.end, seconds), 3)
        if result and start - result[-1].end < PAUSE_SECONDS:
            result[-1] = Moment(result[-1].start, end)
        else:
            result.append(Moment(start, end))
    return tuple(result)


def is_worth_decoding(speech: Sequence[Moment]) -> bool:
    """Whether a piece with this speech can hold a word."""
    return overlap(speech, Moment(0.0, float("inf"))) >= DECODED_FROM_SECONDS


def overlap(speech: Sequence[Moment], stretch: Moment) -> float:
    """How many seconds of a stretch are speech."""
    return sum(max(0.0, min(m.end, stretch.end) - max(m.start, stretch.start)) for m in speech)
