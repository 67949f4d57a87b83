"""Sentences of a text, what is quoted of it, and how it is said in the model message's words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.grading.language import rewriting
from simulator.grading.language.hooks import hooks_in
from simulator.grading.language.sentences import sentences
from simulator.grading.language.verdict import LONGEST_QUOTE, found_by, quotable, rules_and_model
from simulator.grading.transcript import Span
from tests.unit.grading.bakery import HOOK, MESSAGE, subject

REASON = "I'll tell you which routes they dropped first."


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []), ("  ", []), ("One", ["One"]), ("One. Two", ["One.", "Two"]),
        ("One?! Two... ", ["One?!", "Two..."]), ("At 3.5 kg. Yes.", ["At 3.5 kg.", "Yes."]),
        ('He said "No." So', ['He said "No."', "So"]), ("a\nb", ["a\nb"]),
    ],
)  # fmt: skip
def test_sentences_end_with_their_mark_and_have_no_space_around(
    text: str, parts: list[str]
) -> None:
    assert cut(text) == parts


@given(st.text(max_size=80))
def test_sentences_hold_everything_but_white_space(text: str) -> None:
    assert re.sub(r"\s", "", "".join(cut(text))) == re.sub(r"\s", "", text)


def test_what_is_quoted_is_the_sentence() -> None:
    text = f"Hi Owen. {REASON} Call me."
    start = text.index("which")

    assert quotable(text, Span(start, start + 12)) == Span(9, 9 + len(REASON))


def test_without_punctuation_only_the_stretch_is_quoted() -> None:
    assert quotable("hi owen call me back", Span(3, 7)) == Span(3, 7)


def test_of_a_very_long_sentence_only_the_stretch_is_quoted() -> None:
    text = f"Hi. {'so ' * LONGEST_QUOTE}end. Bye."

    assert quotable(text, Span(2, 40)) == Span(4, 40)


def test_the_model_finds_what_no_rule_does_and_vetoes_what_a_rule_should_not() -> None:
    said = subject(f"Hi Owen. {REASON} Bye.")
    [by_model] = rules_and_model(said, "reason_to_call_back", ())
    by_rule = Span(9, 20)

    assert said.message.text[by_model.start : by_model.end] == REASON
    assert list(rules_and_model(said, "reason_to_call_back", (by_rule,))) == [by_rule]
    vetoed = subject("Hi Owen. The weather is nice and I had lunch.")
    assert list(rules_and_model(vetoed, "reason_to_call_back", (by_rule,))) == []


@pytest.mark.parametrize("text", ["", "?"])
def test_where_there_are_no_words_nothing_is_found(text: str) -> None:
    assert list(rules_and_model(subject(text), "rambling", ())) == []


def test_a_pattern_is_found_everywhere() -> None:
    assert list(found_by(re.compile("a"), "banana")) == [Span(1, 2), Span(3, 4), Span(5, 6)]


def test_what_is_missing_is_shown_in_the_model_message() -> None:
    said = subject("Hi Owen.")

    assert rewriting.sentence_of_model(said, hooks_in) == HOOK
    assert REASON in rewriting.reason_of_model(said)
    assert rewriting.opening_of_model(said) == MESSAGE[: MESSAGE.index(".") + 1]
    assert rewriting.model_message(said) == MESSAGE
    assert rewriting.plain_ask(said) == "Call me at 617-555-0142."


def test_without_a_model_message_nothing_is_shown() -> None:
    said = replace(subject(MESSAGE), model="")

    assert rewriting.sentence_of_model(said, hooks_in) == ""
    assert rewriting.reason_of_model(said) == ""
    assert rewriting.opening_of_model(said) == ""
    assert rewriting.model_message(said) == ""


def test_what_has_no_place_in_the_model_message_is_not_shown() -> None:
    outside = Span(len(MESSAGE) + 5, len(MESSAGE) + 9)

    assert rewriting.sentence_of_model(subject(""), lambda _: ("words", outside)) == ""
    assert (
        rewriting.sentence_of_model(subject(""), lambda _: (outside, Span(0, 4)))
        == (MESSAGE[: MESSAGE.index(".") + 1])
    )


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("Um, Owen, it's, uh, Maya.", "Owen, it's, Maya."),
        ("so uh the vans um stand", "so the vans stand"),
        ("Owen, um. Uh, Maya here. Um. So uh, bye.", "Owen. Maya here. So, bye."),
        ("Wait... um, what?", "Wait... what?"), ("Owen", "Owen"), ("um", ""), ("", ""),
        ("van " * 30, " ".join(["van"] * 24) + " ..."),
    ],
)  # fmt: skip
def test_own_words_are_shown_without_fillers(said: str, plain: str) -> None:
    assert rewriting.own_words_without_fillers(subject(said)) == plain
