"""Carries out one foreground effect at a time and says what came of it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import assert_never

from simulator.call import effects as fx
from simulator.call import events as ev
from simulator.grading.transcript import Transcript
from simulator.ports import PortError, RecordingLimits, ScenarioFile, Sound, Stage, Take
from simulator.session.equipment import Equipment
from simulator.session.takes import (
    heard,
    keep_typed,
    recorded,
    typed_take,
    typed_transcript,
)


class Performer:
    """The effects of one call, carried out through its equipment.

    `now` gives the seconds since dialling, `post` takes an event that comes before the outcome.
    """

    def __init__(
        self, file: ScenarioFile, folder: Path, equipment: Equipment, stage: Stage
    ) -> None:
        """Ready; nothing has been carried out."""
        self._file = file
        self._folder = folder
        self._equipment = equipment
        self._stage = stage
        self._closing = threading.Event()
        self._answer: asyncio.Future[str] | None = None
        self._words: dict[str, asyncio.Task[Transcript | None]] = {}
        self.recordings: dict[str, Path] = {}

    def type(self, text: str) -> None:
        """The rep finished typing an answer; ignored while none is awaited."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(text)

    async def carry_out(
        self,
        effect: fx.Foreground,
        phase: str,
        stop: threading.Event,
        now: Callable[[], float],
        post: Callable[[ev.Event], None],
    ) -> ev.Event:
        """Do it and return its outcome."""
        match effect:
            case fx.Ring():
                self._stage.began(phase, effect, None)
                await self._equipment.ring(stop)
                return ev.RingEnded(at_seconds=now())
            case fx.PlayGreeting():
                sound = await self._equipment.greeting(effect.line)
                post(greeting_started(effect, sound, now()))
                self._stage.began(phase, effect, sound)
                start = sound.segment_start_seconds(effect.from_seconds)
                await self._equipment.play(sound, start, stop)
                return ev.GreetingEnded(at_seconds=now())
            case fx.Say():
                sound = await self._equipment.prompt(effect.text, effect.voice, stop)
                self._stage.began(phase, effect, sound)
                await self._equipment.play(sound, 0.0, stop)
                return ev.PromptEnded(at_seconds=now())
            case fx.Beep():
                self._stage.began(phase, effect, None)
                await self._equipment.beep(stop)
                return ev.Beeped(at_seconds=now())
            case fx.Record():
                take = await self._take(effect, phase, stop)
                return recorded(take, effect.take, effect.line, now())
            case fx.Listen():
                await self._take(effect, phase, stop)
                words = await self._words[effect.take]
                line = self._file.scenario.lines[effect.line]
                return heard(words, effect.line, line, effect.take, now())
        assert_never(effect)

    async def transcripts(self) -> dict[str, Transcript]:
        """What was said in each take, once it has been recognised."""
        found = {name: await task for name, task in self._words.items()}
        return {name: transcript for name, transcript in found.items() if transcript is not None}

    def close(self) -> None:
        """Stop recognising."""
        self._closing.set()
        for task in self._words.values():
            task.cancel()

    async def _take(self, effect: fx.Record | fx.Listen, phase: str, stop: threading.Event) -> Take:
        self._stage.began(phase, effect, None)
        if not self._equipment.is_typed:
            take = await self._spoken(effect, stop)
            if take is not None:
                return take
            self._stage.began(phase, effect, None)
        return await self._typed(effect, stop)

    async def _spoken(self, effect: fx.Record | fx.Listen, stop: threading.Event) -> Take | None:
        path = self._folder / f"{effect.take}.wav"
        loop = asyncio.get_running_loop()

        def on_level(level: float) -> None:
            loop.call_soon_threadsafe(self._stage.level, level)

        complete, abandoned = threading.Event(), threading.Event()
        words = asyncio.create_task(self._equipment.transcribe(path, complete, abandoned))
        try:
            take = await self._equipment.record(path, limits_of(effect), on_level, stop)
        except asyncio.CancelledError:
            abandoned.set()
            words.cancel()
            raise
        if take is None:
            abandoned.set()
            words.cancel()
            return None
        complete.set()
        self._words[effect.take] = words
        self.recordings[effect.take] = path
        return take

    async def _typed(self, effect: fx.Record | fx.Listen, stop: threading.Event) -> Take:
        self._answer = asyncio.get_running_loop().create_future()
        if stop.is_set():
            self._answer.set_result("")
        take = typed_take(await self._answer)
        try:
            keep_typed(take, effect.take, self._folder)
        except PortError as error:
            self._stage.notice(str(error))
        self._words[effect.take] = asyncio.create_task(_known(typed_transcript(take)))
        return take


def limits_of(effect: fx.Record | fx.Listen) -> RecordingLimits:
    """When this recording ends by itself."""
    if isinstance(effect, fx.Record):
        silence = effect.max_silence_seconds
        return RecordingLimits(effect.max_seconds, silence, silence)
    return RecordingLimits(effect.max_seconds, effect.end_silence_seconds, effect.patience_seconds)


def greeting_started(
    effect: fx.PlayGreeting, sound: Sound, at_seconds: float
) -> ev.GreetingStarted:
    """The event of a greeting that can be heard, from the beginning of a caption on."""
    return ev.GreetingStarted(
        at_seconds=at_seconds,
        line=effect.line,
        from_seconds=sound.segment_start_seconds(effect.from_seconds),
        seconds=sound.seconds,
        cue_end_seconds=sound.cue_end_seconds,
    )


async def _known(transcript: Transcript) -> Transcript | None:
    return transcript
