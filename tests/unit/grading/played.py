"""A call that is played event by event, so that its events are legal and can be graded."""

from __future__ import annotations

from typing import Any

from simulator.call import events as ev
from simulator.call.engine import Call
from simulator.grading.grade import FinishedCall
from simulator.grading.score import Scorecard
from simulator.grading.transcript import Moment, Transcript, spoken, typed
from simulator.scenario.model import Scenario
from tests.unit.call.calls import SCENARIO

GOOD = (
    "Hi Dana, you opened in Reno in March, and a dairy that did the same cut its waiting fees by "
    "a third. It's Alex Reed with Northwind, and I'll tell you how. 617-555-0142. Again, "
    "617-555-0142."
)
"""A message that passes every criterion when it takes 22 seconds."""


def said(text: str, seconds: float, probability: float = 0.9) -> Transcript:
    """A spoken message without pauses, at an even pace: a digit takes as long as a word."""
    words = text.split()
    shares = [max(1.0, float(sum(c.isdecimal() for c in w))) for w in words]
    each = seconds / max(1.0, sum(shares))
    ends = [each * sum(shares[: i + 1]) for i in range(len(words))]
    starts = [0.0, *ends[:-1]]
    heard = (
        (w, start, end, probability, False)
        for w, start, end in zip(words, starts, ends, strict=False)
    )
    return spoken(tuple(heard), seconds, (Moment(0.0, seconds),) if words else ())


def scenario_with(line: str, **choice: Any) -> Scenario:
    """The scenario of the call tests, with another choice on one line."""
    data = SCENARIO.model_dump()
    data["lines"][line]["choice"] = {"rule": "OWN", "why": "Because.", **choice}
    return Scenario.model_validate(data)


class Played:
    """A call under way. Every method sends one event, at `seconds` on the call's clock."""

    def __init__(self, scenario: Scenario = SCENARIO) -> None:
        self.call = Call(scenario)
        self.events: list[ev.Event] = []
        self.transcripts: dict[str, Transcript] = {}
        self.seconds = 0.0

    def send(self, event: ev.Event) -> Played:
        self.call.send(event)
        self.events.append(event)
        return self

    def dial(self) -> Played:
        self.send(ev.Dialled())
        for _ in range(self.call.scenario.rings):
            self.send(ev.RingEnded(at_seconds=self.seconds))
        return self

    def greeting(self, cue_at: float | None = 2.0, from_seconds: float = 0.0) -> Played:
        """The greeting of the line that was reached; its cue is over at second `cue_at` of it."""
        return self.send(
            ev.GreetingStarted(at_seconds=self.seconds, line=self.call.state.line, seconds=6.0,
                               from_seconds=from_seconds, cue_end_seconds=cue_at)
        )  # fmt: skip

    def after(self, seconds: float) -> Played:
        self.seconds += seconds
        return self

    def greeting_ends(self) -> Played:
        return self.send(ev.GreetingEnded(at_seconds=self.seconds))

    def prompt_ends(self) -> Played:
        return self.send(ev.PromptEnded(at_seconds=self.seconds))

    def beeps(self) -> Played:
        return self.send(ev.Beeped(at_seconds=self.seconds))

    def key(self, *keys: str) -> Played:
        for key in keys:
            self.send(ev.KeyPressed(at_seconds=self.seconds, key=key))
        return self

    def wait_is_over(self) -> Played:
        return self.send(ev.TimerFired(at_seconds=self.seconds, timer=self.call.state.timer))

    def hangs_up(self) -> Played:
        return self.send(ev.HungUp(at_seconds=self.seconds))

    def asks(self, request: ev.Request, person: str | None = None) -> Played:
        return self.send(ev.Heard(at_seconds=self.seconds, line=self.call.state.line, text="...",
                                  request=request, person=person))  # fmt: skip

    def speaks(
        self,
        transcript: Transcript | None = None,
        *,
        speech_seconds: float = 20.0,
        ended_by: ev.EndedBy = "rep",
    ) -> Played:
        """The recording under way ends; with a transcript that is what was heard in it."""
        take = f"take-{self.call.state.takes}"
        if transcript is not None:
            self.transcripts[take] = transcript
        return self.send(
            ev.Recorded(at_seconds=self.seconds, line=self.call.state.line, take=take,
                        seconds=speech_seconds + 1, speech_seconds=speech_seconds,
                        first_speech_seconds=0.6 if speech_seconds else None, ended_by=ended_by)
        )  # fmt: skip

    def finished(self) -> FinishedCall:
        return FinishedCall(
            "attempt-1", self.call.scenario, "0" * 64, tuple(self.events), self.transcripts
        )


def on_hotline(scenario: Scenario = SCENARIO) -> Played:
    """The hotline's greeting can be heard: its deciding words are over at second 2."""
    return Played(scenario).dial().greeting()


def on_own_line(scenario: Scenario = SCENARIO) -> Played:
    """Through the operator to Dana's own mailbox, with the right decision before."""
    return (
        on_hotline(scenario)
        .after(3)
        .key("0", "#")
        .greeting(cue_at=None)
        .after(2)
        .greeting_ends()
        .after(3)
        .asks("ask_by_name", "Dana Kim")
        .after(1)
        .prompt_ends()
        .greeting(cue_at=1.0)
    )


def leaves(played: Played, transcript: Transcript | None) -> Played:
    """Hears the greeting out and leaves a message."""
    return played.after(6).greeting_ends().beeps().after(25).speaks(transcript)


TYPED = typed(GOOD)
SPOKEN = said(GOOD, 22)


def overall_of(scorecard: Scorecard) -> float:
    """The overall score of a call in which something could be judged."""
    assert scorecard.score.overall is not None
    return scorecard.score.overall
