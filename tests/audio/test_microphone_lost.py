"""A microphone that is pulled out in the middle of a message: what was said is kept."""

from __future__ import annotations

import threading
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from simulator.adapters.microphone_miniaudio import MiniaudioMicrophone
from simulator.ports import RecordingLimits, Take
from tests.audio.virtual_sound import RATE_HZ, SoundCard, wait_until

pytestmark = pytest.mark.sound
LIMITS = RecordingLimits(max_seconds=30, max_silence_seconds=20, patience_seconds=20)


@pytest.fixture
def microphone(
    sound_card: SoundCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MiniaudioMicrophone]:
    for name, value in sound_card.env.items():
        monkeypatch.setenv(name, value)
    opened = MiniaudioMicrophone(tmp_path / "log", device="FakeMicrophone")
    yield opened
    opened.close()


def babble(path: Path, seconds: float) -> Path:
    """Noise that comes and goes four times a second, as syllables do."""
    time = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    noise = np.random.default_rng(1).normal(0, 1, time.size)
    swell = 6000 * np.maximum(0, np.sin(2 * np.pi * 4 * time)) + 10
    with wave.open(str(path), "wb") as wav:
        wav.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        wav.writeframes((noise * swell).clip(-32768, 32767).astype("<i2").tobytes())
    return path


def test_what_was_said_before_the_microphone_went_is_kept(
    sound_card: SoundCard, microphone: MiniaudioMicrophone, tmp_path: Path
) -> None:
    path = tmp_path / "take-1.wav"
    levels: list[float] = []
    takes: list[Take] = []

    def record() -> None:
        takes.append(microphone.record(path, LIMITS, levels.append, threading.Event()))

    recording = threading.Thread(target=record)
    recording.start()
    wait_until(lambda: len(levels) > 2, 15, "the level meter")
    assert sound_card.speak(babble(tmp_path / "babble.wav", 2.0)).wait(timeout=15) == 0

    sound_card.unplug()
    recording.join(timeout=10)

    (take,) = takes
    assert take.ended_by == "device_lost"
    assert take.seconds > 1.5
    with wave.open(str(path)) as kept:
        assert kept.getnframes() / kept.getframerate() == pytest.approx(take.seconds, abs=0.05)
        sound = np.frombuffer(kept.readframes(kept.getnframes()), "<i2")
    assert np.abs(sound).max() > 3000
