"""The call: one transition table, and the object that walks it.

A call is in one `Phase`. `Call.send(event)` looks (phase, kind of event) up in `TRANSITIONS`, and
the handler found there, a pure function, gives the next state and the effects to carry out. An
event that is not in the table is illegal: it raises and changes nothing. Time, chance and identity
come in as data: every event carries the seconds since dialling, timers answer with an event, takes
are numbered by the state.

Each entry also names the phases to which it may lead. The diagram in `docs/ARCHITECTURE.md` is
drawn from these, and a test walks thousands of random calls to see that they hold.

Hanging up is possible in every phase. While a recording is under way it first closes the recording
(`CLOSING`), so that nothing that was said is lost. The engine knows nothing of grades: when the
call has ended, its events are handed to the graders.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from simulator.call import effects as fx
from simulator.call import events as ev
from simulator.call import keys, mailbox, moves, talk
from simulator.call.state import Handler, Phase, State, Step
from simulator.scenario.model import Scenario


class ProtocolError(RuntimeError):
    """The event is not legal in this phase. The call is unchanged."""


@dataclass(frozen=True, slots=True)
class Transition:
    """A handler and the phases to which it may lead."""

    handler: Handler
    to: frozenset[Phase]


class Call:
    """One call. Feed it events, carry out the effects that it returns."""

    def __init__(self, scenario: Scenario) -> None:
        """Ready to dial."""
        self.scenario = scenario
        self.state = State()

    @property
    def phase(self) -> Phase:
        """The current phase."""
        return self.state.phase

    def accepts(self, event: ev.Event) -> bool:
        """Whether the event is legal now."""
        return (self.phase, type(event)) in TRANSITIONS

    def send(self, event: ev.Event) -> tuple[fx.Effect, ...]:
        """Apply one event and return the effects to carry out, in order.

        Raises:
            ProtocolError: the event is not legal in this phase.
        """
        transition = TRANSITIONS.get((self.phase, type(event)))
        if transition is None:
            raise ProtocolError(f"{type(event).__name__} is not legal while {self.phase.value}")
        self.state, effects = transition.handler(self.scenario, self.state, event)
        return effects


def _dial(scenario: Scenario, state: State, _: ev.Dialled) -> Step:
    return replace(state, phase=Phase.RINGING, rings_left=scenario.rings), (fx.Ring(),)


def _ring(scenario: Scenario, state: State, _: ev.RingEnded) -> Step:
    left = state.rings_left - 1
    state = replace(state, rings_left=left)
    return (state, (fx.Ring(),)) if left else moves.reach(state, scenario.first_line)


def _prompt_ended(_: Scenario, state: State, __: ev.PromptEnded) -> Step:
    return moves.follow(state)


def _hang_up(_: Scenario, state: State, __: ev.HungUp) -> Step:
    return moves.end(state, "hung_up")


def _to(handler: Handler, *phases: Phase) -> Transition:
    return Transition(handler, frozenset(phases))


P = Phase
TRANSITIONS: dict[tuple[Phase, type[ev.Event]], Transition] = {
    (P.DIALLING, ev.Dialled): _to(_dial, P.RINGING),
    (P.DIALLING, ev.HungUp): _to(_hang_up, P.ENDED),
    (P.RINGING, ev.RingEnded): _to(_ring, P.RINGING, P.GREETING),
    (P.RINGING, ev.HungUp): _to(_hang_up, P.ENDED),
    (P.GREETING, ev.GreetingStarted): _to(mailbox.greeting_started, P.GREETING),
    (P.GREETING, ev.GreetingEnded): _to(mailbox.greeting_ended, P.BEEP, P.TALKING, P.ENDED),
    (P.GREETING, ev.KeyPressed): _to(keys.press, P.GREETING, P.BEEP, P.PROMPT),
    (P.GREETING, ev.TimerFired): _to(keys.wait_is_over, P.GREETING, P.PROMPT),
    (P.GREETING, ev.HungUp): _to(_hang_up, P.ENDED),
    (P.PROMPT, ev.PromptEnded): _to(_prompt_ended, P.GREETING, P.BEEP, P.TALKING, P.ENDED),
    (P.PROMPT, ev.KeyPressed): _to(keys.press, P.PROMPT, P.GREETING, P.BEEP),
    (P.PROMPT, ev.TimerFired): _to(keys.wait_is_over, P.PROMPT, P.GREETING),
    (P.PROMPT, ev.HungUp): _to(_hang_up, P.ENDED),
    (P.BEEP, ev.Beeped): _to(mailbox.beeped, P.RECORDING),
    (P.BEEP, ev.KeyPressed): _to(keys.press, P.BEEP, P.GREETING),
    (P.BEEP, ev.TimerFired): _to(keys.wait_is_over, P.BEEP, P.GREETING),
    (P.BEEP, ev.HungUp): _to(_hang_up, P.ENDED),
    (P.RECORDING, ev.Recorded): _to(mailbox.recorded, P.PROMPT, P.ENDED),
    (P.RECORDING, ev.KeyPressed): _to(keys.press, P.RECORDING, P.CLOSING),
    (P.RECORDING, ev.TimerFired): _to(keys.wait_is_over, P.RECORDING, P.CLOSING),
    (P.RECORDING, ev.HungUp): _to(mailbox.close, P.CLOSING),
    (P.CLOSING, ev.Recorded): _to(mailbox.closed, P.GREETING, P.PROMPT, P.ENDED),
    (P.CLOSING, ev.KeyPressed): _to(keys.sound_only, P.CLOSING),
    (P.CLOSING, ev.HungUp): _to(mailbox.hang_up_while_closing, P.CLOSING),
    (P.TALKING, ev.Heard): _to(talk.heard, P.PROMPT),
    (P.TALKING, ev.KeyPressed): _to(keys.press, P.TALKING, P.PROMPT, P.GREETING),
    (P.TALKING, ev.TimerFired): _to(keys.wait_is_over, P.TALKING, P.GREETING),
    (P.TALKING, ev.HungUp): _to(_hang_up, P.ENDED),
}
"""Every legal pair of phase and event. Whatever is not here is refused."""
