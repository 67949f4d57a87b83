"""Read recordings in the usual formats, and write WAV files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.ports import PortError
from simulator.sound import wav
from simulator.sound.resample import resample
from simulator.sound.tones import SAMPLE_RATE_HZ

LONGEST_SECONDS: Final = 20 * 60.0
_STREAMED_BYTES = 0xFFFFFF00
"""Programs that write a WAV into a pipe promise about 4 GB, since they cannot know better."""


LOWEST_RATE_HZ = 4_000
HIGHEST_RATE_HZ = 384_000
LOUDEST = 1000.0
"""Full scale is 1; recordings in floating point may go somewhat beyond it."""


class BadRecording(PortError):
    """A file that cannot be graded. The message is a sentence that names it."""


def read_recording(path: Path) -> tuple[NDArray[np.int16], float]:
    """Read WAV, FLAC, OGG or MP3.

    Returns:
        16 kHz mono samples, shape (n,), and the seconds they last. Channels are averaged.

    Raises:
        BadRecording: not there, not a sound, empty, cut short, or longer than 20 minutes.
    """
    if path.is_dir():
        raise BadRecording(f"{path} is a folder, not a recording.")
    if not path.exists():
        raise BadRecording(f"There is no file {path}.")
    if path.stat().st_size == 0:
        raise BadRecording(f"{path} is empty.")
    frames, rate_hz, promised = _decoded(path)
    if not len(frames):
        raise BadRecording(f"{path} holds no sound.")
    if _is_cut_short(path, len(frames), promised):
        raise BadRecording(f"{path} is cut short: copy or record it again.")
    if not np.isfinite(frames).all() or np.abs(frames).max() > LOUDEST:
        raise BadRecording(f"{path} holds values that are no sound. Export it again.")
    mono = np.asarray(frames.mean(axis=1), np.float32)
    samples = wav.to_pcm(resample(mono, rate_hz, SAMPLE_RATE_HZ))
    return samples, len(samples) / SAMPLE_RATE_HZ


def _decoded(path: Path) -> tuple[NDArray[np.float32], int, int]:
    """Samples of shape (n, channels), the rate, and how many samples the file promises."""
    import soundfile

    try:
        with soundfile.SoundFile(path) as file:
            rate_hz, promised = file.samplerate, file.frames
            if not LOWEST_RATE_HZ <= rate_hz <= HIGHEST_RATE_HZ:
                raise BadRecording(f"{path} claims {rate_hz} samples a second: that is no speech.")
            if promised > LONGEST_SECONDS * rate_hz:
                raise BadRecording(
                    f"{path} lasts {promised / rate_hz / 60:.1f} minutes; "
                    f"a recording may last {LONGEST_SECONDS / 60:.0f} at most."
                )
            return file.read(dtype="float32", always_2d=True), rate_hz, promised
    except (soundfile.LibsndfileError, OSError, TypeError, ValueError) as error:
        raise BadRecording(
            f"{path} is not a sound file that can be read. Use WAV, FLAC, OGG or MP3."
        ) from error


def write_wav(path: Path, pcm: NDArray[np.int16]) -> None:
    """Write 16 kHz mono samples, shape (n,), to a file that only its owner may read."""
    flags = os.O_CREAT | os.O_TRUNC | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(wav.header(pcm.nbytes) + pcm.tobytes())


def _is_cut_short(path: Path, read: int, expected: int) -> bool:
    """Whether the file promises more than it holds; libsndfile quietly believes the shorter one."""
    if read < expected:
        return True
    with path.open("rb") as file:
        start = file.read(wav.HEADER_BYTES)
    if start[:4] != b"RIFF":
        return False
    promised = int.from_bytes(start[4:8], "little") + 8
    return path.stat().st_size + 1 < promised < _STREAMED_BYTES
