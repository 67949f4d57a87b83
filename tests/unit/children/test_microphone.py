from __future__ import annotations

import queue
import threading
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.child import Refusal, Request
from simulator.children import microphone
from simulator.children.microphone import Limits, Recording, hand_over, listen, record
from simulator.children.take_writer import TakeWriter

RATE = 16000
GENEROUS = Limits(max_seconds=60, max_silence_seconds=30, patience_seconds=30)


def babble(seconds: float) -> bytes:
    times = np.arange(round(RATE * seconds)) / RATE
    waves = 0.3 * np.sin(np.pi * 4 * times) ** 2 * np.sign(np.sin(2 * np.pi * 150 * times))
    samples: NDArray[np.int16] = (waves * 32767).astype(np.int16)
    return samples.tobytes()


def quiet(seconds: float) -> bytes:
    return bytes(2 * round(RATE * seconds))


def blocks(pcm: bytes) -> list[bytes]:
    return [pcm[i : i + 640] for i in range(0, len(pcm), 640)]


def ended(recording: Recording, pcm: bytes) -> str | None:
    """What ended the recording while these samples came in, if anything did."""
    return next(filter(None, (recording.add(block) for block in blocks(pcm))), None)


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[[Limits], Recording]]:
    made: list[Recording] = []

    def make_one(limits: Limits) -> Recording:
        made.append(Recording(TakeWriter(tmp_path / "take.wav"), limits))
        return made[-1]

    yield make_one
    for recording in made:
        with suppress(ValueError):  # closed by the test
            recording.close("rep")


def test_a_limit_is_kept_to_the_sample(make: Callable[[Limits], Recording]) -> None:
    recording = make(Limits(max_seconds=1.003, max_silence_seconds=9, patience_seconds=9))
    assert ended(recording, babble(2)) == "limit"
    assert recording.close("limit")["seconds"] == 1.003


def test_silence_that_follows_speech_ends_a_recording(make: Callable[[Limits], Recording]) -> None:
    recording = make(Limits(max_seconds=60, max_silence_seconds=1, patience_seconds=9))
    assert ended(recording, babble(1) + quiet(0.8)) is None
    assert ended(recording, quiet(0.6)) == "silence"
    take = recording.close("silence")
    assert take["speech_seconds"] == pytest.approx(1, abs=0.15)
    assert take["seconds"] == pytest.approx(2.1, abs=0.2)


def test_patience_with_nobody_speaking_ends(make: Callable[[Limits], Recording]) -> None:
    recording = make(Limits(max_seconds=60, max_silence_seconds=1, patience_seconds=2))
    assert ended(recording, quiet(1.9)) is None
    assert ended(recording, quiet(0.3)) == "silence"
    assert recording.close("silence")["first_speech_seconds"] is None


def test_a_full_disk_ends_a_recording(
    make: Callable[[Limits], Recording], monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = make(GENEROUS)
    assert ended(recording, babble(0.5)) is None
    monkeypatch.setattr(TakeWriter, "add", lambda self, pcm: False)
    assert ended(recording, babble(0.1)) == "disk_full"
    assert recording.close("disk_full")["seconds"] == 0.5


def test_the_level_follows_the_voice(make: Callable[[Limits], Recording]) -> None:
    recording = make(GENEROUS)
    ended(recording, babble(1.1))
    assert recording.level > 0.5
    ended(recording, quiet(0.5))
    assert recording.level == 0


class Asked:
    """A request with its answers, and a device that gives what the test says."""

    def __init__(self, path: Path, **limits: float) -> None:
        self.sent: list[dict[str, Any]] = []
        generous = {"max_seconds": 60.0, "max_silence_seconds": 30.0, "patience_seconds": 30.0}
        params = {"path": str(path), "device": "", **generous, **limits}
        self.request = Request(params, self.sent.append)


def test_a_stop_takes_what_was_already_spoken(make: Callable[[Limits], Recording]) -> None:
    asked = Asked(Path("unused"))
    chunks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    for block in blocks(babble(0.4)):
        chunks.put(block)
    asked.request.stop.set()
    recording = make(GENEROUS)

    assert listen(asked.request, recording, chunks) == "rep"
    assert recording.seconds == 0.4


def test_a_device_that_falls_silent_for_a_second_is_lost(
    make: Callable[[Limits], Recording], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(microphone, "LOST_SECONDS", 0.05)
    chunks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    chunks.put(babble(0.1))
    assert listen(Asked(Path("unused")).request, make(GENEROUS), chunks) == "device_lost"


def test_a_headset_may_take_its_time_before_its_first_sound(
    make: Callable[[Limits], Recording], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(microphone, "LOST_SECONDS", 0.1)
    chunks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    asked = Asked(Path("unused"))
    waking = threading.Timer(0.5, chunks.put, [babble(0.4)])
    waking.start()
    recording = make(GENEROUS)

    assert listen(asked.request, recording, chunks) == "device_lost"  # after its only sound
    assert recording.seconds == 0.4
    assert {"news": {"level": 0.0}} in asked.sent  # so that the parent waits, too


def test_a_device_that_never_gives_a_sound_is_lost(
    make: Callable[[Limits], Recording], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(microphone, "FIRST_SOUND_SECONDS", 0.1)
    chunks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    assert listen(Asked(Path("unused")).request, make(GENEROUS), chunks) == "device_lost"


def test_what_the_callback_gets_is_handed_over_whole() -> None:
    chunks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    callback = hand_over(chunks)
    next(callback)
    callback.send(bytearray(b"ab"))
    callback.send(bytearray(b"cd"))
    assert chunks.get() + chunks.get() == b"abcd"


class Device:
    """A microphone that gives one second of speech as soon as it is started, then disappears."""

    def __init__(self) -> None:
        self.stop_callback: Callable[[], None] = lambda: None
        self.closed = threading.Event()

    def start(self, callback: Any) -> None:
        for block in blocks(babble(1)):
            callback.send(bytearray(block))
        self.stop_callback()

    def close(self) -> None:
        self.closed.set()


@pytest.fixture
def device(monkeypatch: pytest.MonkeyPatch) -> Device:
    made = Device()
    monkeypatch.setattr(microphone, "open_device", lambda kind, name: made)
    return made


def test_a_device_that_says_that_it_stopped_is_lost_at_once(device: Device, tmp_path: Path) -> None:
    began = time.monotonic()
    answer = record(Asked(tmp_path / "take.wav").request)

    assert (answer["ended_by"], answer["seconds"]) == ("device_lost", 1.0)
    assert time.monotonic() - began < 0.9
    with wave.open(str(tmp_path / "take.wav")) as file:
        assert file.getnframes() == RATE


def test_the_microphone_is_closed_when_the_recording_is_over(
    device: Device, tmp_path: Path
) -> None:
    answer = record(Asked(tmp_path / "take.wav", max_seconds=0.5).request)
    assert answer["ended_by"] == "limit"
    assert device.closed.is_set()


def test_a_take_that_exists_is_refused_and_the_microphone_closed(
    device: Device, tmp_path: Path
) -> None:
    (tmp_path / "take.wav").write_bytes(b"said before")
    with pytest.raises(Refusal, match="cannot be written: File exists"):
        record(Asked(tmp_path / "take.wav").request)
    assert device.closed.is_set()


def test_a_device_that_does_not_start_leaves_no_file(
    device: Device, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Refusal("It does not start.")

    monkeypatch.setattr(microphone, "start_device", refuse)
    with pytest.raises(Refusal, match="does not start"):
        record(Asked(tmp_path / "take.wav").request)
    assert list(tmp_path.iterdir()) == []
