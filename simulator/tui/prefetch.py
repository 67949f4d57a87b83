"""What a call will need, begun while the brief is read."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress

from simulator.ports import PortError, Ports, ScenarioFile
from simulator.scenario.model import RecordedGreeting
from simulator.scenario.speech import Speech


class Prefetch:
    """Warms the recogniser, and has the first greeting synthesised, which the voice then keeps."""

    def __init__(self, ports: Ports, file: ScenarioFile) -> None:
        self._ports = ports
        self._file = file
        self._stop = threading.Event()

    async def run(self) -> None:
        """Begin, and return when the greeting is there. What fails now is told in the call."""
        with suppress(PortError):
            if self._ports.recognizer is not None:
                self._ports.recognizer.warm()
            await asyncio.to_thread(self._render_first_greeting)

    def stop(self) -> None:
        """Nobody needs it any more."""
        self._stop.set()

    def _render_first_greeting(self) -> None:
        line = self._file.scenario.lines[self._file.scenario.first_line]
        if isinstance(line.greeting, RecordedGreeting):
            self._ports.voice.recorded(line.greeting, self._file.folder, line.cue, line.voice)
        else:
            self._ports.voice.render(Speech(line.greeting, line.voice, line.cue), self._stop)
