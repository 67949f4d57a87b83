"""How fast each sentence of a message was said."""

from __future__ import annotations

from simulator.grading.sentence_pace import sentence_paces
from simulator.grading.transcript import Span, Transcript, spoken

SLOW, FAST = 1.0, 0.25


def message(*sentences: tuple[str, float]) -> Transcript:
    """Sentences one after another, each at its own seconds a word."""
    words, at = [], 0.0
    for text, each in sentences:
        for word in text.split():
            words.append((word, at, at + each, 0.9, word.strip(",.") == "um"))
            at += each
    return spoken(tuple(words), at, ())


def paces(transcript: Transcript, *number: Span) -> list[tuple[str, float]]:
    return [(p.text, p.words_per_minute) for _, p in sentence_paces(transcript, number)]


def test_each_sentence_has_a_pace_of_its_own() -> None:
    said = message(("You moved to the night.", SLOW), ("A bakery in Leeds did.", FAST))

    assert paces(said) == [("You moved to the night.", 60), ("A bakery in Leeds did.", 240)]


def test_fillers_are_no_words_and_short_sentences_no_pace() -> None:
    said = message(("You um moved to um the night.", SLOW), ("Hi Owen.", FAST))

    assert paces(said) == [("You um moved to um the night.", 42.9)]


def test_the_phone_number_does_not_slow_its_sentence_down() -> None:
    said = message(("Call me back when you can at 617-555-0142.", FAST))
    start = said.text.index("617")

    assert paces(said, Span(start, len(said.text))) == [("Call me back when you can at", 240)]


def test_a_sentence_without_times_or_with_no_time_at_all_has_none() -> None:
    assert paces(message(("You moved to the night.", 0.001))) == []
    assert paces(message()) == []
