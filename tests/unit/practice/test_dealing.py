"""What a drill consists of, by chance that can be repeated."""

from __future__ import annotations

from simulator.practice.dealing import (
    FEWEST_SIGNS,
    deal_by_chance,
    deal_calls,
    deal_prospects,
    reshuffled,
)
from simulator.practice.focus import Scope
from simulator.practice.next_call import Situation, calls_dealt
from simulator.practice.series import Item
from simulator.practice.standing import NEW_REP
from tests.unit.practice.practised import after, call, introduced, shelved

NOW = "2026-11-24T09:00:00+01:00"
SIGNS = ("named_own_voice", "vendor_hotline", "colleague", "full", "team_name")
SHELF = tuple(shelved(f"of-{sign}", sign) for sign in SIGNS)


def test_a_new_rep_gets_a_few_signs_in_a_row_and_then_mixed() -> None:
    at_hand = Situation(NEW_REP, SHELF, Scope(SIGNS))
    dealt = deal_calls(at_hand, NOW, 1, 12)
    signs = [drawn.focus.card.removeprefix("cue:") for drawn in dealt]
    assert len(dealt) == 12
    assert signs[:8] == [sign for sign in SIGNS[:FEWEST_SIGNS] for _ in range(2)]
    assert sorted(signs[8:]) == sorted(SIGNS[:4])
    assert deal_calls(at_hand, NOW, 1, 12) == dealt
    assert len({(drawn.scenario, drawn.variant) for drawn in dealt}) == 12, "no echo of a variant"


def test_who_knows_some_signs_gets_them_by_turns() -> None:
    known = [
        one for n, sign in enumerate(SIGNS) for one in introduced(f"cue:{sign}", first_minute=9 * n)
    ]
    at_hand = Situation(after(*known), SHELF, Scope(SIGNS))
    assert deal_calls(at_hand, NOW, 1, 10) == calls_dealt(at_hand, NOW, 1, 10)


def test_without_calls_that_train_anything_nothing_is_dealt() -> None:
    assert deal_calls(Situation(NEW_REP, (), Scope(SIGNS)), NOW, 1, 10) == ()


def test_a_small_library_is_dealt_again_and_again() -> None:
    at_hand = Situation(NEW_REP, SHELF[:1], Scope(SIGNS))
    assert [drawn.scenario for drawn in deal_calls(at_hand, NOW, 1, 5)] == [
        "of-named_own_voice"
    ] * 5


def test_prospects_are_those_to_whom_a_message_is_left() -> None:
    shelf = (shelved("a", takes_message=True), shelved("b", takes_message=True, variants=2), *SHELF)
    dealt = deal_prospects(shelf, NEW_REP, 1, 5)
    assert sorted({id_ for id_, _ in dealt}) == ["a", "b"]
    assert len(dealt) == 5
    assert len(set(dealt[:4])) == 4, "other variants before the same once more"
    assert deal_prospects(SHELF, NEW_REP, 1, 5) == ()


def test_prospects_never_met_come_first() -> None:
    shelf = tuple(shelved(id_, takes_message=True) for id_ in "abcd")
    met = after(call(scenario="a"), call("2026-11-24T10:00:00+01:00", scenario="c"))
    dealt = [id_ for id_, _ in deal_prospects(shelf, met, 1, 4)]
    assert set(dealt[:2]) == {"b", "d"}


def test_free_play_deals_what_the_filter_allows() -> None:
    shelf = (
        shelved("easy", type_="vendor_line", level=1),
        shelved("hard", type_="vendor_line", level=3),
        shelved("other", level=3),
    )
    assert {id_ for id_, _ in deal_by_chance(shelf, 1)} == {"easy", "hard", "other"}
    assert {id_ for id_, _ in deal_by_chance(shelf, 1, "vendor_line")} == {"easy", "hard"}
    assert [id_ for id_, _ in deal_by_chance(shelf, 1, "vendor_line", 3)] == ["hard"]
    assert deal_by_chance(shelf, 1, "personal_mailbox") == ()
    orders = {tuple(id_ for id_, _ in deal_by_chance(shelf, seed)) for seed in range(20)}
    assert len(orders) > 1


def test_once_more_they_come_in_another_order() -> None:
    items = tuple(Item(scenario=f"s-{n}") for n in range(8))
    again = reshuffled(items, 1)
    assert sorted(i.scenario for i in again) == sorted(i.scenario for i in items)
    assert again != items
    assert len(reshuffled((*items, *again), 1)) == 8
