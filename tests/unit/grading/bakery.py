"""Maya Lindqvist of TrailDesk calls Owen Baptiste of Corner Bakery Supply: three facts, one rep."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.grading.check import Embed, Subject
from simulator.grading.example import PROSPECT, REP, RESEARCH
from simulator.grading.grade import Recording, grade_recording
from simulator.grading.registry import shipped
from simulator.grading.rubric import default_rubric
from simulator.grading.score import Criterion, Scorecard
from simulator.grading.transcript import Transcript, typed
from simulator.scenario.model import Fact, ModelMessage
from tests.unit.call.calls import SCENARIO

FACTS = (
    *RESEARCH,
    Fact(
        id="depot",
        text="Opened a second depot in Dover last spring",
        phrases=("Dover depot", "second depot"),
    ),
    Fact(
        id="award",
        text="Won the county award for rye bread",
        phrases=("rye bread award",),
    ),
)
HOOK = "You moved your bread deliveries to the night in May."
MESSAGE = (
    f"Owen, it's Maya Lindqvist at TrailDesk. {HOOK} A bakery in Leeds that did so saved two "
    "vans, and I'll tell you which routes they dropped first. 617-555-0142. Again, 617-555-0142."
)
"""Typed, it passes every criterion."""
BAKERY = SCENARIO.model_copy(
    update={"rep": REP, "prospect": PROSPECT, "research": FACTS,
            "model": ModelMessage(text=MESSAGE)}
)  # fmt: skip
RIVAL = "You opened your third cafe in Glasgow in June, and your new roaster runs at weekends."
"""What is true of somebody else."""
RUBRIC, CHECKS = default_rubric(), shipped()


def subject(text: str, embed: Embed | None = None, facts: tuple[Fact, ...] = FACTS) -> Subject:
    return Subject(
        typed(text), REP, PROSPECT, facts, (), RUBRIC.reading, RUBRIC.choice, model=MESSAGE,
        embed=embed,
    )  # fmt: skip


def graded(message: str | Transcript, embed: Embed | None = None) -> Scorecard:
    transcript = typed(message) if isinstance(message, str) else message
    return grade_recording(Recording("attempt-1", BAKERY, "0" * 64, transcript), RUBRIC, CHECKS,
                           embed)  # fmt: skip


def criteria(text: str) -> dict[str, Criterion]:
    return dict(graded(text).criteria)


def met(text: str) -> set[str]:
    """The criteria that are found true of a message, also those that may be."""
    return {id_ for id_, c in criteria(text).items() if c.state in {"yes", "not_sure"}}


def embed_by(*topics: Sequence[str]) -> Embed:
    """Texts on the same topic, by its words, get the same vector; others are like nothing."""

    def vector(text: str) -> tuple[float, ...]:
        about = [float(any(word in text.lower() for word in topic)) for topic in topics]
        length = sum(about) ** 0.5 or 1.0
        return tuple(a / length for a in about)

    return lambda texts: [vector(t) for t in texts]
