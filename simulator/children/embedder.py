"""The child process that embeds sentences: `python -m simulator.children.embedder`.

A text takes some milliseconds, so requests share one thread and look at `stop` between two texts;
every text is a sign of life. The model stays loaded.
"""

from __future__ import annotations

import os
from typing import Any, Final

from simulator.child import Request, serve
from simulator.children.minilm_model import SentenceModel, load

POLITENESS: Final = 5
"""Added to the process's niceness: the screen and the sound come first."""


class Embedder:
    """The handlers."""

    def __init__(self) -> None:
        """Loads nothing yet."""
        self._model: SentenceModel | None = None

    def warm(self, request: Request) -> None:
        """Verify and load the model."""
        self._loaded(request)

    def embed(self, request: Request) -> dict[str, Any]:
        """Embed each of `texts`, one by one."""
        model = self._loaded(request)
        vectors = []
        for text in request.params["texts"]:
            if request.stop.is_set():
                return {"stopped": True}
            vectors.append(model.embed(text))
            request.news()
        return {"vectors": vectors}

    def _loaded(self, request: Request) -> SentenceModel:
        if self._model is None:
            request.news()
            self._model = load()
            request.news()
        return self._model


def main() -> None:
    """Serve until the parent is gone."""
    if hasattr(os, "nice"):
        os.nice(POLITENESS)
    embedder = Embedder()
    serve({"warm": embedder.warm, "embed": embedder.embed}, one_at_a_time=True)


if __name__ == "__main__":
    main()
