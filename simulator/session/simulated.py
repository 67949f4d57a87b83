"""A call without waiting: the script says what the rep does, and time is only counted.

The engine has no clock, so a call can run as fast as its sounds can be synthesised and its words
recognised. What happens next is always the earliest entry of one schedule: outcomes of effects and
the rep's own doings alike. Used by `rolecall call --say`, by tests and by benchmarks.
"""

from __future__ import annotations

import heapq
import itertools
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import assert_never

from simulator.call import Call, Phase
from simulator.call import effects as fx
from simulator.call import events as ev
from simulator.grading.transcript import Transcript
from simulator.ports import PortError, Ports, Sound, Stage, Take
from simulator.scenario.model import RecordedGreeting
from simulator.scenario.speech import Speech
from simulator.session.equipment import BEEP_SECONDS, RING_SECONDS
from simulator.session.performing import greeting_started, limits_of
from simulator.session.runner import Setting
from simulator.session.silence import silent_sound
from simulator.session.takes import CallEnded, heard, recorded, typed_take, typed_transcript

BETWEEN_KEYS_SECONDS = 0.3
REACTION_SECONDS = 0.5
"""How long after the deciding words keys are pressed, where the script gives no time."""
THINKING_SECONDS = 0.3
"""Between the last word and hanging up."""

Utterance = Callable[[fx.Record | fx.Listen, Path, float], Take]
"""Gives one take: (the effect, where to write it, at most how many seconds) -> what was said."""


@dataclass(frozen=True, slots=True)
class Script:
    """What the rep does. Seconds count from the moment at which the first line answers.

    `keys_at` None: just after the deciding words. `typed` are texts, `spoken` says for each
    utterance in order whether it is the next text or the next recording.
    """

    keys: str = ""
    keys_at_seconds: float | None = None
    hang_up_at_seconds: float | None = None
    utterances: Sequence[str | Utterance] = ()


@dataclass(order=True)
class _Entry:
    at_seconds: float
    number: int
    event: ev.Event = field(compare=False)
    generation: int | None = field(compare=False)


