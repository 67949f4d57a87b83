"""Where the rep stands over the last calls: where, what and how, in a line each. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.grading.score import Scorecard

MOST_CALLS: Final = 50
"""So many calls are looked at, the newest: what was long ago says little about today."""
BaselineState = Literal["recorded", "missing", "no_microphone"]


@dataclass(frozen=True, slots=True)
class Sum:
    """One part of all grades: `share` of what was right, 0 to 1, or None: not measured yet.

    `short` says the same as `words` where there is little room.
    """

    part: str
    share: float | None
    words: str
    short: str


@dataclass(frozen=True, slots=True)
class _Tally:
    """How often one thing was right, of how often it could be judged."""

    right: int
    judged: int

    @classmethod
    def of(cls, scorecards: Sequence[Scorecard], criterion: str) -> _Tally:
        found = [card.criteria.get(criterion) for card in scorecards if card.message is not None]
        verdicts = [one.passed for one in found if one is not None and one.passed is not None]
        return cls(sum(verdicts), len(verdicts))


def overview(
    scorecards: Sequence[Scorecard], baseline: BaselineState, *, are_all: bool = True
) -> tuple[Sum, Sum, Sum]:
    """The three sums of the scorecards; `are_all` is False where there are older ones besides."""
    return (
        _where(scorecards, are_all=are_all),
        _pair("What", "hook", _Tally.of(scorecards, "personal_hook"),
              "reason", _Tally.of(scorecards, "reason_to_call_back")),
        _how(scorecards, baseline),
    )  # fmt: skip


def _where(scorecards: Sequence[Scorecard], *, are_all: bool) -> Sum:
    choices = [card.choice for card in scorecards if card.choice is not None]
    if not choices:
        return Sum("Where", None, "no calls yet", "no calls yet")
    right, of_all = sum(choice.verdict != "wrong" for choice in choices), len(choices)
    noun = "call" if of_all == 1 else "calls"
    last = "" if are_all else "your last "
    words = f"{right} of {last}{of_all} {noun} decided rightly"
    return Sum("Where", right / of_all, words, f"{right} of {of_all}")


def _how(scorecards: Sequence[Scorecard], baseline: BaselineState) -> Sum:
    pace, energy = _Tally.of(scorecards, "pace"), _Tally.of(scorecards, "energy")
    if not energy.judged and baseline == "missing":
        if not pace.judged:
            words = "not measured yet: record your baseline (b)"
            return Sum("How", None, words, "not measured yet (b)")
        told = f"pace in {_of(pace)}, energy: press b"
        short = f"pace {pace.right} of {pace.judged}"
        return Sum("How", pace.right / pace.judged, told, short)
    if not (pace.judged or energy.judged):
        why = "that takes a microphone" if baseline == "no_microphone" else "speak a message"
        return Sum("How", None, f"not measured yet: {why}", "not measured yet")
    return _pair("How", "pace", pace, "energy", energy)


def _pair(part: str, first_name: str, first: _Tally, second_name: str, second: _Tally) -> Sum:
    """Two things that belong together; the share is the middle of theirs."""
    both = [(n, t) for n, t in ((first_name, first), (second_name, second)) if t.judged]
    if not both:
        return Sum(part, None, "no messages yet", "no messages yet")
    share = sum(tally.right / tally.judged for _, tally in both) / len(both)
    (name, tally), *others = both
    words, short = f"{name} in {_of(tally)}", f"{name} {tally.right}"
    for other_name, other in others:
        is_same = other.judged == tally.judged
        words += f", {other_name} in {other.right}" + ("" if is_same else f" of {other.judged}")
        short += ("" if is_same else f" of {tally.judged}") + f", {other_name} {other.right}"
    return Sum(part, share, words, f"{short} of {both[-1][1].judged}")


def _of(tally: _Tally) -> str:
    noun = "message" if tally.judged == 1 else "messages"
    return f"{tally.right} of {tally.judged} {noun}"
