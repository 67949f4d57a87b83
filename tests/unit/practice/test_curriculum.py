"""A curriculum is a file, and what is wrong in one is told with its place."""

from __future__ import annotations

import re

import pytest

from simulator.grading.registry import shipped
from simulator.grading.rubric import default_rubric
from simulator.practice.cards import skills_of
from simulator.practice.curriculum_parse import (
    CurriculumError,
    load_curriculum,
    parse_curriculum,
    shipped_curricula,
)
from simulator.scenario.cues import CUES

TEXT = """\
id: mine
version: 1
title: My way
about: First this, then that.
standard:
  days: 3
stages:
  - id: first
    title: First
    goal: Know whose line it is.
    cues: [colleague, full]
    until: blocks
  - id: second
    title: Second
    goal: Leave messages.
    after: [first]
    cues: [colleague]
    skills: [pace]
    also_skills: [energy]
    until: mastery
  - id: last
    title: Last
    goal: Show it.
    after: [second]
    exam: final
    until: exam
"""


def told(text: str) -> list[str]:
    with pytest.raises(CurriculumError) as refused:
        parse_curriculum(text, "mine.yaml")
    return [str(problem) for problem in refused.value.problems]


def test_a_curriculum_is_read() -> None:
    made = parse_curriculum(TEXT, "mine.yaml")

    assert [stage.id for stage in made.stages] == ["first", "second", "last"]
    assert (made.standard.days, made.standard.types) == (3, None)
    assert made.stages[1].after == ("first",)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("[colleague, full]", "[colleague_, full]",
         "mine.yaml:11:12: stages[0].cues[0]: `colleague_` is no cue (did you mean `colleague`?)"),
        ("[colleague, full]", "[full, full]",
         "mine.yaml:11:18: stages[0].cues[1]: `full` is listed twice"),
        ("skills: [pace]", "skills: [right_choice]",
         "mine.yaml:18:14: stages[1].skills[0]: `right_choice` is no criterion of a message"),
        ("also_skills: [energy]", "also_skills: [enrgy]",
         "mine.yaml:19:19: stages[1].also_skills[0]: `enrgy` is no criterion of a message "
         "(did you mean `energy`?)"),
        ("after: [first]", "after: [firstt]",
         "mine.yaml:16:13: stages[1].after[0]: no stage above this one is called `firstt` (did you "
         "mean `first`?); there is `first`"),
        ("after: [first]", "after: [last]",
         "mine.yaml:16:13: stages[1].after[0]: no stage above this one is called `last`"),
        ("    cues: [colleague, full]\n", "    after: [second]\n    cues: [colleague]\n",
         "mine.yaml:11:13: stages[0].after[0]: no stage above this one is called `second`; this is "
         "the first one"),
        ("id: second", "id: first",
         "mine.yaml:13:9: stages[1].id: `first` is given to two stages"),
        ("    exam: final\n", "",
         "mine.yaml:25:12: stages[2].until: `exam` and `until: exam` go together: give both, or "
         "neither"),
        ("    cues: [colleague, full]\n", "",
         "mine.yaml:11:12: stages[0].until: `until: blocks` needs `cues`: they are what has "
         "blocks"),
        ("    cues: [colleague]\n    skills: [pace]\n", "",
         "mine.yaml:18:12: stages[1].until: `until: mastery` needs `cues` or `skills` to master"),
        ("days: 3", "days: 9", "mine.yaml:6:9: standard.days: "),
        ("until: blocks", "until: done", "mine.yaml:12:12: stages[0].until: "),
        ("version: 1", "version: 1\nversion: 1", "mine.yaml:3:1: version: this key is given twice"),
        ("id: mine", "id: [mine", "mine.yaml:"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(old: str, new: str, problem: str) -> None:
    assert TEXT.count(old) >= 1

    found = told(TEXT.replace(old, new, 1))

    assert any(one.startswith(problem) for one in found), found


def test_everything_that_is_wrong_is_told_at_once() -> None:
    spoiled = TEXT.replace("full]", "ful]").replace("[pace]", "[pacee]")

    assert len(told(spoiled)) == 2


def test_a_criterion_of_another_package_can_be_allowed() -> None:
    text = TEXT.replace("[pace]", "[smile]")

    assert parse_curriculum(text, "mine.yaml", ["smile"]).stages[1].skills == ("smile",)


def test_the_shipped_curriculum_leads_through_every_cue_to_an_exam() -> None:
    made = load_curriculum()

    assert shipped_curricula()[0] == made.id == "onboarding"
    assert [stage.id for stage in made.stages] == ["day-one", "week-one", "certification"]
    assert set(made.stages[1].cues) == set(CUES)
    assert made.stages[-1].exam == "certification"


def test_what_the_shipped_curriculum_asks_for_can_be_shown_by_typing_too() -> None:
    skills = skills_of(default_rubric(), shipped())
    voice = {"pace", "number_pace", "energy", "fillers", "room_to_breathe", "off_the_cuff"}
    timed = {"length"}
    week = load_curriculum().stages[1]

    assert not set(week.skills) & (voice | timed)
    assert {*week.skills, *week.also_skills} <= set(skills)


def test_a_curriculum_that_is_not_there_is_told_with_those_that_are() -> None:
    message = "There is no curriculum `onbording` (did you mean `onboarding`?)."

    with pytest.raises(LookupError, match=re.escape(message)):
        load_curriculum("onbording")