class SimulatedCall:
    """One scripted call."""

    def __init__(self, setting: Setting, ports: Ports, stage: Stage, script: Script) -> None:
        """Ready to run."""
        self._setting = setting
        self._ports = ports
        self._stage = stage
        self._script = script
        self._call = Call(setting.file.scenario)
        self._schedule: list[_Entry] = []
        self._numbers = itertools.count()
        self._generation = 0
        self._now = 0.0
        self._utterances = list(script.utterances)
        self._answered = False
        self._open: tuple[fx.Record, Take] | None = None
        self._events: list[ev.Event] = []
        self._transcripts: dict[str, Transcript] = {}
        self._stop = threading.Event()

    def run(self) -> CallEnded:
        """Run the call to its end."""
        self._at(0.0, ev.Dialled())
        while self._call.phase is not Phase.ENDED:
            entry = heapq.heappop(self._schedule)
            if entry.generation in {None, self._generation}:
                self._now = max(self._now, entry.at_seconds)
                self._apply(entry.event)
        self._setting.journal.close()
        folder = self._setting.folder
        return CallEnded(
            self._setting.file,
            self._setting.attempt_id,
            self._setting.started_at,
            tuple(self._events),
            self._transcripts,
            {path.stem: path for path in sorted(folder.glob("take-*.wav"))},
            folder,
        )

    def _apply(self, event: ev.Event) -> None:
        if not self._call.accepts(event):
            return  # the script pressed a key where none can be pressed
        effects = self._call.send(event)
        self._events.append(event)
        self._setting.journal.append(event)
        for effect in effects:
            self._begin(effect)

    def _begin(self, effect: fx.Effect) -> None:
        match effect:
            case fx.SoundKey() | fx.End():
                self._stage.began(self._call.phase.value, effect, None)
            case fx.StartTimer(timer=timer, seconds=seconds):
                at = self._now + seconds
                self._at(at, ev.TimerFired(at_seconds=at, timer=timer))
            case fx.CancelTimer():
                return  # the engine ignores a timer that is not its last
            case fx.StopRecording():
                self._close_recording()
            case fx.Ring() | fx.PlayGreeting() | fx.Say() | fx.Beep() | fx.Record() | fx.Listen():
                self._generation += 1
                self._perform(effect)
            case _:
                assert_never(effect)

    def _perform(self, effect: fx.Foreground) -> None:
        phase = self._call.phase.value
        match effect:
            case fx.Ring():
                self._stage.began(phase, effect, None)
                at = self._now + RING_SECONDS
                self._outcome(at, ev.RingEnded(at_seconds=at))
            case fx.PlayGreeting():
                self._greet(effect, phase)
            case fx.Say():
                sound = self._render(Speech(effect.text, effect.voice))
                self._stage.began(phase, effect, sound)
                at = self._now + sound.seconds
                self._outcome(at, ev.PromptEnded(at_seconds=at))
            case fx.Beep():
                self._stage.began(phase, effect, None)
                at = self._now + BEEP_SECONDS
                self._outcome(at, ev.Beeped(at_seconds=at))
            case fx.Record():
                self._stage.began(phase, effect, None)
                self._record(effect)
            case fx.Listen():
                self._stage.began(phase, effect, None)
                self._listen(effect)

    def _greet(self, effect: fx.PlayGreeting, phase: str) -> None:
        sound = self._greeting(effect.line)
        if not self._answered:
            self._answered = True
            self._plan(sound)
        self._apply(greeting_started(effect, sound, self._now))
        self._stage.began(phase, effect, sound)
        start = sound.segment_start_seconds(effect.from_seconds)
        at = self._now + max(0.0, sound.seconds - start)
        self._outcome(at, ev.GreetingEnded(at_seconds=at))

    def _plan(self, sound: Sound) -> None:
        """The first line has answered: now the script's seconds begin to count."""
        cue_end = sound.cue_end_seconds
        default = (sound.seconds if cue_end is None else cue_end) + REACTION_SECONDS
        asked = self._script.keys_at_seconds
        at = self._now + (default if asked is None else asked)
        for key in self._script.keys:
            self._at(at, ev.KeyPressed(at_seconds=at, key=key))
            at += BETWEEN_KEYS_SECONDS
        if self._script.hang_up_at_seconds is not None:
            at = self._now + self._script.hang_up_at_seconds
            self._at(at, ev.HungUp(at_seconds=at))

    def _record(self, effect: fx.Record) -> None:
        if not self._utterances:
            at = self._now + THINKING_SECONDS
            self._open = (effect, typed_take(""))
            self._at(at, ev.HungUp(at_seconds=at))
            return
        take = self._next_take(effect)
        self._open = (effect, take)
        at = self._now + take.seconds
        if take.ended_by == "limit":
            self._outcome(at, recorded(take, effect.take, effect.line, at))
        elif self._earliest_doing() is None or at < (self._earliest_doing() or 0.0):
            self._at(at + THINKING_SECONDS, ev.HungUp(at_seconds=at + THINKING_SECONDS))

    def _close_recording(self) -> None:
        if self._open is not None:
            effect, take = self._open
            self._outcome(self._now, recorded(take, effect.take, effect.line, self._now))

    def _listen(self, effect: fx.Listen) -> None:
        line = self._setting.file.scenario.lines[effect.line]
        said: Transcript | None = typed_transcript(typed_take(""))
        at = self._now + effect.patience_seconds
        if self._utterances:
            take = self._next_take(effect)
            said = self._transcripts.get(effect.take)
            at = self._now + take.seconds + effect.end_silence_seconds
        self._outcome(at, heard(said, effect.line, line, effect.take, at))

    def _next_take(self, effect: fx.Record | fx.Listen) -> Take:
        said = self._utterances.pop(0)
        if isinstance(said, str):
            take = typed_take(said)
            self._transcripts[effect.take] = typed_transcript(take)
            return take
        until = self._earliest_doing()
        limit = limits_of(effect).max_seconds
        at_most = limit if until is None else min(limit, max(0.0, until - self._now))
        take = said(effect, self._setting.folder / f"{effect.take}.wav", at_most)
        if take.path is not None and self._ports.recognizer is not None:
            complete = threading.Event()
            complete.set()
            try:
                words = self._ports.recognizer.transcribe(take.path, complete, self._stop)
                self._transcripts[effect.take] = words
            except PortError as error:
                self._stage.notice(f"{error} Your recording is kept.")
        return take

    def _earliest_doing(self) -> float | None:
        """When the script next presses a key or hangs up."""
        doings = [
            entry.at_seconds
            for entry in self._schedule
            if isinstance(entry.event, ev.KeyPressed | ev.HungUp)
        ]
        return min(doings, default=None)

    def _greeting(self, name: str) -> Sound:
        line = self._setting.file.scenario.lines[name]
        if isinstance(line.greeting, RecordedGreeting):
            folder = self._setting.file.folder
            return self._ports.voice.recorded(line.greeting, folder, line.cue, line.voice)
        return self._render(Speech(line.greeting, line.voice, line.cue))

    def _render(self, speech: Speech) -> Sound:
        try:
            return self._ports.voice.render(speech, self._stop)
        except PortError as error:
            self._stage.notice(str(error))
            return silent_sound(speech)

    def _outcome(self, at_seconds: float, event: ev.Event) -> None:
        entry = _Entry(at_seconds, next(self._numbers), event, self._generation)
        heapq.heappush(self._schedule, entry)

    def _at(self, at_seconds: float, event: ev.Event) -> None:
        heapq.heappush(self._schedule, _Entry(at_seconds, next(self._numbers), event, None))
