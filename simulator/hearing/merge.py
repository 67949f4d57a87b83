"""One transcript from two decoding passes.

The *plain* pass hears words best but leaves fillers out, and now and then it jumps over a whole
sentence. The *prompted* pass keeps fillers but may insert or lose words. They are aligned in words
and in time. Where they agree, that is what was said. Where they differ, the plain words stand and
only the fillers of the prompted pass are added, with two exceptions: prompted words of which the
recogniser was clearly surer, and prompted words where there was speech and the plain pass has
nothing at all. docs/recognition.md has what each rule is worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod

from simulator.grading.transcript import Moment
from simulator.hearing.gate import overlap
from simulator.hearing.words import Heard, without_loops, without_prompt

SAME_WORD_WITHIN_SECONDS = 1.5
"""Two passes place a word at most this far apart; a repeated phrase must not match its twin."""
NEAR_SPEECH_SECONDS = 0.5
"""How far from speech a word may lie: word times err by 0.3 s (90th percentile), and the detector
misses soft beginnings."""
ALONE_SECONDS = 1.5
"""Words that both passes hear may lie this far from speech: Whisper hears soft voices better."""
SPEECH_PER_WORD_SECONDS = 0.1
"""The least time that a word takes; the fastest speakers need 0.12 s."""
SURER_BY = 0.1
"""Prompted words replace plain ones if their probability is higher by this much (0, 0.1, 0.2 were
tried: 0 lets inserted words through, 0.2 gains less)."""
LEAST_SURETY = 0.2
"""Words that only the prompted pass has are dropped below this: "Thank you." in a pause had 0.1."""


@dataclass(frozen=True, slots=True)
class _Difference:
    """Where the passes differ, or agree: then both hold the same single word."""

    plain: tuple[Heard, ...]
    prompted: tuple[Heard, ...]
    agrees: bool = False


def merge(
    plain: Sequence[Heard], prompted: Sequence[Heard], speech: Sequence[Moment]
) -> tuple[Heard, ...]:
    """The words of one piece, in order of time, from both passes and the speech found in it."""
    merged: list[Heard] = []
    parts = _align(without_loops(plain), without_prompt(without_loops(prompted)))
    for number, part in enumerate(parts):
        if part.agrees:
            merged.extend(_near(part.plain, speech, ALONE_SECONDS))
            continue
        before = merged[-1].end if merged else 0.0
        after = parts[number + 1].plain[0].start if number + 1 < len(parts) else float("inf")
        gap_speech = overlap(speech, Moment(before, after))
        merged.extend(sorted(_settled(part, speech, gap_speech), key=lambda w: w.start))
    return _in_order(merged)


def _settled(part: _Difference, speech: Sequence[Moment], gap_speech: float) -> list[Heard]:
    """What was said where the passes differ; `gap_speech` is the speech around, in seconds."""
    plain = _near(part.plain, speech, NEAR_SPEECH_SECONDS)
    fillers = _near([w for w in part.prompted if w.is_filler], speech, ALONE_SECONDS)
    others = _near([w for w in part.prompted if not w.is_filler], speech, NEAR_SPEECH_SECONDS)
    if not others:
        return plain + fillers
    if plain:
        is_better = _surety(others) > _surety(plain) + SURER_BY
    else:
        has_room = gap_speech >= SPEECH_PER_WORD_SECONDS * len(others)
        is_better = has_room and _surety(others) >= LEAST_SURETY
    return (others if is_better else plain) + fillers


def _surety(words: Sequence[Heard]) -> float:
    """The geometric mean of the words' probabilities: one impossible word makes all unlikely."""
    return prod(max(w.probability, 1e-6) for w in words) ** (1 / len(words))


def _near(words: Sequence[Heard], speech: Sequence[Moment], seconds: float) -> list[Heard]:
    """The words that lie at most so far from speech."""
    return [
        w
        for w in words
        if any(m.start - seconds <= w.end and w.start <= m.end + seconds for m in speech)
    ]


def _in_order(words: Sequence[Heard]) -> tuple[Heard, ...]:
    """The same words with starts that never go back and ends that are not before their starts."""
    ordered: list[Heard] = []
    for word in words:
        start = max(word.start, ordered[-1].start) if ordered else word.start
        ordered.append(replace(word, start=start, end=max(word.end, start)))
    return tuple(ordered)


def _align(plain: Sequence[Heard], prompted: Sequence[Heard]) -> list[_Difference]:
    """Pair the words of both passes so that as few as possible stay unpaired."""
    parts: list[_Difference] = []
    at_plain = at_prompted = 0
    for i, j in [*_pairs(plain, prompted), (len(plain), len(prompted))]:
        if at_plain < i or at_prompted < j:
            parts.append(_Difference(tuple(plain[at_plain:i]), tuple(prompted[at_prompted:j])))
        if i < len(plain):
            parts.append(_Difference((plain[i],), (prompted[j],), agrees=True))
        at_plain, at_prompted = i + 1, j + 1
    return parts


def _pairs(plain: Sequence[Heard], prompted: Sequence[Heard]) -> list[tuple[int, int]]:
    """The longest common subsequence of words that also lie close in time, as index pairs."""
    longest = [[0] * (len(prompted) + 1) for _ in range(len(plain) + 1)]
    for i in range(len(plain) - 1, -1, -1):
        for j in range(len(prompted) - 1, -1, -1):
            if _is_same(plain[i], prompted[j]):
                longest[i][j] = longest[i + 1][j + 1] + 1
            else:
                longest[i][j] = max(longest[i + 1][j], longest[i][j + 1])
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(plain) and j < len(prompted):
        if _is_same(plain[i], prompted[j]):
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif longest[i + 1][j] >= longest[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _is_same(one: Heard, other: Heard) -> bool:
    return one.key == other.key and abs(one.start - other.start) <= SAME_WORD_WITHIN_SECONDS
