"""A mailbox: the greeting, the beep, the recording, and what the system says about it."""

from __future__ import annotations

from dataclasses import replace

from simulator.call import effects as fx
from simulator.call import events as ev
from simulator.call import moves
from simulator.call.state import Next, Phase, State, Step
from simulator.scenario.model import Scenario

MIN_MESSAGE_SECONDS = 3.0
"""Less speech than this is no message: phone systems discard it."""
TOO_SHORT = "Your message was too short. Please record it after the tone."
STILL_TOO_SHORT = "No message was recorded. Goodbye."
LIMIT_REACHED = "You have reached the longest message that this mailbox takes. Goodbye."
SENT = "Thank you. Your message has been sent. Goodbye."


def greeting_started(_: Scenario, state: State, event: ev.GreetingStarted) -> Step:
    """Remember when, so that a key knows how far the greeting was."""
    return replace(state, greeting_at_seconds=event.at_seconds - event.from_seconds), ()


def greeting_ended(scenario: Scenario, state: State, _: ev.GreetingEnded) -> Step:
    """Do what follows the greeting on this line."""
    match state.line_in(scenario).then:
        case "beep":
            return moves.beep(state)
        case "full":
            return moves.end(state, "mailbox_full")
        case "hang_up":
            return moves.end(state, "line_dropped")
        case "conversation":
            return moves.listen(state)


def beeped(scenario: Scenario, state: State, _: ev.Beeped) -> Step:
    """Record."""
    return moves.record(scenario, state)


def recorded(_: Scenario, state: State, event: ev.Recorded) -> Step:
    """The mailbox, not a key, ended the recording."""
    match event.ended_by:
        case "limit":
            return moves.say(state, LIMIT_REACHED, Next(step="end", reason="limit"))
        case "device_lost" | "disk_full":
            return moves.end(state, "device_lost")
        case "rep":
            return moves.end(state, "hung_up")
        case "silence":
            return _deliver(state, event)


def closed(_: Scenario, state: State, event: ev.Recorded) -> Step:
    """The recording that a key or a hang-up ended is closed."""
    if state.after is not None and state.after.step == "deliver":
        return _deliver(state, event)
    return moves.follow(state)


def close(_: Scenario, state: State, __: ev.HungUp) -> Step:
    """Hanging up while recording: the message is kept first."""
    after = Next(step="end", reason="hung_up")
    closing = replace(state, phase=Phase.CLOSING, after=after, pressed="")
    return closing, (*moves.forget_key(state), fx.StopRecording())


def hang_up_while_closing(_: Scenario, state: State, __: ev.HungUp) -> Step:
    """Nothing more to wait for but the recording itself."""
    return replace(state, after=Next(step="end", reason="hung_up")), ()


def _deliver(state: State, event: ev.Recorded) -> Step:
    if event.speech_seconds >= MIN_MESSAGE_SECONDS:
        return moves.say(state, SENT, Next(step="end", reason="message_sent"))
    if state.tries:
        return moves.say(state, STILL_TOO_SHORT, Next(step="end", reason="too_short"))
    return moves.say(replace(state, tries=1), TOO_SHORT, Next(step="beep"))
