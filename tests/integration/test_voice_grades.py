"""The voice of real recordings, through the command: formats, a baseline, and what is no voice."""

from __future__ import annotations

import json
import threading
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from simulator.adapters.audio_files import read_recording
from simulator.adapters.scenario_files import ScenarioFiles
from simulator.adapters.voice_pyttsx3 import Pyttsx3Voice
from simulator.scenario.speech import Speech
from simulator.scenario.voice import VoiceProfile
from simulator.session.baselines import PASSAGE
from simulator.sound import wav
from simulator.sound.resample import resample
from tests.integration.rolecall import Rolecall

pytestmark = pytest.mark.speech

RATE_HZ = 16_000
Samples = NDArray[np.float32]


def read_aloud(text: str, folder: Path) -> Samples:
    rep = VoiceProfile.model_validate(
        {"id": "rep", "description": "The rep.", "natural": {}, "espeak": {"voice": "en-us"},
         "line": "clear"}
    )  # fmt: skip
    voice = Pyttsx3Voice({"rep": rep}, folder / "rep", folder / "log", preferred="natural")
    try:
        sound = voice.render(Speech(text, "rep"), threading.Event())
    finally:
        voice.close()
    assert sound.path is not None
    return wav.from_pcm(read_recording(sound.path)[0])


