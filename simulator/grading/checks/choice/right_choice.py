"""Where: the choice on every line of the call; the lowest counts."""

from __future__ import annotations

from simulator.grading.check import POINTS, Check, Measured, NotMeasured, Subject
from simulator.grading.example import Example
from simulator.grading.score import ChoiceMade, Verdict


def _measure(subject: Subject) -> Measured | NotMeasured:
    if not subject.choices:
        return NotMeasured("No choice was made: this was not a whole call.")
    worth = subject.choice_points.worth
    lowest = min(subject.choices, key=lambda c: worth(c.verdict))
    return Measured(worth(lowest.verdict), note=lowest.why)


def _choice(verdict: Verdict) -> ChoiceMade:
    made = {"best": "zero_out", "acceptable": "hang_up", "wrong": "leave"}[verdict]
    return ChoiceMade(
        line="vendors", made=made, best="zero_out", acceptable=("hang_up",), verdict=verdict,
        critical=verdict == "wrong", cue=None, rule="GENERAL", why="Nobody listens here.",
        inferred=False, guess=False, seconds_to_decide=None, note="",
    )  # fmt: skip


check = Check(
    id="right_choice",
    title="Right choice on every line",
    rule="OWN",
    why="A message in the wrong mailbox is lost, however good it is.",
    source="the founding text: where you leave your message decides whether it matters",
    advice="Let the words that tell whose mailbox it is decide.",
    praise="You recognised whose line it was.",
    measure=_measure,
    unit=POINTS,
    of="call",
    examples=(
        Example(state="yes", choices=(_choice("best"),)),
        Example(state="yes", choices=(_choice("best"), _choice("acceptable"))),
        Example(state="no", choices=(_choice("best"), _choice("wrong"))),
        Example(state="not_measured"),
    ),
)
