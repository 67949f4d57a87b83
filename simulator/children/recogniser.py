"""The child process that recognises speech: `python -m simulator.children.recogniser`.

Whatever takes long happens in one worker thread, so that a request can hear `stop` and tell its
parent that it lives while the model is at work. The model stays loaded. A worker that is stuck in
native code cannot be ended from within: the signs of life stop, and the parent replaces the child.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, TypeVar

from simulator.child import Request, serve

if TYPE_CHECKING:
    from simulator.children.hearing_take import Listener
    from simulator.children.whisper_model import WhisperPasses

T = TypeVar("T")

POLL_SECONDS: Final = 0.2
"""How often a growing file is looked at."""
STOP_POLL_SECONDS: Final = 0.05
HEARTBEAT_SECONDS: Final = 1.0
STUCK_SECONDS: Final = 25.0
"""Loading the model, or decoding a piece (at most 15 s of sound), takes about one second here; a
worker that needs so much longer hangs."""
POLITENESS: Final = 5
"""Added to the process's niceness: the screen and the sound come first."""


class Recogniser:
    """The handlers."""

    def __init__(self) -> None:
        """Loads nothing yet."""
        self._worker = ThreadPoolExecutor(max_workers=1)
        self._moved_at = monotonic()
        self._passes: dict[str, WhisperPasses] = {}

    def warm(self, request: Request) -> None:
        """Load the model that `folder` names; empty: the one that is installed."""
        self._wait(request, self._submit(lambda: self._load(request.params["folder"])))

    def transcribe(self, request: Request) -> dict[str, Any]:
        """Transcribe the file `path` while it grows, until the signal `complete`."""
        listener = self._wait(request, self._submit(lambda: self._listener(request)))
        while listener is not None and not request.stop.is_set():
            # Asked before looking: what is there now is all there will be.
            is_complete = request.signal("complete").is_set()
            listen = partial(listener.listen, request.stop, is_complete=is_complete)
            decoded = self._wait(request, self._submit(listen))
            if is_complete and decoded is not None:
                return listener.answer()
            if not decoded:
                self._wait_for_growth(request)
        return {"stopped": True}

    def _listener(self, request: Request) -> Listener:
        from simulator.children.hearing_take import Listener

        passes = self._load(request.params["folder"])
        return Listener(Path(request.params["path"]), passes, self._moved)

    def _load(self, folder: str) -> WhisperPasses:
        from simulator.children.whisper_model import WhisperPasses, find_model, hub_cache, verify

        if folder not in self._passes:
            found = find_model(folder, hub_cache)
            verify(found)
            self._passes[folder] = WhisperPasses(found)
        return self._passes[folder]

    def _submit(self, work: Callable[[], T]) -> Future[T]:
        def begin() -> T:
            self._moved()
            return work()

        return self._worker.submit(begin)

    def _moved(self) -> None:
        """The worker begins something."""
        self._moved_at = monotonic()

    def _wait(self, request: Request, work: Future[T]) -> T | None:
        """Wait for the worker, with signs of life while it moves; None if the request is stopped.

        Work that waits behind another's is as alive as that other: there is one worker.
        """
        told_at = monotonic()
        while not request.stop.is_set():
            if wait([work], timeout=STOP_POLL_SECONDS).done:
                return work.result()
            now = monotonic()
            if now - told_at >= HEARTBEAT_SECONDS and now - self._moved_at < STUCK_SECONDS:
                request.news()
                told_at = now
        work.cancel()
        return None

    def _wait_for_growth(self, request: Request) -> None:
        request.news()
        until = monotonic() + POLL_SECONDS
        complete = request.signal("complete")
        while monotonic() < until and not request.stop.is_set():
            if complete.wait(STOP_POLL_SECONDS):
                return


def main() -> None:
    """Serve until the parent is gone."""
    if hasattr(os, "nice"):
        os.nice(POLITENESS)
    recogniser = Recogniser()
    serve({"warm": recogniser.warm, "transcribe": recogniser.transcribe})


if __name__ == "__main__":
    main()
