"""What every Microphone does, with a device or with files."""

from __future__ import annotations

import os
import signal
import stat
import threading
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.adapters.audio_files import read_recording
from simulator.adapters.microphone_file import FileMicrophone
from simulator.adapters.microphone_miniaudio import MiniaudioMicrophone
from simulator.ports import Microphone, PortError, RecordingLimits, Take
from simulator.sound import wav
from tests.audio.virtual_sound import SoundCard, wait_until

RATE = 16_000
posix = pytest.mark.skipif(os.name != "posix", reason="processes are frozen with SIGSTOP")
GENEROUS = RecordingLimits(max_seconds=30, max_silence_seconds=20, patience_seconds=20)


def babble(seconds: float) -> NDArray[np.float64]:
    """Something that rises and falls like syllables."""
    times = np.arange(round(RATE * seconds)) / RATE
    return 0.3 * np.sin(np.pi * 4 * times) ** 2 * np.sign(np.sin(2 * np.pi * 150 * times))


def quiet(seconds: float) -> NDArray[np.float64]:
    return np.zeros(round(RATE * seconds))


def written(path: Path, *parts: NDArray[np.float64]) -> Path:
    path.write_bytes(wav.encode(np.concatenate(parts).astype(np.float32)))
    return path


Record = Callable[[list[Path], RecordingLimits], Take]


@pytest.fixture
def device(plugged_in: SoundCard, tmp_path: Path) -> Iterator[MiniaudioMicrophone]:
    microphone = MiniaudioMicrophone(tmp_path / "log")
    microphone.devices()  # the child is up
    yield microphone
    microphone.close()


@pytest.fixture(params=["files", pytest.param("device", marks=pytest.mark.sound)])
def record(request: pytest.FixtureRequest, tmp_path: Path) -> Record:
    """Say one file and record it under these limits; the one who speaks stops after the file."""

    def from_files(said: list[Path], limits: RecordingLimits) -> Take:
        microphone: Microphone = FileMicrophone(said, read_recording)
        return microphone.record(tmp_path / "take.wav", limits, lambda _: None, threading.Event())

    def from_device(said: list[Path], limits: RecordingLimits) -> Take:
        card: SoundCard = request.getfixturevalue("plugged_in")
        microphone: Microphone = request.getfixturevalue("device")
        stop = threading.Event()
        speaker = card.speak(said[0])

        def stop_at_the_end() -> None:
            speaker.wait(30)
            stop.set()

        threading.Thread(target=stop_at_the_end, daemon=True).start()
        try:
            return microphone.record(tmp_path / "take.wav", limits, lambda _: None, stop)
        finally:
            speaker.terminate()

    return from_files if request.param == "files" else from_device


