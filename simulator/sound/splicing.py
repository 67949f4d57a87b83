"""Put a new take of a few words in the place of the old one, so that nobody hears the seams.

The recogniser's word times are right within about a tenth of a second, too coarse to cut by. So
they only say where to look: the cut is made inside the quiet that is really there between the two
words. What lies outside the two cuts is not touched, and stays the same sample for sample.

- The pause before and after is the one that was there, at most 0.6 s and at least 0.15 s (the
  pauses of a full stop and a comma in `joining`, with room); where it has to be made, it is made of
  the recording's own quiet, never of digital silence, which would be heard as a hole.
- The new take loses its silence, and gets the loudness (RMS over speech, ITU-T P.56 in idea) of
  what stands around it, as far as its peaks allow.
- Both seams are cross-faded over 25 ms: shorter ones click, longer ones smear consonants.

All sounds are float32 in [-1, 1], shape (n,), at `SAMPLE_RATE_HZ`; all times are in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.sound import wav
from simulator.sound.level import FRAME_SAMPLES, estimate_speech, frame_levels_dbfs
from simulator.sound.tones import SAMPLE_RATE_HZ

Samples = NDArray[np.float32]

FADE_SECONDS: Final = 0.025
LEAST_PAUSE_SECONDS: Final = 0.15
MOST_PAUSE_SECONDS: Final = 0.6
NEIGHBOUR_SECONDS: Final = 6.0
"""So much before and after counts as what stands around: people fade over a whole message."""
MOST_GAIN_DB: Final = 20.0
"""A take that is quieter than this would bring its hiss along."""

_SLACK_SECONDS = 0.12
_STEP = SAMPLE_RATE_HZ // 200
_SMOOTHED_STEPS = 5
_LEAD_SECONDS, _TRAIL_SECONDS = 0.05, 0.09
_QUIET_DB = 6.0
_ABSOLUTE_QUIET = 10 ** (-70 / 10)
_ACTIVE_BELOW_LOUD_DB = 20.0
_LOUD_PERCENTILE = 95
_FLOOR_PERCENTILE = 5
_PAUSE_ABOVE_FLOOR = 10.0
_ROOM_SECONDS = 0.1
_PEAK = 0.98
_FADE = round(FADE_SECONDS * SAMPLE_RATE_HZ)
_GUARD = _FADE


class NothingToSplice(ValueError):
    """No speech was found in the new take. The message is a sentence for the rep."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Where one word ends and the next begins, as the recogniser has it."""

    from_seconds: float
    to_seconds: float


@dataclass(frozen=True, slots=True)
class Spliced:
    """The new whole. `kept_until_seconds` and `goes_on_seconds` are the cuts in the old one.

    A moment of the old one after the cut is `later_seconds` later in the new one; a moment of the
    new take is `take_later_seconds` later. The part lies in the new whole from `from_seconds` to
    `to_seconds`.
    """

    samples: Samples
    kept_until_seconds: float
    goes_on_seconds: float
    from_seconds: float
    to_seconds: float
    later_seconds: float
    take_later_seconds: float
    gain_db: float


def splice(old: Samples, before: Gap, after: Gap, take: Samples) -> Spliced:
    """Put `take` in the place of what lies between two gaps of `old`.

    Args:
        old: the whole as it was.
        before: the gap before the part; one that begins at 0 is the beginning.
        after: the gap after it; one that reaches the end is the end.
        take: the part, said anew.

    Raises:
        NothingToSplice: there is no speech in `take`.
    """
    began, ended = _speech_bounds(take)
    floor = _floor(old)
    is_first = before.from_seconds <= 0.0
    is_last = _at(after.to_seconds) >= len(old)
    left = _left_cut(old, before, floor, is_first=is_first)
    goes_on = _right_cut(old, after, floor, is_last=is_last)
    right = max(left.cut, goes_on.cut)
    said = take[began:ended]
    gain = _gain(said, _around(old, left.cut, right))
    room = _room(old)
    lead = _filled(room, 0 if is_first else _at(LEAST_PAUSE_SECONDS) - left.pause)
    trail = _filled(room, 0 if is_last else _at(LEAST_PAUSE_SECONDS) - goes_on.pause)
    new = _chained([lead, np.asarray(said * np.float32(gain), np.float32), trail])
    until_new = _chained([old[: left.cut], new])
    whole, start = _chained([until_new, old[right:]]), len(until_new) - len(new)
    said_at = start + max(0, len(lead) - _FADE)
    return Spliced(
        samples=whole,
        kept_until_seconds=left.cut / SAMPLE_RATE_HZ,
        goes_on_seconds=right / SAMPLE_RATE_HZ,
        from_seconds=start / SAMPLE_RATE_HZ,
        to_seconds=(start + len(new)) / SAMPLE_RATE_HZ,
        later_seconds=(len(whole) - len(old)) / SAMPLE_RATE_HZ,
        take_later_seconds=(said_at - began) / SAMPLE_RATE_HZ,
        gain_db=float(20 * np.log10(gain)),
    )


