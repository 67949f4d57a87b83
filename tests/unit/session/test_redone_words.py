"""Where a part is cut out of a message, by its words and by the speech that was found."""

from __future__ import annotations

from simulator.grading.transcript import Moment, Span, Transcript, spoken
from simulator.practice.parts import Part
from simulator.session.redone_words import gaps_around
from simulator.sound.splicing import Gap

SECONDS = 10.0
WORDS = spoken(
    (
        ("Hi", 0.0, 0.9, 1.0, False),  # the recogniser lets the first word begin with the take
        ("Dana.", 1.0, 1.4, 1.0, False),
        ("Call", 2.0, 2.3, 1.0, False),
        ("me.", 2.4, 2.6, 1.0, False),
    ),
    SECONDS,
    (Moment(0.7, 1.4), Moment(2.0, 2.9)),
)


def gaps(first: int, last: int, words: Transcript = WORDS) -> tuple[Gap, Gap]:
    return gaps_around(Part("sentence", first, last, "", Span(0, 0)), words, SECONDS)


def test_a_part_at_the_beginning_is_cut_where_speech_begins() -> None:
    assert gaps(0, 2) == (Gap(0.0, 0.7), Gap(1.4, 2.0))


def test_a_part_at_the_end_is_cut_where_speech_ends() -> None:
    assert gaps(2, 4) == (Gap(1.4, 2.0), Gap(2.9, SECONDS))


def test_what_is_added_comes_after_the_last_speech() -> None:
    assert gaps(4, 4) == (Gap(2.9, SECONDS), Gap(SECONDS, SECONDS))


def test_words_without_times_and_speech_leave_the_whole_take() -> None:
    bare = Transcript(WORDS.text, (), SECONDS, (), "spoken")
    assert gaps(0, 0, bare) == (Gap(SECONDS, SECONDS), Gap(SECONDS, SECONDS))
