"""What the rep decided on each line, and whether that was right."""

from __future__ import annotations

import pytest

from simulator.call import events as ev
from simulator.grading.decisions import (
    GUESS,
    INFERRED,
    SHORT_NOISE,
    decisions,
    doing,
    is_message,
    messages,
)
from simulator.grading.rubric import default_rubric
from simulator.grading.score import ChoiceMade
from simulator.grading.transcript import Moment, spoken, typed
from tests.unit.call.calls import SCENARIO
from tests.unit.grading.played import (
    SPOKEN,
    TYPED,
    Played,
    leaves,
    on_hotline,
    on_own_line,
    said,
    scenario_with,
)

RUBRIC = default_rubric()


def made_in(played: Played) -> tuple[ChoiceMade, ...]:
    call = played.finished()
    return decisions(call.scenario, call.events, call.transcripts, RUBRIC.reading, RUBRIC.choice)


def only_choice(played: Played) -> ChoiceMade:
    [choice] = made_in(played)
    return choice


def test_zero_hash_on_a_vendor_line_is_the_best_choice() -> None:
    choice = only_choice(on_hotline().after(3).key("0", "#").hangs_up())

    assert (choice.line, choice.made, choice.verdict) == ("hotline", "zero_out", "best")
    assert choice.seconds_to_decide == 1.0
    assert not choice.critical
    assert not choice.guess
    assert choice.note == ""


def test_the_cue_is_shown_where_it_stands_in_the_greeting() -> None:
    choice = only_choice(on_hotline().after(3).key("0", "#").hangs_up())

    assert choice.cue is not None
    start, end = choice.cue.span
    assert SCENARIO.lines["hotline"].greeting_text[start:end] == choice.cue.text == "supplier line"


def test_a_message_on_a_vendor_line_is_critical() -> None:
    choice = only_choice(leaves(on_hotline(), SPOKEN))

    assert (choice.made, choice.verdict, choice.critical) == ("leave", "wrong", True)
    assert choice.seconds_to_decide == 0.6


def test_a_typed_message_has_no_time_to_the_first_speech() -> None:
    choice = only_choice(leaves(on_hotline(), TYPED))

    assert (choice.made, choice.seconds_to_decide) == ("leave", None)


def test_hanging_up_where_a_message_belongs_is_wrong_but_not_critical() -> None:
    _, choice = made_in(on_own_line().after(3).hangs_up())

    assert (choice.made, choice.verdict, choice.critical) == ("hang_up", "wrong", False)


def test_a_call_of_several_lines_has_a_decision_on_each_that_asks_for_one() -> None:
    choices = made_in(leaves(on_own_line(), SPOKEN))

    assert [(c.line, c.made, c.verdict) for c in choices] == [
        ("hotline", "zero_out", "best"),
        ("own", "leave", "best"),
    ]


def test_an_accepted_choice_says_what_would_have_been_best() -> None:
    scenario = scenario_with("hotline", best="hang_up", acceptable=("zero_out",))
    choice = only_choice(on_hotline(scenario).after(3).key("0", "#").hangs_up())

    assert choice.verdict == "acceptable"
    assert choice.note == "Accepted; the best was to hang up."


def test_our_own_answer_says_that_the_founding_text_is_silent() -> None:
    scenario = scenario_with("hotline", best="hang_up", inferred=True)

    assert only_choice(on_hotline(scenario).after(3).hangs_up()).note == INFERRED


def test_a_lone_zero_counts_from_the_key_not_from_the_end_of_the_wait() -> None:
    choice = only_choice(on_hotline().after(2.5).key("0").after(1.2).wait_is_over().hangs_up())

    assert choice.made == "zero_out"
    assert choice.seconds_to_decide == 0.5


def test_zero_and_hash_count_from_the_zero() -> None:
    choice = only_choice(on_hotline().after(2.5).key("0").after(0.8).key("#").hangs_up())

    assert choice.seconds_to_decide == 0.5


def test_a_zero_that_another_key_overtakes_still_counts() -> None:
    assert only_choice(on_hotline().after(3).key("0", "5").hangs_up()).made == "zero_out"


def test_hanging_up_before_a_waiting_zero_took_effect_is_hanging_up() -> None:
    assert only_choice(on_hotline().after(3).key("0").after(0.5).hangs_up()).made == "hang_up"


