"""What one finished call says of a rep: which cards it reviews, and with which rating.

A **cue** is reviewed by the decision on the line where it is heard
(`simulator.scenario.deciding_line`); a line that was not reached reviews nothing. The rating:

- wrong: *again*;
- right with a hint: *hard*;
- right: *good*, and what is acceptable is right as well;
- right and early: *easy*, where the decision was the best one. Speed says something only where a
  key decides: at every decision of the quick-choice drill, and in calls for keys and hanging up,
  never for what is said aloud;
- right before the cue could be heard: nothing. That was a guess, and the card stays as due as it
  was. A wrong guess is wrong.

A **skill** is reviewed by its criterion: missed is *again*, passed is *good*, with a hint *hard*.
What is not sure, not measured, or not counted by the rubric reviews nothing.

A wrong decision that is the right one in the scenario's twin was mistaken for what is heard there:
that cue is kept, for the confusion table and for what to draw next.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, StringConstraints

from simulator.grading.score import ChoiceMade, Criterion, Scorecard, Verdict
from simulator.practice.cards import Rating, cue_card, skill_card
from simulator.practice.dates import instant, local_date
from simulator.practice.occasion import BY_ITSELF, WHOLE_CALLS, Occasion, Setting
from simulator.practice.self_rating import SelfRating
from simulator.scenario.deciding_line import deciding_line
from simulator.scenario.model import Made, Scenario, ScenarioType, Value

EARLY_SECONDS: Final = 2.0
"""From the end of the cue: our own measure of a decision that needs no thinking."""
BY_KEY: Final = ("hang_up", "zero_out")
NOTHING: Final = "nothing"
"""What was made where nothing was decided in time."""


@dataclass(frozen=True, slots=True)
class CallPlayed:
    """A call as it was played and graded, in the words that evidence is made of.

    `finished_at` is ISO 8601 with the zone.
    """

    scenario: Scenario
    variant: int
    scorecard: Scorecard
    finished_at: str
    occasion: Occasion = BY_ITSELF
    self_rating: SelfRating | None = None


def _a_moment(text: str) -> str:
    """Refuse what is no moment: what follows from calls must not stop at one of them."""
    instant(text)
    return text


Moment = Annotated[str, AfterValidator(_a_moment)]
"""ISO 8601 with the zone."""


MOST: Final = 1_000_000
"""More variants and places than anything has; a database keeps no number without an end."""
Named = Annotated[str, StringConstraints(pattern=r"^[^>]*$", max_length=80)]
"""A name that can be one of a pair `this>that`."""
Figure = Annotated[float, Field(ge=-MOST, le=MOST)]


class Decided(Value):
    """One decision of a call: what was made where `best` was best.

    `guess`: it was made before the deciding words could be heard. Made is `nothing` in a quick
    choice that was too late.
    """

    best: Made
    made: Made | Literal["nothing"]
    verdict: Verdict
    critical: bool = False
    guess: bool = False

    @property
    def is_right(self) -> bool:
        """Whether it is the best one or acceptable, and no guess: one that is right proves none."""
        return self.verdict != "wrong" and not self.guess


class Evidence(Value):
    """What is remembered of one call for practice; small, so that thousands are read at once.

    What is no whole call has evidence too: a decision or a part of a drill, under an id of its own
    in `attempt`. `series` and `place` are those of its occasion.
    `ratings` are by card; `critical` are the cards on whose lines a critical error was made, and
    `mistaken_for` has the cue of the twin for a cue card. `is_clean`: every decision was right,
    none was a guess, and no hint was taken. `scores` and `measures` lack what was not measured;
    measures are by the names of `Delivery`, and `seconds`. `self_percent` is how likely a call back
    is by the rep's own answer, 0 to 100.
    """

    attempt: str
    scenario: str
    type: ScenarioType
    variant: int = Field(ge=0, le=MOST)
    finished_at: Moment
    setting: Setting = "call"
    series: str = ""
    place: int = Field(default=0, ge=0, le=MOST)
    with_hints: bool = False
    ratings: dict[str, Rating] = Field(default_factory=dict)
    critical: tuple[str, ...] = ()
    mistaken_for: dict[str, Named] = Field(default_factory=dict)
    is_clean: bool
    passed: bool
    decided: tuple[Decided, ...] = ()
    scores: dict[str, Figure] = Field(default_factory=dict)
    measures: dict[str, Figure] = Field(default_factory=dict)
    would_call_back: Literal["yes", "maybe", "no"] | None = None
    self_percent: int | None = Field(default=None, ge=0, le=100)

    @property
    def date(self) -> str:
        """The date of the call on the wall where it was made, YYYY-MM-DD."""
        return local_date(self.finished_at)

    @property
    def is_whole_call(self) -> bool:
        """Whether it went from ring to grade, and was no drill of a part."""
        return self.setting in WHOLE_CALLS

    @property
    def has_critical_error(self) -> bool:
        """Whether any decision of the call was a critical error."""
        return any(one.critical for one in self.decided)


MEASURES: Final = ("words_per_minute", "energy_over_baseline", "digits_per_second")


def evidence_of(
    call: CallPlayed, skills: Collection[str], twins: Iterable[Scenario] = ()
) -> Evidence:
    """What a call says; `skills` are the criteria that are practised, see `skills_of`.

    `twins` are scenarios at hand; those that are twins of this one are looked at.
    """
    card = call.scorecard
    made = {choice.line: choice for choice in card.choices}
    heard = {cue: made[line] for cue, line in _cue_lines(call.scenario) if line in made}
    related = [twin for twin in twins if _are_twins(call.scenario, twin)]
    scores = {name: getattr(card.score, name) for name in ("where", "what", "how", "overall")}
    return Evidence(
        attempt=card.attempt,
        scenario=call.scenario.id,
        type=call.scenario.type,
        variant=call.variant,
        finished_at=call.finished_at,
        setting=call.occasion.setting,
        series=call.occasion.series,
        place=call.occasion.place,
        with_hints=call.occasion.with_hints,
        ratings=dict(_ratings(call, heard, skills)),
        critical=tuple(cue_card(cue) for cue, choice in heard.items() if choice.critical),
        mistaken_for=dict(_mistaken(call.scenario, heard, related)),
        is_clean=_is_clean(call),
        passed=card.passed,
        decided=tuple(
            Decided(best=c.best, made=c.made, verdict=c.verdict, critical=c.critical, guess=c.guess)
            for c in card.choices
        ),
        scores={name: score for name, score in scores.items() if score is not None},
        measures=dict(_measures(card)),
        would_call_back=card.score.would_call_back,
        self_percent=None if call.self_rating is None else call.self_rating.call_back_percent,
    )


def _cue_lines(scenario: Scenario) -> Iterator[tuple[str, str]]:
    for cue in scenario.cues:
        line = deciding_line(cue, scenario)
        if line is not None:
            yield cue, line


def _ratings(
    call: CallPlayed, heard: dict[str, ChoiceMade], skills: Collection[str]
) -> Iterator[tuple[str, Rating]]:
    for cue, choice in heard.items():
        rating = _choice_rating(choice, call)
        if rating is not None:
            yield cue_card(cue), rating
    for id_, criterion in call.scorecard.criteria.items():
        if id_ in skills and _is_judged(criterion):
            right: Rating = "hard" if call.occasion.with_hints else "good"
            yield skill_card(id_), right if criterion.passed else "again"


def _choice_rating(choice: ChoiceMade, call: CallPlayed) -> Rating | None:
    if choice.verdict == "wrong":
        return "again"
    if choice.guess:
        return None
    if call.occasion.with_hints:
        return "hard"
    return "easy" if _is_early(choice, call.occasion.setting) else "good"


def _is_early(choice: ChoiceMade, setting: Setting) -> bool:
    by_key = choice.made in BY_KEY or choice.made.startswith("key:")
    counts = by_key or setting == "quick_choice"
    seconds = choice.seconds_to_decide
    return counts and choice.verdict == "best" and seconds is not None and seconds <= EARLY_SECONDS


def _is_judged(criterion: Criterion) -> bool:
    return (
        criterion.state in {"yes", "no"}
        and criterion.passed is not None
        and criterion.score is not None
    )


def _is_clean(call: CallPlayed) -> bool:
    choices = call.scorecard.choices
    right = all(choice.verdict != "wrong" and not choice.guess for choice in choices)
    return bool(choices) and right and not call.occasion.with_hints


def _are_twins(one: Scenario, other: Scenario) -> bool:
    return one.twin_of == other.id or other.twin_of == one.id


def _mistaken(
    scenario: Scenario, heard: dict[str, ChoiceMade], twins: list[Scenario]
) -> Iterator[tuple[str, str]]:
    """For each missed cue, the cue of a twin in which the decision would have been right."""
    for cue, choice in heard.items():
        if choice.verdict != "wrong":
            continue
        for twin in twins:
            theirs = (c for c in twin.cues if c not in scenario.cues)
            other = next((c for c in theirs if _best_there(c, twin) == choice.made), None)
            if cue not in twin.cues and other is not None:
                yield cue_card(cue), other
                break


def _best_there(cue: str, twin: Scenario) -> str | None:
    line = deciding_line(cue, twin)
    choice = twin.lines[line].choice if line is not None else None
    return choice.best if choice is not None else None


def _measures(card: Scorecard) -> Iterator[tuple[str, float]]:
    for name in MEASURES:
        figure = getattr(card.delivery, name)
        if figure is not None:
            yield name, figure
    if card.message is not None and card.message.seconds is not None:
        yield "seconds", card.message.seconds
