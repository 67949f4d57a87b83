"""One part of a message, line by line: it is typed, or recorded between two Enters."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from simulator.plain.drilling import STOPS, Lines, Tell, goes_on
from simulator.ports import PortError
from simulator.practice.one_part import NOUNS, verdict_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.session.calling import Calling
    from simulator.session.drilling.parts import OnePart, PartGraded

LOOK_SECONDS = 0.1
TYPE_IT = "Type your {part} in one line; q stops."
SPEAK_IT = "Press Enter, say your {part}, and press Enter again; or type it. q stops."
RECORDING = "Recording. Enter ends it."
GRADING = "Listening to it ..."


def play(run: OnePart, lines: Lines, tell: Tell, *, speaks: bool) -> None:
    """Play a run until it is over, is stopped, or nobody types any more."""
    part = NOUNS[run.part]
    run.go_on()
    while (place := run.place) is not None:
        calling = run.brief(place)
        if calling is None:
            continue
        tell(f"{part.capitalize()} {len(run.done) + 1} of {run.number}.")
        for line in (*run.left_out(), *brief_lines(calling, run.part)):
            tell(line)
        graded = _graded(run, place, lines, tell, speaks=speaks)
        if graded is None:
            return
        for line in graded_lines(graded):
            tell(line)
        if speaks and run.place is not None and not goes_on(lines, tell):
            return


def brief_lines(calling: Calling, part: str) -> Iterator[str]:
    """Whom it is said to, and what there is to say."""
    scenario = calling.scenario
    rep, prospect = scenario.rep, scenario.prospect
    yield f"  To {prospect.name}, {prospect.title}, {prospect.company}."
    yield f"  You are {rep.name}, {rep.company}, {rep.number}. You offer {rep.offer}."
    if part == "opening":
        yield from (f"  You know: {' '.join(fact.text.split())}" for fact in scenario.research)


def graded_lines(graded: PartGraded) -> Iterator[str]:
    """What was said, and every point of it."""
    yield f"“{graded.said}”"
    for criterion in graded.criteria.values():
        words = "; ".join(f"«{e.text}»" for e in criterion.evidence if e.text)
        yield f"  {criterion.title}: {verdict_in_words(criterion)}{'  ' if words else ''}{words}"
        if criterion.passed is False:
            yield f"    {criterion.advice}"
    if graded.trouble:
        yield graded.trouble


def _graded(
    run: OnePart, place: int, lines: Lines, tell: Tell, *, speaks: bool
) -> PartGraded | None:
    """Ask until something could be graded; None where the rep stops."""
    while True:
        tell((SPEAK_IT if speaks else TYPE_IT).format(part=NOUNS[run.part]))
        line = lines.wait()
        if line is None or line.lower() in STOPS:
            return None
        try:
            if line or not speaks:
                return run.grade_typed(place, line)
            _record(run, lines, tell)
            tell(GRADING)
            return run.grade(place)
        except PortError as error:
            tell(str(error))


def _record(run: OnePart, lines: Lines, tell: Tell) -> None:
    """Record until Enter, or until the recording ends by itself."""
    stop = threading.Event()
    tell(RECORDING)
    with ThreadPoolExecutor(1, thread_name_prefix="part") as pool:
        recording = pool.submit(run.record, _no_meter, stop)
        try:
            while not recording.done() and not lines.is_over and not lines.look(LOOK_SECONDS):
                pass
        finally:
            stop.set()
        recording.result()


def _no_meter(level: float) -> None:
    """A meter makes no sense in lines."""
