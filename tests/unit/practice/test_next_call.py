"""Which call is next, and why."""

from __future__ import annotations

import pytest

from simulator.practice.evidence import Evidence
from simulator.practice.focus import Focus, Scope, due_skills, focuses
from simulator.practice.next_call import Drawn, Situation, call_for, calls_dealt, next_call
from simulator.practice.reasons import reason_in_words, reason_untold
from simulator.practice.shelf import Shelved
from simulator.practice.standing import NEW_REP, Standing
from simulator.scenario.cues import CUES
from simulator.scenario.model import ScenarioType
from tests.unit.practice.calls_made import skills
from tests.unit.practice.practised import (
    after,
    at,
    call,
    introduced,
    mastered,
    rated,
    shelved,
    shipped_shelf,
)

COLLEAGUE, OWN, PACE = "cue:colleague", "cue:named_own_voice", "skill:pace"
TODAY = "2026-11-24"
NOW = at(TODAY, 60)
TWO = Scope(cues=("named_own_voice", "colleague"))
SHELF = (
    *(
        shelved(
            f"named_own_voice-{n}", "named_own_voice", type_="personal_mailbox", takes_message=True
        )
        for n in range(4)
    ),
    *(shelved(f"colleague-{n}", "colleague") for n in range(4)),
)


def drawn(
    standing: Standing,
    shelf: tuple[Shelved, ...] = SHELF,
    scope: Scope = TWO,
    *,
    now: str = NOW,
    seed: int = 1,
) -> Drawn:
    found = next_call(Situation(standing, shelf, scope, skills()), now, seed)
    assert found is not None
    return found


def both_introduced(*more: Evidence) -> Standing:
    return after(*introduced(OWN), *introduced(COLLEAGUE, first_minute=10), *more)


def test_the_first_call_begins_the_block_of_the_first_cue() -> None:
    found = drawn(NEW_REP)

    assert found.focus == Focus(OWN, "new")
    assert found.scenario.startswith("named_own_voice")
    assert found.reason == (
        "New: their full name, in their own voice. First a few in a row, then mixed with others."
    )


def test_a_block_goes_on_until_three_are_right_and_then_the_next_one_begins() -> None:
    calls = [rated(at(TODAY, n), OWN, scenario=f"named_own_voice-{n}") for n in range(3)]

    second, third = drawn(after(*calls[:1])), drawn(after(*calls[:2]))
    fourth = drawn(after(*calls))

    assert second.focus == third.focus == Focus(OWN, "block")
    assert second.reason == (
        "In a row: their full name, in their own voice. 1 of 3 right in a row so far."
    )
    assert "their full name" not in second.reason_untold
    assert fourth.focus == Focus(COLLEAGUE, "new")


def test_a_block_that_was_left_for_another_call_is_gone_on_with() -> None:
    begun = rated(at(TODAY), OWN, scenario="named_own_voice-0")

    found = drawn(after(begun, call(at(TODAY, 1), scenario="elsewhere")))

    assert found.focus == Focus(OWN, "block")
    assert found.reason.endswith("1 of 3 right in a row so far.")


def test_in_a_block_every_call_is_another_scenario() -> None:
    played: list[Evidence] = []
    for minute in range(4):
        found = drawn(after(*played))
        played.append(
            rated(at(TODAY, minute), OWN, scenario=found.scenario, variant=found.variant)
            .model_copy(update={"ratings": {OWN: "hard"}})
        )  # fmt: skip

    assert len({one.scenario for one in played}) == 4


def test_a_block_begins_with_easy_calls_that_bring_no_other_new_cue() -> None:
    shelf = (
        shelved("hard", "colleague", level=3),
        shelved("with-another", "colleague", "assistant"),
        shelved("easy", "colleague", level=1),
        shelved("middling", "colleague", level=2),
    )
    scope = Scope(cues=("colleague", "assistant"))

    first = drawn(NEW_REP, shelf, scope)
    second = drawn(after(rated(at(TODAY), scenario="easy")), shelf, scope)
    known = after(*introduced("cue:assistant"), rated(at(TODAY), scenario="easy"))

    assert (first.scenario, second.scenario) == ("easy", "middling")
    assert drawn(known, shelf, scope).scenario == "with-another"


def test_a_cue_that_was_missed_is_due_again_first() -> None:
    missed = rated(at(TODAY, 30), COLLEAGUE, "again", scenario="x")

    found = drawn(both_introduced(missed))

    assert found.focus == Focus(COLLEAGUE, "missed")
    assert found.reason == "Due: somebody else's name. You missed it today."
    assert found.reason_untold == "Due: a sign that you missed today."


