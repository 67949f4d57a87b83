"""Scorecards with every kind of verdict."""

from __future__ import annotations

from pathlib import Path

from simulator.grading.score import (
    ChoiceMade,
    Criterion,
    CueHeard,
    Delivery,
    Evidence,
    MessageHeard,
    RubricRef,
    ScenarioRef,
    Score,
    Scorecard,
    SumLine,
    Verdict,
)
from simulator.ports import Attempt

TEXT = "Hi [Ines] this is Robin Vale [/] call me"


def choice(
    verdict: Verdict = "best", *, made: str = "leave", critical: bool = False, guess: bool = False
) -> ChoiceMade:
    """A decision on the own mailbox of `scenes.OWN`."""
    return ChoiceMade(
        line="box",
        made=made,
        best="leave" if verdict == "best" else "zero_out",
        acceptable=(),
        verdict=verdict,
        critical=critical,
        cue=CueHeard(text="Ines Bauer", span=(19, 29)),
        rule="OWN",
        why="Her own [b]voice[/b].",
        inferred=True,
        guess=guess,
        seconds_to_decide=1.4,
        note="a note [/]",
    )


def criterion(title: str, *, passed: bool | None, evidence: tuple[Evidence, ...] = ()) -> Criterion:
    """One check's result."""
    return Criterion(
        title=title,
        value=passed,
        passed=passed,
        state="not_sure" if passed is None else ("yes" if passed else "no"),
        score=None if passed is None else 100.0 * passed,
        evidence=evidence,
        why="Because [/].",
        advice="" if passed else f"Mend [{title}].",
        rule="PERSONAL",
    )


def scorecard(
    settled: ChoiceMade | None,
    *,
    overall: float = 90.0,
    passed: bool = True,
    has_message: bool = True,
) -> Scorecard:
    """A card with one decision and, unless told otherwise, a message of three criteria."""
    evidence = Evidence(text="Robin Vale", start=18, end=28)
    criteria = {
        "name": criterion("Says your name", passed=True, evidence=(evidence,)),
        "number": criterion("Gives your number", passed=False),
        "hook": criterion("Personal", passed=None),
    }
    lines = [("what", c.title) for c in criteria.values()]
    return Scorecard(
        attempt="20260101-100000-abcdef",
        scenario=ScenarioRef(id="own", type="personal_mailbox", sha256="0" * 64),
        rubric=RubricRef(id="snell", sha256="1" * 64),
        passed=passed,
        choices=(settled,) if settled else (),
        choice=settled,
        message=MessageHeard(transcript=TEXT, words=(), seconds=21.0) if has_message else None,
        criteria=criteria if has_message else {},
        delivery=Delivery(words_per_minute=140.0, pauses=3, energy=0.4)
        if has_message
        else Delivery(),
        score=Score(
            where=100.0,
            what=60.0 if has_message else None,
            how=None,
            overall=overall,
            would_call_back="yes" if has_message and passed else None,
        ),
        arithmetic=tuple(
            SumLine(part="what", what=title, score=None, weight=1.0, points=None)
            for _, title in lines
        ),
    )


def attempt(card: Scorecard, folder: Path) -> Attempt:
    """The attempt of a card."""
    started_at = "2026-01-01T10:00:00+00:00"
    return Attempt(card.attempt, "own", 1, started_at, "", {}, card, folder)
