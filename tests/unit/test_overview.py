from __future__ import annotations

from collections.abc import Mapping

import pytest

from simulator.grading.score import Scorecard, Verdict
from simulator.ports import Reached
from simulator.tui.overview import BaselineState, Sum, overview
from simulator.tui.standing import Standing, standings, stars_of
from simulator.tui.widgets.share_bar import share_bar
from tests.tui.scorecards import choice, criterion, scorecard


def card(
    verdict: Verdict | None = "best", *, has_message: bool = True, **passed: bool | None
) -> Scorecard:
    """A result whose criteria have these verdicts; None: not sure, or not measured."""
    made = scorecard(None if verdict is None else choice(verdict), has_message=has_message)
    found = {name: criterion(name, passed=value) for name, value in passed.items()}
    return made.model_copy(update={"criteria": found})


def words(cards: list[Scorecard], baseline: BaselineState = "recorded") -> dict[str, str]:
    return {part.part: part.words for part in overview(cards, baseline)}


def shares(cards: list[Scorecard]) -> Mapping[str, float | None]:
    return {part.part: part.share for part in overview(cards, "recorded")}


def test_before_the_first_call_nothing_is_claimed() -> None:
    assert words([], "missing") == {
        "Where": "no calls yet",
        "What": "no messages yet",
        "How": "not measured yet: record your baseline (b)",
    }
    assert set(shares([]).values()) == {None}


def test_a_wrong_choice_is_the_only_one_that_was_not_right() -> None:
    cards = [card("best"), card("acceptable"), card("wrong"), card(None)]
    assert words(cards)["Where"] == "2 of 3 calls decided rightly"
    assert shares(cards)["Where"] == pytest.approx(2 / 3)
    assert words([card("best")])["Where"] == "1 of 1 call decided rightly"


def test_older_calls_than_the_last_ones_are_owned_up_to() -> None:
    where, _, _ = overview([card("best"), card("wrong")], "recorded", are_all=False)
    assert where.words == "1 of your last 2 calls decided rightly"


def test_hook_and_reason_are_counted_in_messages_where_they_could_be_judged() -> None:
    cards = [
        card(personal_hook=True, reason_to_call_back=True),
        card(personal_hook=True, reason_to_call_back=False),
        card(personal_hook=None, reason_to_call_back=None),
        card(has_message=False, personal_hook=True),
    ]
    assert words(cards)["What"] == "hook in 2 of 2 messages, reason in 1"
    assert shares(cards)["What"] == pytest.approx(0.75)


def test_where_fewer_messages_could_be_judged_it_says_of_how_many() -> None:
    cards = [
        card(personal_hook=True, reason_to_call_back=None),
        card(personal_hook=False, reason_to_call_back=True),
    ]
    what = overview(cards, "recorded")[1]
    assert what.words == "hook in 1 of 2 messages, reason in 1 of 1"
    assert what.short == "hook 1 of 2, reason 1 of 1"


def test_a_rubric_without_a_reason_tells_of_the_hook_alone() -> None:
    assert overview([card(personal_hook=False)], "recorded")[1] == Sum(
        "What", 0.0, "hook in 0 of 1 message", "hook 0 of 1"
    )


@pytest.mark.parametrize(
    ("cards", "baseline", "told", "short"),
    [
        ([card()], "recorded", "not measured yet: speak a message", "not measured yet"),
        ([card()], "no_microphone", "not measured yet: that takes a microphone",
         "not measured yet"),
        ([card(pace=True), card(pace=False)], "missing",
         "pace in 1 of 2 messages, energy: press b", "pace 1 of 2"),
        ([card(pace=True, energy=True), card(pace=True, energy=False)], "recorded",
         "pace in 2 of 2 messages, energy in 1", "pace 2, energy 1 of 2"),
        ([card(pace=True, energy=True)], "missing",
         "pace in 1 of 1 message, energy in 1", "pace 1, energy 1 of 1"),
    ],
)  # fmt: skip
def test_how_says_what_is_missing_for_measuring_it(
    cards: list[Scorecard], baseline: BaselineState, told: str, short: str
) -> None:
    how = overview(cards, baseline)[2]
    assert (how.words, how.short) == (told, short)


@pytest.mark.parametrize(
    ("share", "full"), [(0.0, 0), (0.001, 1), (0.5, 10), (0.6, 12), (0.999, 19), (1.0, 20)]
)
def test_a_bar_is_empty_for_nothing_and_full_for_everything_only(share: float, full: int) -> None:
    assert share_bar(share).plain == "█" * full + "░" * (20 - full)


@pytest.mark.parametrize(
    ("overall", "passed", "stars"),
    [
        (None, False, 0),
        (19, False, 0),
        (95, False, 0),
        (60, True, 1),
        (79.9, True, 1),
        (80, True, 2),
        (89.9, True, 2),
        (90, True, 3),
        (100, True, 3),
        (None, True, 1),
    ],
)
def test_stars_are_for_what_was_passed(overall: float | None, passed: bool, stars: int) -> None:
    assert stars_of(overall, passed=passed) == stars


def test_a_critical_mistake_earns_no_star_and_takes_none_away() -> None:
    critical = Reached(1, 0, best=19, best_passed=None, latest="")
    passed = Reached(2, 1, best=92, best_passed=92, latest="")
    assert standings({"own": critical})["own"].marks == "☆☆☆"
    assert standings({"own": passed})["own"].marks == "★★★"
    assert Standing().marks == "☆☆☆"


def test_a_high_score_that_was_not_passed_lends_no_stars_to_a_pass() -> None:
    reached = standings({"own": Reached(2, 1, best=95, best_passed=61, latest="")})
    assert reached["own"] == Standing(2, 95, passed=True, stars=1)
