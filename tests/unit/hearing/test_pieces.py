from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.hearing.pieces import SAMPLE_RATE_HZ, CutRule, Piece, Samples, cut, next_cut


def seconds(length: float, level: float = 0.5) -> Samples:
    noise = np.random.default_rng(3).uniform(-level, level, round(length * SAMPLE_RATE_HZ))
    return noise.astype(np.float32)


def spoken_with_pause(before: float, pause: float, after: float) -> Samples:
    return np.concatenate([seconds(before), seconds(pause, 0.001), seconds(after)])


def cut_while_it_grows(samples: Samples, step: int) -> list[Piece]:
    """Looks at the file every `step` samples, as the recogniser does; the rest comes last."""
    pieces: list[Piece] = []
    start = 0
    for there in [*range(0, len(samples), step), len(samples)]:
        while (length := next_cut(samples[start:there])) is not None:
            pieces.append(Piece(start, start + length))
            start += length
    if start < len(samples):
        pieces.append(Piece(start, len(samples)))
    return pieces


def test_a_short_take_is_one_piece() -> None:
    assert cut(seconds(14.9)) == (Piece(0, round(14.9 * SAMPLE_RATE_HZ)),)


def test_an_empty_take_has_no_pieces() -> None:
    assert cut(np.zeros(0, np.float32)) == ()


def test_a_take_is_cut_in_the_middle_of_its_pause() -> None:
    first, second = cut(spoken_with_pause(11.0, 0.3, 8.0))

    assert first.end / SAMPLE_RATE_HZ == pytest.approx(11.15, abs=0.02)
    assert second.start == first.end
    assert second.start_seconds == pytest.approx(11.15, abs=0.02)


def test_a_pause_too_early_in_the_piece_is_not_used() -> None:
    first, _ = cut(spoken_with_pause(5.0, 0.5, 11.0))

    assert first.end / SAMPLE_RATE_HZ > 9.0


def test_a_pause_at_the_edge_of_the_window_counts_only_as_far_as_it_lies_inside() -> None:
    first, _ = cut(spoken_with_pause(14.95, 1.0, 5.0))

    assert first.end / SAMPLE_RATE_HZ < 14.9


def test_silence_is_cut_at_the_earliest_of_equal_places() -> None:
    first, _ = cut(np.zeros(16 * SAMPLE_RATE_HZ, np.float32))

    assert first.end / SAMPLE_RATE_HZ == pytest.approx(9.15)


def test_another_rule_gives_longer_pieces() -> None:
    first, *_ = cut(seconds(40), CutRule(15.0, 25.0))

    assert 15.0 < first.end / SAMPLE_RATE_HZ < 25.0


@settings(max_examples=20, deadline=None)
@given(
    pauses=st.lists(st.tuples(st.floats(0.5, 12), st.floats(0.1, 2)), max_size=5),
    step=st.integers(1600, 9 * SAMPLE_RATE_HZ),
)
def test_a_growing_take_is_cut_like_the_finished_one(
    pauses: list[tuple[float, float]], step: int
) -> None:
    parts = [np.concatenate([seconds(s), seconds(p, 0.001)]) for s, p in pauses]
    take = np.concatenate([*parts, seconds(1)])

    pieces = cut(take)

    assert cut_while_it_grows(take, step) == list(pieces)
    assert all(p.end - p.start <= 25 * SAMPLE_RATE_HZ for p in pieces)
    assert [p.start for p in pieces] == [0, *(p.end for p in pieces[:-1])]
    assert pieces[-1].end == len(take)
