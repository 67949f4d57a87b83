"""Sounds that were made once, found again by everything that shapes them.

A file counts only if its hash is the one written beside it; the whole folder may be deleted at any
time.
"""

from __future__ import annotations

import hashlib
import json
import threading
import uuid
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from simulator.ports import Caption, PortError, Sound

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCK_LOOK_SECONDS = 0.05
NOTHING: Final = Sound(path=None, seconds=0.0, captions=())
"""What a rendering that was stopped has made."""


def key_of(*parts: str) -> str:
    """The name under which a sound of these parts is kept."""
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:40]


class SoundCache:
    """A folder of sounds. Safe to use from several threads; nothing is made twice at once."""

    def __init__(self, folder: Path) -> None:
        """The folder is made when the first sound is kept."""
        self._folder = folder
        self._lock = threading.Lock()
        self._under_way: dict[str, threading.Lock] = {}

    def kept(self, key: str, make: Callable[[Path], Sound | None], stop: threading.Event) -> Sound:
        """The sound of that key: from the folder, or made and put there whole.

        Raises:
            PortError: the folder cannot be written.
        """
        with self._alone_with(key, stop) as is_ours:
            if not is_ours:
                return NOTHING
            known = _load(self._folder / key)
            if known is not None:
                return known
            temporary = self._folder / f"{uuid.uuid4().hex}.part"
            try:
                for folder in (self._folder.parent, self._folder):  # the log lies in the outer one
                    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                sound = make(temporary)
                return NOTHING if sound is None else _store(sound, self._folder / key)
            except OSError as error:
                raise PortError(f"Speech cannot be kept in {self._folder}: {error}.") from error
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