def test_zero_hash_where_the_line_knows_no_lone_zero() -> None:
    played = on_hotline().after(3).key("9").greeting().after(3).key("0", "#").hangs_up()
    hotline, full = made_in(played)

    assert (hotline.made, full.made) == ("key:9", "zero_out")


def test_a_lone_zero_that_the_line_does_not_know_decides_nothing() -> None:
    played = on_hotline().after(3).key("9").greeting().after(3).key("0").after(1.2).wait_is_over()
    _, full = made_in(played.after(2).hangs_up())

    assert full.made == "hang_up"


def test_an_invalid_key_decides_nothing() -> None:
    choice = only_choice(on_hotline().after(3).key("5").after(1).hangs_up())

    assert (choice.made, choice.seconds_to_decide) == ("hang_up", 2.0)


def test_a_key_to_the_beep_decides_nothing() -> None:
    played = on_hotline().after(3).key("7").beeps().after(20).speaks(SPOKEN)

    assert only_choice(played).made == "leave"


def test_a_key_after_three_seconds_of_speech_is_still_a_message() -> None:
    played = on_hotline().after(6).greeting_ends().beeps().after(9).key("0", "#").speaks(SPOKEN)

    assert only_choice(played).made == "leave"


def test_a_key_after_a_short_noise_is_the_key() -> None:
    played = on_hotline().after(6).greeting_ends().beeps().after(2).key("0", "#")
    choice = only_choice(played.speaks(speech_seconds=1.0))

    assert choice.made == "zero_out"
    assert choice.note == SHORT_NOISE


def test_a_short_noise_before_hanging_up_is_not_a_message() -> None:
    played = on_hotline().after(6).greeting_ends().beeps().after(2).hangs_up()
    choice = only_choice(played.speaks(speech_seconds=2.9))

    assert (choice.made, choice.verdict) == ("hang_up", "wrong")
    assert choice.seconds_to_decide == 6.0
    assert choice.note == SHORT_NOISE


def test_silence_before_hanging_up_is_no_noise() -> None:
    played = on_hotline().after(6).greeting_ends().beeps().after(2).hangs_up()

    assert only_choice(played.speaks(speech_seconds=0.0)).note == ""


def test_a_second_try_after_a_message_that_was_too_short_counts() -> None:
    played = on_hotline().after(6).greeting_ends().beeps().after(2)
    played.speaks(speech_seconds=1.0, ended_by="silence").prompt_ends().beeps().after(22)

    assert only_choice(played.speaks(SPOKEN)).made == "leave"


def test_a_line_that_is_dropped_counts_as_hanging_up_without_a_time() -> None:
    played = on_hotline().after(3).key("8").greeting().after(6).greeting_ends()
    _, dropped = made_in(played)

    assert (dropped.made, dropped.seconds_to_decide) == ("hang_up", None)


def test_deciding_before_the_cue_could_be_heard_is_a_guess() -> None:
    choice = only_choice(on_hotline().after(1.5).key("0", "#").hangs_up())

    assert choice.verdict == "best"
    assert choice.guess
    assert choice.seconds_to_decide == -0.5
    assert choice.note == GUESS


def test_a_zero_before_the_cue_is_a_guess_though_the_wait_ends_after_it() -> None:
    choice = only_choice(on_hotline().after(1.5).key("0").after(1.2).wait_is_over().hangs_up())

    assert choice.guess
    assert choice.seconds_to_decide == -0.5


def test_a_message_after_a_skipped_greeting_is_a_guess() -> None:
    choice = only_choice(on_hotline().after(1).key("#").beeps().after(20).speaks(SPOKEN))

    assert choice.guess
    assert choice.seconds_to_decide == 0.6


def test_hanging_up_long_after_a_greeting_that_was_skipped_is_a_guess_without_a_time() -> None:
    choice = only_choice(on_hotline().after(1).key("#").beeps().after(9).hangs_up().speaks(
        speech_seconds=0.0))  # fmt: skip

    assert (choice.guess, choice.seconds_to_decide) == (True, None)


def test_a_cue_that_is_heard_after_an_interruption_counts_from_then() -> None:
    played = on_hotline().after(1).key("5").after(1.5).prompt_ends()
    choice = only_choice(played.greeting(from_seconds=1.0).after(3).key("0", "#").hangs_up())

    assert choice.seconds_to_decide == 2.0
    assert not choice.guess


