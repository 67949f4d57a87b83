"""The moves that several handlers make: reach a line, beep, listen, say something, end."""

from __future__ import annotations

from dataclasses import replace

from simulator.call import effects as fx
from simulator.call.state import Next, Phase, State, Step
from simulator.scenario.model import Scenario

SYSTEM_VOICE = "announcer"
"""Who speaks the mailbox's own prompts."""
TURN_MAX_SECONDS = 12.0
TURN_END_SILENCE_SECONDS = 1.0
TURN_PATIENCE_SECONDS = 6.0
"""A turn with a live person: measured as comfortable, see the design of the operator leg."""
MAILBOX_SILENCE_SECONDS = 10.0
"""A mailbox stops recording after this much silence, as Asterisk's `maxsilence` does."""


def reach(state: State, line: str) -> Step:
    """Another line answers."""
    reached = replace(
        state, phase=Phase.GREETING, line=line, pressed="", greeting_at_seconds=None, after=None,
        tries=0,
    )  # fmt: skip
    return reached, (*forget_key(state), fx.PlayGreeting(line=line))


def go_on(state: State, from_seconds: float) -> Step:
    """The greeting goes on after an interruption."""
    heard = replace(state, phase=Phase.GREETING, after=None, greeting_at_seconds=None)
    return heard, (fx.PlayGreeting(line=state.line, from_seconds=from_seconds),)


def beep(state: State) -> Step:
    """The mailbox beeps; recording follows."""
    return replace(state, phase=Phase.BEEP, after=None), (fx.Beep(),)


def record(scenario: Scenario, state: State) -> Step:
    """The mailbox records."""
    takes = state.takes + 1
    effect = fx.Record(
        line=state.line,
        take=f"take-{takes}",
        max_seconds=state.line_in(scenario).max_message_seconds,
        max_silence_seconds=MAILBOX_SILENCE_SECONDS,
    )
    return replace(state, phase=Phase.RECORDING, takes=takes), (effect,)


def listen(state: State) -> Step:
    """It is the rep's turn to speak to a person."""
    takes = state.takes + 1
    effect = fx.Listen(
        line=state.line,
        take=f"take-{takes}",
        max_seconds=TURN_MAX_SECONDS,
        end_silence_seconds=TURN_END_SILENCE_SECONDS,
        patience_seconds=TURN_PATIENCE_SECONDS,
    )
    return replace(state, phase=Phase.TALKING, takes=takes, after=None), (effect,)


def say(state: State, text: str, after: Next, voice: str = SYSTEM_VOICE) -> Step:
    """Somebody says something; then `after` follows."""
    return replace(state, phase=Phase.PROMPT, after=after), (fx.Say(text=text, voice=voice),)


def end(state: State, reason: fx.EndReason) -> Step:
    """The call is over."""
    ended = replace(state, phase=Phase.ENDED, pressed="", after=None)
    return ended, (*forget_key(state), fx.End(reason=reason))


def follow(state: State) -> Step:
    """Do what was to follow the prompt or the recording."""
    after = state.after or Next(step="end")
    match after.step:
        case "line":
            return reach(state, after.line)
        case "greeting":
            return go_on(state, after.from_seconds)
        case "beep":
            return beep(state)
        case "listen":
            return listen(state)
        case "end" | "deliver":
            return end(state, after.reason)


def forget_key(state: State) -> tuple[fx.Effect, ...]:
    """Stop the timer of a key that waits."""
    return (fx.CancelTimer(timer=state.timer),) if state.pressed else ()
