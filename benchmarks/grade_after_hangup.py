"""How long the words of a message take after hanging up: `python benchmarks/grade_after_hangup.py`.

A message of 30 s and one of 60 s are written to a file as fast as they would be spoken, while the
recogniser follows the file. Measured: from the last sample to the transcript. In the same run, both
passes over the whole take at once are timed, which is what the target compares with: at most 0.6 of
that. Also measured: how late the parent's event loop is while all this goes on, and how much memory
the recogniser's process takes.

The messages are made by the natural voice (extra `voice`), or from a WAV: --speech FILE.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from simulator.adapters.recogniser_whisper import WhisperRecognizer
from simulator.adapters.voice_pyttsx3 import Pyttsx3Voice
from simulator.children.take_writer import TakeWriter
from simulator.children.whisper_model import SETTINGS, THREADS, find_model, hub_cache
from simulator.hearing.pieces import SAMPLE_RATE_HZ
from simulator.hearing.words import FILLER_PROMPT
from simulator.ports import PortError
from simulator.scenario.speech import Speech
from simulator.scenario.voice import EspeakVoice, NaturalVoice, VoiceProfile
from simulator.sound import wav

TARGET_RATIO = 0.6
TARGET_STALL_MS = 60.0
TICK_SECONDS = 0.005
CHUNK_SECONDS = 0.1
REP = VoiceProfile(
    id="rep",
    description="a rep",
    natural=NaturalVoice(pitch=1.0),
    espeak=EspeakVoice(voice="en-us"),
)
MESSAGE = """
Hi Dana, this is Marcus Bell with Load Sync. I saw that you opened a second distribution center in
Reno this spring. When a carrier we work with did the same, their detention fees went up by a third
within a quarter, because trucks were waiting at docks that nobody had scheduled. They changed two
things, and the fees came back down before the summer was over. I would like to tell you what those
two things were. It takes about five minutes, and you can use them whether or not we ever work
together. I will also bring the numbers from two other sites that look a lot like yours, so that you
can see what happened in the first month, and what took longer. If it is not a fit, I will say so.
My number is six one seven, five five five, zero one four two. I am at my desk until five today, and
tomorrow from eight. Once more, it is Marcus Bell at Load Sync, at six one seven, five five five,
zero one four two. I look forward to hearing from you. Have a good afternoon, Dana. Goodbye.
"""


def spoken_message(folder: Path) -> NDArray[np.int16]:
    """The message by the natural voice, at 16 kHz."""
    voice = Pyttsx3Voice({"rep": REP}, folder / "voices", folder / "log", "natural")
    try:
        sound = voice.render(Speech(" ".join(MESSAGE.split()), "rep"), threading.Event())
    finally:
        voice.close()
    if sound.path is None:
        raise PortError("The natural voice made no sound.")
    return read(sound.path)


def read(path: Path) -> NDArray[np.int16]:
    """A WAV at 16 kHz as samples."""
    samples, rate = wav.decode(path.read_bytes())
    if rate != SAMPLE_RATE_HZ:
        raise PortError(f"{path} is not at {SAMPLE_RATE_HZ} Hz.")
    return wav.to_pcm(samples)


def speak(pcm: NDArray[np.int16], path: Path, complete: threading.Event) -> float:
    """Write a take as fast as it is spoken; returns when the last sample was written."""
    writer = TakeWriter(path)
    began = time.monotonic()
    chunk = int(CHUNK_SECONDS * SAMPLE_RATE_HZ)
    for at in range(0, len(pcm), chunk):
        time.sleep(max(0.0, began + (at + chunk) / SAMPLE_RATE_HZ - time.monotonic()))
        writer.add(pcm[at : at + chunk].tobytes())
    writer.close()
    complete.set()
    return time.monotonic()


async def watch(latenesses: list[float], until: threading.Event) -> None:
    """How late an event loop wakes up, in milliseconds."""
    while not until.is_set():
        asked = time.monotonic()
        await asyncio.sleep(TICK_SECONDS)
        latenesses.append((time.monotonic() - asked - TICK_SECONDS) * 1000)


def after_hangup(
    recognizer: WhisperRecognizer, pcm: NDArray[np.int16], path: Path, latenesses: list[float]
) -> float:
    """Seconds from the last sample to the transcript, while an event loop is watched."""
    complete, done = threading.Event(), threading.Event()
    ended: list[float] = []

    def listen() -> None:
        transcript = recognizer.transcribe(path, complete, threading.Event())
        ended.append(time.monotonic())
        print(f"  {len(transcript.words)} words, {transcript.speech_seconds:.1f} s of speech")
        done.set()

    listener = threading.Thread(target=listen)
    spoken_until: list[float] = []
    speaker = threading.Thread(target=lambda: spoken_until.append(speak(pcm, path, complete)))
    listener.start()
    speaker.start()
    asyncio.run(watch(latenesses, done))
    speaker.join()
    listener.join()
    return ended[0] - spoken_until[0]


class WholeTake:
    """Both passes over a whole take at once: faster-whisper as it comes."""

    def __init__(self) -> None:
        """Load the same model with as many threads."""
        from faster_whisper import WhisperModel

        path = str(find_model("", hub_cache).path)
        self._model = WhisperModel(path, device="cpu", compute_type="int8", cpu_threads=THREADS)

    def seconds(self, pcm: NDArray[np.int16]) -> float:
        """How long both passes take."""
        began = time.monotonic()
        for prompt in (None, FILLER_PROMPT):
            segments, _ = self._model.transcribe(
                wav.from_pcm(pcm), initial_prompt=prompt, **SETTINGS
            )
            list(segments)
        return time.monotonic() - began


def proportional_memory_mb(pid: int) -> float | None:
    """The proportional set size of a process in MB, where the system tells it (Linux)."""
    rollup = Path(f"/proc/{pid}/smaps_rollup")
    if not rollup.is_file():
        return None
    lines = rollup.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


def compare(folder: Path, pcm: NDArray[np.int16], rounds: int) -> bool:
    """Print the figures for one length of message; whether the target is met."""
    recognizer = WhisperRecognizer(folder / "log")
    latenesses: list[float] = []
    try:
        recognizer.warm()
        after = [
            after_hangup(recognizer, pcm, folder / f"{len(pcm)}-{at}.wav", latenesses)
            for at in range(rounds)
        ]
        memory = None if recognizer.pid is None else proportional_memory_mb(recognizer.pid)
    finally:
        recognizer.close()
    whole_take = WholeTake()
    whole = [whole_take.seconds(pcm) for _ in range(rounds + 1)][1:]
    ratio = statistics.median(after) / statistics.median(whole)
    stall = float(np.percentile(latenesses, 99))
    print(
        f"{len(pcm) / SAMPLE_RATE_HZ:.0f} s: transcript {statistics.median(after):.2f} s after "
        f"hanging up (worst {max(after):.2f}); both passes over the whole take "
        f"{statistics.median(whole):.2f} s; ratio {ratio:.2f} (target {TARGET_RATIO}). Event loop: "
        f"99th percentile {stall:.1f} ms late, worst {max(latenesses):.1f} (target "
        f"{TARGET_STALL_MS:.0f}). Recogniser: "
        + ("memory unknown" if memory is None else f"{memory:.0f} MB (PSS)")
    )
    return ratio <= TARGET_RATIO and stall <= TARGET_STALL_MS


def main() -> int:
    """Print a line for each length; 0 if the target is met, 1 if not, 3 without a message."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--speech", type=Path, help="a mono 16 kHz WAV of at least a minute")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, nargs="*", default=[30, 60])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        try:
            pcm = read(options.speech) if options.speech else spoken_message(Path(name))
        except (PortError, OSError) as error:
            print(f"Skipped: {error}")
            return 3
        while len(pcm) < max(options.seconds) * SAMPLE_RATE_HZ:
            pcm = np.concatenate([pcm, pcm])
        met = [
            compare(Path(name), pcm[: seconds * SAMPLE_RATE_HZ], options.rounds)
            for seconds in options.seconds
        ]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
