"""What single criteria of a message see, beyond their own examples."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.grading.checks.message.cliche_opener import PHRASES
from simulator.grading.checks.message.rambling import check as rambling
from simulator.grading.checks.message.states_name import check as states_name
from simulator.grading.checks.message.wrong_person_ask import ASKS
from simulator.grading.example import REP
from simulator.grading.explain import explain
from simulator.grading.grade import Recording, grade_recording
from simulator.grading.judge import judge
from simulator.grading.rubric import load_rubric
from simulator.grading.transcript import typed
from tests.unit.grading.bakery import BAKERY, CHECKS, MESSAGE, RUBRIC, graded, subject
from tests.unit.grading.played import overall_of

STUMBLING = (
    "um so owen um it's maya um lindqvist at um traildesk um you moved your um bread deliveries "
    "to the night um in may and um a bakery in leeds um that did so um saved two vans um "
    "{middle} um six one seven um five five five um oh one four two"
)
REASON = (
    "and i'll tell you which routes they dropped first um if you call me back um i can show you "
    "how they saved a third of their um night shift and what it would um mean for your twelve "
    "vans um before the winter"
)
NO_REASON = (
    "and the weather um was what it was um with the rain and the wind um you could not see the "
    "road um and my brother who um drives there said um it was like um a river that day and so um "
    "there we were um all of us"
)


def test_who_stumbles_but_gets_to_a_reason_does_not_ramble() -> None:
    to_a_reason = subject(STUMBLING.format(middle=REASON))
    to_none = subject(STUMBLING.format(middle=NO_REASON))

    assert judge(rambling, to_a_reason, None, RUBRIC.score.pass_from).state == "no"
    assert judge(rambling, to_none, None, RUBRIC.score.pass_from).state == "yes"


def test_a_last_name_that_is_a_street_is_not_surely_the_reps() -> None:
    street, person = subject("Ask for somebody in Lindqvist Street."), subject("Mia Lindqvist here")

    assert judge(states_name, street, None, RUBRIC.score.pass_from).state != "yes"
    assert judge(states_name, person, None, RUBRIC.score.pass_from).state == "yes"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("neve lindqvist here about your vans and the night routes", "yes"),
        ("Jordan here, about your vans and the night routes.", "yes"),
        ("Jourdan here, about your vans and the night routes.", "yes"),
        ("The river Jordanelle is lovely about this time of the year.", "no"),
        ("The lindqvist is a kind of tree that grows about the night routes.", "no"),
    ],
)
def test_a_name_of_which_one_half_was_misheard_is_still_given(text: str, state: str) -> None:
    rep = REP.model_copy(update={"name": "Jordan Lindqvist"})
    named = replace(subject(text), rep=rep)

    assert judge(states_name, named, None, RUBRIC.score.pass_from).state == state


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Who's in charge of the vans?", True), ("who handles vans at your place", True),
        ("What's the name of the person who buys tags?", True),
        ("not sure who looks after the vans", True),
        ("The manager who deals with your vans in Dover sent a photo of the night shift.", False),
        ("You told them who handles the returns, and it helped them a lot in May.", False),
    ],
)  # fmt: skip
def test_asking_who_is_not_telling_of_somebody_who(text: str, asks: bool) -> None:
    assert (ASKS.search(text) is not None) == asks


@pytest.mark.parametrize(
    ("text", "worn"),
    [
        ("how are you today", True), ("let me introduce our company", True),
        ("How have you been tracking the vans?", False), ("How are you counting crates?", False),
    ],
)  # fmt: skip
def test_a_question_about_their_work_is_no_worn_out_phrase(text: str, worn: bool) -> None:
    assert (PHRASES.search(text) is not None) == worn


def test_silence_about_everything_earns_no_praise_for_its_lack_of_faults() -> None:
    card = graded("banana banana house river table walking slowly under the moon")

    assert card.coaching.praise == ()


def test_while_a_limit_holds_only_what_lifts_it_is_worth_anything() -> None:
    without_number = MESSAGE.replace("617-555-0142", "").replace("Again, .", "")
    card = graded(without_number)
    first = card.coaching.fixes[0]

    assert card.score.overall == 79
    assert first.criterion == "states_callback_number"
    mended = overall_of(graded(without_number + " Call me at 617-555-0142."))
    assert overall_of(card) < overall_of(card) + first.gain <= mended + 0.1


def test_no_example_asks_for_what_the_rubric_does_not_want() -> None:
    sorry = MESSAGE.replace("Owen,", "Owen, so sorry to bother you,").replace(
        "617-555-0142. Again, 617-555-0142.", "I sent you an email about it."
    )
    recording = Recording("attempt-1", BAKERY, "0" * 64, typed(sorry))
    fixes = grade_recording(recording, load_rubric("double-tap"), CHECKS).coaching.fixes

    assert "apologetic_hedging" in {fix.criterion for fix in fixes}
    assert not any("Call me" in fix.example for fix in fixes)


@pytest.mark.parametrize(
    "text",
    ["call " + "7" * 5000, "call " + "1,000," * 1000, "9" * 4299 + " million million", "a-" * 9000],
    ids=["digits", "commas", "millions", "hyphens"],
)
def test_what_no_one_can_say_is_judged_all_the_same(text: str) -> None:
    assert not graded(text).passed


def test_a_short_last_name_alone_proves_nothing() -> None:
    asked = subject("Hi Owen, the park by your bakery is a fine place, call me.")
    called_park = replace(asked, rep=asked.rep.model_copy(update={"name": "Maya Park"}))

    assert judge(states_name, called_park, None, RUBRIC.score.pass_from).state == "no"


def test_a_scorecard_of_before_names_no_models() -> None:
    card = graded("Owen, it's Maya Lindqvist at TrailDesk. Call me.")
    lines = explain(card.model_copy(update={"language": None}))

    assert not any(line.startswith("Read by") for line in lines)
    assert any(line.startswith("Read by") for line in explain(card))