def test_a_cue_that_was_heard_before_an_interruption_counts_from_its_first_hearing() -> None:
    played = on_hotline().after(3).key("5").after(1.5).prompt_ends()
    choice = only_choice(played.greeting(from_seconds=3.0).after(1).key("0", "#").hangs_up())

    assert choice.seconds_to_decide == 3.5


def test_a_greeting_that_was_spoken_to_its_end_had_its_cue_heard() -> None:
    played = Played().dial().greeting(cue_at=6.0).after(5.9).greeting_ends().beeps().after(20)

    assert not only_choice(played.speaks(SPOKEN)).guess


def test_without_a_known_cue_there_is_no_time_and_no_guess() -> None:
    choice = only_choice(Played().dial().greeting(cue_at=None).after(0.1).hangs_up())

    assert (choice.guess, choice.seconds_to_decide) == (False, None)


def test_a_line_without_a_cue_shows_none() -> None:
    scenario = scenario_with("desk", best="ask_by_name")
    _, desk, _ = made_in(on_own_line(scenario).hangs_up())

    assert desk.cue is None


def on_desk(best: str) -> Played:
    return (
        on_hotline(scenario_with("desk", best=best))
        .after(3).key("0", "#").greeting(cue_at=None).after(2).greeting_ends().after(2)
    )  # fmt: skip


def test_the_first_request_that_is_understood_decides_on_a_live_line() -> None:
    played = on_desk("ask_by_name").asks("silence").after(1).prompt_ends().asks("unclear")
    played.after(1).prompt_ends().asks("ask_who").prompt_ends()
    _, desk = made_in(played.hangs_up())

    assert (desk.made, desk.verdict, desk.critical) == ("ask_who", "wrong", False)
    assert desk.seconds_to_decide is None


def test_asking_for_a_person_by_name() -> None:
    _, desk = made_in(on_desk("ask_by_name").asks("ask_by_name", "Dana Kim").hangs_up())

    assert (desk.made, desk.verdict) == ("ask_by_name", "best")


def test_choosing_a_name_on_offer_by_its_key_is_asking_by_name() -> None:
    played = on_desk("ask_by_name")
    for _ in range(2):
        played.asks("unclear").after(1).prompt_ends()
    _, desk = made_in(played.after(1).key("2").prompt_ends())

    assert desk.made == "ask_by_name"


def test_a_key_during_the_goodbye_decides_nothing() -> None:
    played = on_desk("ask_by_name")
    for _ in range(2):
        played.asks("unclear").after(1).prompt_ends()
    _, desk = made_in(played.asks("unclear").key("1").prompt_ends())

    assert desk.made == "hang_up"


def test_a_line_that_is_reached_twice_has_one_decision() -> None:
    played = on_own_line().after(2).key("0").greeting(cue_at=None).after(2).greeting_ends()
    played.asks("ask_by_name", "Dana Kim").prompt_ends().greeting(cue_at=1.0)
    _, own = made_in(leaves(played, SPOKEN))

    assert (own.line, own.made) == ("own", "leave")


def test_who_hangs_up_while_it_rings_has_decided_nothing() -> None:
    played = Played().send(ev.Dialled()).after(1).hangs_up()

    assert made_in(played) == ()


def test_an_event_that_the_engine_refuses_is_left_out() -> None:
    played = on_hotline().after(3).key("0", "#").hangs_up()
    played.events.append(played.events[-1])

    assert only_choice(played).made == "zero_out"


@pytest.mark.parametrize(
    ("made", "words"),
    [("zero_out", "press 0#"), ("key:9", "press 9"), ("leave", "leave a message")],
)
def test_a_decision_in_words(made: str, words: str) -> None:
    assert doing(made) == words


def test_voice_activity_says_what_a_message_is_where_it_is_known() -> None:
    short = spoken((("Hi", 0.0, 0.4, 0.9, False),), 9.0, (Moment(0.0, 0.5),))
    [recorded] = messages(leaves(on_hotline(), None).finished().events, {}, RUBRIC.reading)

    assert is_message(recorded, None, RUBRIC.reading)
    assert is_message(recorded, said("a b c", 3.0), RUBRIC.reading)
    assert not is_message(recorded, short, RUBRIC.reading)


def test_five_typed_words_are_a_message() -> None:
    [recorded] = messages(leaves(on_hotline(), None).finished().events, {}, RUBRIC.reading)

    assert is_message(recorded, typed("Dana please call me back"), RUBRIC.reading)
    assert not is_message(recorded, typed("Dana call me back"), RUBRIC.reading)
