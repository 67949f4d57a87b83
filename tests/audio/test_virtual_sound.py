"""The virtual sound card does what the tests that use it believe."""

from __future__ import annotations

import subprocess
import wave
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.audio.virtual_sound import RATE_HZ, SoundCard, wait_until

pytestmark = pytest.mark.sound
TONE_HZ = 440.0


def tone(path: Path, seconds: float = 1.0) -> Path:
    time = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    with wave.open(str(path), "wb") as wav:
        wav.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        wav.writeframes((12_000 * np.sin(2 * np.pi * TONE_HZ * time)).astype("<i2").tobytes())
    return path


def samples(path: Path) -> NDArray[np.float64]:
    with wave.open(str(path)) as wav:
        assert (wav.getframerate(), wav.getnchannels(), wav.getsampwidth()) == (RATE_HZ, 1, 2)
        return np.frombuffer(wav.readframes(wav.getnframes()), "<i2").astype(np.float64)


def seconds_of_tone(path: Path) -> float:
    """For how long a 440 Hz tone can be heard, in steps of 20 ms."""
    sound = samples(path)
    frame = RATE_HZ // 50
    frames = sound[: len(sound) // frame * frame].reshape(-1, frame)
    wave_440 = np.exp(-2j * np.pi * TONE_HZ * np.arange(frame) / RATE_HZ)
    strength = np.abs(frames @ wave_440) * 2 / frame
    return float((strength > 3_000).sum()) / 50


def test_what_the_speaker_plays_is_heard(sound_card: SoundCard, tmp_path: Path) -> None:
    with sound_card.hear() as heard:
        assert sound_card.play(tone(tmp_path / "tone.wav")).wait(timeout=10) == 0

    assert seconds_of_tone(heard) == pytest.approx(1.0, abs=0.2)


def test_what_is_spoken_into_the_microphone_is_recorded(
    sound_card: SoundCard, tmp_path: Path
) -> None:
    with sound_card.record("mic") as recorded, sound_card.hear() as heard:
        assert sound_card.speak(tone(tmp_path / "tone.wav")).wait(timeout=10) == 0

    assert seconds_of_tone(recorded) == pytest.approx(1.0, abs=0.2)
    assert seconds_of_tone(heard) == 0.0


def test_silence_is_heard_as_silence(sound_card: SoundCard) -> None:
    with sound_card.hear() as heard:
        pass

    assert np.abs(samples(heard)).max() < 10


def test_an_unplugged_microphone_is_gone_and_comes_back(sound_card: SoundCard) -> None:
    assert "mic" in sound_card.sources()

    sound_card.unplug()
    assert "mic" not in sound_card.sources()

    sound_card.plug()
    assert "mic" in sound_card.sources()


def test_unplugging_ends_a_recording_under_way(sound_card: SoundCard, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    with raw.open("wb") as out:
        recorder = subprocess.Popen(
            ["parec", "--raw", "--latency-msec=20", "-d", "mic"],
            env={**sound_card.env, "PATH": "/usr/bin:/bin"},
            stdout=out,
            stderr=subprocess.DEVNULL,
        )
    wait_until(lambda: raw.stat().st_size > 0, 10, "sound")

    sound_card.unplug()

    assert recorder.wait(timeout=10) != 0
