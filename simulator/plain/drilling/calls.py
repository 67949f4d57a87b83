"""Whole calls one after the other, line by line: a power hour, or calls drawn by chance.

Where nobody sits at a terminal, a line is a whole call: `0#`, `h`, a message, or several of these
with | between them, in the order in which they are done.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from simulator.plain import (
    HOW_TO,
    HOW_TO_TYPED,
    KEYS,
    LineReader,
    PlainStage,
    as_said,
    result_lines,
)
from simulator.plain.brief import brief_in_words
from simulator.plain.callback import would_call_back
from simulator.plain.drilling import STOPS, Lines
from simulator.session.greeting import greeting_sound
from simulator.session.runner import Session
from simulator.session.simulated import REACTION_SECONDS, Script, SimulatedCall

if TYPE_CHECKING:
    from simulator.ports import Attempt, ScenarioFile
    from simulator.session.drilling.calls import Calls
    from simulator.session.takes import CallEnded

LOOK_SECONDS = 0.2
DIALS = "Enter dials; q stops."
GIVEN = "Type what you do: keys such as 0#, h to hang up, or what you say, with | between; q stops."
OUT_OF_TIME = "The hour is over."
SECONDS_A_MINUTE = 60


def play(run: Calls, lines: Lines, stage: PlainStage, *, is_live: bool) -> None:
    """Make calls until the run is over, is stopped, or nobody types any more."""
    run.go_on()
    while True:
        for sentence in (*run.left_out(), run.deal_on()):
            _tell(stage, sentence)
        place = run.place
        file = None if place is None or run.is_over else run.file_at(place)
        if place is None or file is None:
            break
        for line in _brief(run, file):
            stage.notice(line)
        stage.notice(DIALS if is_live else GIVEN)
        typed = lines.wait()
        if typed is None or typed.lower() in STOPS:
            return
        attempt = _called(run, place, file, stage, lines if is_live else typed)
        _tell(stage, run.take(attempt, file))
        if not run.is_timed:
            _feedback(run, attempt, file, lines, stage, is_live=is_live)
    if run.left_seconds == 0:
        stage.notice(OUT_OF_TIME)


def _tell(stage: PlainStage, sentence: str) -> None:
    if sentence:
        stage.notice(sentence)


def _brief(run: Calls, file: ScenarioFile) -> tuple[str, ...]:
    left, number = run.left_seconds, len(run.done) + 1
    calling = run.desk.as_called(file)
    if left is None:
        return f"Call {number}.", *brief_in_words(calling)
    prospect, rep = calling.scenario.prospect, calling.scenario.rep
    return (
        f"Dial {number} of {run.number}. {round(left / SECONDS_A_MINUTE)} minutes left.",
        f"  {prospect.name}, {prospect.title}, {prospect.company}.",
        f"  You are {rep.name}, {rep.company}, {rep.number}. You offer {rep.offer}.",
        *(f"  You know: {' '.join(fact.text.split())}" for fact in calling.scenario.research),
    )


def _called(
    run: Calls, place: int, file: ScenarioFile, stage: PlainStage, does: Lines | str
) -> Attempt:
    """Make one call, live or by a line that says what is done, and grade it."""
    desk = run.desk
    setting = desk.new_setting(file, occasion=run.occasion(place))
    if isinstance(does, str):
        ended = SimulatedCall(setting, desk.ports, stage, _script(run, file, does)).run()
    else:
        ended = asyncio.run(_live(Session(setting, desk.ports, stage), does, stage))
    attempt, problem = desk.grade_now(ended)
    _tell(stage, problem or "")
    return attempt


async def _live(session: Session, lines: Lines, stage: PlainStage) -> CallEnded:
    stage.notice(HOW_TO_TYPED if session.is_typed else HOW_TO)
    feeding = asyncio.create_task(_feed(LineReader(session), session, lines))
    try:
        return await session.run()
    finally:
        feeding.cancel()


async def _feed(reader: LineReader, session: Session, lines: Lines) -> None:
    """Hand what is typed to the call; where the input ends, hang up."""
    while not lines.is_over:
        for line in await asyncio.to_thread(lines.look, LOOK_SECONDS):
            reader.take(line)
    session.hang_up()


def _script(run: Calls, file: ScenarioFile, line: str) -> Script:
    """What a line says is done."""
    doings = [doing.strip() for doing in line.split("|") if doing.strip()]
    keys = next((doing for doing in doings if set(doing) <= KEYS), "")
    hangs_up = any(doing.lower() in {"h", "hang up"} for doing in doings)
    said = [d for d in doings if d != keys and d.lower() not in {"h", "hang up"}]
    return Script(keys, None, _after_the_cue(run, file) if hangs_up else None, said)


def _after_the_cue(run: Calls, file: ScenarioFile) -> float:
    name, stop = file.scenario.first_line, threading.Event()
    sound = greeting_sound(file, name, run.desk.ports.voice, stop, lambda _: None)
    cue_end = sound.cue_end_seconds
    return (sound.seconds if cue_end is None else cue_end) + REACTION_SECONDS


def _feedback(
    run: Calls,
    attempt: Attempt,
    file: ScenarioFile,
    lines: Lines,
    stage: PlainStage,
    *,
    is_live: bool,
) -> None:
    """The result as after every call; where somebody is there, with the questions before it."""
    if is_live:
        rep = _Rep(lines)
        attempt = as_said(run.desk, attempt, file, stage, rep.next_line)
        attempt = would_call_back(run.desk, attempt, rep, stage.notice, plays=True)
        _tell(stage, run.take(attempt, file))
    for line in result_lines(attempt.scorecard, run.desk.as_it_was_called(attempt, file)):
        stage.notice(line)


class _Rep:
    """Whoever types, as the questions after a call ask for it."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines

    def next_line(self, unless: Callable[[], bool] = lambda: False) -> str | None:
        while not unless() and not self._lines.is_over:
            for line in self._lines.look(LOOK_SECONDS):
                return line
        return None
