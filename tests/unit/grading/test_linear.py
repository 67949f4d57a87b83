"""Linear models on n-grams: what is read, what comes out, and that it is the same every time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.grading.language.grams import grams, tokens
from simulator.grading.language.linear import (
    WINDOWS,
    TextScores,
    other_weights,
    probabilities,
    score_text,
    stretches,
    windows,
)
from simulator.grading.language.trained import Weights, weights
from simulator.grading.transcript import Span
from tests.unit.grading.bakery import MESSAGE

REASON = "I'll tell you which routes they dropped first"
EMPTY = ("", "?!", "um, uh")


def test_what_reads_like_a_reason_is_more_probable_than_what_does_not() -> None:
    reason = score_text(f"Owen, {REASON}.").best("reason_to_call_back")
    other = score_text("Hi Owen, it's Maya, have a nice day.").best("reason_to_call_back")

    assert reason is not None
    assert other is not None
    assert reason.probability > 0.5 > other.probability


def test_the_best_stretch_is_cut_to_the_words_that_count() -> None:
    text = f"{'And the weather is so nice here in the south today. ' * 4}{REASON}."
    best = score_text(text).best("reason_to_call_back")

    assert best is not None
    assert text[best.span.start : best.span.end] in REASON


@pytest.mark.parametrize("text", EMPTY)
def test_where_there_are_no_words_nothing_is_probable(text: str) -> None:
    scores = TextScores(text)

    assert scores.best("rambling") is None
    assert scores.near("rambling", Span(0, 5)) == 0


def test_near_looks_at_what_touches_a_place() -> None:
    text = f"{REASON}. {'The weather is nice and I had lunch. ' * 8}"
    scores = TextScores(text)
    there = scores.near("reason_to_call_back", Span(0, 10))

    assert there > scores.near("reason_to_call_back", Span(len(text) - 12, len(text)))
    assert scores.near("reason_to_call_back", Span(len(text) + 1, len(text) + 2)) == 0


def test_every_word_is_read_and_sentences_as_a_whole() -> None:
    text = "One and two. Three four five six seven eight nine. Ten."
    words = tokens(text)
    found = stretches(text, words)

    assert {at for a, b in found for at in range(a, b)} == set(range(len(words)))
    assert list(found) == sorted(set(found))
    assert all(0 <= a < b <= len(words) for a, b in found)


@given(st.integers(0, 200), st.sampled_from(WINDOWS))
def test_windows_cover_every_word_and_overlap(words: int, shape: tuple[int, int]) -> None:
    size, step = shape
    found = list(windows(words, size, step))

    assert {at for a, b in found for at in range(a, b)} == set(range(words))
    assert all(0 < b - a <= size for a, b in found)


def test_a_text_is_as_probable_among_others_as_by_itself() -> None:
    texts = [REASON.lower().split(), ["hello"], [], MESSAGE.lower().split()]
    together = probabilities(texts)

    for row, text in zip(together, texts, strict=True):
        assert row.tolist() == probabilities([text])[0].tolist()


@settings(max_examples=40)
@given(st.permutations(MESSAGE.lower().split()[:12]))
def test_single_words_weigh_the_same_in_any_order(words: list[str]) -> None:
    only_words = Weights(
        ("reason",), (-1000,),
        {g: w[:1] for g, w in weights().grams.items() if " " not in g and "*" not in g},
    )  # fmt: skip
    with other_weights(only_words):
        assert probabilities([words]).tolist() == probabilities([sorted(words)]).tolist()


def test_other_weights_hold_only_while_they_are_asked_for() -> None:
    made = Weights(("reason_to_call_back",), (0,), {"weather": (9000,)})
    text = "the weather is nice and warm here"
    before = score_text(text).best("reason_to_call_back")
    with other_weights(made):
        inside = score_text(text).best("reason_to_call_back")

    assert inside is not None
    assert inside.probability > 0.9
    assert score_text(text).best("reason_to_call_back") == before


def test_words_without_any_weight_leave_the_bias() -> None:
    with other_weights(Weights(("one",), (0,), {"known": (1000,)})):
        assert probabilities([["unknown"], []]).tolist() == [[0.5], [0.5]]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Um, it's Maya", ["its", "maya"]), ("the the vans", ["the", "vans"]),
        ("call 617 555 oh", ["call", "#", "oh"]), ("forty two vans", ["#", "vans"]),
        ("IT’S", ["its"]), ("!", []),
    ],
)  # fmt: skip
def test_neither_capitals_nor_fillers_nor_which_number_it_is_are_seen(
    text: str, read: list[str]
) -> None:
    assert [t.word for t in tokens(text)] == read


def test_grams_are_up_to_three_words_and_the_beginnings_of_long_ones() -> None:
    assert set(grams(["we", "deliver", "it"])) == {
        "we", "deliver", "it", "we deliver", "deliver it", "we deliver it", "deliv*",
    }  # fmt: skip


@given(st.text(max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    best = TextScores(text).best("feature_dump")

    assert best is None or (
        0 <= best.probability <= 1 and 0 <= best.span.start < best.span.end <= len(text)
    )