def test_what_it_was_mixed_up_with_and_when_is_told() -> None:
    missed = rated(
        at("2026-11-23", 30), COLLEAGUE, "again", mistaken_for={COLLEAGUE: "named_own_voice"}
    )

    reason = drawn(both_introduced(missed), now=at("2026-11-27")).reason

    assert reason == (
        "Due: somebody else's name. You mixed it up with their full name, in their own voice "
        "on Monday."
    )


def test_what_is_due_comes_before_what_is_new() -> None:
    found = drawn(after(*introduced(COLLEAGUE)))

    assert found.focus == Focus(COLLEAGUE, "due")
    assert found.reason == "Due: somebody else's name. You were right on Friday."
    assert "name" not in found.reason_untold


def test_what_is_mastered_and_due_lets_new_cues_go_first_unless_it_was_missed() -> None:
    settled = mastered(COLLEAGUE, ("wrong_contact",)) + introduced(COLLEAGUE)
    missed = rated(at(TODAY, 30), COLLEAGUE, "again")

    before = [one.card for one in focuses(after(*settled), SHELF, TWO, NOW)]
    after_a_miss = [one.card for one in focuses(after(*settled, missed), SHELF, TWO, NOW)]

    assert before == [OWN, COLLEAGUE]
    assert after_a_miss == [COLLEAGUE, OWN]


def test_what_was_asked_three_times_today_lets_others_go_first() -> None:
    misses = [rated(at(TODAY, 20 + n), COLLEAGUE, "again") for n in range(3)]
    standing = both_introduced(*misses)

    today = [(one.card, one.purpose) for one in focuses(standing, SHELF, TWO, NOW)]
    tomorrow = next(focuses(standing, SHELF, TWO, at("2026-11-25")))

    assert today == [(OWN, "due"), (COLLEAGUE, "missed")]
    assert tomorrow == Focus(COLLEAGUE, "missed")


def test_a_hint_is_remembered() -> None:
    hinted = rated(at("2026-11-20", 30), COLLEAGUE, "hard", with_hints=True)

    assert drawn(after(*introduced(COLLEAGUE), hinted)).reason == (
        "Due: somebody else's name. You were right on Friday, with a hint."
    )


def test_when_nothing_is_due_or_new_what_mastery_still_lacks_is_next() -> None:
    standing = after(*introduced(OWN, TODAY), *introduced(COLLEAGUE, TODAY, 10))

    found = drawn(standing, now=at("2026-11-25"))

    assert found.focus == Focus(OWN, "standard")
    assert found.reason == (
        "For mastery: their full name, in their own voice. A clean call of this kind is still "
        "missing."
    )
    assert "name" not in found.reason_untold


def test_when_nothing_is_lacking_either_the_next_due_card_is_practised_ahead() -> None:
    own = introduced(OWN, TODAY, type_="personal_mailbox")

    found = drawn(after(*own, *introduced(COLLEAGUE, TODAY, 10)))

    assert found.focus.purpose == "ahead"
    assert found.reason.startswith("Nothing is due. Ahead of time: ")
    assert found.reason_untold.startswith("Nothing is due.")


def test_a_due_skill_is_practised_when_no_cue_asks_for_a_call() -> None:
    scope = Scope(cues=TWO.cues, skills=("pace",))
    own = introduced(OWN, TODAY, type_="personal_mailbox")
    blocks = (*own, *introduced(COLLEAGUE, TODAY, 10))
    standing = after(*blocks, rated(at(TODAY, 20), PACE, "again"))

    found = drawn(standing, scope=scope)

    assert found.focus == Focus(PACE, "missed")
    assert found.scenario.startswith("named_own_voice")
    assert found.reason == "Due: calm pace. You missed it today."
    assert found.reason_untold == "Due: a skill that you missed today."
    assert found.skill is None
    without_messages = tuple(one for one in SHELF if not one.takes_message)
    assert drawn(standing, without_messages, scope).focus.purpose == "ahead"


def test_a_due_skill_goes_along_with_a_call_that_takes_a_message() -> None:
    scope = Scope(cues=TWO.cues, skills=("pace", "length"))
    calls = (
        rated(at("2026-11-19"), "skill:length"),
        rated(at("2026-11-19", 1), PACE, "again"),
    )

    own = drawn(after(*introduced(OWN), *calls), scope=scope)
    other = drawn(after(*introduced(COLLEAGUE), *calls), scope=scope)

    assert (own.focus.card, own.skill) == (OWN, PACE)
    assert (other.focus.card, other.skill) == (COLLEAGUE, None)