@pytest.fixture(scope="module")
def message(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    return read_aloud(model_text(), tmp_path_factory.mktemp("message"))


def model_text() -> str:
    return " ".join(ScenarioFiles().scenario("desk-classic").scenario.model.text.split())


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    return read_aloud(PASSAGE, tmp_path_factory.mktemp("reading"))


def graded(rolecall: Rolecall, *words: str) -> dict[str, Any]:
    answer = rolecall.run("grade", *words, "--scenario", "desk-classic", "--json")
    assert answer.code in {0, 1}, answer.err
    cards = json.loads(answer.out)["graded"]
    return {Path(card["file"]).name: card["scorecard"] for card in cards}


def test_a_message_is_worth_the_same_in_every_format(
    rolecall: Rolecall, tmp_path: Path, message: Samples
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    soundfile.write(folder / "a.wav", message, RATE_HZ)
    soundfile.write(folder / "b.flac", message, RATE_HZ)
    soundfile.write(folder / "c.ogg", message, RATE_HZ, format="OGG", subtype="VORBIS")
    soundfile.write(folder / "d.wav", resample(message, RATE_HZ, 44_100), 44_100)
    stereo = np.stack((message, message), axis=1) * 0.25
    soundfile.write(folder / "e.wav", stereo, RATE_HZ)
    silence = np.zeros(RATE_HZ, np.float32)
    soundfile.write(folder / "f.wav", np.concatenate((silence, message, silence)), RATE_HZ)
    cards = graded(rolecall, str(folder))

    scores = {name: card["score"]["overall"] for name, card in cards.items()}
    assert set(scores) == {"a.wav", "b.flac", "c.ogg", "d.wav", "e.wav", "f.wav"}
    assert scores["b.flac"] == scores["a.wav"], "the same samples"
    # The natural voice draws a new take each time, and a figure that stands on an edge may fall to
    # either side of it where the level or the rate differs: one verdict, no more.
    for name in ("d.wav", "e.wav", "f.wav"):
        changed = [
            criterion
            for criterion, verdict in cards["a.wav"]["criteria"].items()
            if cards[name]["criteria"][criterion]["state"] != verdict["state"]
        ]
        assert len(changed) <= 1, (name, changed)
    said = [cards[name]["message"]["transcript"].split() for name in ("a.wav", "c.ogg")]
    assert SequenceMatcher(None, *said).ratio() >= 0.85, "what was thrown away may cost a word"
    energies = {name: card["delivery"]["energy"] for name, card in cards.items()}
    # With voices drawn anew each time, the lossy one was off by 0.03 to 0.16.
    assert abs(energies.pop("c.ogg") - energies["a.wav"]) <= 0.3, energies
    assert max(energies.values()) - min(energies.values()) <= 0.1, energies


def test_a_voicemail_of_a_telephone_is_graded_and_compared_with_no_wideband_reading(
    rolecall: Rolecall, tmp_path: Path, message: Samples, reading: Samples
) -> None:
    exported, own = tmp_path / "voicemail.wav", tmp_path / "reading.wav"
    soundfile.write(exported, resample(message, RATE_HZ, 8_000), 8_000, subtype="ULAW")
    soundfile.write(own, reading, RATE_HZ)
    card = graded(rolecall, str(exported), "--baseline", str(own))["voicemail.wav"]

    assert card["delivery"]["energy"] is not None
    assert card["delivery"]["energy_over_baseline"] is None
    assert "do not go together" in card["criteria"]["energy"]["why"]
    assert any("telephone" in warning for warning in card["delivery"]["warnings"])


def test_energy_is_graded_beside_ones_own_reading(
    rolecall: Rolecall, tmp_path: Path, message: Samples, reading: Samples
) -> None:
    said, own = tmp_path / "said.wav", tmp_path / "reading.wav"
    soundfile.write(said, message, RATE_HZ)
    soundfile.write(own, reading, RATE_HZ)
    alone = graded(rolecall, str(said))["said.wav"]
    beside = graded(rolecall, str(said), "--baseline", str(own))["said.wav"]

    assert alone["criteria"]["energy"]["state"] == "not_measured"
    assert "record one" in alone["criteria"]["energy"]["why"]
    assert beside["criteria"]["energy"]["state"] in {"yes", "no"}
    assert abs(beside["delivery"]["energy_over_baseline"]) < 1.5, "the same voice, twice"
    assert len(beside["delivery"]["pace_over_time"]) >= 2


def test_what_is_no_voice_has_no_energy_and_says_why(rolecall: Rolecall, tmp_path: Path) -> None:
    at = np.arange(6 * RATE_HZ) / RATE_HZ
    chance = np.random.default_rng(3)
    chord = sum(np.sin(2 * np.pi * hertz * at) for hertz in (262, 330, 392))
    sounds = {
        "silence.wav": np.zeros(6 * RATE_HZ),
        "beep.wav": 0.5 * np.sin(2 * np.pi * 1000 * at),
        "hum.wav": 0.3 * np.sin(2 * np.pi * 50 * at),
        "hiss.wav": chance.normal(0, 0.1, len(at)),
        "chord.wav": 0.2 * np.asarray(chord),
        "half.wav": 0.3 * np.sin(2 * np.pi * 200 * at[: RATE_HZ // 2]),
    }
    folder = tmp_path / "mine"
    folder.mkdir()
    for name, samples in sounds.items():
        soundfile.write(folder / name, samples, RATE_HZ)
    cards = graded(rolecall, str(folder))

    assert set(cards) == set(sounds)
    for name, card in cards.items():
        assert card["delivery"]["energy"] is None, name
        assert card["delivery"]["not_measured"]["energy"], name


@pytest.mark.parametrize("content", [b"this is no sound", b"RIFF\x24\x00\x00\x00WAVEfmt "])
def test_a_reading_that_is_no_sound_is_a_sentence(
    rolecall: Rolecall, tmp_path: Path, message: Samples, content: bytes
) -> None:
    said, own = tmp_path / "said.wav", tmp_path / "reading.wav"
    soundfile.write(said, message, RATE_HZ)
    own.write_bytes(content)
    answer = rolecall.run("grade", str(said), "--scenario", "desk-classic", "--baseline", str(own))

    assert answer.code == 2
    assert "reading.wav" in answer.err
    assert "Traceback" not in answer.err


def test_a_reading_that_is_too_short_is_a_sentence_and_so_are_samples_that_are_no_numbers(
    rolecall: Rolecall, tmp_path: Path, message: Samples
) -> None:
    said, own = tmp_path / "said.wav", tmp_path / "reading.wav"
    broken = message.copy()
    broken[1000] = np.nan
    soundfile.write(said, broken, RATE_HZ, subtype="FLOAT")
    soundfile.write(own, message[: 3 * RATE_HZ], RATE_HZ)
    short = rolecall.run("grade", str(said), "--scenario", "desk-classic", "--baseline", str(own))
    no_numbers = rolecall.run("grade", str(said), "--scenario", "desk-classic")

    assert (short.code, no_numbers.code) == (2, 2)
    assert "of speech could be heard, and it takes at least 10" in short.err
    assert "values that are no sound" in no_numbers.err


def test_the_text_to_read_is_printed_and_without_a_microphone_nothing_is_kept(
    rolecall: Rolecall,
) -> None:
    text = rolecall.run("baseline", "--text")

    assert (text.code, text.out.strip()) == (0, PASSAGE)
    assert 55 <= len(PASSAGE.split()) <= 95
