from __future__ import annotations

import os
import stat
from pathlib import Path

import numpy as np
import pytest
import soundfile

from simulator.adapters import audio_files
from simulator.adapters.audio_files import BadRecording, read_recording, write_wav
from simulator.sound import wav

FORMATS = {"wav": "PCM_16", "flac": "PCM_16", "ogg": "VORBIS", "mp3": "MPEG_LAYER_III"}


def a_tone(rate_hz: int, seconds: float = 1.0) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return 0.4 * np.sin(2 * np.pi * 500 * np.arange(round(rate_hz * seconds)) / rate_hz)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("rate_hz", [16000, 44100])
def test_the_usual_formats_are_read_as_16_khz_mono(tmp_path: Path, kind: str, rate_hz: int) -> None:
    path = tmp_path / f"said.{kind}"
    two_channels = np.stack([a_tone(rate_hz), a_tone(rate_hz)], axis=1)
    soundfile.write(path, two_channels, rate_hz, subtype=FORMATS[kind])

    samples, seconds = read_recording(path)

    assert samples.dtype == np.int16
    assert seconds == len(samples) / 16000 == pytest.approx(1, abs=0.1)
    spectrum = np.abs(np.fft.rfft(samples))
    assert spectrum.argmax() / seconds == pytest.approx(500, abs=2)
    assert np.abs(samples).max() / 32768 == pytest.approx(0.4, abs=0.05)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b"Dear Sir or Madam, this is a letter and not a sound. " * 9, "is not a sound file"),
        (bytes(5000), "is not a sound file"),
        (wav.encode(np.zeros(0, np.float32)), "holds no sound"),
        (wav.encode(np.ones(16000, np.float32))[:9000], "is cut short"),
        (wav.header(0)[:30], "is not a sound file"),
    ],
)
def test_what_cannot_be_graded_is_a_sentence_with_the_name_of_the_file(
    tmp_path: Path, data: bytes, why: str
) -> None:
    path = tmp_path / "odd.wav"
    path.write_bytes(data)
    with pytest.raises(BadRecording, match=f"odd.wav {why}"):
        read_recording(path)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(BadRecording, match=r"There is no file .*gone\.wav"):
        read_recording(tmp_path / "gone.wav")
    with pytest.raises(BadRecording, match="is a folder"):
        read_recording(tmp_path)


def test_a_recording_of_hours_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audio_files, "LONGEST_SECONDS", 60.0)
    soundfile.write(tmp_path / "long.wav", np.zeros(8000 * 180), 8000)
    with pytest.raises(BadRecording, match=r"lasts 3\.0 minutes; a recording may last 1 at most"):
        read_recording(tmp_path / "long.wav")


def test_a_wav_written_into_a_pipe_is_read(tmp_path: Path) -> None:
    data = bytearray(wav.encode(np.full(1600, 0.5, np.float32)))
    data[4:8] = data[40:44] = b"\xff\xff\xff\xff"
    (tmp_path / "piped.wav").write_bytes(data)
    assert read_recording(tmp_path / "piped.wav")[1] == pytest.approx(0.1)


def test_what_is_written_is_read_again_and_private(tmp_path: Path) -> None:
    pcm = np.arange(-800, 800, dtype=np.int16)
    write_wav(tmp_path / "out.wav", pcm)
    again, seconds = read_recording(tmp_path / "out.wav")
    assert np.array_equal(again, pcm)
    assert seconds == 0.1
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "out.wav").stat().st_mode) == 0o600


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e30])
def test_values_that_are_no_sound_are_refused(tmp_path: Path, value: float) -> None:
    samples = np.zeros(8000, np.float32)
    samples[4000] = value
    soundfile.write(tmp_path / "odd.wav", samples, 8000, subtype="FLOAT")
    with pytest.raises(BadRecording, match="holds values that are no sound"):
        read_recording(tmp_path / "odd.wav")


def test_a_rate_that_no_recorder_has_is_refused(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "fast.wav", np.zeros(8000), 2_000_000)
    with pytest.raises(BadRecording, match="that is no speech"):
        read_recording(tmp_path / "fast.wav")


def test_a_file_whose_name_promises_raw_samples_is_refused(tmp_path: Path) -> None:
    (tmp_path / "noise.raw").write_bytes(b"\1\2" * 4000)
    with pytest.raises(BadRecording, match="is not a sound file"):
        read_recording(tmp_path / "noise.raw")
