"""A whole call, every pair of phase and event, and thousands of random ones."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.call import Call, Phase, ProtocolError
from simulator.call import effects as fx
from simulator.call import events as ev
from simulator.call.diagram import diagram
from simulator.call.engine import TRANSITIONS
from simulator.call.state import State
from simulator.session.journal import from_line, to_line
from tests.unit.call.calls import SCENARIO, Rep

SAMPLES: tuple[ev.Event, ...] = (
    ev.Dialled(),
    ev.RingEnded(at_seconds=1),
    ev.GreetingStarted(at_seconds=1, line="hotline", from_seconds=0, seconds=4, cue_end_seconds=2),
    ev.GreetingEnded(at_seconds=2),
    ev.PromptEnded(at_seconds=2),
    ev.Beeped(at_seconds=3),
    ev.KeyPressed(at_seconds=3, key="0"),
    ev.TimerFired(at_seconds=4, timer=0),
    ev.Recorded(at_seconds=9, line="hotline", take="take-1", seconds=5, speech_seconds=4,
                first_speech_seconds=0.5, ended_by="rep"),
    ev.Heard(at_seconds=9, line="desk", text="Dana", request="ask_by_name", person="Dana Kim"),
    ev.HungUp(at_seconds=9),
)  # fmt: skip
FOREGROUND = (fx.Ring, fx.PlayGreeting, fx.Say, fx.Beep, fx.Record, fx.Listen)


def test_the_samples_hold_one_of_each_event() -> None:
    assert {type(event) for event in SAMPLES} == set(ev.EVENTS)


def test_a_call_from_ring_to_message() -> None:
    rep = Rep()
    assert rep.send(ev.Dialled()) == (fx.Ring(),)
    assert rep.send(ev.RingEnded(at_seconds=1)) == (fx.Ring(),)
    assert rep.send(ev.RingEnded(at_seconds=2)) == (fx.PlayGreeting(line="hotline"),)
    rep.greeting_starts()
    assert rep.greeting_ends() == (fx.Beep(),)
    (record,) = rep.beeps()
    assert isinstance(record, fx.Record)
    assert (record.line, record.take, record.max_seconds) == ("hotline", "take-1", 45.0)
    assert rep.send(ev.HungUp(at_seconds=30)) == (fx.StopRecording(),)
    assert rep.call.state.phase.value == "closing"
    assert rep.recorded(20) == (fx.End(reason="hung_up"),)
    assert rep.call.phase is Phase.ENDED


@pytest.mark.parametrize(
    ("phase", "event"),
    list(itertools.product(Phase, SAMPLES)),
    ids=lambda value: value.value if isinstance(value, Phase) else type(value).__name__,
)
def test_every_phase_meets_every_event(phase: Phase, event: ev.Event) -> None:
    call = Call(SCENARIO)
    call.state = before = State(phase, line="desk" if phase is Phase.TALKING else "hotline")
    legal = (phase, type(event)) in TRANSITIONS
    assert call.accepts(event) is legal
    if legal:
        call.send(event)
        assert call.phase in TRANSITIONS[phase, type(event)].to
    else:
        with pytest.raises(ProtocolError, match=type(event).__name__):
            call.send(event)
        assert call.state is before


def test_hanging_up_is_possible_until_the_call_has_ended() -> None:
    hang_up = {phase for phase, event in TRANSITIONS if event is ev.HungUp}
    assert hang_up == set(Phase) - {Phase.ENDED}


def test_nothing_leads_out_of_an_ended_call() -> None:
    assert all(phase is not Phase.ENDED for phase, _ in TRANSITIONS)


Choose = Callable[[Sequence[Any]], Any]
"""Picks one of several: hypothesis where a failure should be made small, a seed elsewhere."""


def walk(call: Call, choose: Choose) -> tuple[list[ev.Event], set[tuple[Phase, Phase]]]:
    """One random legal call; the rep hangs up if it goes on too long."""
    sent: list[ev.Event] = []
    seen: set[tuple[Phase, Phase]] = set()
    at = 0.0
    foreground: fx.Effect = fx.Ring()
    while call.phase is not Phase.ENDED:
        at += choose((0.1, 0.5, 1.0, 1.3))
        event = doing(call, foreground, at, choose, late=len(sent) > 60)
        before = call.phase
        effects = call.send(event)
        sent.append(event)
        assert call.phase in TRANSITIONS[before, type(event)].to
        seen.add((before, call.phase))
        started = [effect for effect in effects if isinstance(effect, FOREGROUND)]
        assert len(started) <= 1, "two foreground effects at once"
        foreground = started[0] if started else foreground
    return sent, seen


def doing(call: Call, foreground: fx.Effect, at: float, choose: Choose, *, late: bool) -> ev.Event:
    """What happens next: the outcome of what is under way, or something that the rep does."""
    outcome = outcome_of(call, foreground, at, choose)
    if call.phase in {Phase.DIALLING, Phase.CLOSING}:
        return outcome
    options: list[ev.Event] = [outcome, outcome, outcome, ev.HungUp(at_seconds=at)]
    if late:
        options = [ev.HungUp(at_seconds=at)]
    elif (call.phase, ev.KeyPressed) in TRANSITIONS:
        key = choose("0000##*123789")
        options.append(ev.KeyPressed(at_seconds=at, key=key))
        if call.state.pressed:
            timer = choose([call.state.timer, call.state.timer - 1])
            options.append(ev.TimerFired(at_seconds=at, timer=timer))
    chosen: ev.Event = choose(options)
    return chosen


def outcome_of(call: Call, effect: fx.Effect, at: float, choose: Choose) -> ev.Event:
    if call.phase is Phase.DIALLING:
        return ev.Dialled()
    match effect:
        case fx.Ring():
            return ev.RingEnded(at_seconds=at)
        case fx.PlayGreeting(line=line, from_seconds=start):
            if call.state.greeting_at_seconds is None:
                return ev.GreetingStarted(at_seconds=at, line=line, from_seconds=start,
                                          seconds=5, cue_end_seconds=None)  # fmt: skip
            return ev.GreetingEnded(at_seconds=at)
        case fx.Say():
            return ev.PromptEnded(at_seconds=at)
        case fx.Beep():
            return ev.Beeped(at_seconds=at)
        case fx.Record(line=line, take=take):
            speech = choose([0.0, 2.9, 3.0, 20.0])
            ended: list[ev.EndedBy] = ["rep", "limit", "silence", "device_lost", "disk_full"]
            return ev.Recorded(at_seconds=at, line=line, take=take, seconds=speech + 1,
                               speech_seconds=speech, first_speech_seconds=None,
                               ended_by=choose(ended))  # fmt: skip
        case _:
            requests: list[ev.Request] = ["ask_by_name", "ask_who", "pitch", "answer_screen",
                                          "unclear", "silence"]  # fmt: skip
            person = choose(["Dana Kim", "Lena Ortiz", "Nobody", None])
            request = choose(requests)
            return ev.Heard(at_seconds=at, line=call.state.line, text="", request=request,
                            person=person)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_random_legal_calls_end_and_replay_to_the_same_state(data: st.DataObject) -> None:
    call = Call(SCENARIO)
    events, _ = walk(call, lambda options: data.draw(st.sampled_from(options)))
    again = Call(SCENARIO)
    for line in [to_line(event) for event in events]:
        again.send(from_line(line))
    assert again.state == call.state


def test_every_declared_arrow_is_walked() -> None:
    chance = random.Random(20)
    walked: set[tuple[Phase, Phase]] = set()
    for _ in range(3000):
        walked |= walk(Call(SCENARIO), chance.choice)[1]
    declared = {(phase, to) for (phase, _), t in TRANSITIONS.items() for to in t.to if to != phase}
    assert declared - walked == {(Phase.DIALLING, Phase.ENDED)}, "walks always dial"


def test_the_state_is_a_value() -> None:
    state = State(Phase.GREETING, line="hotline")
    assert replace(state) == state


def test_the_diagram_in_the_documents_is_the_table() -> None:
    page = Path(__file__).parents[3] / "docs" / "ARCHITECTURE.md"
    assert f"```mermaid\n{diagram()}```" in page.read_text(encoding="utf-8")
