"""A scenario with every kind of line, and a rep who plays it event by event."""

from __future__ import annotations

from simulator.call import Call
from simulator.call import effects as fx
from simulator.call import events as ev
from simulator.scenario.model import Scenario

CHOICE = {"best": "leave", "rule": "OWN", "why": "It is her own mailbox."}
SCENARIO = Scenario.model_validate(
    {
        "id": "everything",
        "version": 1,
        "type": "vendor_line",
        "level": 1,
        "title": "Every kind of line",
        "cues": ("vendor_hotline",),
        "rep": {"name": "Alex Reed", "company": "Northwind", "number": "617-555-0142",
                "offer": "route planning"},
        "prospect": {"name": "Dana Kim", "title": "CMO", "company": "Harbor Foods"},
        "research": ({"id": "reno", "text": "Opened in Reno", "phrases": ("Reno",)},),
        "brief": "You call the main number.",
        "rings": 2,
        "lines": {
            "hotline": {
                "kind": "general_mailbox",
                "voice": "announcer",
                "greeting": "You have reached the supplier line. Leave a message.",
                "cue": "supplier line",
                "then": "beep",
                "keys": {"0": "desk", "0#": "desk", "9": "full", "8": "dropped", "*": "screen",
                         "7": "beep"},
                "max_message_seconds": 45.0,
                "choice": {"best": "zero_out", "rule": "GENERAL", "why": "Nobody listens."},
            },
            "desk": {
                "kind": "operator",
                "voice": "operator",
                "greeting": "Harbor Foods, how may I help?",
                "then": "conversation",
                "conversation": {
                    "people": (
                        {"name": "Dana Kim", "says": "One moment.", "to": "own"},
                        {"name": "Lena Ortiz", "says": "Lena is not in today."},
                    ),
                    "who": {"says": "That is Dana. One moment.", "to": "own"},
                },
            },
            "own": {
                "kind": "own_mailbox",
                "voice": "dana",
                "greeting": "Hi, this is Dana Kim.",
                "cue": "Dana Kim",
                "then": "beep",
                "keys": {"0": "desk"},
                "choice": CHOICE,
            },
            "full": {
                "kind": "own_mailbox", "voice": "dana", "greeting": "The mailbox is full.",
                "cue": "full", "then": "full", "keys": {"0#": "desk"}, "choice": CHOICE,
            },
            "dropped": {
                "kind": "general_mailbox", "voice": "robot", "greeting": "We are closed.",
                "cue": "closed", "then": "hang_up", "choice": CHOICE,
            },
            "screen": {
                "kind": "screening",
                "voice": "robot",
                "greeting": "Who is calling?",
                "then": "conversation",
                "keys": {"9": "full", "0": "desk", "0#": "desk"},
                "conversation": {
                    "answered": {"says": "Please hold.", "to": "own"},
                    "pitched": {"says": "Please hold.", "to": "own"},
                },
                "choice": {"best": "answer_screen", "rule": "OWN", "why": "Say who you are."},
            },
        },
        "model": {"text": "Hi Dana."},
        "poor": {"text": "Hi.", "fails": ("personal_hook",)},
    }
)  # fmt: skip


class Rep:
    """Plays a call. Time passes by a second an event, unless told otherwise."""

    def __init__(self, scenario: Scenario = SCENARIO) -> None:
        self.call = Call(scenario)
        self.seconds = 0.0

    def send(self, event: ev.Event) -> tuple[fx.Effect, ...]:
        return self.call.send(event)

    def tick(self, seconds: float = 1.0) -> float:
        self.seconds += seconds
        return self.seconds

    def dial(self) -> tuple[fx.Effect, ...]:
        """Up to the first line's greeting."""
        self.send(ev.Dialled())
        self.send(ev.RingEnded(at_seconds=self.tick()))
        return self.send(ev.RingEnded(at_seconds=self.tick()))

    def press(self, *keys: str, after: float = 0.3) -> tuple[fx.Effect, ...]:
        effects: tuple[fx.Effect, ...] = ()
        for key in keys:
            effects = self.send(ev.KeyPressed(at_seconds=self.tick(after), key=key))
        return effects

    def greeting_starts(self) -> None:
        line = self.call.state.line
        self.send(ev.GreetingStarted(at_seconds=self.seconds, line=line, from_seconds=0.0,
                                     seconds=5.0, cue_end_seconds=2.0))  # fmt: skip

    def greeting_ends(self) -> tuple[fx.Effect, ...]:
        return self.send(ev.GreetingEnded(at_seconds=self.tick()))

    def prompt_ends(self) -> tuple[fx.Effect, ...]:
        return self.send(ev.PromptEnded(at_seconds=self.tick()))

    def beeps(self) -> tuple[fx.Effect, ...]:
        return self.send(ev.Beeped(at_seconds=self.tick()))

    def to_recording(self) -> tuple[fx.Effect, ...]:
        self.dial()
        self.greeting_ends()
        return self.beeps()

    def recorded(self, speech: float, ended_by: ev.EndedBy = "rep") -> tuple[fx.Effect, ...]:
        return self.send(
            ev.Recorded(at_seconds=self.tick(speech), line=self.call.state.line, take="take-1",
                        seconds=speech + 1, speech_seconds=speech,
                        first_speech_seconds=0.5, ended_by=ended_by)
        )  # fmt: skip

    def says(self, request: ev.Request, person: str | None = None) -> tuple[fx.Effect, ...]:
        return self.send(ev.Heard(at_seconds=self.tick(), line=self.call.state.line, text="...",
                                  request=request, person=person))  # fmt: skip

    def timer(self) -> tuple[fx.Effect, ...]:
        fired = ev.TimerFired(at_seconds=self.tick(1.2), timer=self.call.state.timer)
        return self.send(fired)
