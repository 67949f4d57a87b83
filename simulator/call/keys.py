"""Keys: what a press does, and how long `0` waits for `#`.

A phone system cannot know whether a rep who pressed 0 will press # next. Where a line knows a
longer key that begins with what was pressed, the press waits 1.2 s; then the shorter one counts.
"""

from __future__ import annotations

from dataclasses import replace

from simulator.call import effects as fx
from simulator.call import events as ev
from simulator.call import moves
from simulator.call.state import Next, Phase, State, Step
from simulator.call.talk import offered_person, reply
from simulator.scenario.model import SKIP_TO_BEEP, Scenario

KEY_WAIT_SECONDS = 1.2
NOT_VALID = "That is not a valid option."


def press(scenario: Scenario, state: State, event: ev.KeyPressed) -> Step:
    """A key was pressed: it sounds at once, and may do something."""
    after, effects = _press(scenario, state, event)
    return after, (fx.SoundKey(key=event.key), *effects)


def sound_only(_: Scenario, state: State, event: ev.KeyPressed) -> Step:
    """A key that can be heard and does nothing."""
    return state, (fx.SoundKey(key=event.key),)


def wait_is_over(scenario: Scenario, state: State, event: ev.TimerFired) -> Step:
    """The key that waited for `#` counts as it is. A timer of an earlier key changes nothing."""
    if event.timer != state.timer or not state.pressed:
        return state, ()
    pressed, state = state.pressed, replace(state, pressed="")
    if pressed in state.line_in(scenario).keys:
        return _act(scenario, state, pressed, event.at_seconds)
    return _refuse(state, event.at_seconds)


def _press(scenario: Scenario, state: State, event: ev.KeyPressed) -> Step:
    line = state.line_in(scenario)
    if event.key == "#" and _completes_zero(state, event):
        return state, ()
    person = offered_person(line, state, event.key)
    if person is not None:
        return reply(line, state, person)
    if not _takes_keys(state):
        return state, ()
    typed = state.pressed + event.key
    cancelled = moves.forget_key(state)
    if any(key != typed and key.startswith(typed) for key in line.keys):
        timer = state.timer + 1
        waiting = replace(state, pressed=typed, timer=timer)
        return waiting, (*cancelled, fx.StartTimer(timer=timer, seconds=KEY_WAIT_SECONDS))
    settled = replace(state, pressed="")
    if typed in line.keys:
        after, effects = _act(scenario, settled, typed, event.at_seconds)
    elif typed == "#" and line.then == "beep":
        after, effects = _skip_or_finish(settled)
    elif state.pressed in line.keys:
        after, effects = _act(scenario, settled, state.pressed, event.at_seconds)
    else:
        after, effects = _refuse(settled, event.at_seconds)
    return after, (*cancelled, *effects)


def _act(scenario: Scenario, state: State, key: str, at_seconds: float) -> Step:
    target = state.line_in(scenario).keys[key]
    if key == "0":
        state = replace(state, zero_at_seconds=at_seconds)
    if target == SKIP_TO_BEEP:
        return _skip_or_finish(state)
    if state.phase is Phase.RECORDING:
        closing = replace(state, phase=Phase.CLOSING, after=Next(step="line", line=target))
        return closing, (fx.StopRecording(),)
    return moves.reach(state, target)


def _skip_or_finish(state: State) -> Step:
    """`#` skips a greeting and finishes a message."""
    if state.phase is Phase.RECORDING:
        closing = replace(state, phase=Phase.CLOSING, after=Next(step="deliver"))
        return closing, (fx.StopRecording(),)
    if state.phase is Phase.BEEP:
        return state, ()
    return moves.beep(state)


def _refuse(state: State, at_seconds: float) -> Step:
    """Say that the key is no option, and go on with the greeting where it was."""
    if state.phase is not Phase.GREETING:
        return state, ()
    begun = state.greeting_at_seconds
    heard_seconds = 0.0 if begun is None else max(0.0, at_seconds - begun)
    return moves.say(state, NOT_VALID, Next(step="greeting", from_seconds=heard_seconds))


def _takes_keys(state: State) -> bool:
    """A goodbye can no longer be interrupted; any other prompt can."""
    if state.phase is not Phase.PROMPT:
        return True
    return state.after is not None and state.after.step in {"greeting", "beep", "listen"}


def _completes_zero(state: State, event: ev.KeyPressed) -> bool:
    """Whether this `#` belongs to a 0 that took effect just before, on a line without `0#`."""
    zero_at = state.zero_at_seconds
    return zero_at is not None and event.at_seconds - zero_at <= KEY_WAIT_SECONDS
