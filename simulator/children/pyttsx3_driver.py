# ruff: noqa: N802 - pyttsx3 calls its drivers by these names
"""A pyttsx3 driver that speaks into files, with the engines that Rolecall brings.

pyttsx3 stays the interface. Its own espeak driver needs system packages, keeps only the last of
several queued files, hangs when called from threads, and swallows errors. This one renders each
command at once, so that pumping pyttsx3's queue is its whole loop.

`register()` puts this module where `pyttsx3.init("rolecall")` looks for it.

Errors leave through pyttsx3's "error" notification; `runAndWait` never raises them.
"""

from __future__ import annotations

import sys
import wave
from collections.abc import Callable, Iterator
from typing import Any, Final

from simulator.children.speech_engines import NATURAL_VOICE, Delivery, Engine, Espeak, Piper

NAME: Final = "rolecall"
_MAKERS: Final[dict[str, Callable[[], Engine]]] = {"natural": Piper, "espeak": Espeak}
_ENGINES: dict[str, Engine] = {}


def register() -> str:
    """Make the driver known to pyttsx3; returns the name to give to `pyttsx3.init`."""
    import pyttsx3.drivers

    sys.modules[f"{pyttsx3.drivers.__name__}.{NAME}"] = sys.modules[__name__]
    return NAME


def engine_of(voice: str) -> Engine:
    """The engine that has this voice, loaded once a process."""
    name = "natural" if voice == NATURAL_VOICE else "espeak"
    if name not in _ENGINES:
        _ENGINES[name] = _MAKERS[name]()
    return _ENGINES[name]


def buildDriver(proxy: Any) -> Driver:
    """What pyttsx3 calls to get the driver."""
    return Driver(proxy)


class Driver:
    """The driver's side of pyttsx3's protocol. Everything happens in the caller's thread."""

    def __init__(self, proxy: Any) -> None:
        self._proxy = proxy
        self._properties: dict[str, Any] = {
            "voice": "en-us",
            "rate": 175,
            "volume": 1.0,
            "pitch": 50,
            "voices": [],
        }

    def save_to_file(self, text: str, filename: str) -> None:
        """Speak into a WAV file."""
        self._proxy.setBusy(True)
        self._proxy.notify("started-utterance")
        completed = False
        try:
            pcm, rate_hz = self._synthesise(text)
            with wave.open(filename, "wb") as file:
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(rate_hz)
                file.writeframes(pcm)
            completed = True
        finally:
            self._proxy.notify("finished-utterance", completed=completed)
            self._proxy.setBusy(False)

    def say(self, text: str) -> None:
        """Not offered: what is rendered here is played by the player."""
        raise NotImplementedError(f"This driver only saves to files; it cannot say «{text}».")

    def getProperty(self, name: str) -> Any:
        """A property of the next utterance."""
        return self._properties[name]

    def setProperty(self, name: str, value: Any) -> None:
        """Set voice, rate (words a minute), volume (0 to 1) or pitch (see `Delivery`)."""
        if name not in self._properties:
            raise KeyError(name)
        self._properties[name] = value

    def startLoop(self) -> None:
        """Pump the queue once; never wait here: pyttsx3 may end a loop before it starts it."""
        self._proxy.setBusy(False)

    def endLoop(self) -> None:
        """Nothing runs between commands."""

    def iterate(self) -> Iterator[None]:
        """The loop for callers who bring their own."""
        self._proxy.setBusy(False)
        yield

    def stop(self) -> None:
        """Nothing runs between commands."""

    def destroy(self) -> None:
        """The engines stay loaded for the next driver."""

    def _synthesise(self, text: str) -> tuple[bytes, int]:
        delivery = Delivery(
            voice=self._properties["voice"],
            words_per_minute=self._properties["rate"],
            pitch=self._properties["pitch"],
            volume=self._properties["volume"],
        )
        return engine_of(delivery.voice).synthesise(text, delivery)
