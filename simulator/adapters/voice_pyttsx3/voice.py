"""Speak through pyttsx3, in a child process, and keep what was spoken."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from simulator.adapters.voice_pyttsx3.cache import SoundCache, key_of
from simulator.adapters.voice_pyttsx3.engines import choose_engine, engine_version
from simulator.adapters.voice_pyttsx3.greeting import read_greeting, timed
from simulator.child import Child, ChildDied, ChildRefused
from simulator.ports import Caption, PortError, Sound
from simulator.scenario.model import RecordedGreeting
from simulator.scenario.speech import Speech
from simulator.scenario.voice import VoiceProfile
from simulator.sound import wav
from simulator.sound.line import EFFECT_VERSION, line_effect, over_the_line
from simulator.sound.resample import resample
from simulator.sound.tones import SAMPLE_RATE_HZ

MODULE = "simulator.children.voice"
_RENDER_VERSION = 1
"""Raise it when segments are read or joined differently."""
COMPRESSED = (b"fLaC", b"OggS")
"""How FLAC and OGG files begin."""
_SILENT_SECONDS = 15.0
"""There is news when the voice has started, when it is loaded (one or two seconds) and after every
segment (the longest take a few seconds); a busy machine needs several times that."""


class Pyttsx3Voice:
    """The Voice port. `profiles` are the people by id, `cache` is a folder of our own."""

    def __init__(
        self,
        profiles: Mapping[str, VoiceProfile],
        cache: Path,
        log: Path,
        preferred: str = "best",
    ) -> None:
        """Raises PortError where the preferred engine is not installed."""
        self.engine: Final = choose_engine(preferred)
        self._profiles = profiles
        self._cache = SoundCache(cache)
        self._child = Child(MODULE, log, name="voice")

    @property
    def pid(self) -> int | None:
        """The child's process id, or None while there is none."""
        return self._child.pid

    def start(self) -> None:
        """Spawn the child and load the engine ahead of the first sentence. Does not block."""
        self._child.tell("warm", {"engine": self.engine})

    def close(self) -> None:
        """End the child."""
        self._child.close()

    def render(self, speech: Speech, stop: threading.Event) -> Sound:
        """Synthesise, or take from the cache. A stopped rendering is an empty sound.

        Raises:
            PortError: the person is unknown, or cannot speak on this machine.
        """
        profile = self._profile(speech.voice)
        segments = speech.segments
        shaped_by = [_RENDER_VERSION, EFFECT_VERSION, self.engine, engine_version(self.engine)]
        key = key_of(
            *map(str, shaped_by), profile.model_dump_json(), json.dumps([s.text for s in segments])
        )

        def speak(path: Path) -> Sound | None:
            params = {
                "engine": self.engine,
                "profile": profile.model_dump_json(),
                "segments": [s.text for s in segments],
                "path": str(path),
            }
            answer = self._ask(params, stop)
            if "spans" not in answer:
                return None
            timed = zip(segments, answer["spans"], strict=True)
            captions = tuple(Caption(s.text, start, end, s.is_cue) for s, (start, end) in timed)
            return Sound(path, answer["seconds"], captions)

        cues = ",".join(str(number) for number, s in enumerate(segments) if s.is_cue)
        return self._cache.kept(key_of(key, cues), speak, stop)

    def recorded(
        self, greeting: RecordedGreeting, folder: Path, cue: str | None, voice: str
    ) -> Sound:
        """Put a greeting that the scenario brings on the person's line.

        Raises:
            PortError: the file is missing, outside the folder, no sound, or shorter than its
                captions.
        """
        effect = line_effect(self._profile(voice).line, wide=False)
        data = read_greeting(greeting, folder)
        key = key_of(
            str(EFFECT_VERSION),
            repr(effect),
            greeting.model_dump_json(),
            cue or "",
            hashlib.sha256(data).hexdigest(),
        )

        def put_on_the_line(path: Path) -> Sound:
            samples = self._decoded(data, folder / greeting.sound, path)
            captions = timed(greeting, cue, len(samples) / SAMPLE_RATE_HZ)
            path.write_bytes(wav.encode(over_the_line(samples, effect)))
            return Sound(path, len(samples) / SAMPLE_RATE_HZ, captions)

        return self._cache.kept(key, put_on_the_line, threading.Event())

    def _decoded(self, data: bytes, source: Path, beside: Path) -> NDArray[np.float32]:
        """The samples of a sound file, at `SAMPLE_RATE_HZ`; what is no WAV, a child decodes.

        `beside` is a path of our own, which may be written to.
        """
        try:
            if data[:4] in COMPRESSED:
                params = {"path": str(source), "into": str(beside)}
                self._child.request("decode", params, silent_seconds=_SILENT_SECONDS)
                data = beside.read_bytes()
            samples, rate_hz = wav.decode(data)
        except (wav.BadWav, ChildRefused, ChildDied) as error:
            why = "cannot be decoded" if isinstance(error, ChildDied) else error
            raise PortError(f"The greeting {source} {why}.") from error
        return resample(samples, rate_hz, SAMPLE_RATE_HZ)

    def _profile(self, voice: str) -> VoiceProfile:
        try:
            return self._profiles[voice]
        except KeyError:
            raise PortError(f"There is no voice «{voice}».") from None

    def _ask(self, params: Mapping[str, object], stop: threading.Event) -> dict[str, Any]:
        """Render in the child; one that died is replaced, and asked once more."""

        def once() -> dict[str, Any]:
            return self._child.request("render", params, stop=stop, silent_seconds=_SILENT_SECONDS)

        try:
            try:
                return once()
            except ChildDied:
                return once()
        except (ChildDied, ChildRefused) as error:
            raise PortError(str(error)) from error
