"""Advice: the most valuable first, with an example for this prospect; and praise that quotes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.grading.coaching import LEAST_GAIN, MOST_FIXES, MOST_PRAISE
from simulator.grading.grade import Recording, grade, grade_recording
from simulator.grading.score import Scorecard
from simulator.grading.transcript import typed
from simulator.scenario.model import Fact
from tests.unit.grading.bakery import BAKERY, CHECKS, HOOK, MESSAGE, RUBRIC, graded
from tests.unit.grading.played import (
    SPOKEN,
    Played,
    leaves,
    on_hotline,
    on_own_line,
    overall_of,
    said,
)

PARTS_OF_MESSAGES = (
    HOOK, "I'll tell you which routes they dropped first.", "617-555-0142.", "Again, 617-555-0142.",
    "It's Maya Lindqvist at TrailDesk.", "um uh", "Sorry to bother you.", "Just checking in.",
    "We offer maps, fuel cards, alerts and an app.", "Let me know who is the right person.",
)  # fmt: skip


def spoken(text: str, seconds: float = 20) -> Scorecard:
    return graded(said(text, seconds))


def called(played: Played) -> Scorecard:
    return grade(played.finished(), RUBRIC, CHECKS)


def fixes(card: Scorecard) -> list[str]:
    return [fix.criterion for fix in card.coaching.fixes]


def test_a_message_that_is_good_needs_no_advice() -> None:
    card = spoken(MESSAGE)

    assert card.score.overall == 100
    assert card.coaching.fixes == ()


def test_praise_quotes_the_words_that_were_good() -> None:
    praise = {p.criterion: p for p in spoken(MESSAGE).coaching.praise}

    assert praise["personal_hook"].words[0].text == "moved your bread deliveries to the night"
    assert praise["personal_hook"].says == "You spoke about their world, not about yours."


def test_the_gain_is_what_the_score_lacks() -> None:
    card = spoken(MESSAGE.replace(" Again, 617-555-0142.", ""))
    [fix] = card.coaching.fixes

    assert fix.criterion == "number_repeated"
    assert fix.example == "Again, 617-555-0142."
    assert card.score.overall == pytest.approx(100 - fix.gain, abs=0.1)


def test_advice_that_builds_on_something_missing_waits() -> None:
    no_number = MESSAGE[: MESSAGE.index(" 617")]

    assert "states_callback_number" in fixes(spoken(no_number))
    assert "number_repeated" not in fixes(spoken(no_number))


def test_an_example_is_given_once() -> None:
    card = graded(MESSAGE.replace("it's Maya Lindqvist at TrailDesk", "hello"))
    by_id = {fix.criterion: fix for fix in card.coaching.fixes}

    assert by_id["states_name"].example == "It's Maya Lindqvist, with TrailDesk."
    assert by_id["states_company"].example == ""


def test_advice_shows_the_words_that_it_is_about_and_a_sentence_for_this_prospect() -> None:
    card = spoken(f"{MESSAGE} Sorry to bother you.", 22)
    [fix] = [f for f in card.coaching.fixes if f.criterion == "apologetic_hedging"]
    [hook] = [f for f in spoken("Hi Owen.", 20).coaching.fixes if f.criterion == "personal_hook"]

    assert fix.words[0].text.startswith("Sorry to bother you")
    assert fix.example == "Call me at 617-555-0142."
    assert hook.example == HOOK


def test_what_brings_less_than_half_a_point_is_not_mentioned() -> None:
    card = spoken(MESSAGE, 14.5)
    length = card.criteria["length"]

    assert length.score is not None
    assert 90 < length.score < 100
    assert "length" not in fixes(card)


def test_a_wrong_choice_quotes_the_greeting_that_decided() -> None:
    card = called(leaves(on_hotline(), SPOKEN))
    [fix] = [f for f in card.coaching.fixes if f.criterion == "right_choice"]

    assert [w.text for w in fix.words] == ["supplier line"]
    assert fix.gain == card.coaching.fixes[0].gain == 100 - overall_of(card)


def test_without_a_message_there_are_no_examples_in_words() -> None:
    card = called(on_own_line().after(3).hangs_up())

    assert fixes(card) == ["right_choice"]
    assert card.coaching.fixes[0].example == ""
    assert called(Played().dial().hangs_up()).coaching.fixes == ()


def test_what_could_be_better_is_not_praised_though_it_passes() -> None:
    calm, slow = spoken(MESSAGE, 25), spoken(MESSAGE, 31)

    assert "pace" in [p.criterion for p in calm.coaching.praise]
    assert slow.criteria["pace"].passed
    assert fixes(slow) == ["pace"]
    assert "pace" not in [p.criterion for p in slow.coaching.praise]


def test_what_is_not_sure_is_neither_advised_nor_praised() -> None:
    card = graded(said(MESSAGE, 20, probability=0.1))
    named = {f.criterion for f in card.coaching.fixes} | {p.criterion for p in card.coaching.praise}

    assert card.criteria["personal_hook"].state == "not_sure"
    assert not named & {id_ for id_, c in card.criteria.items() if c.state == "not_sure"}


@settings(max_examples=30)
@given(st.lists(st.sampled_from(PARTS_OF_MESSAGES), max_size=8).map(" ".join), st.integers(5, 60))
def test_there_are_at_most_three_of_each_the_most_valuable_first(text: str, seconds: int) -> None:
    card = spoken(text, seconds)
    gains = [fix.gain for fix in card.coaching.fixes]
    praised = {p.criterion for p in card.coaching.praise}

    assert len(gains) <= MOST_FIXES
    assert len(praised) <= MOST_PRAISE
    assert overall_of(card) + sum(gains) <= 100.05  # each counts once those before are done
    assert all(gain >= LEAST_GAIN for gain in gains)
    assert all(card.criteria[id_].passed for id_ in praised)
    assert not praised & set(fixes(card))


SWIMMING = Fact(
    id="swimming", text="Coaches the swimming team of her son's school",
    phrases=("your son's swimming team",), unfit="intrusive", why="Her son is her own affair.",
)  # fmt: skip


def test_a_fact_that_is_better_left_unsaid_is_no_hook_and_earns_its_authors_advice() -> None:
    scenario = BAKERY.model_copy(update={"research": (*BAKERY.research, SWIMMING)})
    text = f"{MESSAGE} And good luck to your son's swimming team."

    def card(said: str) -> Scorecard:
        recording = Recording("attempt-1", scenario, "0" * 64, typed(said))
        return grade_recording(recording, RUBRIC, CHECKS)

    unsaid = card(text).criteria["better_unsaid"]
    assert (unsaid.state, unsaid.score) == ("yes", 0.0)
    assert [e.text for e in unsaid.evidence] == ["son's swimming team"]
    fix = card(text).coaching.fixes[-1]
    assert (fix.criterion, fix.tip, fix.gain) == ("better_unsaid", "Her son is her own affair.", 0)
    assert card(text).score.overall == card(MESSAGE).score.overall
    assert card("How is your son's swimming team?").criteria["personal_hook"].state == "no"
    assert card(MESSAGE).criteria["better_unsaid"].state == "no"
