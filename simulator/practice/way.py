"""Where a rep is on the way of a curriculum: what is open, what is next, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from simulator.practice.cards import cue_card, is_cue, skill_card
from simulator.practice.curriculum import Curriculum, Stage
from simulator.practice.focus import Scope
from simulator.practice.mastery import Mastery, masteries
from simulator.practice.shelf import Shelved
from simulator.practice.standing import Standing


@dataclass(frozen=True, slots=True)
class StageReached:
    """How far a rep is in one stage.

    `shown` are the cards with which the rep has done what the stage asks for, `lacking` the others
    that it asks for; a stage that ends with an exam asks for none. `why` says in a sentence why it
    is done, open or locked.
    """

    stage: Stage
    is_open: bool
    is_done: bool
    shown: tuple[str, ...]
    lacking: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Way:
    """A curriculum as far as a rep has come; `masteries` are those of all cards it asks for."""

    curriculum: Curriculum
    stages: tuple[StageReached, ...]
    masteries: Mapping[str, Mastery]

    @property
    def current(self) -> StageReached | None:
        """The first stage that is open and not done; None where all are done."""
        return next((one for one in self.stages if one.is_open and not one.is_done), None)

    @property
    def open_exam(self) -> str | None:
        """The id of the exam that is next; None where something else is."""
        current = self.current
        return None if current is None else current.stage.exam

    @property
    def next_in_words(self) -> str:
        """What to do next, and why."""
        current = self.current
        if current is None:
            return "All stages are done. What is due keeps you fresh."
        return f"Next: “{current.stage.title}”. {current.why}"

    @property
    def scope(self) -> Scope:
        """What may be practised: the cards of all stages that are open, in their order."""
        stages = [one.stage for one in self.stages if one.is_open]
        cues = (cue for stage in stages for cue in stage.cues)
        skills = (skill for stage in stages for skill in (*stage.skills, *stage.also_skills))
        return Scope(
            tuple(dict.fromkeys(cues)), tuple(dict.fromkeys(skills)), self.curriculum.standard
        )


def way_of(
    curriculum: Curriculum,
    standing: Standing,
    shelf: Sequence[Shelved],
    exams_passed: Collection[str] = (),
) -> Way:
    """Where a rep is on the way; `exams_passed` are the ids of exams.

    A cue that no scenario of the shelf carries is not asked for, and no skill is where no message
    is wanted: a smaller library must not be a dead end.
    """
    cues = {cue_card(cue) for one in shelf for cue in one.cues}
    takes_messages = any(one.takes_message for one in shelf)
    asked = {
        stage.id: tuple(
            card for card in _cards(stage) if (card in cues if is_cue(card) else takes_messages)
        )
        for stage in curriculum.stages
    }
    every = dict.fromkeys(card for cards in asked.values() for card in cards)
    known = masteries(every, standing, shelf, curriculum.standard)
    shown = {
        stage.id: tuple(c for c in asked[stage.id] if _is_shown(c, stage, standing, known))
        for stage in curriculum.stages
    }
    done = _done(curriculum, asked, shown, exams_passed)
    stages = (
        _reached(stage, asked[stage.id], shown[stage.id], done, curriculum)
        for stage in curriculum.stages
    )
    return Way(curriculum, tuple(stages), known)


def _cards(stage: Stage) -> tuple[str, ...]:
    """The cards that a stage asks for, wherever they can be met."""
    if stage.until == "exam":
        return ()
    skills = stage.skills if stage.until == "mastery" else ()
    return (*map(cue_card, stage.cues), *map(skill_card, skills))


def _is_shown(card: str, stage: Stage, standing: Standing, known: Mapping[str, Mastery]) -> bool:
    if stage.until == "mastery":
        return known[card].is_mastered
    return card in standing.cards and standing.cards[card].is_introduced


def _done(
    curriculum: Curriculum,
    asked: Mapping[str, Collection[str]],
    shown: Mapping[str, Collection[str]],
    exams_passed: Collection[str],
) -> frozenset[str]:
    """The stages in which nothing is lacking, and all on the way to an exam that was passed."""
    by_id = {stage.id: stage for stage in curriculum.stages}
    passed = [stage for stage in curriculum.stages if stage.exam in exams_passed]
    done = {
        stage.id
        for stage in curriculum.stages
        if stage.until != "exam" and len(shown[stage.id]) == len(asked[stage.id])
    }
    while passed:
        stage = passed.pop()
        done.add(stage.id)
        passed += [by_id[id_] for id_ in stage.after]
    return frozenset(done)


def _reached(
    stage: Stage,
    asked: tuple[str, ...],
    shown: tuple[str, ...],
    done: Collection[str],
    curriculum: Curriculum,
) -> StageReached:
    missing = [
        f"“{s.title}”" for s in curriculum.stages if s.id in stage.after and s.id not in done
    ]
    is_done = stage.id in done
    if is_done:
        why = "Done."
    elif missing:
        why = f"Locked until {' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} done."
    elif stage.until == "exam":
        why = "The exam is open: no hints, no second try."
    else:
        what = "practised" if stage.until == "blocks" else "mastered"
        why = f"{len(shown)} of {len(asked)} {what}."
    lacking = () if is_done else tuple(card for card in asked if card not in shown)
    return StageReached(stage, is_done or not missing, is_done, shown, lacking, why)
