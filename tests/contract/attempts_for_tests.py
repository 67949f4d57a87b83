"""Attempts for the tests of records."""

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
    WordHeard,
)
from simulator.grading.transcript import Moment, Transcript, spoken, typed
from simulator.ports import Attempt, Records
from simulator.practice.self_rating import SelfRating

CHOICE = ChoiceMade(
    line="own",
    made="leave",
    best="leave",
    acceptable=(),
    verdict="best",
    critical=False,
    cue=CueHeard(text="this is Dana Kim", span=(4, 20)),
    rule="OWN",
    why="It is her own mailbox.",
    inferred=False,
    guess=False,
    seconds_to_decide=1.25,
    note="",
)
TRANSCRIPTS: dict[str, Transcript] = {
    "take-1": spoken((("Hi", 0.1, 0.3, 0.98, False),), 9.5, (Moment(0.1, 8.0),)),
    "take-2": typed("Dana Kim, please – “übermorgen”"),
}


def scorecard(attempt_id: str, *, overall: float = 82.5, passed: bool = True) -> Scorecard:
    """A scorecard with something in every field."""
    return Scorecard(
        attempt=attempt_id,
        scenario=ScenarioRef(id="desk-classic", type="personal_mailbox", sha256="aa" * 32),
        rubric=RubricRef(id="snell", sha256="bb" * 32),
        passed=passed,
        choices=(CHOICE,),
        choice=CHOICE,
        message=MessageHeard(
            transcript="Hi", words=(WordHeard(w="Hi", start=0.1, end=0.3, probability=0.98),),
            seconds=7.9,
        ),
        criteria={
            "name": Criterion(
                title="Says the name",
                value=None,
                passed=None,
                state="not_sure",
                score=None,
                evidence=(Evidence(text="Hi", start=0, end=2),),
                why="It was hard to hear.",
                advice="Say your name slowly.",
                rule="CALLBACK",
            )
        },
        delivery=Delivery(words_per_minute=131.0, not_measured={"energy": "no baseline"}),
        score=Score(where=100.0, what=80.0, how=None, overall=overall, would_call_back="maybe"),
        arithmetic=(
            SumLine(part="where", what="the choice", score=100.0, weight=1.0, points=100.0),
        ),
    )  # fmt: skip


def attempt(
    attempt_id: str,
    folder: Path,
    *,
    started_at: str = "2026-03-01T10:15:00+01:00",
    overall: float = 82.5,
    passed: bool = True,
    corrections: dict[str, str] | None = None,
    self_rating: SelfRating | None = None,
) -> Attempt:
    """A finished attempt of the scenario desk-classic."""
    return Attempt(
        id=attempt_id,
        scenario_id="desk-classic",
        scenario_version=3,
        started_at=started_at,
        journal='{"rolecall_journal": 1}\n{"event": "Dialled", "at_seconds": 0.0}\n',
        transcripts=TRANSCRIPTS,
        scorecard=scorecard(attempt_id, overall=overall, passed=passed),
        folder=folder,
        corrections=corrections or {},
        self_rating=self_rating,
    )


def begun(records: Records, attempt_id: str) -> Path:
    """The folder of a call under way, with a journal and a take in it."""
    folder = records.begin(attempt_id)
    (folder / "journal.jsonl").write_text("{}\n", "utf-8")
    (folder / "take-1.wav").write_bytes(b"RIFF")
    return folder
