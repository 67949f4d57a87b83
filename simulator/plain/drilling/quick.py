"""Quick choices, line by line: a key and Enter decide.

Where nobody sits at a terminal no time passes: a decision counts as made half a second after the
deciding words, or so many seconds after them as stand behind an @.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from simulator.plain.drilling import STOPS, Lines, Tell, goes_on
from simulator.practice.quick_keys import OTHER_KEYS, made_by, offers
from simulator.session.drilling.deciding import Deciding, ring

if TYPE_CHECKING:
    from simulator.scenario.model import Made
    from simulator.session.drilling.quick import DecidedNow, QuickChoice, ToDecide

LOOK_SECONDS = 0.05
REACTION_SECONDS = 0.5
BEGIN = "Decide as soon as you can tell whose line it is: a key and Enter. Enter begins; q stops."
UNKNOWN = "No such key. {keys}"
Decision = tuple["Made | None", float]


def play(run: QuickChoice, lines: Lines, tell: Tell, *, is_live: bool) -> None:
    """Play a run until it is over, is stopped, or nobody types any more."""
    if is_live and not goes_on(lines, tell, BEGIN):
        return
    run.go_on()
    while (heard := _next(run, tell)) is not None:
        decision = _heard(run, heard, lines, tell) if is_live else _given(heard, lines, tell)
        if decision is None:
            return
        for line in _told(run.decide(heard, *decision)):
            tell(line)
        if is_live and run.place is not None and not goes_on(lines, tell):
            return


def _next(run: QuickChoice, tell: Tell) -> ToDecide | None:
    """The next greeting, made ready and announced; None where there is none any more."""
    while (place := run.place) is not None:
        heard = run.prepare(place, threading.Event())
        if heard is not None:
            for sentence in (*run.left_out(), heard.trouble, *_asked(run, heard)):
                if sentence:
                    tell(sentence)
            return heard
    return None


def _asked(run: QuickChoice, heard: ToDecide) -> tuple[str, ...]:
    number = f"Greeting {len(run.done) + 1} of {run.number}"
    return f"{number}. You want to reach {heard.prospect}.", f"  {heard.brief}", _keys(heard)


def _keys(heard: ToDecide) -> str:
    return f"{', '.join(f'{key} {does}' for key, does in offers(heard.made))}, {OTHER_KEYS}."


def _told(decided: DecidedNow) -> tuple[str, ...]:
    lines = (decided.verdict, f"  {decided.words}", f"  {decided.why}", decided.trouble)
    return tuple(line for line in lines if line)


def _heard(run: QuickChoice, heard: ToDecide, lines: Lines, tell: Tell) -> Decision | None:
    """Play the greeting until it is decided, or too late; None where the rep stops."""
    ring(run.desk.ports.player, threading.Event())
    deciding = Deciding(run.desk.ports.player, heard.sound)
    words = list(heard.sound.captions)
    try:
        while not lines.is_over:
            while words and words[0].start_seconds <= deciding.seconds:
                tell(f"  {words.pop(0).text}")
            if deciding.is_late:
                return None, deciding.seconds
            for line in lines.look(LOOK_SECONDS):
                at_seconds = deciding.seconds
                if line.lower() in STOPS:
                    return None
                made = made_by(line)
                if made is not None:
                    return made, at_seconds
                tell(UNKNOWN.format(keys=_keys(heard)))
    finally:
        deciding.close()
    return None


def _given(heard: ToDecide, lines: Lines, tell: Tell) -> Decision | None:
    """The next decision of a script; None where it stops."""
    tell(f"  {' '.join(caption.text for caption in heard.sound.captions)}")
    cue_end = heard.sound.cue_end_seconds
    from_seconds = heard.sound.seconds if cue_end is None else cue_end
    while (line := lines.wait()) is not None and line.lower() not in STOPS:
        word, _, after = line.partition("@")
        made, seconds = made_by(word.strip()), _seconds(after)
        if line.lower() == "late":
            return None, heard.greeting.late_seconds
        if made is not None and seconds is not None:
            return made, max(0.0, from_seconds + seconds)
        tell(UNKNOWN.format(keys=_keys(heard)))
    return None


def _seconds(text: str) -> float | None:
    """The seconds behind an @; None where there is something else."""
    try:
        return float(text) if text.strip() else REACTION_SECONDS
    except ValueError:
        return None
