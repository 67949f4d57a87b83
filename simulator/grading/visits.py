"""Which lines of a call were reached, and what was done there first.

The call's events are played through the engine again, so that what a key did here is what it did
then. A line counts as reached when its greeting could be heard; reached twice, it is one visit.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.call import events as ev
from simulator.call.engine import Call
from simulator.call.state import Phase, State
from simulator.scenario.model import SKIP_TO_BEEP, Line, Made, Scenario

ZERO_OUT = frozenset({"0", "0#"})
NO_REQUEST = frozenset({"unclear", "silence"})
"""Turns with a live person in which nothing was asked."""


@dataclass(slots=True)
class Visit:
    """A line that was reached. Times in seconds since dialling.

    `cue_at` is when the deciding words had been heard, or would have been, and `cue_is_heard` says
    which. `made` is the first thing that was done (None: the line was dropped), and `made_at` when,
    for keys and hanging up. `was_recorded`: something was said after the beep.
    """

    line: str
    cue_at: float | None = None
    cue_is_heard: bool = False
    made: Made | None = None
    made_at: float | None = None
    was_recorded: bool = False

    def decide(self, made: Made | None, at_seconds: float | None) -> None:
        """The first decision stands."""
        if self.made is None:
            self.made, self.made_at = made, at_seconds


def visits(scenario: Scenario, events: tuple[ev.Event, ...]) -> tuple[Visit, ...]:
    """The lines that were reached, in order. Events that the engine refuses are left out."""
    call, walk = Call(scenario), _Walk(scenario)
    for event in events:
        if call.accepts(event):
            before = call.state
            call.send(event)
            walk.take(before, event, call.state)
    return tuple(walk.found.values())


class _Walk:
    """The visits so far, and what must be remembered between two events."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.found: dict[str, Visit] = {}
        self._playing: ev.GreetingStarted | None = None
        self._key_at = 0.0

    def take(self, before: State, event: ev.Event, after: State) -> None:
        """Note what one event meant for the line on which it happened."""
        if isinstance(event, ev.GreetingStarted):
            self.found.setdefault(event.line, Visit(event.line))
            self._playing = event
        elif after.phase is not Phase.GREETING or after.line != before.line:
            self._greeting_stopped(event)
        if isinstance(event, ev.KeyPressed) and not before.pressed:
            self._key_at = event.at_seconds
        visit = self.found.get(before.line)
        if visit is not None:
            self._decide(visit, before, event, after)

    def _greeting_stopped(self, event: ev.Event) -> None:
        """Note when the cue of the greeting was over, or that it was cut off before."""
        playing, self._playing = self._playing, None
        if playing is None or playing.cue_end_seconds is None:
            return
        visit = self.found[playing.line]
        if not visit.cue_is_heard:
            visit.cue_at = playing.at_seconds + playing.cue_end_seconds - playing.from_seconds
            to_its_end = isinstance(event, ev.GreetingEnded)
            visit.cue_is_heard = to_its_end or event.at_seconds >= visit.cue_at

    def _decide(self, visit: Visit, before: State, event: ev.Event, after: State) -> None:
        line = self.scenario.lines[visit.line]
        match event:
            case ev.KeyPressed(key=key):
                visit.decide(_away(line, before.pressed + key, before, after), self._key_at)
            case ev.TimerFired():
                visit.decide(_away(line, before.pressed, before, after), self._key_at)
            case ev.Heard(request=request) if request not in NO_REQUEST:
                visit.decide(request, None)
            case ev.Recorded(first_speech_seconds=first):
                visit.was_recorded |= first is not None
            case ev.HungUp(at_seconds=at):
                visit.decide("hang_up", at)
            case _:
                pass


def _away(line: Line, typed: str, before: State, after: State) -> Made | None:
    """What keys made that led to another line, or to a person on offer; None if they did not."""
    if after == before:
        return None
    leads_to_line = after.after is not None and after.after.step == "line"
    if (
        after.phase is Phase.PROMPT
        and after.after is not None
        and (leads_to_line or after.after.step == "end")
    ):
        return "ask_by_name"
    if after.line == before.line and not (after.phase is Phase.CLOSING and leads_to_line):
        return None
    leads_away = line.keys.get(typed, SKIP_TO_BEEP) != SKIP_TO_BEEP
    key = typed if leads_away else before.pressed
    return "zero_out" if key in ZERO_OUT else f"key:{key}"
