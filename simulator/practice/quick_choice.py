"""One greeting and one decision, within seconds: the quick-choice drill.

The decision is judged as in a call (`simulator.grading.decisions`): the seconds run from the end of
the deciding words, and who decides before these could be heard has guessed. Here leaving a message
is decided by a key as well, so it has its seconds too. Who does not decide within some seconds
after the greeting is too late: that is wrong, though nothing was mistaken for anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from simulator.grading.decisions import GUESS, choice_made, doing
from simulator.grading.rubric import Rubric
from simulator.grading.score import (
    ChoiceMade,
    Delivery,
    RubricRef,
    ScenarioRef,
    Score,
    Scorecard,
)
from simulator.grading.visits import Visit
from simulator.practice.done import Done
from simulator.practice.evidence import NOTHING, CallPlayed, Decided, Evidence, evidence_of
from simulator.scenario.deciding_line import deciding_line
from simulator.scenario.model import Made, Scenario
from simulator.scenario.speech import find_cue

LATE_SECONDS: Final = 5.0
"""So long after its end a greeting waits for a decision: real mailboxes beep sooner."""
SECONDS_TO_DECIDE: Final = "seconds_to_decide"
"""The measure of evidence that has them; below 0 it was a guess."""
AT_A_MACHINE: Final[tuple[Made, ...]] = ("leave", "hang_up", "zero_out")
AT_A_CONVERSATION: Final[tuple[Made, ...]] = (
    "ask_by_name", "answer_screen", "ask_who", "pitch", "hang_up",
)  # fmt: skip
LATE: Final = "Too late: nobody waits that long."


@dataclass(frozen=True, slots=True)
class Greeting:
    """What is heard: the greeting of one line, and how long it lasts.

    `cue_end_seconds` is when its deciding words have been heard, from its beginning; None where
    there are none to wait for.
    """

    scenario: Scenario
    variant: int
    line: str
    seconds: float
    cue_end_seconds: float | None = None

    @property
    def late_seconds(self) -> float:
        """From when on it is too late, counted from the beginning of the greeting."""
        return self.seconds + LATE_SECONDS


def cues_on(line: str, scenario: Scenario) -> tuple[str, ...]:
    """The cues of a scenario that are decided on one of its lines."""
    return tuple(cue for cue in scenario.cues if deciding_line(cue, scenario) == line)


def offered(scenario: Scenario, line: str) -> tuple[Made, ...]:
    """What can be decided on a line: the same on all that sound alike, so that it tells nothing.

    Besides these every other key of the phone may be pressed.
    """
    asked = scenario.lines[line]
    usual = AT_A_CONVERSATION if asked.then == "conversation" else AT_A_MACHINE
    choice = asked.choice
    right = () if choice is None else (choice.best, *choice.acceptable)
    named = (made for made in right if not made.startswith("key:"))
    return tuple(dict.fromkeys((*usual, *named)))


def judged(
    greeting: Greeting, made: Made | None, at_seconds: float, rubric: Rubric
) -> ChoiceMade | None:
    """What a decision is worth; None where the line asks for none.

    `at_seconds` counts from the beginning of the greeting, and `made` is None where nothing was
    decided, or too late: then the verdict is wrong.
    """
    line = greeting.scenario.lines[greeting.line]
    if line.choice is None:
        return None
    cue_at = greeting.cue_end_seconds
    is_heard = cue_at is not None and at_seconds >= cue_at
    is_late = made is None or at_seconds > greeting.late_seconds
    visit = Visit(greeting.line, cue_at, is_heard, made, at_seconds)
    found = choice_made(visit, line, line.choice, None, rubric.choice)
    if not is_late:
        return found
    late = {
        "verdict": "wrong", "critical": False, "guess": False, "seconds_to_decide": None,
        "note": LATE,
    }  # fmt: skip
    return found.model_copy(update=late)


def is_late(choice: ChoiceMade) -> bool:
    """Whether nothing was decided in time."""
    return choice.note == LATE


def evidence_of_choice(
    greeting: Greeting,
    choice: ChoiceMade,
    rubric: Rubric,
    done: Done,
    twins: Iterable[Scenario] = (),
) -> Evidence:
    """What one decision says of a rep. `twins` are scenarios at hand."""
    scenario = greeting.scenario
    made = _as_a_call(choice, scenario, rubric, done.attempt)
    played = CallPlayed(scenario, greeting.variant, made, done.finished_at, done.occasion)
    evidence = evidence_of(played, (), twins)
    seconds = choice.seconds_to_decide
    more: dict[str, Any] = {"measures": {} if seconds is None else {SECONDS_TO_DECIDE: seconds}}
    if is_late(choice):  # nothing was decided, so nothing was taken for anything else
        late = Decided(best=choice.best, made=NOTHING, verdict="wrong")
        more |= {"decided": (late,), "mistaken_for": {}, "critical": ()}
    return evidence.model_copy(update=more)


def told(choice: ChoiceMade) -> str:
    """Right or wrong, and what was best, in a sentence or two."""
    best = f"Best here: {doing(choice.best)}."
    if is_late(choice):
        return f"{LATE} {best}"
    if choice.verdict == "wrong":
        critical = " A message there is lost, and does harm." if choice.critical else ""
        guess = f" {GUESS}" if choice.guess else ""
        return f"Wrong: you chose to {doing(choice.made)}. {best}{critical}{guess}"
    if choice.guess:
        return f"Right, but a guess: {GUESS.partition(': ')[0].lower()}."
    seconds = choice.seconds_to_decide
    time = "" if seconds is None else f", {seconds:.1f} s after the words that tell it"
    if choice.verdict == "best":
        return f"Right: {doing(choice.made)}{time}."
    return f"Right as well: {doing(choice.made)}{time}. {best}"


def words_that_tell(scenario: Scenario, line: str) -> str:
    """The greeting with its deciding words between « and », in quotation marks."""
    asked = scenario.lines[line]
    text = " ".join(asked.greeting_text.split())
    span = find_cue(text, asked.cue) if asked.cue else None
    if span is None:
        return f"“{text}”"
    start, end = span
    return f"“{text[:start]}«{text[start:end]}»{text[end:]}”"


def _as_a_call(choice: ChoiceMade, scenario: Scenario, rubric: Rubric, attempt: str) -> Scorecard:
    """The scorecard of a call that consisted of one decision."""
    passed = choice.verdict != "wrong" and not choice.guess
    where = 0.0 if is_late(choice) else rubric.choice.worth(choice.verdict)
    return Scorecard(
        attempt=attempt,
        scenario=ScenarioRef(id=scenario.id, type=scenario.type, sha256=""),
        rubric=RubricRef(id=rubric.id, sha256=rubric.sha256),
        passed=passed,
        choices=(choice,),
        choice=choice,
        message=None,
        criteria={},
        delivery=Delivery(),
        score=Score(where=where, what=None, how=None, overall=where, would_call_back=None),
        arithmetic=(),
    )
