"""The rep's own neutral voice, one for each microphone, against which energy is graded."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.grading.transcript import Baseline, Voice
from simulator.ports import PortError
from simulator.sound.tones import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pydantic import TypeAdapter

PASSAGE = (
    "The library on the corner opens at nine. On weekdays there are usually two people at the "
    "desk, and a third who puts the books back on their shelves. Returned books go into a wooden "
    "box beside the door, which is emptied every hour. Upstairs there is a reading room with long "
    "tables and green lamps. Most visitors stay for about an hour. In the evening somebody walks "
    "through the rooms, turns off the lamps one by one, and locks the door."
)
"""Neutral on purpose: nothing to be glad or sorry about. About 25 s."""
LEAST_SPEECH_SECONDS = 10.0
"""Energy of less moves by a tenth or more from reading to reading."""
MOST_SECONDS = 60.0
TOO_LITTLE = (
    "Only {seconds:.0f} s of speech could be heard, and it takes at least 10. Read the whole "
    "passage, near the microphone."
)
TOO_LOUD = (
    "The recording is too loud: its waves are cut off. Turn the microphone down and read again."
)
CLIPPED_FROM = 0.001
DAMAGED = "The baselines in {path} cannot be read ({why}). Record yours again: that replaces them."


class ReadingRefused(ValueError):
    """A reading cannot serve as baseline. The message is a sentence for the rep."""


@dataclass(frozen=True, slots=True)
class KeptBaseline:
    """One baseline as it is kept. `device` is the microphone's name, `recorded_at` ISO 8601."""

    device: str
    sample_rate_hz: int
    energy: float
    is_telephone_band: bool
    recorded_at: str

    @property
    def baseline(self) -> Baseline:
        """What grading wants of it."""
        return Baseline(self.energy, self.is_telephone_band)


class Baselines:
    """The baselines of this machine's microphones, in one file."""

    def __init__(
        self, path: Path, device: str | None, sample_rate_hz: int = SAMPLE_RATE_HZ
    ) -> None:
        """`device` is the microphone in use, None where there is none. Reads nothing yet."""
        self._path = path
        self._sample_rate_hz = sample_rate_hz
        self.device = device
        self.trouble: str | None = None
        self._lent: Baseline | None = None

    def kept(self) -> KeptBaseline | None:
        """The baseline of the microphone in use, as it is kept."""
        return next((b for b in self._read() if self._is_mine(b)), None)

    def current(self) -> Baseline | None:
        """The baseline of the microphone in use, as grading wants it, or the one that was lent."""
        if self._lent is not None:
            return self._lent
        kept = self.kept()
        return None if kept is None else kept.baseline

    def set_aside(self) -> tuple[str, ...]:
        """The microphones that have a baseline and are not in use now."""
        return tuple(b.device for b in self._read() if not self._is_mine(b))

    def keep(self, voice: Voice) -> KeptBaseline:
        """Make a reading the baseline of the microphone in use, in place of the one there was.

        Raises:
            ReadingRefused: it cannot serve as one.
            PortError: there is no microphone, or the file cannot be written.
        """
        if self.device is None:
            raise PortError("There is no microphone, so there is nothing to keep a baseline for.")
        energy = usable_energy(voice)
        made = KeptBaseline(
            self.device,
            self._sample_rate_hz,
            round(energy, 3),
            voice.is_telephone_band,
            datetime.now(UTC).astimezone().isoformat(timespec="seconds"),
        )
        self._write([*(b for b in self._read() if not self._is_mine(b)), made])
        return made

    def lend(self, voice: Voice) -> None:
        """Compare with this reading from now on, and keep nothing.

        Raises:
            ReadingRefused: it cannot serve as a baseline.
        """
        self._lent = Baseline(usable_energy(voice), voice.is_telephone_band)

    def forget(self) -> bool:
        """Erase the baseline of the microphone in use; whether there was one.

        Raises:
            PortError: the file cannot be written.
        """
        known = self._read()
        others = [b for b in known if not self._is_mine(b)]
        if len(others) < len(known):
            self._write(others)
        return len(others) < len(known)

    def _is_mine(self, kept: KeptBaseline) -> bool:
        return (kept.device, kept.sample_rate_hz) == (self.device, self._sample_rate_hz)

    def _read(self) -> Sequence[KeptBaseline]:
        try:
            return _adapter().validate_json(self._path.read_bytes())
        except FileNotFoundError:
            return []
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not what was written"
            self.trouble = DAMAGED.format(path=self._path, why=why)
            return []

    def _write(self, baselines: Iterable[KeptBaseline]) -> None:
        """Whole or not at all."""
        beside = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(number, "wb") as file:
                file.write(_adapter().dump_json(list(baselines), indent=2) + b"\n")
            beside.replace(self._path)
        except OSError as error:
            raise PortError(
                f"The baseline cannot be kept in {self._path} ({error.strerror})."
            ) from error
        self.trouble = None


def usable_energy(voice: Voice) -> float:
    """The energy of a reading that can serve as baseline.

    Raises:
        ReadingRefused: there is too little speech, no voice, or the sound is cut off.
    """
    if voice.energy is None and voice.not_measured and voice.speech_seconds >= LEAST_SPEECH_SECONDS:
        raise ReadingRefused(voice.not_measured)
    if voice.speech_seconds < LEAST_SPEECH_SECONDS or voice.energy is None:
        raise ReadingRefused(TOO_LITTLE.format(seconds=voice.speech_seconds))
    if voice.clipped_share >= CLIPPED_FROM:
        raise ReadingRefused(TOO_LOUD)
    return voice.energy


def _adapter() -> TypeAdapter[list[KeptBaseline]]:
    from pydantic import TypeAdapter

    return TypeAdapter(list[KeptBaseline])
