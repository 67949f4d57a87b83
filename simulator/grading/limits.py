"""What checks and decisions read of a rubric: tolerances, and what a choice is worth."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from simulator.grading.score import Verdict
from simulator.scenario.model import Text, Value

Points = Annotated[float, Field(ge=0, le=100)]
Share = Annotated[float, Field(ge=0, le=1)]
Seconds = Annotated[float, Field(ge=0, le=600)]


class Reading(Value):
    """How generously speech is read: the recogniser errs on a few words in a hundred."""

    min_message_seconds: Seconds = Field(description="less speech than this is not a message")
    min_message_words: Annotated[int, Field(ge=1, le=100)] = Field(
        description="a typed message has at least so many words"
    )
    sure_likeness: Share = Field(description="how like a name what was heard must be")
    unclear_likeness: Share = Field(description="from here on the name is given, but unclear")
    introduced_likeness: Share = Field(
        description='the same, for a first name after "this is": nothing else stands there'
    )
    unclear_digits: Annotated[int, Field(ge=0, le=4)] = Field(
        description="digits of a phone number that may be missing or wrong: given, but unclear"
    )
    min_probability: Share = Field(
        description="evidence that the recogniser itself believes less than this is not sure"
    )
    min_pause_seconds: Seconds = Field(description="shorter silences are not counted as pauses")
    min_pace_words: Annotated[int, Field(ge=1, le=100)] = Field(
        description="with fewer words outside the number, the pace is not measured"
    )
    source: Text


class ChoicePoints(Value):
    """What the choice of one line is worth."""

    best: Points
    acceptable: Points
    wrong: Points
    source: Text

    def worth(self, verdict: Verdict) -> float:
        """The points of a verdict."""
        worth: dict[Verdict, float] = {
            "best": self.best,
            "acceptable": self.acceptable,
            "wrong": self.wrong,
        }
        return worth[verdict]
