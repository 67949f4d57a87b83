"""What a telephone line does to a voice.

A narrow line passes 300 to 3400 Hz at 8 kHz (ITU-T G.712) through G.711 mu-law, eight bits a
sample. A wide one passes 50 to 7000 Hz (ITU-T G.722): espeak-ng gets that one, since a narrow line
makes it unintelligible (a recogniser then misses 38 to 63 % of its words). Both hiss a little.

The same samples always give the same result: the hiss is drawn from a fixed seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from simulator.sound.resample import resample
from simulator.sound.tones import SAMPLE_RATE_HZ

LineName = Literal["desk", "mobile", "clear"]

EFFECT_VERSION: Final = 1
"""Part of the cache key of rendered greetings: raise it when anything below sounds different."""

_NARROW_HZ = 8000
_HISS_SEED = 20
_EDGE_HZ = 60.0
_ACTIVE_BELOW_PEAK_DB = 30.0
_MU_LAW_BIAS = 132
_MU_LAW_CLIP = 32635
_MU_LAW_SEGMENTS = 7


@dataclass(frozen=True, slots=True)
class LineEffect:
    """How one line sounds. `hiss_dbfs` is None where there is none."""

    low_hz: float
    high_hz: float
    hiss_dbfs: float | None
    level_dbfs: float
    narrow: bool


_NARROW: dict[LineName, LineEffect] = {
    "desk": LineEffect(300, 3400, -50, -20, narrow=True),
    "mobile": LineEffect(350, 3400, -56, -19, narrow=True),
    "clear": LineEffect(50, 7800, None, -20, narrow=False),
}
_WIDE: dict[LineName, LineEffect] = {
    "desk": LineEffect(100, 7000, -58, -20, narrow=False),
    "mobile": LineEffect(150, 7000, -62, -19, narrow=False),
    "clear": _NARROW["clear"],
}


def line_effect(line: LineName, *, wide: bool) -> LineEffect:
    """The effect of a line; `wide` for a voice that a narrow line would ruin."""
    return (_WIDE if wide else _NARROW)[line]


def over_the_line(samples: NDArray[np.float32], effect: LineEffect) -> NDArray[np.float32]:
    """Put a voice on the line.

    Args:
        samples: float32, shape (n,), at `SAMPLE_RATE_HZ`.
        effect: which line.

    Returns:
        float32 in [-1, 1], the same shape and rate: every moment stays where it was.
    """
    voice = band_pass(samples, effect.low_hz, effect.high_hz)
    voice = _limit(_levelled(voice, effect.level_dbfs))
    if effect.hiss_dbfs is not None:
        hiss = np.random.default_rng(_HISS_SEED).standard_normal(len(voice))
        amplitude = 10 ** (effect.hiss_dbfs / 20)
        voice = voice + band_pass(np.asarray(hiss * amplitude, np.float32), 50, effect.high_hz)
    if effect.narrow:
        at_8_khz = resample(np.asarray(voice, np.float32), SAMPLE_RATE_HZ, _NARROW_HZ)
        voice = resample(_mu_law_round_trip(at_8_khz), _NARROW_HZ, SAMPLE_RATE_HZ)
        voice = np.pad(voice, (0, max(0, len(samples) - len(voice))))[: len(samples)]
    return np.asarray(np.clip(voice, -1, 1), np.float32)


def band_pass(samples: NDArray[np.float32], low_hz: float, high_hz: float) -> NDArray[np.float32]:
    """Keep what lies between two frequencies; float32 in and out, shape (n,)."""
    if not len(samples):
        return samples
    tail = SAMPLE_RATE_HZ // 10  # so that the end does not ring into the beginning
    size = len(samples) + tail
    hz = np.fft.rfftfreq(size, 1 / SAMPLE_RATE_HZ)
    gain = np.clip((hz - low_hz + _EDGE_HZ) / _EDGE_HZ, 0, 1)
    gain *= np.clip((high_hz + _EDGE_HZ - hz) / _EDGE_HZ, 0, 1)
    gain = (1 - np.cos(np.pi * gain)) / 2
    filtered = np.fft.irfft(np.fft.rfft(samples, size) * gain, size)[: len(samples)]
    return np.asarray(filtered, np.float32)


def encode_mu_law(pcm: NDArray[np.int16]) -> NDArray[np.uint8]:
    """16-bit samples as G.711 mu-law bytes, the same shape."""
    sign = np.where(pcm < 0, 0x80, 0)
    magnitude = np.minimum(np.abs(pcm.astype(np.int32)), _MU_LAW_CLIP) + _MU_LAW_BIAS
    # The segment is the position of the highest bit set above bit 7.
    segment = np.minimum(np.frexp(magnitude)[1] - 8, _MU_LAW_SEGMENTS)
    mantissa = (magnitude >> (segment + 3)) & 0x0F
    return np.asarray(~(sign | (segment << 4) | mantissa) & 0xFF, np.uint8)


def decode_mu_law(codes: NDArray[np.uint8]) -> NDArray[np.int16]:
    """G.711 mu-law bytes as 16-bit samples, the same shape."""
    inverted = ~codes.astype(np.int32) & 0xFF
    segment = (inverted >> 4) & 0x07
    magnitude = ((((inverted & 0x0F) << 3) + _MU_LAW_BIAS) << segment) - _MU_LAW_BIAS
    return np.asarray(np.where(inverted & 0x80, -magnitude, magnitude), np.int16)


def _mu_law_round_trip(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    pcm = np.asarray(np.clip(samples, -1, 1) * 32767, np.int16)
    return np.asarray(decode_mu_law(encode_mu_law(pcm)) / 32768, np.float32)


def _levelled(voice: NDArray[np.float32], level_dbfs: float) -> NDArray[np.float32]:
    """Bring the loudness of the spoken parts to the level (the idea of ITU-T P.56)."""
    power = np.square(voice)
    loud = power > power.max(initial=0.0) * 10 ** (-_ACTIVE_BELOW_PEAK_DB / 10)
    if not loud.any():
        return voice
    rms = float(np.sqrt(power[loud].mean()))
    return np.asarray(voice * (10 ** (level_dbfs / 20) / rms), np.float32)


def _limit(voice: NDArray[np.float32]) -> NDArray[np.float32]:
    """Bend peaks instead of cutting them."""
    return np.asarray(np.tanh(voice), np.float32)
