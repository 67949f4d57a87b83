"""What checks and decisions read of a rubric: tolerances, and what a choice is worth."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from simulator.grading.score import Verdict
from simulator.scenario.model import Made, Rule, Text, Value

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
    sure_name_likeness: Share = Field(
        description="the same, for a first name of five letters or more that stands anywhere"
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
    recognised_digits: Annotated[int, Field(ge=0, le=6)] = Field(
        description="with so many digits amiss a number was still meant as an ask to call"
    )
    hook_strength: Annotated[float, Field(ge=0, le=10)] = Field(
        description="how rare the words about a fact must be together: 1 for each that nobody says"
    )
    hook_likeness: Annotated[float, Field(ge=-1, le=1)] = Field(
        description="how like a fact's meaning a stretch of speech must be, where that is measured"
    )
    hook_function_share: Share = Field(
        description="words with a smaller share of grammar around them are a list, not speech"
    )
    early_seconds: Seconds = Field(description="a hook that begins later is late")
    early_words: Annotated[int, Field(ge=0, le=200)] = Field(
        description="the same for typed messages: so many words may come before it"
    )
    heavy_fillers: Annotated[float, Field(ge=0, le=100)] = Field(
        description="from so many fillers in a hundred words on, a message is full of them"
    )
    rambling_fillers: Annotated[float, Field(ge=0, le=100)] = Field(
        description="from so many fillers in a hundred words on, a message without a reason rambles"
    )
    rambling_words: Annotated[int, Field(ge=0, le=1000)] = Field(
        description="if it has at least so many words"
    )
    model_fires_from: Share = Field(
        description="a linear model that is at least so sure finds by itself"
    )
    model_vetoes_below: Share = Field(
        description="a linear model that is less sure than this overrules a rule"
    )
    source: Text


class ChoicePoints(Value):
    """What the choice of one line is worth."""

    best: Points
    acceptable: Points
    wrong: Points
    critical: dict[Made, tuple[Rule, ...]] = Field(
        description="what must not be done where one of these rules settles the choice"
    )
    source: Text

    def is_critical(self, made: Made, verdict: Verdict, rule: Rule) -> bool:
        """Whether a wrong choice is one that nothing can make good."""
        return verdict == "wrong" and rule in self.critical.get(made, ())

    def worth(self, verdict: Verdict) -> float:
        """The points of a verdict."""
        worth: dict[Verdict, float] = {
            "best": self.best,
            "acceptable": self.acceptable,
            "wrong": self.wrong,
        }
        return worth[verdict]
