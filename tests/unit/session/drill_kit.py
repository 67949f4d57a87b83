"""Runs of drills with the shipped calls, a clock that a test turns, and nothing to be heard."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from simulator.adapters.scenario_files import ScenarioFiles
from simulator.practice.evidence import Evidence
from simulator.practice.occasion import Occasion
from simulator.scenario.model import Made
from simulator.session.desk import Desk
from simulator.session.drilling.quick import DecidedNow, QuickChoice
from simulator.session.drilling.run import Run
from tests.tui.fakes import Setup, set_up

SHIPPED = ScenarioFiles()
START = datetime.fromisoformat("2026-03-02T09:00:00+01:00")
STOP = threading.Event()


@dataclass
class Clock:
    """Seconds, and the moment on the wall."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds

    def moment(self) -> datetime:
        return START + timedelta(seconds=self.seconds)


def at_a_desk(folder: Path, clock: Clock, *, shipped: bool = True, **more: Any) -> Setup:
    """A desk with the shipped calls, whose wall clock is the test's."""
    made = set_up(folder, **more)
    if shipped:
        made.desk.ports = replace(made.desk.ports, library=SHIPPED)
    made.desk.practice.clock = clock.moment
    made.desk.practice._library = made.desk.ports.library
    return made


def decide(run: Run, made: Made | None = None, after_cue: float = 1.0) -> DecidedNow:
    """Decide the next greeting: by what is best, unless something else is `made`."""
    assert isinstance(run, QuickChoice)
    place = run.place
    assert place is not None
    heard = run.prepare(place, STOP)
    assert heard is not None
    choice = heard.greeting.scenario.lines[heard.greeting.line].choice
    assert choice is not None
    at = heard.greeting.cue_end_seconds or heard.greeting.seconds
    return run.decide(heard, made or choice.best, at + after_cue)


def called(desk: Desk, run: Run, **more: Any) -> Evidence:
    """The evidence of a call that was made as the next item of a run."""
    place = run.place
    assert place is not None
    item = run.series.items[place]
    occasion: Occasion = run.occasion(place)
    given: dict[str, Any] = {
        "attempt": f"a-{place:02d}",
        "scenario": item.scenario,
        "variant": item.variant,
        "type": "personal_mailbox",
        "finished_at": desk.practice.now(),
        "setting": occasion.setting,
        "series": occasion.series,
        "place": place,
        "is_clean": True,
        "passed": True,
    }
    return Evidence(**{**given, **more})
