"""All kept calls graded again, and a table of what has changed."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.grading.score import Scorecard
    from simulator.ports import Attempt, ScenarioFile
    from simulator.session.desk import Desk

SCHEMA_VERSION = 1
ALL, SOME = 0, 1
HEADER = f"{'CALL':<24} {'SCENARIO':<22} {'BEFORE':>6} {'NOW':>6}  CHANGED"
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Again:
    """One call: its two grades, or why it stays as it was."""

    attempt: str
    scenario: str
    before: Scorecard | None = None
    now: Scorecard | None = None
    why_not: str = ""


def regrade_all(desk: Desk, *, as_json: bool) -> int:
    """Grade all calls again, the oldest first, and print the table as it grows.

    Raises:
        PortError: the results cannot be read at all.
    """
    for sentence in desk.ports.notices:
        sys.stderr.write(f"{sentence}\n")
    done: list[Again] = []
    if not as_json:
        sys.stdout.write(f"{HEADER}\n")
    for again in _graded(desk):
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


def _graded(desk: Desk) -> Iterator[Again]:
    from simulator.ports import PortError

    files = {file.listing.id: file for file in desk.ports.library.scenarios()}
    for one in reversed(desk.ports.records.attempts()):
        try:
            attempt = desk.ports.records.attempt(one.id)
            if attempt is not None:
                now = _again(desk, attempt, files).scorecard
                yield Again(one.id, one.scenario_id, attempt.scorecard, now)
        except PortError as error:
            yield Again(one.id, one.scenario_id, why_not=str(error))


def _again(desk: Desk, attempt: Attempt, files: dict[str, ScenarioFile]) -> Attempt:
    from simulator.session.grading_again import the_file_of

    its = [files[attempt.scenario_id]] if attempt.scenario_id in files else []
    return desk.regrade(attempt, the_file_of(attempt, its))


def _row(again: Again) -> str:
    from simulator.before_and_now import changed_in_words

    start = f"{again.attempt:<24} {again.scenario:<22}"
    if again.before is None or again.now is None:
        return f"{start} {'':>6} {'':>6}  {again.why_not}"
    changes = [c.what for c in changed_in_words(again.before, again.now) if not c.what.isupper()]
    more = f" and {len(changes) - MOST_NAMED} more" if len(changes) > MOST_NAMED else ""
    named = ", ".join(changes[:MOST_NAMED]) + more
    return f"{start} {_points(again.before)} {_points(again.now)}  {named}".rstrip()


def _points(card: Scorecard) -> str:
    overall = card.score.overall
    return f"{'-' if overall is None else f'{overall:.0f}':>6}"


def _summary(done: list[Again]) -> Iterator[str]:
    """How many calls changed, and the reasons for it, with how many calls each is about."""
    from simulator.before_and_now import changed_in_words, reasons_for_change
    from simulator.scenario.pack import counted

    pairs = [(a.before, a.now) for a in done if a.before is not None and a.now is not None]
    changed = [pair for pair in pairs if changed_in_words(*pair)]
    yield ""
    yield f"{counted(len(pairs), 'call')} graded again, {len(changed)} with another result."
    reasons: dict[str, int] = {}
    for pair in pairs:
        for reason in reasons_for_change(*pair):
            reasons[reason] = reasons.get(reason, 0) + 1
    for reason, number in reasons.items():
        yield f"  {counted(number, 'call')}: {reason}"
    left = len(done) - len(pairs)
    if left:
        yield f"{counted(left, 'call')} could not be graded again and stay as they were: see above."


def _shape(done: list[Again]) -> dict[str, Any]:
    from simulator.before_and_now import changed_in_words, reasons_for_change

    graded_again = [
        {
            "attempt": again.attempt,
            "scenario": again.scenario,
            "before": _result(again.before),
            "now": _result(again.now),
            "reasons": list(reasons_for_change(again.before, again.now)),
            "changes": [asdict(change) for change in changed_in_words(again.before, again.now)],
        }
        for again in done
        if again.before is not None and again.now is not None
    ]
    left = [{"attempt": a.attempt, "why": a.why_not} for a in done if a.now is None]
    return {"schema_version": SCHEMA_VERSION, "graded_again": graded_again, "left": left}


def _result(card: Scorecard) -> dict[str, Any]:
    return {
        "rubric": card.rubric.model_dump(),
        "overall": card.score.overall,
        "passed": card.passed,
    }
