"""Hear one take piece by piece, while its file may still be growing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import numpy as np
from numpy.typing import NDArray

from simulator.child import Refusal
from simulator.children.whisper_model import Abandoned
from simulator.grading.transcript import Moment
from simulator.hearing import gate
from simulator.hearing.growing import (
    BYTES_PER_SAMPLE,
    HEAD_BYTES,
    Layout,
    UnfitRecording,
    layout,
)
from simulator.hearing.merge import merge
from simulator.hearing.pieces import DECIDED_AFTER_SECONDS, SAMPLE_RATE_HZ, Samples, next_cut
from simulator.hearing.words import Heard
from simulator.sound import wav


class Passes(Protocol):
    """What hears a piece: WhisperPasses, or a stand-in."""

    def speech_probabilities(self, samples: Samples) -> list[float]:
        """How likely each 32 ms are speech."""
        ...

    def both_passes(
        self, pcm: NDArray[np.int16], from_seconds: float, stop: threading.Event | None = None
    ) -> tuple[list[Heard], list[Heard]]:
        """The plain and the prompted pass; raises Abandoned."""
        ...


class GrowingTake:
    """A WAV file that is read while somebody else writes it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._layout: Layout | None = None

    def samples(self, start: int, count: int | None) -> NDArray[np.int16]:
        """Samples from `start` on, at most `count`; None: all, and the file is finished.

        A file that is not there yet, or has no header yet, has no samples yet.

        Raises:
            Refusal: it is no recording that can be transcribed.
        """
        try:
            with self._path.open("rb") as file:
                return self._read(file, start, count)
        except FileNotFoundError:
            if count is None:
                raise Refusal(f"There is no recording at {self._path}.") from None
        except UnfitRecording as error:
            raise Refusal(f"The recording {self._path} {error}.") from error
        except OSError as error:
            raise Refusal(
                f"The recording {self._path} cannot be read: {error.strerror or error}."
            ) from error
        return np.zeros(0, np.int16)

    def _read(self, file: BinaryIO, start: int, count: int | None) -> NDArray[np.int16]:
        self._layout = self._layout or layout(file.read(HEAD_BYTES))
        if self._layout is None:
            return np.zeros(0, np.int16)
        begins = self._layout.begins
        if count is None:
            file.seek(begins + self._layout.claimed + self._layout.claimed % 2)
            tail = file.read()
            end = self._layout.sample_bytes(file.seek(0, 2), tail)
            count = max(end // BYTES_PER_SAMPLE - start, 0)
        file.seek(begins + start * BYTES_PER_SAMPLE)
        data = file.read(count * BYTES_PER_SAMPLE)
        return np.frombuffer(data[: len(data) // 2 * 2], "<i2").astype(np.int16)


class Listener:
    """Hears one take, and remembers how far it has come. Use it from one thread."""

    def __init__(
        self, path: Path, passes: Passes, on_piece: Callable[[], None] = lambda: None
    ) -> None:
        """Opens nothing yet. `on_piece` is called before each piece is decoded."""
        self._take = GrowingTake(path)
        self._passes = passes
        self._on_piece = on_piece
        self._at = 0
        self._words: list[Heard] = []
        self._speech: list[Moment] = []

    def listen(self, stop: threading.Event, *, is_complete: bool) -> bool:
        """Decode the next piece if all of it is there, or, once complete, everything that is left.

        Returns:
            Whether a piece was decoded, so that there may be another.

        Raises:
            Refusal: the file cannot be transcribed.
        """
        enough = int(DECIDED_AFTER_SECONDS * SAMPLE_RATE_HZ)
        pcm = self._take.samples(self._at, None if is_complete else enough)
        decoded = False
        while len(pcm) and not stop.is_set():
            length = next_cut(wav.from_pcm(pcm[:enough]))
            if length is None and not is_complete:
                break
            piece = pcm[: length or len(pcm)]
            self._on_piece()
            try:
                self._hear(piece, stop)
            except Abandoned:
                break
            self._at += len(piece)
            pcm = pcm[len(piece) :]
            decoded = True
        return decoded

    def answer(self) -> dict[str, Any]:
        """What was heard: words with times in seconds and probabilities, speech, seconds."""
        seconds = round(self._at / SAMPLE_RATE_HZ, 3)
        return {
            "words": [[w.text, w.start, w.end, w.probability, w.is_filler] for w in self._words],
            "speech": [[m.start, m.end] for m in gate.joined(self._speech, seconds)],
            "seconds": seconds,
        }

    def _hear(self, piece: NDArray[np.int16], stop: threading.Event) -> None:
        if self._at == 0:
            piece = piece.copy()
            piece[: gate.beep_end(wav.from_pcm(piece))] = 0
        start = self._at / SAMPLE_RATE_HZ
        speech = gate.speech_in(self._passes.speech_probabilities(wav.from_pcm(piece)), start)
        if gate.is_worth_decoding(speech):
            plain, prompted = self._passes.both_passes(piece, start, stop)
            self._words.extend(merge(plain, prompted, speech))
            self._speech.extend(speech)
