from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.sound.joining import (
    LEAD_SECONDS,
    SENTENCE_PAUSE_SECONDS,
    TRAIL_SECONDS,
    join,
    pause_seconds,
    trim,
)

RATE = 16000


def loud(seconds: float) -> NDArray[np.float32]:
    return np.sin(np.arange(round(seconds * RATE)) / 7).astype(np.float32)


def quiet(seconds: float, strength: float = 0.0) -> NDArray[np.float32]:
    return np.full(round(seconds * RATE), strength, np.float32)


@pytest.mark.parametrize("strength", [0.0, 0.002])
def test_the_quiet_at_both_ends_is_cut(strength: float) -> None:
    piece = np.concatenate([quiet(0.5, strength), loud(1.0), quiet(0.7, strength)])
    assert len(trim(piece)) / RATE == pytest.approx(1.05, abs=0.02)


def test_a_pause_inside_stays() -> None:
    piece = np.concatenate([loud(0.3), quiet(0.4), loud(0.3)])
    assert len(trim(piece)) / RATE == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("silent", [quiet(1.0), quiet(0), loud(0.001)])
def test_silence_is_cut_to_nothing(silent: NDArray[np.float32]) -> None:
    assert len(trim(silent)) == 0


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("Hello.", 0.3), ("Really?", 0.3), ("“Go!”", 0.3), ("first,", 0.15), ("so:", 0.15),
     ("away from my", 0.0), ("", 0.0)],
)  # fmt: skip
def test_a_speaker_pauses_after_sentences_less_after_clauses_and_never_between(
    text: str, seconds: float
) -> None:
    assert pause_seconds(text) == seconds


def test_the_spans_cover_the_whole_and_end_with_the_words() -> None:
    whole, spans = join([loud(1), loud(0.5), loud(0.25)], [0.3, 0.0, 0.3])

    lead, first, second = LEAD_SECONDS, LEAD_SECONDS + 1, LEAD_SECONDS + 1.8
    end = second + 0.25 + TRAIL_SECONDS
    assert len(whole) / RATE == pytest.approx(end)
    assert [pytest.approx(span) for span in spans] == [(0, first), (first, second), (second, end)]
    assert not whole[: round(lead * RATE)].any()
    pause = whole[round(first * RATE) : round((first + SENTENCE_PAUSE_SECONDS) * RATE)]
    assert not pause.any()


def test_pieces_meet_without_a_click() -> None:
    steady = np.ones(RATE // 2, np.float32)
    whole, _ = join([steady, steady], [0.0, 0.0])
    assert np.abs(np.diff(whole)).max() < 0.02
    assert steady.min() == 1  # what was given is left alone


def test_nothing_to_join_is_a_moment_of_silence() -> None:
    whole, spans = join([], [])
    assert spans == []
    assert not whole.any()


def test_an_empty_piece_takes_no_time_of_its_own() -> None:
    _, spans = join([loud(0.5), quiet(0)], [0.0, 0.0])
    assert spans[1][1] - spans[1][0] == pytest.approx(TRAIL_SECONDS)
