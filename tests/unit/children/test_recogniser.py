"""The recogniser's child: it says that it lives while its work moves, and not longer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.adapters import recogniser_whisper
from simulator.adapters.recogniser_whisper import WhisperRecognizer
from simulator.child import Request
from simulator.children import recogniser
from simulator.children.recogniser import Recogniser
from simulator.hearing.pieces import Samples
from simulator.hearing.words import Heard
from simulator.ports import PortError
from simulator.sound import wav

RATE = 16_000
HEARTBEAT = 0.05
STUCK = 0.4


class SlowPasses:
    """Passes that take everything for silence, and wait before each piece."""

    def __init__(self, wait: Callable[[], object]) -> None:
        self._wait = wait

    def speech_probabilities(self, samples: Samples) -> list[float]:
        self._wait()
        return [0.0] * (len(samples) // 512)

    def both_passes(
        self, pcm: NDArray[np.int16], from_seconds: float, stop: threading.Event | None = None
    ) -> tuple[list[Heard], list[Heard]]:
        raise AssertionError("there is no speech")


class Asked:
    """A request for a finished take, with the moments without any news counted."""

    def __init__(self, path: Path) -> None:
        self._sent = threading.Event()
        self.request = Request({"path": str(path), "folder": ""}, lambda _: self._sent.set())
        self.request.signal("complete").set()
        self.answer: dict[str, Any] | None = None
        self._thread = threading.Thread(target=lambda: None)

    def begin(self, child: Recogniser) -> None:
        def transcribe() -> None:
            self.answer = child.transcribe(self.request)

        self._thread = threading.Thread(target=transcribe)
        self._thread.start()

    def falls_silent(self, seconds: float) -> bool:
        """Whether, before the answer, news stays away for so long."""
        while self._thread.is_alive():
            self._sent.clear()
            if not self._sent.wait(seconds) and self._thread.is_alive():
                return True
        return False

    def end(self) -> None:
        self.request.stop.set()
        self._thread.join(10)


@pytest.fixture
def take(tmp_path: Path) -> Path:
    path = tmp_path / "take.wav"
    path.write_bytes(wav.encode(np.zeros(60 * RATE, np.float32)))
    return path


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recogniser, "HEARTBEAT_SECONDS", HEARTBEAT)
    monkeypatch.setattr(recogniser, "STUCK_SECONDS", STUCK)


def child_with(monkeypatch: pytest.MonkeyPatch, wait: Callable[[], object]) -> Recogniser:
    child = Recogniser()
    monkeypatch.setattr(child, "_load", lambda folder: SlowPasses(wait))
    return child


@pytest.mark.usefixtures("impatient")
def test_a_worker_that_hangs_gives_no_sign_of_life(
    take: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = threading.Event()
    asked = Asked(take)
    asked.begin(child_with(monkeypatch, lambda: let_go.wait(5)))

    assert asked.falls_silent(3 * STUCK)

    let_go.set()
    asked.end()


@pytest.mark.usefixtures("impatient")
def test_a_slow_worker_that_comes_on_piece_by_piece_lives(
    take: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = threading.Event()
    asked = Asked(take)
    asked.begin(child_with(monkeypatch, lambda: never.wait(STUCK / 2)))  # four pieces and more

    assert not asked.falls_silent(3 * STUCK)
    assert asked.answer is not None
    assert asked.answer["seconds"] == 60


@pytest.mark.usefixtures("impatient")
def test_who_waits_behind_a_hanging_worker_is_not_told_that_all_is_well(
    take: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = threading.Event()
    child = child_with(monkeypatch, lambda: let_go.wait(5))
    first, second = Asked(take), Asked(take)
    first.begin(child)
    assert first.falls_silent(3 * STUCK)
    second.begin(child)

    assert second.falls_silent(3 * STUCK)

    let_go.set()
    first.end()
    second.end()


HANGS_ONCE = """
import threading
from pathlib import Path
from simulator.child import serve
from simulator.children import recogniser

recogniser.HEARTBEAT_SECONDS = 0.1
recogniser.STUCK_SECONDS = 0.3
mark = Path({mark!r})

class Passes:
    def speech_probabilities(self, samples):
        if not mark.exists() or {always}:
            mark.touch()
            threading.Event().wait(15)
        return [0.0] * (len(samples) // 512)

class Hanging(recogniser.Recogniser):
    def _load(self, folder):
        return Passes()

serve({{"transcribe": Hanging().transcribe}})
"""


@pytest.fixture
def hanging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], WhisperRecognizer]:
    def make(always: bool) -> WhisperRecognizer:
        program = HANGS_ONCE.format(mark=str(tmp_path / "mark"), always=always)
        (tmp_path / "hanging_recogniser.py").write_text(program)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        monkeypatch.setattr(recogniser_whisper, "MODULE", "hanging_recogniser")
        return WhisperRecognizer(tmp_path / "log", silent_seconds=3.0)

    return make


def happened() -> threading.Event:
    event = threading.Event()
    event.set()
    return event


def test_a_recogniser_whose_worker_hangs_is_replaced_and_asked_again(
    hanging: Callable[[bool], WhisperRecognizer], take: Path
) -> None:
    recognizer = hanging(False)
    try:
        assert recognizer.transcribe(take, happened(), threading.Event()).seconds == 60
    finally:
        recognizer.close()


def test_a_recogniser_whose_worker_hangs_twice_is_given_up_with_a_sentence(
    hanging: Callable[[bool], WhisperRecognizer], take: Path
) -> None:
    recognizer = hanging(True)
    try:
        with pytest.raises(PortError, match=r"stopped twice while it listened to take\.wav"):
            recognizer.transcribe(take, happened(), threading.Event())
    finally:
        recognizer.close()
