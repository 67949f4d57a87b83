"""Talking to a live person: an operator, a directory, a call screen.

They repeat their question once, then offer names to choose from, then give up. What a turn amounted
to comes with the event: words are understood elsewhere.
"""

from __future__ import annotations

from dataclasses import replace

from simulator.call import events as ev
from simulator.call import moves
from simulator.call.state import Next, Phase, State, Step
from simulator.scenario.model import Conversation, Line, Person, Reply, Scenario

DIGITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
REPEATS = 1
OFFERS = 1


def heard(scenario: Scenario, state: State, event: ev.Heard) -> Step:
    """Answer what was asked."""
    line = state.line_in(scenario)
    conversation = line.conversation or Conversation()
    found = _reply_to(conversation, event)
    if found is not None:
        return reply(line, state, found)
    tries = state.tries + 1
    state = replace(state, tries=tries)
    if tries <= REPEATS:
        return moves.say(state, conversation.repeat, Next(step="listen"), line.voice)
    if tries <= REPEATS + OFFERS and conversation.people:
        return moves.say(state, offer(conversation), Next(step="listen"), line.voice)
    gone = Next(step="end", reason="operator_gave_up")
    return moves.say(state, conversation.gives_up, gone, line.voice)


def reply(line: Line, state: State, answer: Reply) -> Step:
    """Say the answer, then lead where it leads."""
    after = Next(step="line", line=answer.to) if answer.to else Next(step="end", reason="not_in")
    return moves.say(state, answer.says, after, line.voice)


def offer(conversation: Conversation) -> str:
    """The names to choose from, once two requests were not understood."""
    named = [f"press {d} for {p.name}" for d, p in zip(DIGITS, conversation.people, strict=False)]
    return f"Let me make that easier. Say the name, or {' or '.join(named)}."


def offered_person(line: Line, state: State, key: str) -> Person | None:
    """Whom a digit stands for while names are on offer."""
    on_offer = state.tries > REPEATS and state.phase in {Phase.TALKING, Phase.PROMPT}
    waits = state.phase is Phase.TALKING or (
        state.after is not None and state.after.step == "listen"
    )
    if not (on_offer and waits and line.conversation and key in "123456789"):
        return None
    people = line.conversation.people
    return people[int(key) - 1] if int(key) <= len(people) else None


def _reply_to(conversation: Conversation, event: ev.Heard) -> Reply | None:
    match event.request:
        case "ask_by_name":
            return next((p for p in conversation.people if p.name == event.person), None)
        case "ask_who":
            return conversation.who
        case "pitch":
            return conversation.pitched
        case "answer_screen":
            return conversation.answered
        case "unclear" | "silence":
            return None
