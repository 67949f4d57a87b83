"""The pitch of a voice, every 10 ms: normalised autocorrelation, and the cheapest path through it.

Source: P. Boersma, "Accurate short-term analysis of the fundamental frequency and the
harmonics-to-noise ratio of a sampled sound", IFA Proceedings 17 (1993), with Praat's default costs.
Two passes, the second in the range of this speaker: C. De Looze and D. Hirst, Speech Prosody 2008
(from 0.75 times the first quartile), with the upper end that they give for lively speech.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.grading.acoustics.frames import BLOCK_FRAMES, HOP_SECONDS, SAMPLE_RATE_HZ, centred

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from simulator.grading.acoustics.frames import Samples

FLOOR_HZ, CEILING_HZ = 75.0, 500.0
PERIODS = 3
"""So many periods of the lowest pitch lie in a window."""
CANDIDATES = 7
VOICING_THRESHOLD = 0.45
SILENCE_THRESHOLD = 0.03
OCTAVE_COST = 0.01
OCTAVE_JUMP_COST = 0.35
VOICED_UNVOICED_COST = 0.14
COSTS_FOR_SECONDS = 0.01
"""The costs of a step are meant for frames so far apart."""
RANGE_SHARES = (0.75, 2.5)
"""Of the first quartile, and of the third."""
HIGHEST_FLOOR_HZ = 250.0
"""Nobody speaks higher than a third above this most of the time; chance finds such a pitch in
whispering. Windows would be shorter than the step from one to the next."""
FEWEST_VOICED = 20
"""With fewer voiced frames, 0.2 s, a speaker's range is not known."""


def pitch(samples: Samples) -> NDArray[np.float64]:
    """The pitch of each frame in Hz, NaN where there is none, shape (frames,)."""
    first = track(samples, FLOOR_HZ, CEILING_HZ)
    voiced = first[~np.isnan(first)]
    if len(voiced) < FEWEST_VOICED:
        return first
    lower, upper = np.percentile(voiced, (25, 75))
    floor = min(HIGHEST_FLOOR_HZ, max(FLOOR_HZ, float(lower) * RANGE_SHARES[0]))
    return track(samples, floor, min(CEILING_HZ, float(upper) * RANGE_SHARES[1]))


def track(samples: Samples, floor_hz: float, ceiling_hz: float) -> NDArray[np.float64]:
    """The pitch of each frame in Hz within a range, NaN where there is none, shape (frames,)."""
    samples = np.asarray(samples, np.float64)
    frames = centred(samples - samples.mean() if len(samples) else samples, PERIODS / floor_hz)
    if len(frames) == 0:
        return np.zeros(0)
    loudest = max(float(np.abs(samples).max()), 1e-12)
    blocks = [
        _candidates(frames[at : at + BLOCK_FRAMES], loudest, floor_hz, ceiling_hz)
        for at in range(0, len(frames), BLOCK_FRAMES)
    ]
    hertz, strength = (np.concatenate(parts) for parts in zip(*blocks, strict=True))
    return _cheapest_path(hertz, strength)


def _candidates(
    frames: NDArray[np.float64], loudest: float, floor_hz: float, ceiling_hz: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Pitches and strengths, shape (frames, CANDIDATES + 1); the first is "no voice", 0 Hz."""
    r = _autocorrelation(frames)
    shortest = int(np.floor(SAMPLE_RATE_HZ / ceiling_hz))
    longest = min(int(np.ceil(SAMPLE_RATE_HZ / floor_hz)), r.shape[1] - 2)
    middle = r[:, shortest : longest + 1]
    before, after = r[:, shortest - 1 : longest], r[:, shortest + 1 : longest + 2]
    is_peak = (middle > before) & (middle >= after) & (middle > VOICING_THRESHOLD / 2)
    ranked = np.where(is_peak, middle, -1.0)
    kept = min(CANDIDATES, ranked.shape[1])
    place = np.argpartition(-ranked, kept - 1, axis=1)[:, :kept]

    def at(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.take_along_axis(values, place, axis=1)

    left, top, right = at(before), at(middle), at(after)
    curve = np.minimum(left - 2 * top + right, -1e-12)
    shift = np.clip((left - right) / (2 * curve), -0.5, 0.5)
    lag = shortest + place + shift
    height = top - (left - right) * shift / 4
    hertz = SAMPLE_RATE_HZ / lag
    # A strength over 1 is an artefact of few samples; Praat turns it upside down.
    height = np.where(height > 1, 1 / np.maximum(height, 1), height)
    strength = height - OCTAVE_COST * np.log2(floor_hz / hertz)
    strength = np.where(at(ranked) > 0, strength, -np.inf)
    loudness = np.abs(frames).max(axis=1) / loudest
    unvoiced = VOICING_THRESHOLD + np.maximum(
        0.0, 2 - (loudness / SILENCE_THRESHOLD) * (1 + VOICING_THRESHOLD)
    )
    return (
        np.concatenate((np.zeros((len(frames), 1)), hertz), axis=1),
        np.concatenate((unvoiced[:, None], strength), axis=1),
    )


def _autocorrelation(frames: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each windowed frame, divided by that of the window: shape (frames, half a window)."""
    length = frames.shape[1]
    window = np.hanning(length)
    size = 1 << int(np.ceil(np.log2(length * 1.5)))
    windowed = (frames - frames.mean(axis=1, keepdims=True)) * window
    power = np.fft.rfft(windowed, size, axis=1)
    r = np.fft.irfft(power.real**2 + power.imag**2, size, axis=1)[:, : length // 2]
    of_window = np.fft.irfft(np.abs(np.fft.rfft(window, size)) ** 2, size)[: length // 2]
    zero = np.maximum(r[:, :1], 1e-12)
    return np.asarray(r / zero / (of_window / of_window[0]))


def _cheapest_path(
    hertz: NDArray[np.float64], strength: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Viterbi: one candidate a frame, strong ones, with few jumps and few changes of voicing."""
    scale = COSTS_FOR_SECONDS / HOP_SECONDS
    octave = np.log2(np.maximum(hertz, 1.0))
    is_voiced = hertz > 0
    count, width = hertz.shape
    back = np.zeros((count, width), np.intp)
    total = strength[0]
    for t in range(1, count):
        both = is_voiced[t - 1][:, None] & is_voiced[t][None, :]
        one = is_voiced[t - 1][:, None] != is_voiced[t][None, :]
        jump = np.abs(octave[t - 1][:, None] - octave[t][None, :])
        cost = scale * (OCTAVE_JUMP_COST * jump * both + VOICED_UNVOICED_COST * one)
        ways = total[:, None] - cost
        back[t] = ways.argmax(axis=0)
        total = ways[back[t], np.arange(width)] + strength[t]
    best = int(total.argmax())
    path = np.empty(count)
    for t in range(count - 1, -1, -1):
        path[t] = hertz[t, best]
        best = int(back[t, best])
    return np.where(path > 0, path, np.nan)