def test_an_unseen_scenario_is_drawn_then_an_unseen_variant_then_the_one_played_less() -> None:
    shelf = (
        shelved("known", "colleague", variants=2),
        shelved("new", "colleague", variants=1),
    )
    played = rated(at("2026-11-21"), scenario="known", variant=0)
    others = [call(at("2026-11-21", n), scenario=f"other-{n}") for n in range(2, 6)]
    new = rated(at("2026-11-21", 1), scenario="new", variant=0)
    scope = Scope(cues=("colleague",))

    unseen = drawn(after(*introduced(COLLEAGUE), played, *others), shelf, scope)
    variant = drawn(after(*introduced(COLLEAGUE), played, new, *others), shelf, scope)
    second = played.model_copy(update={"variant": 1, "finished_at": at("2026-11-22")})
    less = drawn(after(*introduced(COLLEAGUE), played, new, second, *others), shelf, scope)

    assert (unseen.scenario, unseen.variant) == ("new", 0)
    assert (variant.scenario, variant.variant) == ("known", 1)
    assert (less.scenario, less.variant) == ("new", 0)


def test_of_known_variants_the_one_played_longest_ago_is_taken() -> None:
    shelf = (shelved("only", "colleague", variants=2),)
    calls = [
        rated(at("2026-11-20", n), scenario="only", variant=v) for n, v in enumerate((5, 0, 1, 0))
    ]

    assert drawn(after(*calls), shelf, Scope(cues=("colleague",))).variant == 1


def test_a_call_that_brings_two_cards_nearer_to_mastery_is_preferred() -> None:
    shelf = (
        *SHELF,
        shelved("both", "colleague", "named_own_voice", type_="personal_mailbox"),
        shelved("with-one-out-of-scope", "colleague", "full"),
        shelved("with-a-new-one", "colleague", "assistant"),
    )
    scope = Scope(cues=(*TWO.cues, "assistant"))
    missed = rated(at("2026-11-20", 30), COLLEAGUE, "again")

    for seed in range(5):
        assert drawn(both_introduced(missed), shelf, scope, seed=seed).scenario == "both"


def test_after_the_block_near_miss_twins_are_mixed_in_about_every_other_time() -> None:
    twin = shelved("twin", "colleague", twin_of="named_own_voice-0")
    shelf = (*SHELF, twin)
    played = rated(at("2026-11-21", 1), OWN, scenario="named_own_voice-0")
    standing = after(*introduced(COLLEAGUE), *introduced(OWN, first_minute=10), played)

    found = [drawn(standing, shelf, seed=seed).scenario for seed in range(40)]

    assert 15 <= found.count("twin") <= 35


def test_a_cue_that_was_mistaken_for_that_of_a_twin_always_comes_back_with_a_twin() -> None:
    shelf = (*SHELF, shelved("twin", "colleague", twin_of="named_own_voice-0"))
    played = rated(at("2026-11-21", 1), OWN, scenario="named_own_voice-0")
    missed = rated(
        at("2026-11-21", 2), COLLEAGUE, "again", mistaken_for={COLLEAGUE: "named_own_voice"}
    )
    standing = after(*introduced(COLLEAGUE), *introduced(OWN, first_minute=10), played, missed)

    assert {drawn(standing, shelf, seed=seed).scenario for seed in range(10)} == {"twin"}


def test_the_last_calls_do_not_come_again_at_once() -> None:
    standing = both_introduced(
        *(rated(at("2026-11-21", n), scenario=f"colleague-{n}") for n in range(3))
    )

    scenarios = {drawn(standing, seed=seed).scenario for seed in range(10)}

    assert not scenarios & {f"colleague-{n}" for n in range(3)}


def test_the_same_seed_draws_the_same_call_and_others_draw_others() -> None:
    shelf = shipped_shelf()

    assert drawn(NEW_REP, shelf, seed=7) == drawn(NEW_REP, shelf[::-1], seed=7)
    assert len({drawn(NEW_REP, shelf, seed=seed).scenario for seed in range(20)}) > 3


def test_nothing_is_drawn_where_no_scenario_carries_a_cue() -> None:
    assert next_call(Situation(NEW_REP, ()), NOW, 1) is None
    assert next_call(Situation(NEW_REP, SHELF, Scope(cues=("full",))), NOW, 1) is None


