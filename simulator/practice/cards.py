"""The cards that a rep learns: one for each cue of the vocabulary, one for every skill.

A card is its name, `cue:colleague` or `skill:pace`: the same word in records and reports.
Ratings are the four of spaced repetition, as the library `fsrs` knows them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from simulator.grading.check import Check
from simulator.grading.rubric import Rubric
from simulator.scenario.cues import CUES

Rating = Literal["again", "hard", "good", "easy"]
CUE: Final = "cue:"
SKILL: Final = "skill:"


def cue_card(cue_id: str) -> str:
    """The card of a cue."""
    return CUE + cue_id


def skill_card(criterion_id: str) -> str:
    """The card of a skill, which is a criterion of messages or voices."""
    return SKILL + criterion_id


def is_cue(card: str) -> bool:
    """Whether a card is that of a cue."""
    return card.startswith(CUE)


def id_of(card: str) -> str:
    """The cue or the criterion of a card."""
    return card.removeprefix(CUE).removeprefix(SKILL)


def skills_of(rubric: Rubric, checks: tuple[Check, ...]) -> dict[str, str]:
    """The criteria that a rubric weighs in WHAT and HOW, in its order, each titled as a skill.

    A criterion that a rubric does not weigh is no skill to practise under it. Where a check looks
    for a fault, the skill is to avoid it, and is called so.
    """
    titles = {check.id: _as_a_skill(check) for check in checks}
    weighed = (
        (id_, weighing.weight)
        for name, part in rubric.parts.named()
        if name != "where"
        for id_, weighing in part.criteria.items()
    )
    return {id_: titles[id_] for id_, weight in weighed if weight and id_ in titles}


def _as_a_skill(check: Check) -> str:
    if check.wants == "some":
        return check.title
    return f"Avoiding “{check.title[:1].lower()}{check.title[1:]}”"


def title_of(card: str, skills: Mapping[str, str]) -> str:
    """What a card is called; `skills` are titles by criterion. An unknown one is called by its id.

    So a card of a criterion or cue that a newer or older version knows is still shown.
    """
    id_ = id_of(card)
    if is_cue(card):
        return CUES[id_].title if id_ in CUES else id_
    return skills.get(id_, id_)
