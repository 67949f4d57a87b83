"""What waits in an inbox, in which order, and from which day on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.practice.inbox import (
    Hearing,
    Waiting,
    dealt,
    is_due,
    own_first,
    own_wanted,
    rep_voice,
    shuffled,
    text_of,
)
from simulator.practice.inbox_told import (
    Heard,
    date_in_words,
    decision_in_words,
    headline,
    others_in_words,
    then_in_words,
)
from simulator.practice.self_rating import SelfRating
from tests.contract.attempts_for_tests import scorecard
from tests.tui.scenes import OWN, TEAM, scenario_files

SCENARIOS = tuple(f"s{n}" for n in range(9))
MINE = Waiting("own", "s3", "a1")


def hearing(message: Waiting = MINE, *, decision: str = "delete", at: float = 6.4) -> Hearing:
    made = Hearing("box", 1, 7, "2026-03-02T09:00:00+01:00", message, "delete", at)
    return made if decision == "delete" else replace(made, decision="keep")


def test_a_message_is_due_from_the_day_after_it_was_left() -> None:
    left = "2026-02-28T23:59:00-05:00"
    assert not is_due(left, "2026-02-28")
    assert is_due(left, "2026-03-01")
    assert not is_due("2026-03-01T00:00:00-05:00", "2026-02-28")


def test_an_inbox_has_five_messages_of_five_scenarios_half_model_half_poor() -> None:
    for seed in range(50):
        inbox = dealt([MINE], SCENARIOS, seed)
        kinds = [message.kind for message in inbox]
        assert len({message.scenario_id for message in inbox}) == 5
        assert (kinds.count("own"), kinds.count("model"), kinds.count("poor")) == (1, 2, 2)
        assert MINE in inbox


def test_with_two_of_ones_own_the_third_kind_is_model_or_poor_by_turns() -> None:
    own = [MINE, Waiting("own", "s4", "a2")]
    models = {sum(m.kind == "model" for m in dealt(own, SCENARIOS, seed)) for seed in range(50)}
    assert models == {1, 2}


def test_a_seed_deals_the_same_inbox_however_the_scenarios_are_listed() -> None:
    assert dealt([MINE], SCENARIOS, 5) == dealt([MINE], SCENARIOS[::-1], 5)
    assert len({dealt([MINE], SCENARIOS, seed) for seed in range(50)}) == 50


def test_ones_own_message_can_be_at_any_place() -> None:
    places = {dealt([MINE], SCENARIOS, seed).index(MINE) for seed in range(100)}
    assert places == {0, 1, 2, 3, 4}


def test_few_scenarios_make_a_small_inbox() -> None:
    assert {m.kind for m in dealt([MINE], ["s3", "s1"], 1)} <= {"own", "model", "poor"}
    assert len(dealt([MINE], ["s3", "s1"], 1)) == 2
    assert dealt([MINE], [], 1) == (MINE,)


def test_nobody_knows_whether_one_or_two_are_ones_own() -> None:
    assert {own_wanted(seed) for seed in range(30)} == {1, 2}


def test_messages_never_heard_come_before_those_heard_already() -> None:
    heard = [hearing(), hearing(Waiting("own", "s1", "a3")), hearing()]
    heard.append(hearing(Waiting("model", "s1")))
    for seed in range(20):
        order = own_first(["a1", "a2", "a3", "a4"], heard, seed)
        assert set(order[:2]) == {"a2", "a4"}
        assert order[2:] == ("a3", "a1")


def test_shuffling_loses_nothing() -> None:
    assert sorted(shuffled(range(20), 3)) == list(range(20))
    assert shuffled(range(20), 3) != tuple(range(20))


def test_a_rep_is_never_spoken_by_a_voice_of_the_call() -> None:
    own, team = (
        file.scenario for file in scenario_files(OWN, TEAM.replace("voice: ines", "voice: theo"))
    )
    for seed in range(20):
        assert rep_voice(own, [own, team], seed) == "theo"  # nobody else is here
        assert rep_voice(team, [own, team], seed) == "ines"
    assert rep_voice(own, [own], 1) == "ines"  # better the prospect's voice than none


def test_the_words_are_those_of_the_model_or_of_the_poor_message() -> None:
    scenarios = {file.scenario.id: file.scenario for file in scenario_files(OWN)}
    assert text_of(Waiting("model", "own"), scenarios).startswith("Hi Ines")
    assert text_of(Waiting("poor", "own"), scenarios) == "Hi, just checking in."


@pytest.mark.parametrize(("kind", "attempt"), [("own", None), ("model", "a1"), ("poor", "a1")])
def test_only_ones_own_message_belongs_to_a_call(kind: str, attempt: str | None) -> None:
    with pytest.raises(ValueError, match="with the call"):
        Waiting(kind, "s1", attempt)  # type: ignore[arg-type]


@pytest.mark.parametrize("seconds", [-0.1, float("nan")])
def test_nothing_is_decided_before_a_message_begins(seconds: float) -> None:
    with pytest.raises(ValueError, match="decided at"):
        hearing(at=seconds)


def own(decision: str, **known: object) -> Heard:
    return Heard(
        hearing(decision=decision), "Desk classic", "I just wanted to",
        left_at="2026-03-01T10:15:00+01:00", **known,  # type: ignore[arg-type]
    )  # fmt: skip


def other(kind: str, decision: str) -> Heard:
    message = Waiting(kind, "s1")  # type: ignore[arg-type]
    return Heard(hearing(message, decision=decision), "Own cell", "a quick call")


def test_an_own_message_is_told_with_what_was_said_of_it_then() -> None:
    told = own("delete", rating=SelfRating(True, 80), scorecard=scorecard("a1", overall=71.0))
    assert headline([told]) == "You deleted yourself at 0:06."
    assert decision_in_words(told) == "You deleted yourself at 0:06, after “I just wanted to”."
    assert then_in_words(told) == (
        "It was left on 1 March. You had said yes, 80 % sure. It was graded 71 of 100."
    )


def test_a_message_that_was_kept_is_a_call_back() -> None:
    told = own("keep", rating=SelfRating(False, 60))
    assert headline([told, other("poor", "delete")]) == "You would call yourself back."
    assert decision_in_words(told) == "You kept yourself at 0:06: you would call back."
    assert then_in_words(told) == "It was left on 1 March. You had said no, 60 % sure."


def test_where_no_answer_was_given_then_none_is_made_up() -> None:
    assert then_in_words(own("keep")) == "It was left on 1 March; you gave no answer then."


def test_two_of_ones_own_share_a_headline() -> None:
    both = [own("delete"), own("delete")]
    assert headline(both) == "You deleted yourself, 2 times of 2."
    assert headline([own("keep"), own("delete")]) == (
        "You would call yourself back once, and deleted yourself at 0:06."
    )
    assert headline([other("poor", "delete")]) == "None of your own messages was heard."


def test_the_others_are_counted_by_what_they_were() -> None:
    heard = [other("model", "keep"), other("model", "delete"), other("poor", "delete")]
    assert others_in_words(heard) == (
        "Of the others you kept 1 of 2 model messages and deleted 1 of 1 poor message."
    )
    assert others_in_words([own("keep")]) == ""


def test_a_message_of_somebody_else_is_told_without_a_past() -> None:
    told = other("model", "delete")
    assert decision_in_words(told) == "Deleted at 0:06, after “a quick call”."
    assert then_in_words(told) == ""
    assert decision_in_words(replace(told, last_words="")).endswith("before a word was heard.")
    assert decision_in_words(other("poor", "keep")) == "Kept at 0:06: you would call back."


def test_dates_are_told_as_people_say_them() -> None:
    assert date_in_words("2026-11-07") == "7 November"