def test_a_call_can_be_drawn_for_any_card_that_there_is_a_scenario_for() -> None:
    at_hand = Situation(NEW_REP, SHELF)

    found = call_for(Focus(COLLEAGUE, "new"), at_hand, NOW, 1)

    assert found is not None
    assert found.scenario.startswith("colleague")
    assert call_for(Focus("cue:full", "new"), at_hand, NOW, 1) is None


def test_a_drill_is_dealt_by_turns_from_what_is_practised_and_nothing_comes_twice() -> None:
    at_hand = Situation(both_introduced(), SHELF, TWO)

    dealt = calls_dealt(at_hand, NOW, 1, 20)

    assert [one.focus.card for one in dealt[:4]] == [OWN, COLLEAGUE, OWN, COLLEAGUE]
    assert len({(one.scenario, one.variant) for one in dealt}) == len(dealt) == 20
    assert dealt == calls_dealt(at_hand, NOW, 1, 20)
    assert dealt != calls_dealt(at_hand, NOW, 2, 20)


def test_a_drill_of_a_new_rep_is_of_the_first_cue_and_without_scenarios_there_is_none() -> None:
    dealt = calls_dealt(Situation(NEW_REP, SHELF, TWO), NOW, 1, 5)

    assert {one.focus.card for one in dealt} == {OWN}
    assert calls_dealt(Situation(NEW_REP, ()), NOW, 1, 5) == ()


def test_a_cue_without_scenarios_is_left_out() -> None:
    scope = Scope(cues=("full", "colleague"))

    assert [one.card for one in focuses(NEW_REP, SHELF, scope, NOW)] == [COLLEAGUE]


def test_each_card_stands_once_among_those_to_practise() -> None:
    standing = both_introduced(rated(at(TODAY, 30), COLLEAGUE, "again"))

    found = [one.card for one in focuses(standing, SHELF, TWO, NOW)]

    assert found == [COLLEAGUE, OWN]


def test_the_skills_that_are_due_are_told() -> None:
    scope = Scope(cues=TWO.cues, skills=("pace", "length"))
    standing = both_introduced(
        rated(at("2026-11-21"), PACE, "again"), rated(at(TODAY, 59), "skill:length")
    )

    assert due_skills(standing, scope, NOW) == (PACE,)
    assert not due_skills(NEW_REP, scope, NOW)


def test_what_is_mastered_is_asked_only_when_it_is_due() -> None:
    types: tuple[ScenarioType, ...] = ("personal_mailbox", "wrong_contact")
    shelf = (*SHELF, shelved("a", "colleague", type_="personal_mailbox"))
    standing = after(*introduced(OWN, TODAY), *mastered(COLLEAGUE, types))

    purposes = {one.card: one.purpose for one in focuses(standing, shelf, TWO, at("2026-11-20"))}

    assert purposes[COLLEAGUE] == "ahead"


@pytest.mark.parametrize("purpose", ["new", "block", "missed", "due", "standard", "ahead"])
@pytest.mark.parametrize("cue", sorted(CUES))
def test_a_reason_before_the_call_never_names_the_cue(cue: str, purpose: str) -> None:
    focus = Focus(f"cue:{cue}", purpose)  # type: ignore[arg-type]
    told = reason_in_words(focus, NEW_REP, {}, TODAY)
    untold = reason_untold(focus, NEW_REP, TODAY)

    assert CUES[cue].title[1:] in told
    assert CUES[cue].title.lower() not in untold.lower()


def test_a_new_rep_is_led_through_every_cue_in_blocks() -> None:
    shelf, scope = shipped_shelf(), Scope()
    by_id = {one.id: one for one in shelf}
    calls: list[Evidence] = []
    order: list[str] = []
    for minute in range(100):
        found = drawn(after(*calls), shelf, scope, now=at(TODAY, minute), seed=minute)
        if found.focus.purpose == "new":
            order.append(found.focus.card)
        one = by_id[found.scenario]
        calls.append(
            call(
                at(TODAY, minute), type_=one.type, scenario=one.id, variant=found.variant,
                ratings={f"cue:{cue}": "good" for cue in one.cues},
            )
        )  # fmt: skip

    introduced_cards = {c for c, state in after(*calls).cards.items() if state.is_introduced}
    assert introduced_cards == {f"cue:{cue}" for cue in CUES}
    assert order == [f"cue:{cue}" for cue in CUES if f"cue:{cue}" in order]
    assert len({(one.scenario, one.variant) for one in calls}) == len(calls)
