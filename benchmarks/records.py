"""What twenty thousand kept calls cost: `python -m benchmarks.records`, in a checkout.

Two homes are filled with calls, 1,000 and 20,000, each with its folder, its journal and a result of
usual size; the rows are written at once, which is not measured. Measured in turn, so that both
sides of each ratio see the same machine:

- what the first screen reads of calls (target: at most 1.5 times as long, and under 300 ms), and
  its parts: how far the rep has come, the newest calls, calls that were cut off, what is next;
- what the screen of progress reads (the same target);
- following all calls anew, which happens once, when where the rep stood is not kept;
- opening the records anew, as every start does;
- saving a call with a recording of 20 s (target: under 20 ms).
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.calls_kept import a_minute_long, desk_in
from benchmarks.practice_load import some_calls
from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.adapters.records_sqlalchemy.database import Database
from simulator.adapters.records_sqlalchemy.practice import evidence_row
from simulator.adapters.records_sqlalchemy.practice_statements import put_evidence
from simulator.adapters.records_sqlalchemy.rows import row_of
from simulator.adapters.records_sqlalchemy.statements import count_again, insert_attempt
from simulator.ports import Attempt
from simulator.session.attempt_folders import FINISHED_NAME
from simulator.session.desk import Desk
from simulator.session.journal import JOURNAL_NAME
from simulator.tui.shelf import read_progress

FEW, MANY = 1_000, 20_000
RATIO_TARGET = 1.5
SAVING_TARGET_MS = 20.0
SCREEN_TARGET_MS = 300.0
RUNS = 25
SECONDS = 20
FIRST_DAY = datetime(2023, 1, 1, 9, tzinfo=UTC)


def filled(folder: Path, number: int) -> Desk:
    """A desk with so many calls of all scenarios, some a day."""
    desk = desk_in(folder)
    one = a_minute_long(desk)
    ids = [file.listing.id for file in desk.ports.library.scenarios()]
    calls = [_another(one, at, ids[at % len(ids)]) for at in range(number)]
    random = some_calls(number, desk.practice.shelf(), desk.practice.skills)
    evidence = [
        shown.model_copy(update={"attempt": call.id, "finished_at": call.started_at})
        for shown, call in zip(random, calls, strict=True)
    ]

    def keep(connection: object) -> None:
        for call in calls:
            insert_attempt(connection, row_of(call), [])  # type: ignore[arg-type]
        for shown in evidence:
            put_evidence(connection, evidence_row(shown))  # type: ignore[arg-type]
        count_again(connection, set(ids))  # type: ignore[arg-type]

    Database(desk.places.database, 5.0).write(keep)
    for call in calls:
        kept = desk.places.attempts / call.id
        kept.mkdir()
        (kept / JOURNAL_NAME).write_text(call.journal, "utf-8")
        (kept / FINISHED_NAME).touch()
    return desk


def _another(one: Attempt, at: int, scenario_id: str) -> Attempt:
    began = FIRST_DAY + timedelta(hours=at)
    score = one.scorecard.score.model_copy(update={"overall": float(at % 100)})
    card = one.scorecard.model_copy(update={"score": score})
    name = f"{began:%Y%m%d-%H%M%S}-{at:06x}"
    return replace(
        one, id=name, scenario_id=scenario_id, started_at=began.isoformat(), scorecard=card
    )


def first_screen(desk: Desk) -> None:
    """What the first screen reads of calls."""
    trouble: list[str] = []
    read_progress(desk, trouble)
    desk.unfinished()
    if trouble:
        raise RuntimeError(trouble[0])


def opened(desk: Desk) -> None:
    """The records opened as every start does, with how far the rep has come."""
    SqlRecords(desk.places).reached()


def saving_ms(desk: Desk, runs: int) -> float:
    """How long it takes to keep a call with a recording, in ms; the median."""
    records, one = desk.ports.records, desk.ports.records.latest(1)[0]
    kept = records.attempt(one.id)
    if kept is None:
        raise RuntimeError(one.id)
    took: list[float] = []
    for at in range(runs):
        name = f"new-{time.time_ns():x}-{at}"
        folder = records.begin(name)
        (folder / "take-1.wav").write_bytes(bytes(SECONDS * 32_000))
        call = replace(kept, id=name, folder=folder)
        began = time.perf_counter()
        records.finish(call)
        took.append(1000 * (time.perf_counter() - began))
    return statistics.median(took)


def medians_ms(few: Callable[[], object], many: Callable[[], object]) -> tuple[float, float]:
    """The medians of both, taken in turn, in ms."""
    took: tuple[list[float], list[float]] = ([], [])
    for _ in range(RUNS):
        for work, into in zip((few, many), took, strict=True):
            began = time.perf_counter()
            work()
            into.append(1000 * (time.perf_counter() - began))
    return statistics.median(took[0]), statistics.median(took[1])


PARTS: dict[str, Callable[[Desk], object]] = {
    "all that the first screen reads of calls": first_screen,
    "  how far the rep has come": lambda desk: desk.ports.records.reached(),
    "  the 20 newest calls": lambda desk: desk.ports.records.latest(20),
    "  calls that were cut off": lambda desk: desk.unfinished(),
    "  where the rep stands, and what is next": lambda desk: desk.practice.coming(),
    "all that the screen of progress reads": lambda desk: desk.practice.progress(),
    "opening the records": opened,
}


def main() -> int:
    """Measure, print, and say whether the targets are met."""
    with tempfile.TemporaryDirectory() as name:
        few, many = filled(Path(name) / "few", FEW), filled(Path(name) / "many", MANY)
        size = many.places.database.stat().st_size / 1e6
        print(
            f"{platform.machine()}, Python {platform.python_version()}, {os.cpu_count()} cores; "
            f"the database with {MANY:,} calls has {size:.0f} MB"
        )
        began = time.perf_counter()
        many.practice.standing()
        print(f"following all {MANY:,} calls once: {time.perf_counter() - began:.1f} s")
        few.practice.standing()
        ratios: dict[str, float] = {}
        slowest_ms = 0.0
        for title, work in PARTS.items():
            work(few), work(many)
            one, other = medians_ms(lambda w=work: w(few), lambda w=work: w(many))  # type: ignore[misc]
            if title.startswith("all that"):
                ratios[title] = other / one
                slowest_ms = max(slowest_ms, other)
            print(
                f"{title}: {other:.1f} ms with {MANY:,}, {one:.1f} ms with {FEW:,}: "
                f"{other / one:.2f}x"
            )
        saving = saving_ms(few, RUNS), saving_ms(many, RUNS)
    print(f"saving a call: {saving[1]:.1f} ms with {MANY:,}, {saving[0]:.1f} ms with {FEW:,}")
    met = (
        max(ratios.values()) <= RATIO_TARGET
        and slowest_ms < SCREEN_TARGET_MS
        and saving[1] < SAVING_TARGET_MS
    )
    print(
        f"Targets: {RATIO_TARGET}x and under {SCREEN_TARGET_MS:.0f} ms for what both screens read, "
        f"saving under {SAVING_TARGET_MS:.0f} ms: {'met' if met else 'missed'}."
    )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
