"""How a greeting is cut into what is spoken in one breath."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario.speech import Segment, Speech, find_cue


def test_a_greeting_is_cut_at_sentence_ends_and_around_its_cue() -> None:
    speech = Speech(
        "Hi, you've reached Dana Kim, at Harbor. Leave one! Thanks.", "dana", "Dana Kim"
    )
    assert speech.segments == (
        Segment("Hi, you've reached"),
        Segment("Dana Kim,", is_cue=True),
        Segment("at Harbor."),
        Segment("Leave one!"),
        Segment("Thanks."),
    )


def test_without_a_cue_there_are_only_sentences() -> None:
    assert Speech("One. Two?", "dana").segments == (Segment("One."), Segment("Two?"))


def test_a_cue_that_is_not_there_marks_nothing() -> None:
    assert Speech("One. Two?", "dana", "Three").segments == (Segment("One."), Segment("Two?"))


def test_a_cue_is_found_whatever_its_case_and_spacing() -> None:
    assert find_cue("Call the  Vendor\nLine now", "vendor line") == (10, 21)


def test_a_cue_is_whole_words() -> None:
    assert find_cue("the vendors", "vendor") is None


@given(st.lists(st.sampled_from(["Hi,", "Dana", "Kim.", "Leave", "one!", "Now"]), min_size=1))
def test_the_segments_hold_every_word_in_its_order(words: list[str]) -> None:
    text = " ".join(words)
    assert " ".join(s.text for s in Speech(text, "dana", "Leave").segments) == text
