"""What a criterion is: one value of `Check`, made by one module in `checks/`.

A check only looks. `find` yields the evidence that something is there, `measure` gives a figure;
what that is worth is said by a rubric. Numeric libraries are imported inside these functions, so
that listing the checks stays fast.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from simulator.grading.example import Example
from simulator.grading.limits import ChoicePoints, Reading
from simulator.grading.score import ChoiceMade
from simulator.grading.transcript import Moment, Span, Transcript
from simulator.scenario.model import Fact, Prospect, Rep, Rule

Embed = Callable[[Sequence[str]], Sequence[Sequence[float]]]
NO_MESSAGE = "No message was left, so there was nothing to judge."


@dataclass(frozen=True, slots=True)
class Subject:
    """Everything there is to judge: what was done, what was said, and what was known.

    `transcript` is the message that counts; where there is none, `no_message` says why in a
    sentence. `choices` are the decisions of the call, none for a recording graded by itself.
    `research` are the facts that a rep may mention, `unsaid` those that are better left unsaid.
    `model` is a message that would be called back for the same prospect, "" where there is none.
    `embed` turns texts into unit vectors, alike for like meanings; None where none is installed.
    """

    transcript: Transcript | None
    rep: Rep
    prospect: Prospect
    research: tuple[Fact, ...]
    choices: tuple[ChoiceMade, ...]
    reading: Reading
    choice_points: ChoicePoints
    no_message: str = NO_MESSAGE
    model: str = ""
    embed: Embed | None = None
    unsaid: tuple[Fact, ...] = ()

    @property
    def message(self) -> Transcript:
        """The message, for checks of messages: they are only asked where there is one."""
        if self.transcript is None:
            raise LookupError(self.no_message)
        return self.transcript


@dataclass(frozen=True, slots=True)
class Unclear:
    """Evidence that may be a misheard yes, and what to say about it, as a sentence.

    `is_likely`: it is more likely a yes than not.
    """

    where: Span | Moment
    note: str
    is_likely: bool = True


Found = Span | Moment | Unclear


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure in the check's unit, with what it was read from."""

    value: float
    evidence: tuple[Span | Moment, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class NotMeasured:
    """Why there is no figure, as a sentence."""

    reason: str


Find = Callable[[Subject], Iterable[Found]]
Measure = Callable[[Subject], Measured | NotMeasured]
Rewrite = Callable[[Subject], str]
POINTS = "points"
"""The unit of a measure that is a score already, 0 to 100, and so needs no bands."""


class CheckRefused(ValueError):
    """A check is not complete. The message is a sentence for its author."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One criterion.

    It has either `find` or `measure`. `wants` says whether what `find` looks for is good (`some`)
    or bad (`none`). `advice` is for whoever fails it; a numeric check may say something else for
    too little (`when_low`) and too much (`when_high`). `of` is what it judges: a check of the
    message is not asked where there is none.

    For coaching: `praise` is for whoever passes; `missed` finds the words that show why `find`
    found nothing; `rewrite` says it as it could be said to this prospect, "" where nothing fits;
    and advice on a check is left out while the one that it `builds_on` fails as well.
    """

    id: str
    title: str
    rule: Rule
    why: str
    source: str
    advice: str
    find: Find | None = None
    wants: Literal["some", "none"] = "some"
    measure: Measure | None = None
    unit: str = ""
    when_low: str = ""
    when_high: str = ""
    of: Literal["call", "message"] = "message"
    praise: str = ""
    missed: Find | None = None
    rewrite: Rewrite | None = None
    builds_on: str = ""
    examples: tuple[Example, ...] = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse what could not be listed, graded or tested.

        Raises:
            CheckRefused: the check is not complete.
        """
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.id):
            raise CheckRefused(f"The check's id `{self.id}` must be small letters, like `length`.")
        if (self.find is None) == (self.measure is None):
            raise CheckRefused(f"The check `{self.id}` needs either `find` or `measure`.")
        if (self.measure is None) != (not self.unit):
            raise CheckRefused(f"The check `{self.id}` needs a unit if it measures, and only then.")
        if self.missed is not None and (self.find is None or self.wants == "none"):
            raise CheckRefused(f"The check `{self.id}` has `missed`, but nothing that it wants.")
        states = {e.state for e in self.examples}
        if not {"yes", "no"} <= states:
            raise CheckRefused(
                f"The check `{self.id}` needs an example that it finds true (`yes`) "
                "and one that it does not (`no`)."
            )

    @property
    def needs_bands(self) -> bool:
        """Whether a rubric must say from where to where its figure is good."""
        return self.measure is not None and self.unit != POINTS
