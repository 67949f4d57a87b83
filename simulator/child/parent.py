"""The parent's end: start a child, ask it, stop it, replace it."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic
from typing import Any

from simulator.child.private_log import open_log_or_nothing

POLL_SECONDS = 0.02
"""How often a waiting request looks at its signals."""
STOP_GRACE_SECONDS = 0.4
"""How long a stopped request may take to answer before its child is killed (contract: 0.5 s)."""
END_GRACE_SECONDS = 1.5
"""How long a child whose input was closed may take to end."""

if sys.platform == "win32":
    _CREATION_FLAGS = subprocess.CREATE_NEW_PROCESS_GROUP
else:
    _CREATION_FLAGS = 0

Json = dict[str, Any]


class ChildDied(RuntimeError):
    """The process ended or hung. It is gone; the next request starts a new one."""


class ChildRefused(RuntimeError):
    """The child answered that it cannot do this. The message is a sentence."""


class Child:
    """The parent's end of one child process. Safe to use from several threads."""

    def __init__(self, module: str, log: Path, *, name: str) -> None:
        """`module` is run as `python -P -m module`; what it prints goes to `log`."""
        self._module = module
        self._log = log
        self._name = name
        self._lock = threading.Lock()
        self._running: _Running | None = None

    @property
    def pid(self) -> int | None:
        """The process id, or None while no child runs."""
        running = self._running
        return running.process.pid if running is not None and running.alive else None

    def start(self) -> None:
        """Spawn the child ahead of its first request. Does not wait for it."""
        self._current()

    def request(
        self,
        do: str,
        params: Mapping[str, object],
        *,
        stop: threading.Event | None = None,
        signals: Mapping[str, threading.Event] | None = None,
        on_news: Callable[[Json], None] | None = None,
        silent_seconds: float = 30.0,
    ) -> Json:
        """Ask for one thing and wait for the answer.

        When `stop` is set the child is told; the answer is then whatever it makes of that, or
        `{"stopped": True}` if it had to be killed for not answering. The events in `signals` are
        passed on when they are set. `on_news` is called in this thread.

        Raises:
            ChildDied: it ended, or sent nothing for `silent_seconds`.
            ChildRefused: it answered with a sentence.
        """
        watched = dict(signals or {})
        if stop is not None:
            watched["stop"] = stop
        running = self._current()
        call = running.begin(do, params)
        try:
            return self._wait(running, call, watched, on_news, silent_seconds)
        finally:
            running.forget(call)

    def tell(self, do: str, params: Mapping[str, object]) -> None:
        """Ask for one thing and do not wait; a child that cannot is not an error."""
        try:
            running = self._current()
            running.forget(running.begin(do, params))
        except ChildDied:
            return

    def close(self) -> None:
        """End the child, if one runs."""
        with self._lock:
            running, self._running = self._running, None
        if running is not None:
            running.end()

    def _current(self) -> _Running:
        with self._lock:
            if self._running is None or not self._running.alive:
                self._running = _Running(self._module, self._log, self._name)
            return self._running

    def _wait(
        self,
        running: _Running,
        call: _Asked,
        watched: dict[str, threading.Event],
        on_news: Callable[[Json], None] | None,
        silent_seconds: float,
    ) -> Json:
        heard_at = monotonic()
        stopped_at: float | None = None
        while True:
            for name in [n for n, event in watched.items() if event.is_set()]:
                del watched[name]
                running.signal(call, name)
                stopped_at = monotonic() if name == "stop" else stopped_at
            try:
                message = call.answers.get(timeout=POLL_SECONDS)
            except queue.Empty:
                if stopped_at is not None and monotonic() - stopped_at > STOP_GRACE_SECONDS:
                    running.kill()
                    return {"stopped": True}
                if monotonic() - heard_at > silent_seconds:
                    running.kill()
                    raise ChildDied(f"The {self._name} did not answer and was restarted.") from None
                continue
            heard_at = monotonic()
            if "news" not in message:
                return self._answer(message, was_stopped=stopped_at is not None)
            if on_news is not None:
                on_news(message["news"])

    def _answer(self, message: Json, *, was_stopped: bool) -> Json:
        if "done" in message:
            return dict(message["done"])
        if "refused" in message:
            raise ChildRefused(str(message["refused"]))
        if was_stopped:
            return {"stopped": True}
        raise ChildDied(f"The {self._name} stopped unexpectedly and was restarted.")


class _Asked:
    """A request under way."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.answers: queue.SimpleQueue[Json] = queue.SimpleQueue()


class _Running:
    """One living process with the requests it has been given."""

    def __init__(self, module: str, log: Path, name: str) -> None:
        try:
            with open_log_or_nothing(log) as errors:
                self.process = subprocess.Popen(
                    # -P: files in the folder where Rolecall was started are not its modules.
                    [sys.executable, "-P", "-m", module],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    encoding="utf-8",
                    # Ctrl-C is Rolecall's to handle; the child ends with its input.
                    start_new_session=sys.platform != "win32",
                    creationflags=_CREATION_FLAGS,
                )
        except OSError as error:
            raise ChildDied(f"The {name} could not be started: {error}.") from error
        self.alive = True
        self._lock = threading.Lock()
        self._asked: dict[int, _Asked] = {}
        self._next = 0
        self._reader = threading.Thread(target=self._read, name=f"{name} answers", daemon=True)
        self._reader.start()

    def begin(self, do: str, params: Mapping[str, object]) -> _Asked:
        with self._lock:
            self._next += 1
            call = _Asked(self._next)
            self._asked[call.number] = call
        self._send({"id": call.number, "do": do, "params": dict(params)})
        if not self.alive:
            call.answers.put({"died": True})
        return call

    def signal(self, call: _Asked, name: str) -> None:
        self._send({"id": call.number, "signal": name})

    def forget(self, call: _Asked) -> None:
        with self._lock:
            self._asked.pop(call.number, None)

    def kill(self) -> None:
        self.alive = False
        self.process.kill()
        self.process.wait()

    def end(self) -> None:
        """Close its input, which ends it; kill it if that takes too long."""
        self.alive = False
        with self._lock:
            _close_quietly(self.process.stdin)
        try:
            self.process.wait(timeout=END_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        self._reader.join(timeout=1.0)

    def _send(self, message: Json) -> None:
        line = json.dumps(message) + "\n"
        with self._lock:
            if not self.alive or self.process.stdin is None:
                return
            try:
                self.process.stdin.write(line)
                self.process.stdin.flush()
            except (OSError, ValueError):
                self.alive = False

    def _read(self) -> None:
        stream = self.process.stdout
        for line in stream or ():
            try:
                message = json.loads(line)
            except ValueError:
                continue  # the half line of a child that was killed while writing
            with self._lock:
                call = self._asked.get(message.get("id"))
            if call is not None:
                call.answers.put(message)
        self.alive = False
        _close_quietly(stream)
        self.process.wait()
        with self._lock:
            left = list(self._asked.values())
            _close_quietly(self.process.stdin)
        for call in left:
            call.answers.put({"died": True})


def _close_quietly(stream: Any) -> None:
    try:
        if stream is not None:
            stream.close()
    except OSError:
        return  # the other end is gone: nothing is left to flush
