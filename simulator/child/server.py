"""The child's end: hear requests, run their handlers, answer."""

from __future__ import annotations

import faulthandler
import json
import os
import queue
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any

from simulator.child.connections import forbid_connections

Json = dict[str, Any]

EXIT_SECONDS = 1.0
"""How long a child without a parent may take to end."""
BUG_EXIT_CODE = 70
"""EX_SOFTWARE of sysexits.h."""


class Refusal(Exception):
    """Raised by a handler with a sentence: this cannot be done."""


class Request:
    """One request, as a handler in the child sees it."""

    def __init__(self, params: Json, send: Callable[[Json], None]) -> None:
        self.params = params
        self.stop = threading.Event()
        self._signals = {"stop": self.stop}
        self._send = send

    def signal(self, name: str) -> threading.Event:
        """The event behind a signal; `stop` is one of them."""
        return self._signals.setdefault(name, threading.Event())

    def news(self, **fields: object) -> None:
        """Tell the parent how far things are."""
        self._send({"news": fields})


Handler = Callable[[Request], Json | None]


def serve(handlers: Mapping[str, Handler], *, one_at_a_time: bool = False) -> None:
    """The child's main loop: answer requests until the input ends, then return.

    No child opens a connection. A library that hangs while the interpreter is taken down is ended
    after a second.

    Each request has a thread of its own, or all share one and keep their order; then the news of
    one tells those who wait behind it that the child lives. Whatever a library prints on stdout
    goes to the log, since the answers have a descriptor of their own.
    """
    forbid_connections()
    threading.excepthook = _end_with_traceback
    server = _Server(handlers, one_at_a_time=one_at_a_time)
    if one_at_a_time:
        threading.Thread(target=server.run_in_order, daemon=True).start()
    for line in sys.stdin:
        job = server.take(json.loads(line))
        if job is None:
            continue
        if one_at_a_time:
            server.waiting.put(job)
        else:
            threading.Thread(target=server.run, args=job, daemon=True).start()
    faulthandler.dump_traceback_later(EXIT_SECONDS, exit=True)


class _Server:
    def __init__(self, handlers: Mapping[str, Handler], *, one_at_a_time: bool) -> None:
        self._handlers = handlers
        self._one_at_a_time = one_at_a_time
        self._answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)
        self._writing = threading.Lock()
        self._under_way: dict[int, Request] = {}
        self.waiting: queue.SimpleQueue[tuple[int, str, Request]] = queue.SimpleQueue()

    def take(self, message: Json) -> tuple[int, str, Request] | None:
        """A request to run; a signal is handed to the request that it is for."""
        number: int = message["id"]
        if "signal" in message:
            under_way = self._under_way.get(number)
            if under_way is not None:
                under_way.signal(message["signal"]).set()
            return None

        def send(sent: Json) -> None:
            self._answer(number, sent)
            if self._one_at_a_time:
                for waiting in set(self._under_way) - {number}:
                    self._answer(waiting, {"news": {}})

        request = self._under_way[number] = Request(message["params"], send)
        return number, message["do"], request

    def run(self, number: int, do: str, request: Request) -> None:
        """Answer one request. Anything but a refusal is a bug and ends the child."""
        try:
            message: Json = {"done": self._handlers[do](request) or {}}
        except Refusal as refusal:
            message = {"refused": str(refusal)}
        except OSError as error:
            message = {"refused": f"{error}."}
        self._under_way.pop(number, None)
        self._answer(number, message)

    def run_in_order(self) -> None:
        """Answer requests one after the other."""
        while True:
            self.run(*self.waiting.get())

    def _answer(self, number: int, message: Json) -> None:
        with self._writing:
            self._answers.write(json.dumps({"id": number, **message}) + "\n")
            self._answers.flush()


def _end_with_traceback(bug: threading.ExceptHookArgs) -> None:
    """Write the traceback to the log and end: a bug must not be taken for an answer."""
    if bug.exc_value is not None:
        sys.excepthook(bug.exc_type, bug.exc_value, bug.exc_traceback)
    os._exit(BUG_EXIT_CODE)
