"""A call in real time. Every front end drives one with this.

Everything that happens goes through one inbox: keys and finished effects arrive as events alike.
Starting a foreground effect stops the one before it and begins a new generation; an outcome of an
earlier generation is dropped, so that a late result can never reach the wrong phase. What the rep
does in a phase that does not accept it is ignored; an illegal *outcome* is a bug and is raised.
"""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import assert_never

from simulator.call import Call, Phase, ProtocolError
from simulator.call import effects as fx
from simulator.call import events as ev
from simulator.grading.calling_as import Identity
from simulator.ports import Ports, ScenarioFile, Stage
from simulator.practice.occasion import BY_ITSELF, Occasion
from simulator.session.equipment import Equipment
from simulator.session.event_log import EventLog
from simulator.session.journal import JournalFile
from simulator.session.performing import Performer
from simulator.session.takes import CallEnded


@dataclass(frozen=True, slots=True)
class Setting:
    """What a call is about and where it is kept. `started_at` is ISO 8601 with the zone.

    `identity` is who calls, where it is not the person whom the scenario invents; the `occasion` is
    the drill or exam in which the call is made, if it is in one.
    """

    file: ScenarioFile
    attempt_id: str
    started_at: str
    folder: Path
    journal: JournalFile
    typed: bool = False
    identity: Identity | None = None
    occasion: Occasion = BY_ITSELF


class Session:
    """One call under way."""

    def __init__(self, setting: Setting, ports: Ports, stage: Stage) -> None:
        """Ready to run; nothing has happened yet."""
        self._setting = setting
        self._stage = stage
        self._call = Call(setting.file.scenario)
        self._equipment = Equipment(ports, stage.notice, typed=setting.typed)
        self._performer = Performer(setting.file, setting.folder, self._equipment, stage)
        self._inbox: asyncio.Queue[tuple[int | None, ev.Event | Exception]] = asyncio.Queue()
        self._generation = 0
        self._log = EventLog(setting.journal, stage.notice)
        self._stop = threading.Event()
        self._under_way: asyncio.Task[None] | None = None
        self._timers: dict[int, asyncio.TimerHandle] = {}
        self._begun = monotonic()

    @property
    def phase(self) -> Phase:
        """Where the call is."""
        return self._call.phase

    @property
    def is_typed(self) -> bool:
        """Whether answers are typed: by choice, or because there is no microphone."""
        return self._equipment.is_typed

    @property
    def seconds(self) -> float:
        """The seconds since dialling."""
        return monotonic() - self._begun

    def press(self, key: str) -> None:
        """The rep pressed a key."""
        self._post(ev.KeyPressed(at_seconds=self.seconds, key=key))

    def hang_up(self) -> None:
        """The rep hung up."""
        self._post(ev.HungUp(at_seconds=self.seconds))

    def type(self, text: str) -> None:
        """The rep finished typing an answer."""
        self._performer.type(text)

    def done_speaking(self) -> None:
        """The rep ends a spoken turn with a live person, instead of waiting for the silence."""
        if self.phase is Phase.TALKING:
            self._stop.set()

    async def run(self) -> CallEnded:
        """Run the call to its end, wait for the last words to be recognised, and return it all."""
        self._begun = monotonic()
        self._post(ev.Dialled())
        self._equipment.prepare(self._setting.file)
        try:
            while self.phase is not Phase.ENDED:
                generation, event = await self._inbox.get()
                if generation not in {None, self._generation}:
                    continue
                if isinstance(event, Exception):
                    raise event
                self._apply(event)
            transcripts = await self._performer.transcripts()
        finally:
            self._close()
        return CallEnded(
            self._setting.file,
            self._setting.attempt_id,
            self._setting.started_at,
            self._log.events,
            transcripts,
            self._performer.recordings,
            self._setting.folder,
            self._setting.identity,
            self._setting.occasion,
        )

    def _post(self, event: ev.Event | Exception, generation: int | None = None) -> None:
        self._inbox.put_nowait((generation, event))

    def _apply(self, event: ev.Event) -> None:
        if isinstance(event, ev.TimerFired) and self._timers.pop(event.timer, None) is None:
            return
        if not self._call.accepts(event):
            if isinstance(event, ev.KeyPressed | ev.HungUp | ev.TimerFired):
                return
            raise ProtocolError(f"{type(event).__name__} came while {self.phase.value}")
        effects = self._call.send(event)
        self._log.add(event)
        for effect in effects:
            self._begin(effect)

    def _begin(self, effect: fx.Effect) -> None:
        match effect:
            case fx.SoundKey(key=key):
                self._equipment.key(key)
                self._stage.began(self.phase.value, effect, None)
            case fx.StartTimer():
                self._start_timer(effect)
            case fx.CancelTimer(timer=timer):
                self._cancel_timer(timer)
            case fx.StopRecording():
                self._stop.set()
                self._performer.type("")
            case fx.End():
                self._halt()
                self._stage.began(self.phase.value, effect, None)
            case fx.Ring() | fx.PlayGreeting() | fx.Say() | fx.Beep() | fx.Record() | fx.Listen():
                self._halt()
                self._stop = threading.Event()
                self._under_way = asyncio.create_task(self._perform(effect, self._stop))
            case _:
                assert_never(effect)

    async def _perform(self, effect: fx.Foreground, stop: threading.Event) -> None:
        generation = self._generation

        def post(outcome: ev.Event | Exception) -> None:
            self._post(outcome, generation)

        try:
            post(
                await self._performer.carry_out(
                    effect, self.phase.value, stop, lambda: self.seconds, post
                )
            )
        except Exception as error:  # noqa: BLE001 - handed to run(), which raises it
            post(error)

    def _start_timer(self, effect: fx.StartTimer) -> None:
        def fire() -> None:
            self._post(ev.TimerFired(at_seconds=self.seconds, timer=effect.timer))

        loop = asyncio.get_running_loop()
        self._timers[effect.timer] = loop.call_later(effect.seconds, fire)

    def _cancel_timer(self, timer: int) -> None:
        handle = self._timers.pop(timer, None)
        if handle is not None:
            handle.cancel()

    def _halt(self) -> None:
        """Stop the effect under way, and hear nothing of it any more."""
        self._generation += 1
        self._stop.set()
        if self._under_way is not None:
            self._under_way.cancel()

    def _close(self) -> None:
        self._halt()
        for handle in self._timers.values():
            handle.cancel()
        self._performer.close()
        self._equipment.close()
        self._log.close()
