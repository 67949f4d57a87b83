"""The ports as a call uses them: awaitable, and never in its way.

A port that fails does not end the call. Without a voice or a speaker there are captions at the pace
of speech, without a microphone there is typing, without a recogniser the take is kept ungraded. The
rep is told once, in one sentence.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from simulator.grading.transcript import Transcript
from simulator.ports import PortError, Ports, RecordingLimits, ScenarioFile, Sound, Take
from simulator.scenario.model import RecordedGreeting
from simulator.scenario.speech import Speech
from simulator.session.silence import silent_sound

T = TypeVar("T")
THREADS = 12
"""One each for sound, recording, recognition and rendering, with room for those being stopped."""
RING_SECONDS = 3.5
BEEP_SECONDS = 0.4
GOES_ON_WITH_CAPTIONS = "The call goes on with captions."


class Equipment:
    """Voice, player, microphone and recogniser of one call."""

    def __init__(self, ports: Ports, notice: Callable[[str], None], *, typed: bool) -> None:
        """`notice` is told, once each, what does not work."""
        self._ports = ports
        self._stage_notice = notice
        self._told: set[str] = set()
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="call")
        self._closing = threading.Event()
        self._greetings: dict[str, asyncio.Task[Sound]] = {}
        self._player_works = True
        self._voice_works = True
        self.is_typed = typed or ports.microphone is None

    def prepare(self, file: ScenarioFile) -> None:
        """Begin to synthesise all greetings, in the order in which they may be heard."""
        if not self.is_typed and self._ports.recognizer is not None:
            self._ports.recognizer.warm()
        if self._ports.embedder is not None:
            self._ports.embedder.warm()
        before: asyncio.Task[Sound] | None = None
        for name in file.scenario.lines:
            before = asyncio.create_task(self._render_greeting(file, name, before))
            self._greetings[name] = before

    async def greeting(self, line: str) -> Sound:
        """The greeting of a line."""
        return await asyncio.shield(self._greetings[line])

    async def prompt(self, text: str, voice: str, stop: threading.Event) -> Sound:
        """A prompt or a reply."""
        return await self._render(Speech(text, voice), stop)

    async def play(self, sound: Sound, from_seconds: float, stop: threading.Event) -> None:
        """Play a sound, or wait as long as it would last."""
        await self._played(
            lambda: self._ports.player.play(sound, from_seconds, stop),
            max(0.0, sound.seconds - from_seconds),
        )

    async def ring(self, stop: threading.Event) -> None:
        """One ring."""
        await self._played(lambda: self._ports.player.ring(stop), RING_SECONDS)

    async def beep(self, stop: threading.Event) -> None:
        """The beep."""
        await self._played(lambda: self._ports.player.beep(stop), BEEP_SECONDS)

    def key(self, key: str) -> None:
        """Sound a key, at once."""
        if self._player_works:
            self._ports.player.key(key)

    async def record(
        self,
        path: Path,
        limits: RecordingLimits,
        on_level: Callable[[float], None],
        stop: threading.Event,
    ) -> Take | None:
        """Record, or None where that does not work: from then on answers are typed."""
        microphone = self._ports.microphone
        if microphone is None:
            return None
        try:
            return await self._in_thread(lambda: microphone.record(path, limits, on_level, stop))
        except PortError as error:
            self.is_typed = True
            self._notice(f"{error} Please type your answers instead.")
            return None

    async def transcribe(
        self, path: Path, complete: threading.Event, stop: threading.Event
    ) -> Transcript | None:
        """The words of a take that may still be growing, or None where they stay unknown."""
        recognizer = self._ports.recognizer
        if recognizer is None:
            return None
        try:
            return await self._in_thread(lambda: recognizer.transcribe(path, complete, stop))
        except PortError as error:
            if not stop.is_set():
                self._notice(f"{error} Your recording is kept.")
            return None

    def close(self) -> None:
        """Stop what is still being prepared."""
        self._closing.set()
        for task in self._greetings.values():
            task.cancel()
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _played(self, play: Callable[[], None], seconds: float) -> None:
        if self._player_works:
            try:
                await self._in_thread(play)
            except PortError as error:
                self._player_works = False
                self._notice(f"{error} {GOES_ON_WITH_CAPTIONS}")
            else:
                return
        await asyncio.sleep(seconds)

    async def _render_greeting(
        self, file: ScenarioFile, name: str, before: asyncio.Task[Sound] | None
    ) -> Sound:
        if before is not None:
            await asyncio.wait({before})
        line = file.scenario.lines[name]
        if isinstance(line.greeting, RecordedGreeting):
            recording = line.greeting
            speech = Speech(recording.text, line.voice, line.cue)
            try:
                return await self._in_thread(
                    lambda: self._ports.voice.recorded(recording, file.folder, line.cue, line.voice)
                )
            except PortError as error:
                self._notice(f"{error} {GOES_ON_WITH_CAPTIONS}")
                return silent_sound(speech)
        return await self._render(Speech(line.greeting, line.voice, line.cue), self._closing)

    async def _render(self, speech: Speech, stop: threading.Event) -> Sound:
        """Speak, unless the voice has failed in this call: nobody waits for it twice."""
        if not self._voice_works:
            return silent_sound(speech)
        try:
            return await self._in_thread(lambda: self._ports.voice.render(speech, stop))
        except PortError as error:
            if self._voice_works:
                self._voice_works = False
                self._notice(f"{error} {GOES_ON_WITH_CAPTIONS}")
            return silent_sound(speech)

    def _notice(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            self._stage_notice(sentence)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)
