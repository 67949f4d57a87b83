"""Scorecards: every combination of choice, message and what could be measured."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.grading.check import Check
from simulator.grading.example import Example
from simulator.grading.explain import explain
from simulator.grading.grade import NO_WORDS, MissingCheck, Recording, grade, grade_recording
from simulator.grading.registry import shipped
from simulator.grading.rubric import default_rubric
from simulator.grading.score import Scorecard
from simulator.grading.transcript import Moment, Span, Transcript, spoken, typed
from simulator.scenario.model import Scenario
from tests.unit.call.calls import SCENARIO
from tests.unit.grading.played import (
    GOOD,
    SPOKEN,
    TYPED,
    Played,
    leaves,
    on_hotline,
    on_own_line,
    said,
    scenario_with,
)

RUBRIC, CHECKS = default_rubric(), shipped()


def graded(played: Played) -> Scorecard:
    return grade(played.finished(), RUBRIC, CHECKS)


def of_recording(transcript: Transcript, scenario: Scenario = SCENARIO) -> Scorecard:
    recording = Recording("attempt-1", scenario, "0" * 64, transcript)
    return grade_recording(recording, RUBRIC, CHECKS)


def adds_up(scorecard: Scorecard) -> bool:
    """Whether the lines of each part come to that part, in tenths."""
    sums: dict[str, list[float]] = defaultdict(list)
    for line in scorecard.arithmetic:
        if line.points is not None:
            sums[line.part].append(line.points)
    score = scorecard.score
    parts = {"where": score.where, "what": score.what, "how": score.how}
    measured = {name: total for name, total in parts.items() if total is not None}
    overall = {"overall": score.overall} if sums["overall"] else {}
    sums = defaultdict(list, {k: v for k, v in sums.items() if v})
    return {k: round(sum(v), 1) for k, v in sums.items()} == measured | overall


def test_a_good_message_in_the_right_place_gets_everything() -> None:
    card = graded(leaves(on_own_line(), SPOKEN))

    assert (card.score.where, card.score.what, card.score.how) == (100, 100, 100)
    assert (card.score.overall, card.score.would_call_back, card.passed) == (100, "yes", True)
    assert adds_up(card)


def test_the_parts_weigh_30_40_and_30() -> None:
    card = graded(leaves(on_own_line(), said(GOOD, 9)))  # 353 words and 5.9 digits a second
    score = card.score

    assert score.where == 100
    assert (score.how or 100) < 40
    assert (score.what or 0) > 90
    parts = 30 + 0.4 * (score.what or 0) + 0.3 * (score.how or 0)
    assert score.overall == pytest.approx(parts, abs=0.1)
    assert card.score.would_call_back == "maybe"
    assert adds_up(card)


def test_a_typed_message_has_no_how_and_no_length() -> None:
    card = graded(leaves(on_own_line(), TYPED))

    assert card.score.how is None
    assert card.criteria["length"].state == "not_measured"
    assert card.score.what == 100
    assert card.score.overall == 100
    assert card.message is not None
    assert card.message.seconds is None
    assert adds_up(card)


def test_the_right_choice_without_a_message_is_the_score() -> None:
    card = graded(on_hotline().after(3).key("0", "#").hangs_up())

    assert card.score.model_dump() == {
        "where": 100, "what": None, "how": None, "overall": 100, "would_call_back": None,
    }  # fmt: skip
    assert card.passed
    assert card.message is None
    assert adds_up(card)


def test_an_accepted_choice_without_a_message_passes_with_less() -> None:
    scenario = scenario_with("hotline", best="hang_up", acceptable=("zero_out",))
    card = graded(on_hotline(scenario).after(3).key("0", "#").hangs_up())

    assert (card.score.overall, card.passed, card.score.would_call_back) == (70, True, None)


def test_a_message_in_the_wrong_place_gets_19_at_most() -> None:
    card = graded(leaves(on_hotline(), SPOKEN))

    assert card.score.what == 100
    assert (card.score.overall, card.passed, card.score.would_call_back) == (19, False, "no")
    cap = card.arithmetic[-1]
    assert (cap.what, cap.score, cap.points) == ("A message in the wrong place", 19, -51)
    assert adds_up(card)


def test_a_wrong_choice_on_the_way_gets_39_at_most() -> None:
    scenario = scenario_with("hotline", best="hang_up")
    card = graded(leaves(on_own_line(scenario), SPOKEN))

    assert [c.verdict for c in card.choices] == ["wrong", "best"]
    assert card.choice == card.choices[0]
    assert (card.score.overall, card.passed, card.score.would_call_back) == (39, False, "no")
    assert adds_up(card)


def test_hanging_up_where_a_message_belongs_is_nothing() -> None:
    card = graded(on_own_line().after(3).hangs_up())

    assert (card.score.where, card.score.overall, card.passed) == (0, 0, False)
    assert card.score.would_call_back == "no"
    assert card.arithmetic[-1].what == "how"
    assert adds_up(card)


def test_the_lowest_choice_decides_and_the_first_among_equals() -> None:
    equals = graded(leaves(on_own_line(), SPOKEN))
    lower = graded(on_own_line().after(3).hangs_up())

    assert equals.choice is not None
    assert equals.choice.line == "hotline"
    assert lower.choice is not None
    assert lower.choice.line == "own"


def test_the_last_message_is_the_one_that_is_graded() -> None:
    first, last = said("Hi Dana, wrong box, I guess, sorry for that", 5), SPOKEN
    played = on_hotline().after(6).greeting_ends().beeps().after(9).key("0").after(1.2)
    played.wait_is_over().speaks(first).greeting(cue_at=None).after(2).greeting_ends()
    played.asks("ask_by_name", "Dana Kim").prompt_ends().greeting(cue_at=1.0)
    card = graded(leaves(played, last))

    assert card.message is not None
    assert card.message.transcript == GOOD
    assert [c.made for c in card.choices] == ["leave", "leave"]
    assert card.score.overall == 19


def test_a_message_that_was_not_understood_is_said_to_be_so() -> None:
    card = graded(leaves(on_own_line(), None))

    assert card.message is not None
    assert (card.message.words, card.score.what, card.score.would_call_back) == ((), None, None)
    assert (card.score.where, card.passed) == (100, False)
    assert card.criteria["states_name"].why == NO_WORDS
    assert set(card.delivery.not_measured.values()) == {NO_WORDS}


def test_a_call_that_reached_nobody_is_not_passed_and_nothing_is_measured() -> None:
    card = graded(Played().dial().hangs_up())

    assert card.choices == ()
    assert card.choice is None
    assert card.score.model_dump() == {
        "where": None, "what": None, "how": None, "overall": None, "would_call_back": None,
    }  # fmt: skip
    assert not card.passed
    assert adds_up(card)


def test_a_recording_by_itself_has_no_where() -> None:
    card = of_recording(SPOKEN)

    assert (card.choices, card.choice, card.score.where) == ((), None, None)
    assert (card.score.overall, card.passed, card.score.would_call_back) == (100, True, "yes")
    assert adds_up(card)


def test_a_silent_recording_says_nothing_and_gets_nothing() -> None:
    card = of_recording(spoken((), 20.0, ()))

    assert (card.score.what, card.score.how, card.score.overall) == (0, None, 0)
    assert (card.passed, card.score.would_call_back) == (False, "no")


def test_where_nothing_could_be_judged_there_is_no_score_and_never_a_zero() -> None:
    card = of_recording(typed("hola ana quiero hablar contigo porque tengo una idea para tu casa"))

    assert card.score.overall is None
    assert (card.passed, card.score.would_call_back) == (False, None)


def test_what_is_not_sure_drops_out_of_the_sum() -> None:
    unclear = GOOD.replace("617-555-0142", "617-555-014")
    card = of_recording(said(unclear, 22))

    assert card.criteria["states_callback_number"].state == "not_sure"
    assert card.criteria["number_repeated"].state == "not_sure"
    assert card.score.what == 100
    line = next(x for x in card.arithmetic if x.what == "Gives your number")
    assert (line.points, line.note) == (None, "not sure, so not counted")


@pytest.mark.parametrize(
    ("text", "seconds", "answer"),
    [(GOOD, 22, "yes"), (GOOD, 11, "maybe"), ("Hi Dana, it's Alex Reed. Call me.", 15, "no")],
)
def test_would_you_call_back(text: str, seconds: float, answer: str) -> None:
    assert of_recording(said(text, seconds)).score.would_call_back == answer


def test_the_scorecard_names_its_scenario_and_rubric() -> None:
    card = graded(leaves(on_own_line(), SPOKEN))

    assert card.attempt == "attempt-1"
    assert card.scenario.model_dump() == {
        "id": "everything", "type": "vendor_line", "sha256": "0" * 64,
    }  # fmt: skip
    assert card.rubric.sha256 == RUBRIC.sha256
    assert list(card.criteria) == [*RUBRIC.weighings, "better_unsaid"], "the last is worth nothing"


def test_the_scorecard_survives_json() -> None:
    card = graded(leaves(on_own_line(), SPOKEN))

    assert Scorecard.model_validate_json(card.model_dump_json()) == card


def test_a_check_that_is_missing_is_named() -> None:
    with pytest.raises(MissingCheck, match="names pace, for which there is no check"):
        grade_recording(
            Recording("a", SCENARIO, "0" * 64, SPOKEN),
            RUBRIC,
            tuple(c for c in CHECKS if c.id != "pace"),
        )


def test_a_criterion_that_no_rubric_weighs_yet_is_shown_and_is_worth_nothing() -> None:
    new = Check(
        id="says_bread",
        title="Says bread",
        rule="PERSONAL",
        why="Because.",
        source="made up",
        advice="Say bread.",
        find=lambda subject: [Span(0, 2)] if "bread" in subject.message.text else [],
        examples=(Example(text="bread", state="yes"), Example(text="cake", state="no")),
    )
    played = leaves(on_own_line(), SPOKEN).finished()
    before, after = grade(played, RUBRIC, CHECKS), grade(played, RUBRIC, (*CHECKS, new))

    assert after.criteria["says_bread"].state == "no"
    assert after.score == before.score
    line = next(x for x in after.arithmetic if x.what == "Says bread")
    assert (line.part, line.weight, line.points) == ("what", 0, 0)
    assert adds_up(after)


def test_the_order_of_the_checks_does_not_matter() -> None:
    played = leaves(on_own_line(), SPOKEN).finished()

    assert grade(played, RUBRIC, CHECKS) == grade(played, RUBRIC, CHECKS[::-1])


def test_explain_shows_the_sum_line_by_line() -> None:
    lines = explain(graded(leaves(on_hotline(), said(GOOD, 37.5))))
    text = "\n".join(lines)

    assert lines[0] == "Where: 0.0"
    assert "  Short, but long enough               50.0 x    8 /  107 =    3.7" in lines
    assert any("Full of fillers" in line and "counted in another line" in line for line in lines)
    assert "  A message in the wrong place                 at most 19 =" in text
    assert lines[-1] == "Not passed. Would you call you back? No."


def test_explain_says_what_was_not_measured() -> None:
    lines = explain(graded(on_hotline().after(3).key("0", "#").hangs_up()))

    assert "What: not measured" in lines
    assert "  Says your name                     not measured" in lines
    assert "  Where                               100.0 x   30 /   30 =  100.0" in lines
    assert lines[-1] == "Passed."


words = st.sampled_from(
    ["hi", "Dana", "it's", "Alex", "Reed", "Northwind", "um", "617-555-0142", "617", "555", "0142",
     "oh", "one", "call", "me", "reno", "two", "double"]
)  # fmt: skip


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    text = draw(st.lists(words, max_size=60))
    if draw(st.booleans()):
        return typed(" ".join(text))
    length = draw(st.floats(0.1, 1.5))
    probability = draw(st.sampled_from([0.1, 0.5, 1.0]))
    heard = tuple(
        (w, i * length, (i + 1) * length, probability, w == "um") for i, w in enumerate(text)
    )
    end = len(text) * length
    cuts = sorted(draw(st.lists(st.floats(0, end), max_size=6)))
    speech = tuple(Moment(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))
    return spoken(heard, end, speech)


@st.composite
def calls(draw: st.DrawFn) -> Played:
    """A call to the hotline or to Dana's own mailbox that ends somehow."""
    best = draw(st.sampled_from(["leave", "hang_up", "zero_out"]))
    accepted = draw(st.sampled_from([(), ("hang_up",), ("zero_out", "leave")]))
    scenario = scenario_with("hotline", best=best, acceptable=accepted)
    played = draw(st.sampled_from([on_hotline, on_own_line]))(scenario)
    played.after(draw(st.floats(0, 6)))
    match draw(st.sampled_from(["hang_up", "zero", "leave", "noise"])):
        case "hang_up":
            played.hangs_up()
        case "zero":
            played.key("0").hangs_up()
        case "leave":
            leaves(played, draw(st.none() | transcripts()))
        case _:
            played.greeting_ends().beeps().after(2).hangs_up().speaks(speech_seconds=1)
    return played


