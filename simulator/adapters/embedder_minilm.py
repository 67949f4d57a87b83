"""Embed sentences with MiniLM in a child process that stays warm, and remember what it said."""

from __future__ import annotations

import threading
from array import array
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from simulator.child import Child, ChildDied, ChildRefused
from simulator.children.minilm_model import MODEL_SHA256
from simulator.ports import PortError

MODULE: Final = "simulator.children.embedder"
SILENT_SECONDS: Final = 10.0
"""Loading takes about a second and a text some milliseconds; longer silence is a hang."""
ATTEMPTS: Final = 2
REMEMBERED_TEXTS: Final = 2000
"""The texts of a hundred messages, in 6 MB: a call that is graded again costs nothing."""


class MiniLmEmbedder:
    """The Embedder port: all-MiniLM-L6-v2 with 8-bit weights."""

    def __init__(self, log: Path, *, silent_seconds: float = SILENT_SECONDS) -> None:
        """`silent_seconds` is after how long without a sign of life the child counts as hung."""
        self._child = Child(MODULE, log, name="sentence embedder")
        self._silent_seconds = silent_seconds
        self._lock = threading.Lock()
        self._remembered: OrderedDict[str, array[float]] = OrderedDict()

    @property
    def pid(self) -> int | None:
        """The child's process id, or None while there is none."""
        return self._child.pid

    @property
    def sha256(self) -> str:
        """The hash of the model's weights, which are used only if they have it."""
        return MODEL_SHA256

    def warm(self) -> None:
        """Start the child and load the model, at a low priority. Does not block."""
        self._child.tell("warm", {})

    def embed(self, texts: Sequence[str], stop: threading.Event) -> tuple[tuple[float, ...], ...]:
        """A unit vector for each text, in their order; an empty tuple once it is stopped.

        The same text gives the same vector, whatever is asked with it.

        Raises:
            PortError: the model is missing or damaged, or the child died twice.
        """
        known = self._recalled(texts)
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new and not stop.is_set():
            known.update(zip(new, self._embedded(new, stop), strict=False))
            self._remember({text: known[text] for text in new if text in known})
        if stop.is_set():
            return ()
        return tuple(tuple(known[text]) for text in texts)

    def close(self) -> None:
        """End the child."""
        self._child.close()

    def _embedded(self, texts: list[str], stop: threading.Event) -> list[array[float]]:
        """A vector for each text; none if it was stopped."""
        for _ in range(ATTEMPTS):
            try:
                answer = self._child.request(
                    "embed", {"texts": texts}, stop=stop, silent_seconds=self._silent_seconds
                )
            except ChildRefused as refusal:
                raise PortError(str(refusal)) from refusal
            except ChildDied:
                continue
            return [array("d", vector) for vector in answer.get("vectors", ())]
        raise PortError(
            "The sentence embeddings stopped twice while they read the message, so it is graded by "
            "its words only."
        )

    def _recalled(self, texts: Sequence[str]) -> dict[str, array[float]]:
        """What is remembered of these; they are the last to be forgotten."""
        with self._lock:
            known = {text: self._remembered[text] for text in texts if text in self._remembered}
            for text in known:
                self._remembered.move_to_end(text)
        return known

    def _remember(self, vectors: dict[str, array[float]]) -> None:
        with self._lock:
            self._remembered.update(vectors)
            while len(self._remembered) > REMEMBERED_TEXTS:
                self._remembered.popitem(last=False)