def speech_rms(samples: Samples) -> float:
    """The loudness of the spoken parts, 0 to 1; 0 where there is no sound.

    Frames of 20 ms count where they are at most 20 dB quieter than the loud ones (the 95th
    percentile: a click is no voice).
    """
    frames = samples[: len(samples) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)
    if not len(frames):
        return 0.0
    power = np.square(frames.astype(np.float64)).mean(axis=1)
    loud = np.percentile(power, _LOUD_PERCENTILE)
    active = power[power >= loud * 10 ** (-_ACTIVE_BELOW_LOUD_DB / 10)]
    return float(np.sqrt(active.mean()))


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where to cut, and how much quiet is kept on the side that stays; in samples."""

    cut: int
    pause: int


def _left_cut(old: Samples, gap: Gap, floor: float, *, is_first: bool) -> _Cut:
    """As late in the quiet as the pause may last: what was breathed before the part stays."""
    start, end = _quiet(old, gap, floor)
    latest = max(start, end - _guard(start, end))
    cut = latest if is_first else min(latest, start + _at(MOST_PAUSE_SECONDS))
    return _Cut(cut, cut - start)


def _right_cut(old: Samples, gap: Gap, floor: float, *, is_last: bool) -> _Cut:
    """As early in the quiet as the pause may last."""
    start, end = _quiet(old, gap, floor)
    earliest = min(end, start + _guard(start, end))
    cut = earliest if is_last else max(earliest, end - _at(MOST_PAUSE_SECONDS))
    return _Cut(cut, end - cut)


def _guard(start: int, end: int) -> int:
    """A little off the words, so that neither a breath nor the end of a consonant is cut."""
    return min(_GUARD, (end - start) // 2)


def _quiet(old: Samples, gap: Gap, floor: float) -> tuple[int, int]:
    """The longest quiet in and around a gap, in samples, [start, end).

    Where nothing is quiet (words run into one another) it is the quietest moment.
    """
    first = max(0, _at(gap.from_seconds - _SLACK_SECONDS)) // _STEP
    last = min(len(old), _at(gap.to_seconds + _SLACK_SECONDS)) // _STEP
    power = _smoothed_power(old)[first:last]
    if not len(power):
        middle = min(len(old), _at((gap.from_seconds + gap.to_seconds) / 2))
        return middle, middle
    least = float(power.min())
    is_pause = least <= max(floor * _PAUSE_ABOVE_FLOOR, _ABSOLUTE_QUIET)
    limit = max(least, floor) * 10 ** (_QUIET_DB / 10) if is_pause else least
    quiet = power <= max(limit, _ABSOLUTE_QUIET if is_pause else 0.0)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], quiet, [False]]).astype(np.int8)))
    runs = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    start, end = max(runs, key=lambda run: run[1] - run[0])
    reaches_end = first + end == len(old) // _STEP
    return (first + start) * _STEP, len(old) if reaches_end else (first + end) * _STEP


def _smoothed_power(samples: Samples) -> NDArray[np.float64]:
    """The power of every 5 ms, each with its neighbours, so that a zero crossing is no pause."""
    frames = samples[: len(samples) // _STEP * _STEP].reshape(-1, _STEP).astype(np.float64)
    power: NDArray[np.float64] = np.square(frames).mean(axis=1)
    if not len(power):
        return power
    wide = np.pad(power, _SMOOTHED_STEPS // 2, mode="edge")
    kernel = np.full(_SMOOTHED_STEPS, 1 / _SMOOTHED_STEPS)
    return np.asarray(np.convolve(wide, kernel, mode="valid"), np.float64)


def _floor(samples: Samples) -> float:
    power = _smoothed_power(samples)
    return float(np.percentile(power, _FLOOR_PERCENTILE)) if len(power) else 0.0


def _speech_bounds(take: Samples) -> tuple[int, int]:
    """Where the speech of a take begins and ends, with the soft sounds around it; in samples."""
    found = estimate_speech(frame_levels_dbfs(wav.to_pcm(take)))
    if found.first_speech_seconds is None or found.last_speech_seconds is None:
        raise NothingToSplice("Nothing was recorded that sounds like speech.")
    began = max(0, _at(found.first_speech_seconds - _LEAD_SECONDS))
    return began, min(len(take), _at(found.last_speech_seconds + _TRAIL_SECONDS))


def _around(old: Samples, left: int, right: int) -> Samples:
    """What stands around the part; where it is all there is, the part itself."""
    near = _at(NEIGHBOUR_SECONDS)
    around = np.concatenate([old[max(0, left - near) : left], old[right : right + near]])
    levels = frame_levels_dbfs(wav.to_pcm(around))
    is_spoken = estimate_speech(levels).speech_seconds > 0
    return around if is_spoken else old


def _gain(said: Samples, around: Samples) -> float:
    """What brings the new take to the loudness around it, as far as its peaks allow."""
    is_, wanted = speech_rms(said), speech_rms(around)
    if not is_ or not wanted:
        return 1.0
    most = 10 ** (MOST_GAIN_DB / 20)
    peak = float(np.abs(said).max(initial=0.0))
    return min(max(wanted / is_, 1 / most), most, _PEAK / peak)


def _room(old: Samples) -> Samples:
    """The quietest tenth of a second: how the room sounds when nobody speaks."""
    power, steps = _smoothed_power(old), round(_ROOM_SECONDS * SAMPLE_RATE_HZ) // _STEP
    if len(power) < steps:
        return np.zeros(_at(_ROOM_SECONDS), np.float32)
    sums = np.convolve(power, np.ones(steps), mode="valid")
    start = int(sums.argmin()) * _STEP
    return old[start : start + steps * _STEP]


def _filled(room: Samples, length: int) -> Samples:
    """So many samples of the room, forth and back without a seam, and what both fades take."""
    if length <= 0:
        return room[:0]
    return np.resize(np.concatenate([room, room[::-1]]), length + 2 * _FADE)


def _chained(pieces: list[Samples]) -> Samples:
    """One after the other, each cross-faded with the one before."""
    whole = pieces[0]
    for piece in pieces[1:]:
        fade = min(_FADE, len(whole), len(piece))
        rise = np.sin(np.linspace(0, np.pi / 2, fade, dtype=np.float32)) ** 2
        kept = len(whole) - fade
        seam = whole[kept:] * (1 - rise) + piece[:fade] * rise
        whole = np.concatenate([whole[:kept], seam, piece[fade:]])
    return np.asarray(whole, np.float32)


def _at(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE_HZ)
