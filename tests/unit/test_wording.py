"""What every front end says in the same words."""

from __future__ import annotations

from simulator.grading.score import Delivery, SentencePace
from simulator.wording import paces_in_words


def of_sentences(number: int) -> Delivery:
    paces = tuple(
        SentencePace(text="...", from_seconds=i, to_seconds=i + 1, words_per_minute=100 + i)
        for i in range(number)
    )
    return Delivery(pace_over_time=paces)


def test_the_pace_of_each_sentence_is_told_of_two_and_more() -> None:
    assert paces_in_words(of_sentences(1)) == ""
    assert paces_in_words(of_sentences(3)).endswith("sentence by sentence: 100, 101, 102")


def test_of_a_recording_of_many_minutes_only_the_first_paces_are_told() -> None:
    assert paces_in_words(of_sentences(240)).endswith("118, 119 ... (240 sentences)")