@settings(max_examples=150)
@given(calls())
def test_every_scorecard_adds_up_and_keeps_its_promises(played: Played) -> None:
    card = graded(played)
    score = card.score
    overall = score.overall or 0
    totals = [t for t in (score.where, score.what, score.how, score.overall) if t is not None]

    assert graded(played) == card
    assert adds_up(card)
    assert all(0 <= total <= 100 for total in totals)
    is_unread = card.message is not None and not card.message.words
    has_wrong = any(c.verdict == "wrong" for c in card.choices)
    assert card.passed == (overall >= 60 and not has_wrong and not is_unread)
    if any(c.verdict == "wrong" for c in card.choices):
        assert overall <= 39
        assert score.would_call_back == "no"
    if any(c.critical for c in card.choices):
        assert overall <= 19
    assert explain(card)


@settings(max_examples=150)
@given(transcripts())
def test_every_recording_can_be_graded_and_adds_up(transcript: Transcript) -> None:
    card = of_recording(transcript)

    assert adds_up(card)
    assert 0 <= (card.score.overall or 0) <= 100
    assert of_recording(transcript) == card
    elsewhere = {"filler_heavy"} if card.criteria["fillers"].score is not None else set()
    for id_, criterion in card.criteria.items():
        unscored = criterion.state in {"not_sure", "not_measured"} or id_ in elsewhere
        assert (criterion.score is None) == unscored
