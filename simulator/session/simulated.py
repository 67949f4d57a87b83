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
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import assert_never

from simulator.call import Call, Phase
from simulator.call import effects as fx
from simulator.call import events as ev
from simulator.grading.transcript import Transcript
from simulator.ports import PortError, Ports, Sound, Stage, Take
from simulator.scenario.speech import Speech
from simulator.session.equipment import BEEP_SECONDS, RING_SECONDS
from simulator.session.event_log import EventLog
from simulator.session.greeting import greeting_sound
from simulator.session.performing import greeting_started
from simulator.session.runner import Setting
from simulator.session.silence import silent_sound
from simulator.session.takes import (
    CallEnded,
    heard,
    keep_typed,
    recorded,
    typed_take,
    typed_transcript,
)

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


@dataclass(frozen=True, slots=True)
class _Open:
    """A recording under way: the whole of what will be said, and since when."""

    effect: fx.Record
    take: Take
    said: Utterance | str
    began_seconds: float


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
        self._open: _Open | None = None
        self._log = EventLog(setting.journal, stage.notice)
        self._transcripts: dict[str, Transcript] = {}
        self._stop = threading.Event()

    def run(self) -> CallEnded:
        """Run the call to its end."""
        self._at(0.0, ev.Dialled())
        try:
            while self._call.phase is not Phase.ENDED:
                entry = heapq.heappop(self._schedule)
                if entry.generation in {None, self._generation}:
                    self._now = max(self._now, entry.at_seconds)
                    self._apply(entry.event)
        finally:
            self._log.close()
        folder = self._setting.folder
        return CallEnded(
            self._setting.file,
            self._setting.attempt_id,
            self._setting.started_at,
            self._log.events,
            self._transcripts,
            {path.stem: path for path in sorted(folder.glob("take-*.wav"))},
            folder,
            self._setting.identity,
            self._setting.occasion,
        )

    def _apply(self, event: ev.Event) -> None:
        if not self._call.accepts(event):
            return  # the script pressed a key where none can be pressed
        if isinstance(event, ev.Recorded):
            self._recognise(event.take)
        effects = self._call.send(event)
        self._log.add(event)
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
        path = self._take_path(effect)
        said: Utterance | str = self._utterances.pop(0) if self._utterances else ""
        take = self._say(said, effect, path, effect.max_seconds)
        self._open = _Open(effect, take, said, self._now)
        at = self._now + take.seconds
        if take.ended_by == "rep":
            # Dropped, as every outcome, when a key has led elsewhere by then.
            at += THINKING_SECONDS
            self._outcome(at, ev.HungUp(at_seconds=at))
        else:
            self._outcome(at, recorded(take, effect.take, effect.line, at))

    def _close_recording(self) -> None:
        """A key or a hang-up ended the recording: what was said until then is the take."""
        if self._open is None:
            return
        effect, take = self._open.effect, self._open.take
        until_now = self._now - self._open.began_seconds
        if until_now < take.seconds:
            path = self._take_path(effect)
            path.unlink(missing_ok=True)
            take = replace(self._say(self._open.said, effect, path, until_now), ended_by="rep")
        self._outcome(self._now, recorded(take, effect.take, effect.line, self._now))

    def _listen(self, effect: fx.Listen) -> None:
        line = self._setting.file.scenario.lines[effect.line]
        at = self._now + effect.patience_seconds
        if self._utterances:
            said = self._utterances.pop(0)
            take = self._say(said, effect, self._take_path(effect), effect.max_seconds)
            at = self._now + take.seconds + effect.end_silence_seconds
            self._recognise(effect.take)
            words = self._transcripts.get(effect.take)
        else:
            words = typed_transcript(typed_take(""))
        self._outcome(at, heard(words, effect.line, line, effect.take, at))

    def _say(
        self, said: Utterance | str, effect: fx.Record | fx.Listen, path: Path, at_most: float
    ) -> Take:
        if not isinstance(said, str):
            return said(effect, path, at_most)
        take = typed_take(said)
        if said:
            self._transcripts[effect.take] = typed_transcript(take)
            keep_typed(take, effect.take, self._setting.folder)
        return take

    def _recognise(self, take: str) -> None:
        """Turn a spoken take into words; a recogniser that cannot is said, the take is kept."""
        path = self._setting.folder / f"{take}.wav"
        if self._ports.recognizer is None or not path.exists():
            return
        complete = threading.Event()
        complete.set()
        try:
            words = self._ports.recognizer.transcribe(path, complete, self._stop)
            self._transcripts[take] = words
        except PortError as error:
            self._stage.notice(f"{error} Your recording is kept.")

    def _take_path(self, effect: fx.Record | fx.Listen) -> Path:
        return self._setting.folder / f"{effect.take}.wav"

    def _greeting(self, name: str) -> Sound:
        file, voice = self._setting.file, self._ports.voice
        return greeting_sound(file, name, voice, self._stop, self._stage.notice)

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
