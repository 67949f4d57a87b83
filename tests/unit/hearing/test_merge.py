from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.grading.transcript import Moment
from simulator.hearing.merge import merge
from simulator.hearing.words import Heard

ALL_SPEECH = (Moment(0.0, 100.0),)


def at(start: float, text: str, probability: float = 0.9, each: float = 0.3) -> list[Heard]:
    """Words spoken one after the other from `start` on."""
    return [
        Heard(word, round(start + n * each, 3), round(start + (n + 1) * each, 3), probability)
        for n, word in enumerate(text.split())
    ]


def merged(plain: list[Heard], prompted: list[Heard], *speech: Moment) -> str:
    return " ".join(w.text for w in merge(plain, prompted, speech or ALL_SPEECH))


def test_where_the_passes_agree_that_is_what_was_said() -> None:
    assert merged(at(0, "Hi Dana, it is me."), at(0, "hi dana it is me")) == "Hi Dana, it is me."


def test_fillers_come_from_the_prompted_pass() -> None:
    plain = at(0, "Hi Dana") + at(2, "I saw the news")
    prompted = (
        at(0, "Hi Dana") + at(1, "um,") + at(2, "I saw") + at(2.6, "uh", 0.01) + at(2.7, "the news")
    )

    assert merged(plain, prompted) == "Hi Dana um, I saw uh the news"


def test_the_plain_words_stand_where_the_passes_differ() -> None:
    plain = at(0, "we sell dock software")
    prompted = at(0, "we sell duck soft where")

    assert merged(plain, prompted) == "we sell dock software"


def test_the_fillers_among_different_words_are_kept_in_their_place() -> None:
    plain = at(0, "we sell") + at(1.2, "docks now")
    prompted = at(0, "we sell") + at(0.7, "um") + at(1.2, "ducks now")

    assert merged(plain, prompted) == "we sell um docks now"


def test_words_that_the_prompted_pass_heard_far_more_surely_replace_plain_ones() -> None:
    plain = at(0, "the") + at(0.3, "cold", 0.4)
    prompted = at(0, "the") + at(0.3, "code", 0.8)

    assert merged(plain, prompted) == "the code"


def test_a_little_surer_is_not_enough() -> None:
    assert merged(at(0, "cold", 0.75), at(0, "code", 0.8)) == "cold"


def test_one_impossible_word_makes_a_phrase_unsure() -> None:
    plain = at(0, "anything", 0.6)
    prompted = at(0, "any", 0.99) + at(0.2, "sing", 0.0)

    assert merged(plain, prompted) == "anything"


def test_a_word_that_only_the_plain_pass_heard_stays() -> None:
    assert merged(at(0, "call me back today"), at(0, "call me today")) == "call me back today"


def test_a_word_that_the_prompt_made_up_between_two_others_is_dropped() -> None:
    plain = at(0, "in his power")
    prompted = at(0, "in") + at(0.3, "really") + at(0.3, "his power")

    assert merged(plain, prompted) == "in his power"


def test_a_sentence_that_the_plain_pass_jumped_over_is_taken_from_the_prompted_one() -> None:
    plain = at(0, "in this regard") + at(6, "thank you")
    missed = at(2, "he was not a young man")
    prompted = at(0, "in this regard") + missed + at(6, "thank you")

    assert merged(plain, prompted) == "in this regard he was not a young man thank you"


def test_words_in_a_pause_that_only_one_pass_heard_are_dropped() -> None:
    speech = (Moment(0.0, 1.0), Moment(6.0, 7.0))
    plain = at(0, "my native country") + at(6, "the narrative")
    prompted = at(0, "my native country") + at(3, "thank you") + at(6, "the narrative")

    assert merged(plain, prompted, *speech) == "my native country the narrative"
    assert merged(prompted, plain, *speech) == "my native country the narrative"


def test_an_unlikely_sentence_at_the_end_of_speech_is_dropped() -> None:
    plain = at(0, "my native country")
    prompted = at(0, "my native country") + at(0.9, "Thank", 0.01) + at(1.2, "you.", 0.97)

    assert merged(plain, prompted, Moment(0.0, 2.0)) == "my native country"


def test_a_soft_beginning_that_both_passes_hear_is_kept_though_the_detector_missed_it() -> None:
    words = at(0.5, "I have a cold")

    assert merged(words, words, Moment(2.5, 5.0)) == "have a cold"
    assert merged(words, words, Moment(1.7, 5.0)) == "I have a cold"


def test_what_both_passes_hear_far_from_speech_is_not_believed() -> None:
    words = at(0, "hello") + at(8, "you")

    assert merged(words, words, Moment(0.0, 1.0)) == "hello"


def test_a_filler_far_from_speech_is_not_believed() -> None:
    assert merged(at(0, "hello"), at(0, "hello") + at(8, "hmm"), Moment(0.0, 1.0)) == "hello"


def test_a_phrase_said_twice_is_not_paired_with_its_twin() -> None:
    number = "617 -555 -0142"
    plain = at(10, number)
    prompted = at(0, number) + at(10, number)

    assert merged(plain, prompted) == f"{number} {number}"


def test_loops_and_the_prompt_itself_are_dropped() -> None:
    plain = at(0, "hello Dana")
    prompted = (
        at(0, "Um, uh, hmm, er, ah.", each=0.0) + at(0, "hello Dana") + at(3, "and so on " * 30)
    )

    assert merged(plain, prompted, Moment(0.0, 1.0)) == "hello Dana"


def test_if_one_pass_hears_nothing_the_other_is_believed() -> None:
    words = at(0, "call me at five")

    assert merged(words, []) == "call me at five"
    assert merged([], words) == "call me at five"
    assert merge([], [], ALL_SPEECH) == ()


def test_times_and_probabilities_are_those_of_the_words() -> None:
    plain = [Heard("Hi", 0.5, 0.8, 0.7), Heard("Dana", 1.5, 1.9, 0.6)]
    prompted = [Heard("hi", 0.6, 0.9, 0.9), Heard("um", 1.1, 1.2, 0.3), Heard("Dana", 1.4, 2.0, 1)]

    assert merge(plain, prompted, ALL_SPEECH) == (
        plain[0],
        Heard("um", 1.1, 1.2, 0.3),
        plain[1],
    )


def test_times_never_go_back() -> None:
    plain = [Heard("one", 1.0, 1.4, 0.9), Heard("two", 0.8, 0.7, 0.9)]

    assert merge(plain, plain, ALL_SPEECH)[1] == Heard("two", 1.0, 1.0, 0.9)


words = st.lists(
    st.builds(
        lambda text, start, length, probability: Heard(text, start, start + length, probability),
        st.sampled_from(["um", "uh", "a", "b", "c", "555"]),
        st.floats(0, 12),
        st.floats(0, 1),
        st.floats(0, 1),
    ),
    max_size=12,
)


@given(plain=words, prompted=words)
def test_the_merge_invents_nothing_and_keeps_order(
    plain: list[Heard], prompted: list[Heard]
) -> None:
    result = merge(plain, prompted, (Moment(0.0, 12.0),))

    assert {(w.text, w.probability) for w in result} <= {
        (w.text, w.probability) for w in [*plain, *prompted]
    }
    assert [w.start for w in result] == sorted(w.start for w in result)
    assert all(w.start <= w.end for w in result)


@pytest.mark.parametrize("speech", [(), (Moment(50.0, 60.0),)])
def test_without_speech_there_are_no_words(speech: tuple[Moment, ...]) -> None:
    assert merge(at(0, "you"), at(0, "you"), speech) == ()
