"""Checks of the voice, beyond their own examples: stalls, and the word that carries a message."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.grading.check import Measured
from simulator.grading.checks.voice.off_the_cuff import check as off_the_cuff
from simulator.grading.language.stress import stressed_sentence
from simulator.grading.transcript import Moment, Transcript, spoken
from tests.unit.grading.bakery import HOOK, MESSAGE, subject


def spoken_with_gap(text: str, after: int, gap_seconds: float) -> Transcript:
    """Half a second a word, and one silence after so many words."""
    words = [
        (word, at * 0.5 + gap, at * 0.5 + 0.4 + gap, 0.9, False)
        for at, word in enumerate(text.split())
        for gap in [gap_seconds if at >= after else 0.0]
    ]
    seconds = words[-1][2]
    return spoken(tuple(words), seconds, (Moment(0.0, seconds),))


def signs(text: str, after: int, gap_seconds: float) -> list[str]:
    transcript = spoken_with_gap(text, after, gap_seconds)
    assert off_the_cuff.measure is not None
    found = off_the_cuff.measure(replace(subject(MESSAGE), transcript=transcript))
    assert isinstance(found, Measured)
    spans = [e for e in found.evidence if not isinstance(e, Moment)]
    return [transcript.text[s.start : s.end] for s in spans]


def test_standing_still_in_mid_sentence_is_a_sign_of_speaking_off_the_cuff() -> None:
    text = "You moved your bread deliveries to the night in May and saved two vans"

    assert signs(text, 4, 2.0) == ["bread deliveries"]
    assert signs(text, 4, 0.8) == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("You moved your bread deliveries to the night. A bakery saved two vans in Leeds.", 8),
        ("You moved your bread deliveries to the night in May. Call me at 617 555 0142 please", 15),
    ],
)
def test_a_pause_after_a_sentence_or_in_the_number_is_none(text: str, after: int) -> None:
    assert signs(text, after, 2.0) == []


def test_the_rarest_word_about_the_prospect_is_the_one_to_lean_on() -> None:
    own = subject(f"Hi Owen. {HOOK} Call me.")
    without = subject("Hi Owen. Call me some day.")

    assert stressed_sentence(own).upper() == HOOK.upper()
    assert sum(word.isupper() and len(word) > 1 for word in stressed_sentence(own).split()) == 1
    assert stressed_sentence(without).upper() == HOOK.upper(), "from the model message"


def test_a_sentence_too_long_to_quote_or_nothing_about_the_prospect_has_no_word() -> None:
    endless = f"{HOOK[:-1]} " + "and so on and on " * 12
    no_model = replace(subject("Call me some day."), model="Call me at noon.")

    assert stressed_sentence(replace(subject(endless), model="")) == ""
    assert stressed_sentence(no_model) == ""
