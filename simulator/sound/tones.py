"""Tones of the North American telephone network, as samples.

Frequencies: ring-back from the Precise Tone Plan (Bell System, "Notes on the Network",
section 6), key tones from ITU-T Q.23. Levels are chosen for headphones, not for a trunk line.

All functions return float32 samples in [-1, 1], shape (n,), at `SAMPLE_RATE_HZ`.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE_HZ: Final = 16_000
"""The rate of every sound that Rolecall makes or records."""

RING_TONE_SECONDS: Final = 2.0
RING_PAUSE_SECONDS: Final = 1.5
"""Shorter than the plan's 4 s: after a ring either the next one comes or somebody picks up."""
BEEP_SECONDS: Final = 0.4
KEY_TONE_SECONDS: Final = 0.1

_RING_HZ = (440, 480)
_BEEP_HZ = (1000,)
_KEYPAD = ("123A", "456B", "789C", "*0#D")
_ROWS_HZ = (697, 770, 852, 941)
_COLUMNS_HZ = (1209, 1336, 1477, 1633)
KEY_HZ: Final = {
    key: (row_hz, column_hz)
    for row, row_hz in zip(_KEYPAD, _ROWS_HZ, strict=True)
    for key, column_hz in zip(row, _COLUMNS_HZ, strict=True)
}
"""The two frequencies of each key (ITU-T Q.23)."""

_RING_DBFS = -16.0
_BEEP_DBFS = -12.0
_KEY_DBFS = -12.0
_RAMP_SECONDS = 0.005


def tone(frequencies_hz: tuple[int, ...], seconds: float, level_dbfs: float) -> NDArray[np.float32]:
    """Sines of equal strength whose sum never exceeds `level_dbfs`, without clicks at the ends."""
    times = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    waves = np.sum([np.sin(2 * np.pi * hz * times) for hz in frequencies_hz], axis=0)
    ramp = round(_RAMP_SECONDS * SAMPLE_RATE_HZ)
    envelope = np.ones(len(times))
    envelope[:ramp] = np.linspace(0, 1, ramp)
    envelope[-ramp:] = np.linspace(1, 0, ramp)
    peak = 10 ** (level_dbfs / 20) / len(frequencies_hz)
    return np.asarray(waves * envelope * peak, dtype=np.float32)


def silence(seconds: float) -> NDArray[np.float32]:
    """Nothing, for so long."""
    return np.zeros(round(seconds * SAMPLE_RATE_HZ), dtype=np.float32)


def ring() -> NDArray[np.float32]:
    """One ring as the caller hears it, with the pause that follows."""
    on = tone(_RING_HZ, RING_TONE_SECONDS, _RING_DBFS)
    return np.concatenate([on, silence(RING_PAUSE_SECONDS)])


def beep() -> NDArray[np.float32]:
    """The beep after which a mailbox records."""
    return tone(_BEEP_HZ, BEEP_SECONDS, _BEEP_DBFS)


def key_tone(key: str) -> NDArray[np.float32]:
    """The tone of one key.

    Raises:
        ValueError: for anything that is not a key of a telephone.
    """
    if key not in KEY_HZ:
        raise ValueError(f"There is no key «{key}» on a telephone.")
    return tone(KEY_HZ[key], KEY_TONE_SECONDS, _KEY_DBFS)
