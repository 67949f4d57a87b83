from __future__ import annotations

import pytest

from simulator.hearing.words import Heard, is_filler, without_loops, without_prompt


def heard(text: str) -> list[Heard]:
    return [Heard(word, at / 3, at / 3 + 0.3, 0.9) for at, word in enumerate(text.split())]


def text(words: list[Heard]) -> str:
    return " ".join(word.text for word in words)


@pytest.mark.parametrize(
    "word",
    [
        *("um", "Um,", "umm", "uhm", "uh", "Uh...", "uhh", "er", "Er,", "err", "erm", "ah", "Ahh"),
        *("hmm", "Hm.", "hmmm", "mm", "mmm", "mm-", "UM"),
    ],
)
def test_fillers_are_known_in_every_spelling(word: str) -> None:
    assert is_filler(word)


@pytest.mark.parametrize(
    "word",
    [
        *("I'm", "umbrella", "her", "a", "are", "or", "hum", "aha", "mm-hmm", "uh-huh", "m", "h"),
        *("like", "well", "oh", "", "...", "-555", "2"),
    ],
)
def test_other_words_are_no_fillers(word: str) -> None:
    assert not is_filler(word)


def test_passes_compare_words_without_case_and_punctuation() -> None:
    assert Heard("I’m,", 0, 1, 1).key == Heard("i'm", 0, 1, 1).key
    assert Heard("-0142.", 0, 1, 1).key == "0142"
    assert Heard("Um,", 0, 1, 1).key == Heard("uh", 0, 1, 1).key


def test_a_phrase_that_loops_is_kept_once() -> None:
    looping = "I saw it " + "a little bit of " * 40 + "and more"

    assert text(without_loops(heard(looping))) == "I saw it a little bit of and more"


def test_a_word_that_loops_is_kept_once() -> None:
    assert text(without_loops(heard("so you you you you you you"))) == "so you"


def test_a_pair_of_words_that_loops_is_kept_once() -> None:
    assert text(without_loops(heard("Thank you. " * 4))) == "Thank you."


@pytest.mark.parametrize(
    "said",
    [
        "no no no that is right",
        "call me call me please",
        "a little bit of a little bit of luck",
        "5 5 5 5 5 5 5 5 0 1",
        "555 0142 555 0142 555 0142 555 0142",
        "",
    ],
)
def test_what_people_repeat_is_kept(said: str) -> None:
    assert text(without_loops(heard(said))) == said


def test_the_prompt_is_not_taken_for_speech() -> None:
    assert text(without_prompt(heard("Um, uh, hmm, er, ah. Hello Dana"))) == "Hello Dana"
    assert text(without_prompt(heard("Hello hmm, er, ah."))) == "Hello"
    assert text(without_prompt(heard("uh hmm er hello"))) == "hello"


@pytest.mark.parametrize("said", ["um, uh, hello", "uh um hmm", "er ah", "um", "hello there", ""])
def test_fillers_that_are_not_the_prompt_are_kept(said: str) -> None:
    assert text(without_prompt(heard(said))) == said


def test_digits_that_loop_as_no_number_does_are_kept_once() -> None:
    assert text(without_loops(heard("This is a 3 " + ".5 " * 90))) == "This is a 3 .5"


def test_a_number_said_twice_with_repeated_digits_is_kept() -> None:
    said = "5 5 5 0 0 0 0 again 5 5 5 0 0 0 0"
    assert text(without_loops(heard(said))) == said
