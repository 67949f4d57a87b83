"""Where a rep is on the way of a curriculum."""

from __future__ import annotations

from simulator.practice.curriculum import Curriculum
from simulator.practice.curriculum_parse import load_curriculum, parse_curriculum
from simulator.practice.standing import NEW_REP, Standing
from simulator.practice.way import Way, way_of
from simulator.scenario.model import ScenarioType
from tests.unit.practice.practised import (
    after,
    at,
    introduced,
    mastered,
    rated,
    shelved,
    shipped_shelf,
)
from tests.unit.practice.test_curriculum import TEXT

MINE: Curriculum = parse_curriculum(TEXT.replace("  days: 3", "  days: 2"), "mine.yaml")
SHELF = (
    shelved("a", "colleague", takes_message=True),
    shelved("b", "full"),
)
WRONG: tuple[ScenarioType, ...] = ("wrong_contact",)
BLOCKS = (*introduced("cue:colleague"), *introduced("cue:full", first_minute=10))
MASTERED = (*BLOCKS, *mastered("cue:colleague", WRONG), *mastered("skill:pace", WRONG))


def way(standing: Standing, *exams: str) -> Way:
    return way_of(MINE, standing, SHELF, exams)


def test_a_new_rep_begins_with_the_first_stage_and_the_others_are_locked() -> None:
    found = way(NEW_REP)

    assert [one.is_open for one in found.stages] == [True, False, False]
    assert found.next_in_words == "Next: “First”. 0 of 2 practised."
    assert found.stages[1].why == "Locked until “First” is done."
    assert found.scope.cues == ("colleague", "full")
    assert not found.scope.skills


def test_every_block_opens_the_next_stage() -> None:
    found = way(after(*BLOCKS))

    assert [one.is_done for one in found.stages] == [True, False, False]
    assert found.stages[0].why == "Done."
    assert found.next_in_words == "Next: “Second”. 0 of 2 mastered."
    assert found.stages[1].lacking == ("cue:colleague", "skill:pace")
    assert found.scope.skills == ("pace", "energy")
    assert found.scope.standard.days == 2


def test_mastery_opens_the_exam_and_the_exam_is_the_end() -> None:
    standing = after(*MASTERED)

    before, passed = way(standing), way(standing, "final")

    assert before.next_in_words == "Next: “Last”. The exam is open: no hints, no second try."
    assert before.masteries["cue:colleague"].is_mastered
    assert passed.current is None
    assert passed.next_in_words == "All stages are done. What is due keeps you fresh."


def test_another_exam_does_not_count() -> None:
    assert way(after(*MASTERED), "another").current is not None


def test_who_has_been_certified_is_not_sent_back_by_one_bad_call() -> None:
    bad = rated(at("2026-11-24"), rating="again", critical=("cue:colleague",))
    standing = after(*MASTERED, bad)

    assert way(standing).next_in_words == "Next: “Second”. 1 of 2 mastered."
    certified = way(standing, "final")
    assert all(one.is_done and not one.lacking for one in certified.stages)


def test_what_no_scenario_carries_is_not_asked_for() -> None:
    found = way_of(MINE, NEW_REP, (shelved("a", "colleague"),))

    assert found.stages[0].lacking == ("cue:colleague",)
    assert found.stages[1].lacking == ("cue:colleague",)


def test_several_stages_that_are_missing_are_all_named() -> None:
    text = TEXT.replace("after: [second]", "after: [first, second]")

    found = way_of(parse_curriculum(text, "mine.yaml"), NEW_REP, SHELF)

    assert found.stages[2].why == "Locked until “First” and “Second” are done."


def test_the_shipped_way_can_be_walked_with_the_shipped_scenarios() -> None:
    made, shelf = load_curriculum(), shipped_shelf()
    types: tuple[ScenarioType, ...] = ("personal_mailbox", "vendor_line", "wrong_contact")
    stages = made.stages
    blocks = [c for cue in stages[0].cues for c in introduced(f"cue:{cue}")]
    cards = [*(f"cue:{c}" for c in stages[1].cues), *(f"skill:{s}" for s in stages[1].skills)]
    calls = [c for card in cards for c in mastered(card, types)]

    first = way_of(made, NEW_REP, shelf)
    second = way_of(made, after(*blocks), shelf)
    third = way_of(made, after(*blocks, *calls), shelf)

    current = [one.current.stage.id for one in (first, second, third) if one.current]
    assert current == ["day-one", "week-one", "certification"]
    assert first.next_in_words == "Next: “Day one: whose line it is”. 0 of 9 practised."
    assert way_of(made, after(*blocks, *calls), shelf, ["certification"]).current is None