def test_what_is_said_is_in_the_take(record: Record, tmp_path: Path) -> None:
    said = written(tmp_path / "said.wav", quiet(0.6), babble(2), quiet(0.4))

    take = record([said], GENEROUS)

    assert take.ended_by == "rep"
    assert take.seconds == pytest.approx(3, abs=0.6)
    assert take.speech_seconds == pytest.approx(2, abs=0.35)
    assert take.first_speech_seconds == pytest.approx(0.6, abs=0.4)
    assert take.path is not None
    with wave.open(str(take.path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
        assert file.getnframes() / RATE == take.seconds


@posix
def test_a_take_is_readable_by_its_owner_only(record: Record, tmp_path: Path) -> None:
    take = record([written(tmp_path / "said.wav", babble(0.6))], GENEROUS)
    assert take.path is not None
    assert stat.S_IMODE(take.path.stat().st_mode) == 0o600


def test_a_mailbox_takes_no_more_than_its_limit(record: Record, tmp_path: Path) -> None:
    limits = RecordingLimits(max_seconds=1.0, max_silence_seconds=9, patience_seconds=9)
    take = record([written(tmp_path / "said.wav", babble(8))], limits)
    assert (take.seconds, take.ended_by) == (1.0, "limit")


def test_silence_after_speech_ends_the_take(record: Record, tmp_path: Path) -> None:
    limits = RecordingLimits(max_seconds=9, max_silence_seconds=1.0, patience_seconds=9)
    said = written(tmp_path / "said.wav", babble(1.5), quiet(12), babble(1))
    take = record([said], limits)
    assert take.ended_by == "silence"
    assert take.seconds == pytest.approx(2.5, abs=0.6)


def test_nobody_speaking_ends_the_take_when_patience_does(record: Record, tmp_path: Path) -> None:
    limits = RecordingLimits(max_seconds=9, max_silence_seconds=9, patience_seconds=1.0)
    take = record([written(tmp_path / "said.wav", quiet(12))], limits)
    assert take.ended_by == "silence"
    assert take.seconds == pytest.approx(1.0, abs=0.2)
    assert (take.speech_seconds, take.first_speech_seconds) == (0, None)


def test_files_are_said_in_order_and_then_nothing_is_left(tmp_path: Path) -> None:
    said = [written(tmp_path / f"{n}.wav", babble(n)) for n in (1, 2)]
    microphone = FileMicrophone(said, read_recording)
    levels: list[float] = []

    for number, path in enumerate([tmp_path / "a.wav", tmp_path / "b.wav"], start=1):
        assert microphone.record(path, GENEROUS, levels.append, threading.Event()).seconds == number

    assert max(levels) > 0.5
    with pytest.raises(PortError, match="Nothing is left to say"):
        microphone.record(tmp_path / "c.wav", GENEROUS, levels.append, threading.Event())


def test_a_recording_stopped_before_it_began_leaves_the_file_for_the_next(tmp_path: Path) -> None:
    microphone = FileMicrophone([written(tmp_path / "1.wav", babble(1))], read_recording)
    stop = threading.Event()
    stop.set()

    assert microphone.record(tmp_path / "a.wav", GENEROUS, lambda _: None, stop).seconds == 0
    later = microphone.record(tmp_path / "b.wav", GENEROUS, lambda _: None, threading.Event())
    assert later.seconds == 1


def test_a_take_is_never_written_over_another(tmp_path: Path) -> None:
    there = written(tmp_path / "take.wav", babble(1))
    before = there.read_bytes()
    microphone = FileMicrophone([written(tmp_path / "said.wav", babble(0.5))], read_recording)
    with pytest.raises(PortError, match="cannot be written: File exists"):
        microphone.record(there, GENEROUS, lambda _: None, threading.Event())
    assert there.read_bytes() == before


class Recording:
    """A device recording in a thread of its own."""

    def __init__(self, microphone: MiniaudioMicrophone, path: Path) -> None:
        self.path = path
        self.stop = threading.Event()
        self.levels: list[tuple[float, float]] = []
        self.took: Take | None = None
        self._thread = threading.Thread(target=self._run, args=(microphone,), daemon=True)
        self._thread.start()
        self.wait_for_levels(1)

    def _run(self, microphone: MiniaudioMicrophone) -> None:
        self.took = microphone.record(self.path, GENEROUS, self._level, self.stop)

    def _level(self, level: float) -> None:
        self.levels.append((time.monotonic(), level))

    def wait_for_levels(self, more: int) -> None:
        wanted = len(self.levels) + more
        wait_until(lambda: len(self.levels) >= wanted, 10, "levels")

    def end(self) -> Take:
        self._thread.join(8)
        assert self.took is not None, "the recording did not end"
        return self.took


@pytest.mark.sound
def test_a_stop_ends_a_recording_within_half_a_second(
    device: MiniaudioMicrophone, tmp_path: Path
) -> None:
    recording = Recording(device, tmp_path / "take.wav")
    began = time.monotonic()
    recording.stop.set()

    assert recording.end().ended_by == "rep"

    assert time.monotonic() - began < 0.5


@pytest.mark.sound
def test_levels_come_at_most_15_times_a_second(device: MiniaudioMicrophone, tmp_path: Path) -> None:
    recording = Recording(device, tmp_path / "take.wav")
    recording.wait_for_levels(15)
    recording.stop.set()
    recording.end()

    times = [at for at, _ in recording.levels]
    assert all(0 <= level <= 1 for _, level in recording.levels)
    assert 5 < (len(times) - 1) / (times[-1] - times[0]) <= 15


@pytest.mark.sound
def test_a_take_is_a_valid_wav_while_it_is_spoken(
    device: MiniaudioMicrophone, tmp_path: Path
) -> None:
    recording = Recording(device, tmp_path / "take.wav")
    lengths = []
    for _ in range(4):
        recording.wait_for_levels(6)
        with wave.open(str(recording.path)) as file:
            lengths.append(file.getnframes())
            assert len(file.readframes(lengths[-1])) == 2 * lengths[-1]
    recording.stop.set()
    recording.end()

    assert lengths == sorted(lengths)
    assert lengths[-1] > RATE / 2


@pytest.mark.sound
def test_a_device_that_disappears_ends_the_take_and_keeps_it(
    device: MiniaudioMicrophone, plugged_in: SoundCard, tmp_path: Path
) -> None:
    recording = Recording(device, tmp_path / "take.wav")
    recording.wait_for_levels(12)

    plugged_in.unplug()

    take = recording.end()
    assert take.ended_by == "device_lost"
    assert take.seconds > 0.8
    assert read_recording(recording.path)[1] == take.seconds


@pytest.mark.sound
def test_after_a_lost_device_the_next_recording_works(
    device: MiniaudioMicrophone, plugged_in: SoundCard, tmp_path: Path
) -> None:
    first = Recording(device, tmp_path / "first.wav")
    plugged_in.unplug()
    first.end()
    plugged_in.plug()

    second = Recording(device, tmp_path / "second.wav")
    second.stop.set()
    assert second.end().ended_by == "rep"


@pytest.mark.sound
def test_what_a_killed_child_had_recorded_is_kept(
    device: MiniaudioMicrophone, tmp_path: Path
) -> None:
    recording = Recording(device, tmp_path / "take.wav")
    recording.wait_for_levels(12)
    assert device.pid is not None
    os.kill(device.pid, signal.SIGKILL)

    take = recording.end()
    assert take.ended_by == "device_lost"
    assert take.seconds > 0.8
    assert read_recording(recording.path)[1] == take.seconds

    again = Recording(device, tmp_path / "again.wav")
    again.stop.set()
    assert again.end().ended_by == "rep"


@posix
@pytest.mark.sound
def test_what_a_hanging_child_had_recorded_is_kept(
    device: MiniaudioMicrophone, tmp_path: Path
) -> None:
    recording = Recording(device, tmp_path / "take.wav")
    recording.wait_for_levels(6)
    assert device.pid is not None
    os.kill(device.pid, signal.SIGSTOP)

    assert recording.end().ended_by == "device_lost"
    assert read_recording(recording.path)[1] > 0.3


@posix
@pytest.mark.sound
def test_a_hanging_child_does_not_hold_up_a_stop(
    device: MiniaudioMicrophone, tmp_path: Path
) -> None:
    recording = Recording(device, tmp_path / "take.wav")
    recording.wait_for_levels(6)
    assert device.pid is not None
    os.kill(device.pid, signal.SIGSTOP)
    began = time.monotonic()
    recording.stop.set()

    assert recording.end().ended_by == "rep"
    assert time.monotonic() - began < 0.6
    assert read_recording(recording.path)[1] > 0.3


@pytest.mark.sound
def test_devices_are_listed_by_name(device: MiniaudioMicrophone) -> None:
    speakers, microphones = device.devices()
    assert "FakeSpeaker" in speakers
    assert "FakeMicrophone" in microphones


@pytest.mark.sound
def test_a_microphone_that_is_not_connected_is_refused_by_name(
    plugged_in: SoundCard, tmp_path: Path
) -> None:
    microphone = MiniaudioMicrophone(tmp_path / "log", "Webcam")
    try:
        with pytest.raises(PortError, match="«Webcam» is not connected"):
            microphone.record(tmp_path / "t.wav", GENEROUS, lambda _: None, threading.Event())
    finally:
        microphone.close()
    assert not (tmp_path / "t.wav").exists()


@posix
def test_a_machine_without_sound_has_no_devices_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("miniaudio")
    nowhere = tmp_path / "asound.conf"
    nowhere.write_text("", "utf-8")
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nothing")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(nowhere))
    microphone = MiniaudioMicrophone(tmp_path / "log")
    try:
        assert microphone.devices() == ((), ())
        with pytest.raises(PortError, match="no microphone that can be opened"):
            microphone.record(tmp_path / "t.wav", GENEROUS, lambda _: None, threading.Event())
    finally:
        microphone.close()
