"""All kept calls graded again, and a table of what has changed."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.before_and_now import Changed
    from simulator.grading.score import Scorecard
    from simulator.ports import Attempt, ScenarioFile
    from simulator.session.desk import Desk

SCHEMA_VERSION = 1
ALL, SOME = 0, 1
HEADER = f"{'CALL':<24} {'SCENARIO':<22} {'BEFORE':>6} {'NOW':>6}  CHANGED"
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Again:
    """One call that was graded again, or why it stays as it was. Scorecards are not held on to."""

    attempt: str
    scenario: str
    before: Result | None = None
    now: Result | None = None
    changes: tuple[Changed, ...] = ()
    reasons: tuple[str, ...] = ()
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What a grade comes to: `overall` is 0 to 100, or None."""

    rubric: str
    overall: float | None
    passed: bool

    @property
    def points(self) -> str:
        """The points, or a dash."""
        return "-" if self.overall is None else f"{self.overall:.0f}"


def regrade_all(desk: Desk, *, listens: bool, as_json: bool) -> int:
    """Grade all calls again, the oldest first, and print the table as it grows.

    With `listens`, recordings are turned into words anew first.

    Raises:
        PortError: the results cannot be read at all.
    """
    for sentence in desk.ports.notices:
        sys.stderr.write(f"{sentence}\n")
    done: list[Again] = []
    if not as_json:
        sys.stdout.write(f"{HEADER}\n")
    for again in _graded(desk, listens=listens):
        done.append(again)
        if not as_json:
            sys.stdout.write(f"{_row(again)}\n")
    trouble = desk.trouble_to_tell()
    if trouble is not None:
        sys.stderr.write(f"{trouble}\n")
    if as_json:
        sys.stdout.write(json.dumps(_shape(done), indent=2) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _summary(done))
    return SOME if any(again.now is None for again in done) else ALL


def _graded(desk: Desk, *, listens: bool) -> Iterator[Again]:
    from simulator.before_and_now import changed_in_words, reasons_for_change
    from simulator.ports import PortError
    from simulator.session.examining.cut_off import KEPT_BACK, is_in_exam_under_way
    from simulator.session.heard_anew import heard_anew

    files = {file.listing.id: file for file in desk.ports.library.scenarios()}
    for one in reversed(desk.ports.records.attempts()):
        try:
            attempt = desk.ports.records.attempt(one.id)
            if attempt is None:
                continue  # another Rolecall has just erased it
            if is_in_exam_under_way(desk.ports.records, attempt):
                yield Again(one.id, one.scenario_id, why_not=KEPT_BACK.format(id=one.id))
                continue
            to_grade = heard_anew(attempt, desk.ports.recognizer) if listens else attempt
            before, now = attempt.scorecard, _again(desk, to_grade, files).scorecard
        except PortError as error:
            yield Again(one.id, one.scenario_id, why_not=str(error))
        else:
            yield Again(
                one.id,
                one.scenario_id,
                _result(before),
                _result(now),
                changed_in_words(before, now),
                reasons_for_change(before, now),
            )


def _again(desk: Desk, attempt: Attempt, files: dict[str, ScenarioFile]) -> Attempt:
    from simulator.session.grading_again import the_file_of

    its = [files[attempt.scenario_id]] if attempt.scenario_id in files else []
    return desk.regrade(attempt, the_file_of(attempt, its))


def _row(again: Again) -> str:
    start = f"{again.attempt:<24} {again.scenario:<22}"
    if again.before is None or again.now is None:
        return f"{start} {'':>6} {'':>6}  {again.why_not}"
    changes = [change.what for change in again.changes if not change.what.isupper()]
    more = f" and {len(changes) - MOST_NAMED} more" if len(changes) > MOST_NAMED else ""
    points = f"{again.before.points:>6} {again.now.points:>6}"
    return f"{start} {points}  {', '.join(changes[:MOST_NAMED])}{more}".rstrip()


def _summary(done: list[Again]) -> Iterator[str]:
    """How many calls changed, and the reasons for it, with how many calls each is about."""
    from simulator.scenario.pack import counted

    graded = [again for again in done if again.now is not None]
    changed = sum(bool(again.changes) for again in graded)
    yield ""
    yield f"{counted(len(graded), 'call')} graded again, {changed} with another result."
    reasons = Counter(reason for again in graded for reason in again.reasons)
    for reason, number in reasons.items():
        yield f"  {counted(number, 'call')}: {reason}"
    left = len(done) - len(graded)
    if left:
        yield f"{counted(left, 'call')} could not be graded again, and why stands in the table."


def _shape(done: list[Again]) -> dict[str, Any]:
    graded_again = [
        {
            "attempt": again.attempt,
            "scenario": again.scenario,
            "before": asdict(again.before),
            "now": asdict(again.now),
            "reasons": list(again.reasons),
            "changes": [asdict(change) for change in again.changes],
        }
        for again in done
        if again.before is not None and again.now is not None
    ]
    left = [{"attempt": a.attempt, "why": a.why_not} for a in done if a.now is None]
    return {"schema_version": SCHEMA_VERSION, "graded_again": graded_again, "left": left}


def _result(card: Scorecard) -> Result:
    return Result(card.rubric.id, card.score.overall, card.passed)
