"""A curriculum in words."""

from __future__ import annotations

from simulator.practice.curriculum_parse import load_curriculum
from simulator.practice.way import way_of
from simulator.practice.way_told import stages_told
from tests.unit.practice.practised import after, introduced, shipped_shelf

SKILLS = {"personal_hook": "Something personal"}


def test_a_new_rep_is_told_what_is_next_and_what_is_locked() -> None:
    day, week, exam = stages_told(way_of(load_curriculum(), after(), shipped_shelf()), SKILLS)

    assert [one.state for one in (day, week, exam)] == ["next", "locked", "locked"]
    assert day.why == "0 of 9 practised."
    assert day.lacking[0].title == "Their full name, in their own voice"
    assert day.lacking[0].lacking == "a few right in a row."
    assert day.shown == ()
    assert "Something personal" in [one.title for one in week.lacking]
    assert week.why == "Locked until “Day one: whose line it is” is done."
    assert exam.lacking == ()


def test_what_was_practised_is_told_as_shown() -> None:
    standing = after(*introduced("cue:named_own_voice"))
    day, week, _ = stages_told(way_of(load_curriculum(), standing, shipped_shelf()), SKILLS)

    assert day.shown == ("Their full name, in their own voice",)
    assert day.why == "1 of 9 practised."
    assert week.lacking[0].lacking.startswith("Still to show: a clean call")


def test_a_stage_is_done_and_another_is_open_besides_the_next() -> None:
    curriculum = load_curriculum()
    day, week, exam = curriculum.stages
    free = exam.model_copy(update={"id": "free", "after": ()})
    both = curriculum.model_copy(update={"stages": (day, week, exam, free)})
    passed = way_of(both, after(), shipped_shelf(), ["certification"])
    assert [one.state for one in stages_told(passed, SKILLS)] == ["done"] * 4
    new = way_of(both, after(), shipped_shelf())
    assert [one.state for one in stages_told(new, SKILLS)] == ["next", "locked", "locked", "open"]
