"""A message put right by the rep: what stays keeps its time, what is new finds its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.grading.correction import NoWordsLeft, corrected
from simulator.grading.grade import grade
from simulator.grading.registry import shipped
from simulator.grading.rubric import default_rubric
from simulator.grading.score import MessageHeard, Scorecard
from simulator.grading.transcript import Moment, Transcript, spoken, typed
from tests.unit.grading.played import GOOD, Played, leaves, on_hotline, on_own_line, said

HEARD = spoken(
    (
        ("Hi", 0.4, 0.6, 0.9, False),
        ("um", 0.8, 1.0, 0.7, True),
        ("Dina,", 1.2, 1.6, 0.4, False),
        ("it's", 2.0, 2.2, 0.8, False),
        ("me.", 2.4, 2.8, 0.95, False),
    ),
    4.0,
    (Moment(0.3, 3.0),),
)


def times(transcript: Transcript) -> list[tuple[str, float | None, float | None]]:
    return [(w.text, w.start, w.end) for w in transcript.words]


def test_words_that_stay_keep_time_probability_and_filler_mark() -> None:
    put_right = corrected(HEARD, "Hi um Dana it's me")

    kept = [w for w in put_right.words if w.text != "Dana"]
    assert [(w.start, w.probability, w.is_filler) for w in kept] == [
        (0.4, 0.9, False),
        (0.8, 0.7, True),
        (2.0, 0.8, False),
        (2.4, 0.95, False),
    ]


def test_a_word_in_place_of_another_stands_where_that_was_heard_and_is_sure() -> None:
    dana = corrected(HEARD, "Hi um Dana, it's me.").words[2]

    assert (dana.text, dana.start, dana.end, dana.probability) == ("Dana,", 1.2, 1.6, 1.0)


def test_the_reps_punctuation_and_capitals_are_kept_without_a_word_being_new() -> None:
    put_right = corrected(HEARD, "HI - um! dina it’s [me]...")

    assert put_right.text == "HI - um! dina it’s [me]..."
    assert [w.probability for w in put_right.words] == [0.9, 1.0, 0.7, 0.4, 0.8, 0.95]


def test_words_that_were_not_heard_share_the_gap_by_their_letters() -> None:
    put_right = corrected(HEARD, "Hi um Dina, you know Robert it's me.")

    new = put_right.words[3:6]
    assert [w.text for w in new] == ["you", "know", "Robert"]
    assert [w.start for w in new] == pytest.approx([1.6, 1.6 + 0.4 * 3 / 13, 1.6 + 0.4 * 7 / 13])
    assert [w.end for w in new] == pytest.approx([1.6 + 0.4 * 3 / 13, 1.6 + 0.4 * 7 / 13, 2.0])


def test_words_before_and_after_reach_to_the_bounds_of_the_speech() -> None:
    put_right = times(corrected(HEARD, "Oh, hi um Dina, it's me. Bye"))

    assert put_right[0] == ("Oh,", 0.3, 0.4)
    assert put_right[-1] == ("Bye", 2.8, 3.0)


def test_a_word_that_began_before_the_speech_that_was_found_pushes_nothing_back() -> None:
    late = spoken((("Hi", 0.4, 0.6, 0.9, False),), 4.0, (Moment(0.5, 0.5),))

    assert times(corrected(late, "Oh hi there")) == [
        ("Oh", 0.4, 0.4),
        ("hi", 0.4, 0.6),
        ("there", 0.6, 0.6),
    ]


def test_a_take_in_which_no_word_was_heard_gets_its_words_over_its_length() -> None:
    assert times(corrected(spoken((), 2.0, ()), "Hi Di")) == [("Hi", 0.0, 1.0), ("Di", 1.0, 2.0)]
    assert times(corrected(spoken((), 9.0, (Moment(2.0, 4.0),)), "Hi Di")) == [
        ("Hi", 2.0, 3.0),
        ("Di", 3.0, 4.0),
    ]


def test_where_no_times_are_known_none_are_made_up() -> None:
    assert times(corrected(typed("Hi Dina"), "Hi Dana there")) == [
        ("Hi", None, None),
        ("Dana", None, None),
        ("there", None, None),
    ]
    untimed = Transcript("Hi", typed("Hi").words, 4.0, (), "spoken")
    assert times(corrected(untimed, "Hello"))[0] == ("Hello", None, None)


@pytest.mark.parametrize("word", ["um", "Uh,", "er...", "erm", "ah", "Hmm.", "mm"])
def test_a_filler_that_the_rep_adds_is_marked(word: str) -> None:
    assert corrected(HEARD, f"{HEARD.text} {word}").words[-1].is_filler


def test_a_word_that_the_rep_adds_is_no_filler() -> None:
    assert not corrected(HEARD, f"{HEARD.text} umbrella").words[-1].is_filler


def test_white_space_is_collapsed_and_control_characters_are_dropped() -> None:
    assert corrected(HEARD, " Hi\t\x1b[2J \n\r\x07 Da\x00na\x9b ").text == "Hi [2J Dana"


@pytest.mark.parametrize("text", ["", " \n\t ", "\x1b\x07", "... - !"])
def test_a_correction_without_words_is_a_sentence(text: str) -> None:
    with pytest.raises(NoWordsLeft, match="There must be words in the message"):
        corrected(HEARD, text)


WORDS = st.sampled_from(["Hi", "hi,", "um", "Dana", "-", "617-555-0142", "call", "me", "é", "[/]"])
TEXTS = st.lists(WORDS | st.text(max_size=6), max_size=30).map(" ".join)


@st.composite
def heard_messages(draw: st.DrawFn) -> Transcript:
    """A spoken message with pauses and overlaps, as a recogniser gives it."""
    at, words = draw(st.floats(0, 3)), []
    for text in draw(st.lists(WORDS, max_size=30)):
        end = at + draw(st.floats(0, 1.5))
        words.append((text, at, end, draw(st.floats(0, 1)), text == "um"))
        at = end + draw(st.sampled_from([0.0, 0.2, 3.0]))
    cuts = sorted(draw(st.lists(st.floats(0, at), max_size=6)))
    speech = tuple(Moment(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))
    return spoken(tuple(words), at + 1.0, speech)


@given(heard_messages(), TEXTS)
def test_a_correction_changes_words_and_nothing_else(heard: Transcript, text: str) -> None:
    try:
        put_right = corrected(heard, text)
    except NoWordsLeft:
        assert not any(letter.isalnum() for letter in text)
        return

    assert (put_right.source, put_right.seconds, put_right.speech) == (
        heard.source,
        heard.seconds,
        heard.speech,
    )
    assert put_right.text == " ".join(w.text for w in put_right.words)
    assert all(put_right.text[w.span.start : w.span.end] == w.text for w in put_right.words)
    assert corrected(heard, put_right.text) == put_right
    spans = [(w.start, w.end) for w in put_right.words]
    assert all(a is not None and b is not None and a <= b for a, b in spans)
    assert [a for a, _ in spans] == sorted(a or 0.0 for a, _ in spans)


@given(heard_messages())
def test_the_words_as_they_were_heard_change_nothing(heard: Transcript) -> None:
    if any(letter.isalnum() for letter in heard.text):
        assert corrected(heard, f"  {heard.text.replace(' ', '   ')} ") == heard


MISHEARD = said(GOOD.replace("Alex Reed", "all extreme").replace("Northwind", "North when"), 22)


def graded(played: Played, correction: str | None, take: str = "take-2") -> Scorecard:
    call = played.finished()
    corrections = {} if correction is None else {take: correction}
    call = type(call)(
        call.attempt_id, call.scenario, call.scenario_sha256, call.events, call.transcripts,
        corrections,
    )  # fmt: skip
    return grade(call, default_rubric(), shipped())


def message_of(card: Scorecard) -> MessageHeard:
    assert card.message is not None
    return card.message


def the_take(played: Played) -> str:
    (take,) = played.transcripts
    return take


def test_the_corrected_words_are_graded_and_both_versions_are_told() -> None:
    played = leaves(on_own_line(), MISHEARD)
    before = graded(played, None)
    after = graded(played, GOOD, the_take(played))

    assert before.criteria["states_name"].state != "yes"
    assert (message_of(before).graded, message_of(before).heard) == ("heard", None)
    assert after.criteria["states_name"].state == "yes"
    assert (message_of(after).transcript, message_of(after).graded) == (GOOD, "corrected")
    assert message_of(after).heard == MISHEARD.text
    assert message_of(after).seconds == message_of(before).seconds
    assert after.choices == before.choices


def test_the_words_as_they_were_heard_are_no_correction() -> None:
    played = leaves(on_own_line(), MISHEARD)

    assert graded(played, MISHEARD.text, the_take(played)) == graded(played, None)


def test_what_was_typed_cannot_be_corrected() -> None:
    played = leaves(on_own_line(), typed(GOOD))

    card = graded(played, "Something else entirely.", the_take(played))

    assert (message_of(card).transcript, message_of(card).graded) == (GOOD, "typed")


def test_a_message_that_is_not_graded_is_not_corrected() -> None:
    played = leaves(on_own_line(), MISHEARD)

    assert graded(played, "Anything.", "take-99") == graded(played, None)


def test_whether_a_message_was_left_is_judged_by_what_was_heard() -> None:
    noise = spoken((("Oh", 0.2, 0.5, 0.9, False),), 2.0, (Moment(0.2, 0.5),))
    played = on_hotline().after(6).greeting_ends().beeps().after(2).hangs_up()
    played.speaks(noise, speech_seconds=0.3)

    card = graded(played, GOOD, the_take(played))

    assert card.message is None
    assert [c.made for c in card.choices] == ["hang_up"]


def test_a_message_in_which_no_word_was_heard_can_be_given_its_words() -> None:
    played = leaves(on_own_line(), spoken((), 22.0, (Moment(0.5, 21.0),)))

    card = graded(played, GOOD, the_take(played))

    assert (message_of(card).graded, message_of(card).heard) == ("corrected", "")
    assert card.criteria["states_name"].state == "yes"


@pytest.mark.parametrize("transcript", [MISHEARD, typed(GOOD)])
def test_a_scorecard_from_before_corrections_still_loads(transcript: Transcript) -> None:
    card = graded(leaves(on_own_line(), transcript), None)
    message = message_of(card)
    old = message.model_dump(mode="json", exclude={"graded", "heard"})

    assert MessageHeard.model_validate_json(message.model_copy().model_dump_json()) == message
    assert MessageHeard.model_validate(old, strict=False) == message


@given(heard_messages(), TEXTS)
def test_every_corrected_message_can_be_graded(heard: Transcript, text: str) -> None:
    played = leaves(on_own_line(), heard)
    try:
        card = graded(played, text, the_take(played))
    except NoWordsLeft:
        return
    assert Scorecard.model_validate_json(card.model_dump_json()) == card
